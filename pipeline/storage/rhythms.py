"""What comes in each hour of the week, and the alarms of what has fallen off that."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from pipeline.storage.connection import Connection
from pipeline.storage.queries import run, run_one


def measure_hour(conn: Connection) -> datetime | None:
    """Count what came in the newest hour that is over and not counted; its beginning, or None if there is none."""
    row = run_one(conn, "measure_hour")
    return row["hour"] if row else None


def judge_rhythms(conn: Connection) -> list[str]:
    """Note as alarms what has fallen off its own rhythm, end the others, and drop hours of no use; what has fallen."""
    fallen = [row["subject"] for row in run(conn, "judge_rhythms")]
    run(conn, "prune_rhythms")
    return fallen


def note_unserved(conn: Connection, queues: Mapping[str, int], *, holds: timedelta) -> None:
    """Note for so long, as alarms, the queues in which so many messages wait and that no worker serves; end others."""
    for queue, waiting in queues.items():
        detail = f"{waiting} messages wait and no worker takes from it"
        run(conn, "note_unserved", queue=queue, detail=detail, holds=holds)
    run(conn, "end_unserved", queues=list(queues))
