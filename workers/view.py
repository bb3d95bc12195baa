"""Flower with its last open door shut: `python -m workers.view --port=5555 ...`, with the options of `celery flower`.

Flower asks for its password on every page but /healthcheck, which says only OK, and /metrics, which names every task
and worker: here that one asks as well. Those who only count things have `workers.metrics`.
"""

from __future__ import annotations

import sys

from flower.views.monitor import Metrics
from tornado.web import authenticated

from workers.app import app


def main() -> None:
    """Serve until a signal."""
    Metrics.get = authenticated(Metrics.get)
    app.start(["-q", "-A", "workers", "flower", *sys.argv[1:]])


if __name__ == "__main__":
    main()
