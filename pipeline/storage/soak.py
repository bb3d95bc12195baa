"""What a soak asks of the rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.storage.connection import Connection
from pipeline.storage.queries import run, run_one


def end_sessions(conn: Connection) -> int:
    """End every session of a worker on this database; gives how many there were. Takes the right to signal them."""
    row = run_one(conn, "end_sessions")
    return int(row["ended"]) if row else 0


def progress(conn: Connection) -> tuple[int, int]:
    """Documents, and those of them that have their outcome."""
    row = run_one(conn, "soak_progress")
    assert row is not None
    return row["discovered"], row["closed"]


def published(conn: Connection, urls: Sequence[str]) -> dict[str, dict[str, Any]]:
    """For each of these URLs that was announced: documents, state, reason, text, enriched_at."""
    return {row["url"]: row for row in run(conn, "soak_documents", urls=list(urls))}


def doubles(conn: Connection) -> list[dict[str, Any]]:
    """Effects that came more than once: what, which, times."""
    return run(conn, "soak_doubles")


def troubles(conn: Connection) -> dict[str, Any]:
    """retries, lost_leases, fenced and most_attempts of all documents."""
    row = run_one(conn, "soak_troubles")
    assert row is not None
    return row
