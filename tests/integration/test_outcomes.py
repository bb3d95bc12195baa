"""What becomes of a document whose stage fails, finds a bug, loses its lease, or waits for the sweep."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from pipeline import parse, stages
from pipeline.errors import Fail, Reason, Reject, Retry
from pipeline.models import FeedEntry, State
from pipeline.policy import StageRules
from pipeline.storage import Connection, claims, documents
from tests.builders import LEASE, WORKER, article, discovery, outcome


@pytest.mark.parametrize(
    ("error", "state", "reason"),
    [
        (Reject(Reason.NOT_AN_ARTICLE, "a list"), "rejected", Reason.NOT_AN_ARTICLE),
        (Fail(Reason.BAD_ENCODING, "noise"), "failed", Reason.BAD_ENCODING),
        (Retry(Reason.PARSE_ERROR, "later"), "fetched", Reason.PARSE_ERROR),
        (MemoryError(), "failed", Reason.OUT_OF_MEMORY),
        (TimeoutError("interrupt"), "fetched", Reason.TIME_LIMIT),
    ],
)
def test_each_kind_of_error_has_its_own_outcome(
    conn: Connection, fetched: Callable[..., int], rules: StageRules, monkeypatch: pytest.MonkeyPatch,
    error: Exception, state: str, reason: Reason,
):  # fmt: skip
    def fails(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(parse, "read_article", fails)
    number = fetched()
    stages.parse_document(conn, number, rules=replace(rules, interrupts=(TimeoutError,)), worker=WORKER)
    assert outcome(conn, number) == (state, reason)


def test_a_bug_is_not_caught_and_leaves_the_document_to_its_lease(
    conn: Connection, fetched: Callable[..., int], rules: StageRules, monkeypatch: pytest.MonkeyPatch
):
    def bug(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(parse, "read_article", bug)
    number = fetched()
    with pytest.raises(ZeroDivisionError):
        stages.parse_document(conn, number, rules=rules, worker=WORKER)
    row = conn.execute("select state, lease_token is not null as held from ingest.documents").fetchone()
    assert row == {"state": "fetched", "held": True}


def test_a_retry_that_says_nothing_of_the_document_gives_the_attempt_back(
    conn: Connection, fetched: Callable[..., int], rules: StageRules, monkeypatch: pytest.MonkeyPatch
):
    def busy(*_: object, **__: object) -> None:
        raise Retry(Reason.RATE_LIMITED, "busy", counts=False)

    monkeypatch.setattr(parse, "read_article", busy)
    number = fetched()
    for _ in range(10):
        stages.parse_document(conn, number, rules=rules, worker=WORKER)
    assert outcome(conn, number) == ("fetched", Reason.RATE_LIMITED)
    assert conn.execute("select attempts from ingest.documents").fetchone() == {"attempts": 0}


def test_a_result_that_comes_after_the_lease_was_lost_is_fenced_and_logged(
    conn: Connection, owner: Connection, fetched: Callable[..., int], rules: StageRules, monkeypatch: pytest.MonkeyPatch
):
    number = fetched()

    def slow(*args: object, **more: object) -> object:
        owner.execute("update ingest.documents set due_at = now() - interval '1 s' where lease_token is not null")
        stages.sweep(conn, stages.Room(0, 0, 0), rules=rules, worker="sweeper/1")
        return article()

    monkeypatch.setattr(parse, "read_article", slow)
    assert stages.parse_document(conn, number, rules=rules, worker=WORKER) is None
    assert conn.execute("select count(*) as n from ingest.parsed_documents").fetchone() == {"n": 0}
    outcomes = [
        row["outcome"] for row in conn.execute("select outcome from ingest.events order by event_id").fetchall()
    ]
    assert outcomes == ["fetched", "lost", "fenced"]


def test_a_sweep_serves_the_last_stage_first_and_keeps_to_its_room(
    conn: Connection, owner: Connection, discovered: Callable[..., int], fetched: Callable[..., int],
    parsed: Callable[..., int], rules: StageRules,
):  # fmt: skip
    waiting = [discovered("a"), fetched("b"), parsed("c")]
    owner.execute("update ingest.documents set sent_at = null")
    swept = stages.sweep(conn, stages.Room(0, 2, 2), rules=rules, worker="sweeper/1")
    assert swept.documents == {State.PARSED: {waiting[2]: False}, State.FETCHED: {waiting[1]: False}}
    assert swept.sources == []
    swept = stages.sweep(conn, stages.Room(5, 5, 5), rules=rules, worker="sweeper/1")
    assert list(swept.documents[State.DISCOVERED]) == [waiting[0]]
    assert len(swept.sources) == 1


def test_a_sweep_without_room_still_takes_back_what_silent_workers_hold(
    conn: Connection, owner: Connection, discovered: Callable[..., int], rules: StageRules
):
    number = discovered()
    claims.claim_fetch(conn, number, lease=LEASE)
    owner.execute("update ingest.documents set due_at = now() - interval '1 s'")
    swept = stages.sweep(conn, stages.Room(0, 0, 0), rules=rules, worker="sweeper/1")
    assert (swept.recovered, swept.given_up) == (1, 0)
    assert claims.claim_fetch(conn, number, lease=timedelta(seconds=5)) is not None


def test_an_entry_without_link_and_content_is_rejected(conn: Connection, source_id: int, rules: StageRules):
    entry = FeedEntry("x", None, title="Only a title")
    found = replace(discovery("x"), entry=entry)
    number = documents.discover_documents(conn, source_id, [found], worker=WORKER)[0]
    assert stages.fetch_document(conn, number, rules=rules, worker=WORKER) is State.REJECTED
    assert outcome(conn, number) == ("rejected", Reason.NO_CONTENT)
