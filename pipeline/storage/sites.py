"""How well each site's pages are read, day by day, and the sites where that has become worse."""

from __future__ import annotations

from datetime import date
from typing import Any

from pipeline.storage.connection import Connection
from pipeline.storage.queries import run, run_one


def measure_sites(conn: Connection) -> date | None:
    """Measure the sites on the oldest day of the last thirty that needs it; the day, or None if none does."""
    row = run_one(conn, "measure_sites")
    return row["day"] if row else None


def drifts(conn: Connection) -> list[dict[str, Any]]:
    """The sites whose pages are read worse than they used to be: site, since, detail."""
    return run(conn, "drifts")
