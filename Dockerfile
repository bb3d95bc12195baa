# One image for every Dateline process; compose.yaml says which command each service runs.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 \
    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 DATELINE_HOME=/var/lib/dateline

RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/dateline dateline

WORKDIR /usr/src/dateline
# The dependencies change seldom and weigh most: they are a layer of their own.
COPY pyproject.toml README.md LICENSE ./
RUN mkdir -p pipeline workers sql \
    && touch pipeline/__init__.py workers/__init__.py sql/.keep \
    && pip install . \
    && pip uninstall -y dateline \
    && rm -rf pipeline workers sql
COPY pipeline pipeline
COPY workers workers
COPY sql sql
RUN pip install --no-deps . && rm -rf /usr/src/dateline/*

USER dateline
WORKDIR /var/lib/dateline
ENTRYPOINT ["dateline"]
CMD ["--help"]
