"""Alarms: rows that are there while something has fallen off its own rhythm, and gone when it has not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline import storage
from pipeline.cli.doctor import _ADVICE
from pipeline.storage import Connection, books, documents, sources
from tests.builders import WORKER, discovery
from tests.tellings import write

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
    owner.execute("update ingest.sources set last_success_at = now()")
    assert [row["health"] for row in sources.list_sources(conn)] == ["silent"]
    owner.execute("update ingest.sources set last_entry_at = now()")
    assert kinds(conn) == []


@pytest.mark.parametrize(
    ("days", "polls", "alarms"),
    [
        (200, 12, ["silent source"]),
        (5, 12, []),
        (20, 12, ["silent source"]),
        (25, 1, []),
        (40, 1, ["silent source"]),
    ],
    ids=["half a year", "a few days", "weeks", "one poll", "one poll and never again"],
)
def test_a_silence_is_measured_by_the_polls_that_brought_something_and_stays_an_alarm_until_it_ends(
    conn: Connection, owner: Connection, source_id: int, days: int, polls: int, alarms: list[str]
):
    documents.discover_documents(conn, source_id, [discovery(str(n)) for n in range(36)], worker=WORKER)
    owner.execute(
        "update ingest.documents set state = 'rejected', reason = 'no_content', due_at = null,"
        " discovered_at = now() - make_interval(days => %s + (document_id %% %s)::integer)",
        (days, polls),
    )
    owner.execute("update ingest.sources set last_entry_at = (select max(discovered_at) from ingest.documents)")
    assert kinds(conn) == alarms


def test_what_is_put_off_again_and_again_is_an_alarm_that_names_the_oldest(
    conn: Connection, owner: Connection, discovered: Callable[..., int]
):
    oldest, _ = discovered("1"), discovered("2")
    owner.execute(
        "update ingest.documents set reason = 'rate_limited', due_at = now() + interval '5 hours',"
        " changed_at = now() - make_interval(days => 9 - document_id::integer)"
    )
    (alarm,) = books.alarms(conn)
    assert (alarm["kind"], alarm["subject"]) == ("waiting", f"document {oldest}")
    assert alarm["detail"] == "2 documents have waited for more than 3 days, this one the longest: rate_limited"
    owner.execute("update ingest.documents set changed_at = now() - interval '2 days'")
    assert kinds(conn) == []


def test_a_transaction_that_holds_back_the_change_feed_is_an_alarm_while_it_is_open(
    conn: Connection, owner: Connection, database_url: str, parsed: Callable[..., int]
):
    with storage.connect(database_url) as other, other.transaction():
        other.execute("select pg_current_xact_id()")
        write(conn, parsed("1"))
        owner.execute("update news.changes set changed_at = now() - interval '6 minutes'")
        (alarm,) = books.alarms(conn)
        assert (alarm["kind"], alarm["subject"]) == ("change feed", "news.changes_since")
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
        ("update ingest.sources set due_at = now() - interval '2 hours'", "waiting"),
    ],
)
def test_each_trouble_is_one_alarm_with_its_subject(
    conn: Connection, owner: Connection, discovered: Callable[..., int], damage: str, kind: str
):
    discovered()
    owner.execute(damage)  # type: ignore[arg-type]
    (alarm,) = books.alarms(conn)
    assert alarm["kind"] == kind and alarm["subject"] and alarm["since"] is not None


def test_a_language_without_a_model_is_an_alarm_when_a_day_brings_many_articles_in_it(
    conn: Connection, owner: Connection, parsed: Callable[..., int]
):
    for number in range(20):
        write(conn, parsed(str(number)))
    assert kinds(conn) == []
    owner.execute("update news.articles set model = null, language = 'cy'")
    (alarm,) = books.alarms(conn)
    assert (alarm["kind"], alarm["subject"]) == ("untagged", "cy") and alarm["detail"].startswith("20 articles ")
    owner.execute("update news.articles set enriched_at = now() - interval '2 days' where article_id = 1")
    assert kinds(conn) == []


def test_the_doctor_has_advice_for_each_kind_of_alarm_and_the_metrics_count_it():
    assert set(_ADVICE) == set(books.ALARMS)
