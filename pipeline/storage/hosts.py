"""Rows of hosts: whose turn it is to ask them, and what their robots.txt says."""

from __future__ import annotations

from datetime import datetime, timedelta

from psycopg.rows import DictRow

from pipeline.storage.connection import Connection
from pipeline.storage.queries import run, run_one


def reserve_slot(conn: Connection, host: str, *, delay: timedelta, ceiling: timedelta) -> tuple[datetime, datetime]:
    """Reserve the host's next slot: when it is, and what time it is now.

    Slots lie `delay` apart, or what the host's robots.txt asks for, up to `ceiling`.
    """
    row = run_one(conn, "reserve_slot", host=host, delay=delay, ceiling=ceiling)
    assert row is not None
    return row["slot_at"], row["now"]


def enter_host(conn: Connection, host: str, *, most: int, lease: timedelta) -> tuple[datetime | None, datetime]:
    """Count one more request at the host: until when it counts, None if `most` are there already; and what time it is.

    One that nobody takes back counts no more after `lease`: its worker died.
    """
    row = run_one(conn, "enter_host", host=host, most=most, lease=lease)
    assert row is not None
    return row["until"], row["now"]


def leave_host(conn: Connection, host: str, *, until: datetime) -> None:
    """Count one request less at the host: the one that `enter_host` gave this instant."""
    run(conn, "leave_host", host=host, until=until)


def rest_host(conn: Connection, host: str, *, pause: timedelta) -> None:
    """Give out no slot of this host for so long: it asked for patience."""
    run(conn, "rest_host", host=host, pause=pause)


def host_rests(conn: Connection, host: str) -> bool:
    """Whether this host asked for patience that has not ended."""
    row = run_one(conn, "host_rests", host=host)
    return row is not None and bool(row["rests"])


def find_robots(conn: Connection, origin: str) -> DictRow | None:
    """origin, status, body, tdmrep and whether they are fresh; None if the origin was never asked."""
    return run_one(conn, "find_robots", origin=origin)


def keep_robots(
    conn: Connection, origin: str, *, status: str, body: str, tdmrep: str = "", lifetime: timedelta
) -> None:
    """Keep an origin's robots.txt and tdmrep.json for so long; 'unreachable' keeps what could be read last."""
    run(conn, "keep_robots", origin=origin, status=status, body=body, tdmrep=tdmrep, lifetime=lifetime)


def keep_crawl_delay(conn: Connection, host: str, *, crawl_delay: timedelta | None) -> None:
    """Note what the host's robots.txt asks for between two requests."""
    run(conn, "keep_crawl_delay", host=host, crawl_delay=crawl_delay)
