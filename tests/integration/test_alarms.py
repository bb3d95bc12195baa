"""Alarms: rows that are there while something has fallen off its own rhythm, and gone when it has not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.storage import Connection, books, documents
from tests.builders import WORKER, discovery

SPREAD = """
update ingest.documents set discovered_at = now() - interval '9 days' - document_id * interval '1 hour';
update ingest.sources set last_entry_at = now() - interval '9 days'
"""


def kinds(conn: Connection) -> list[str]:
    return [row["kind"] for row in books.alarms(conn)]


def test_a_quiet_pipeline_has_no_alarm(conn: Connection, discovered: Callable[..., int]):
    discovered()
    assert kinds(conn) == []


def test_a_source_that_is_silent_for_many_times_its_own_pace_is_an_alarm(
    conn: Connection, owner: Connection, source_id: int
):
    documents.discover_documents(conn, source_id, [discovery(str(n)) for n in range(12)], worker=WORKER)
    owner.execute("update ingest.documents set state = 'rejected', reason = 'no_content', due_at = null")
    for statement in SPREAD.split(";"):
        owner.execute(statement)  # type: ignore[arg-type]
    (alarm,) = books.alarms(conn)
    assert (alarm["kind"], alarm["source_id"]) == ("silent source", source_id)
    assert alarm["detail"] == "nothing new for 9 days, usually every 01:00:00"
    owner.execute("update ingest.sources set last_entry_at = now()")
    assert kinds(conn) == []


@pytest.mark.parametrize(
    ("damage", "kind"),
    [
        ("update ingest.sources set failures = 5, reason = 'connect_failed'", "failing source"),
        (
            "insert into ingest.gaps select source_id, now() - interval '1 hour', now(), 25 from ingest.sources",
            "overrun",
        ),
        ("update ingest.documents set due_at = now() - interval '2 hours'", "waiting"),
    ],
)
def test_each_trouble_is_one_alarm_with_its_subject(
    conn: Connection, owner: Connection, discovered: Callable[..., int], damage: str, kind: str
):
    discovered()
    owner.execute(damage)  # type: ignore[arg-type]
    (alarm,) = books.alarms(conn)
    assert alarm["kind"] == kind and alarm["subject"] and alarm["since"] is not None
