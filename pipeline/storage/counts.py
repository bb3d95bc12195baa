"""Sums of mentions by entity and day: the triggers on mentions keep them, the sweeper keeps them few."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.storage.connection import Connection
from pipeline.storage.queries import run_one

OLDER_BATCH = 2_000
"""Articles from before the sums that are counted in one transaction: a second's work."""


def settle_counts(conn: Connection, *, most: int) -> int:
    """Make one row for each entity and day of at most so many rows of days that are over (UTC); how many it took."""
    row = run_one(conn, "settle_counts", most=most)
    return int(row["settled"]) if row else 0


def count_older(conn: Connection, *, most: int = OLDER_BATCH) -> int:
    """Count so many articles from before the sums, the newest first; how many it looked at, 0 once all are counted."""
    row = run_one(conn, "count_older", most=most)
    return int(row["counted"]) if row else 0


def count_all_older(conn: Connection) -> Iterator[tuple[int, int]]:
    """Count all articles from before the sums, part by part; gives after each part how many are left, and of how many.

    It ends early where a part changes nothing because others hold its articles: the sweeper goes on.
    """
    total = left = _uncounted(conn)
    while left and count_older(conn):
        before, left = left, _uncounted(conn)
        if left == before:
            return
        yield left, total


def _uncounted(conn: Connection) -> int:
    row = run_one(conn, "uncounted")
    return int(row["articles"]) if row else 0
