"""Dateline's library: what happens to a document, without any word on who calls it.

It knows no Celery and no Redis. The stages are in `pipeline.stages`; everything they decide is in `policy` and
`identity`, everything they touch in `fetch`, `parse`, `enrich` and `storage`.
"""

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    # Numerical libraries read this when they are loaded, whoever loads them: parallel work is done by processes, and
    # small matrices that several threads share take ten times as long on a machine that has other work.
    os.environ.setdefault(_name, "1")

__version__ = "0.1.0"
