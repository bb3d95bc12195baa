"""Claims, leases and what the loser of a race may do."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import psycopg
import pytest

from pipeline import identity, storage
from pipeline.errors import Reason
from pipeline.models import State
from pipeline.storage import Connection, books, claims, documents
from tests.builders import LEASE, WORKER, article, raw


def state_of(conn: Connection, number: int) -> str:
    row = conn.execute("select state from ingest.documents where document_id = %s", (number,)).fetchone()
    assert row is not None
    return str(row["state"])


def expire_lease(owner: Connection, number: int) -> None:
    owner.execute("update ingest.documents set due_at = now() - interval '1 second' where document_id = %s", (number,))


def test_a_claim_counts_the_attempt_and_gives_what_the_fetch_needs(conn: Connection, discovered: Callable[..., int]):
    number = discovered("a", content="<p>What the feed said.</p>")
    claim = claims.claim_fetch(conn, number, lease=LEASE)
    assert claim is not None
    assert (claim.attempts, claim.url, claim.version) == (1, "https://news.example/a", 0)
    assert claim.entry is not None and claim.entry.content == "<p>What the feed said.</p>"


def test_a_document_that_is_held_cannot_be_claimed_again(conn: Connection, discovered: Callable[..., int]):
    number = discovered()
    assert claims.claim_fetch(conn, number, lease=LEASE) is not None
    assert claims.claim_fetch(conn, number, lease=LEASE) is None


def test_of_many_workers_that_claim_one_document_at_once_exactly_one_gets_it(
    database_url: str, discovered: Callable[..., int]
):
    number = discovered()
    won: list[object] = []
    barrier = threading.Barrier(6)

    def compete() -> None:
        with storage.connect(database_url, role="dateline_worker") as own:
            barrier.wait()
            if claims.claim_fetch(own, number, lease=LEASE) is not None:
                won.append(own)

    threads = [threading.Thread(target=compete) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1


def test_a_document_in_another_state_cannot_be_claimed(conn: Connection, fetched: Callable[..., int]):
    number = fetched()
    assert claims.claim_fetch(conn, number, lease=LEASE) is None
    assert claims.claim_enrich(conn, number, lease=LEASE) is None
    assert claims.claim_parse(conn, number, lease=LEASE) is not None


def test_a_postponed_document_cannot_be_claimed_before_it_is_due(conn: Connection, discovered: Callable[..., int]):
    number = discovered()
    claim = claims.claim_fetch(conn, number, lease=LEASE)
    assert claim is not None
    later = claim.now + timedelta(hours=1)
    assert documents.postpone_document(
        conn, claim, due_at=later, attempts=1, reason=Reason.CONNECT_FAILED, detail="refused", worker=WORKER
    )
    assert claims.claim_fetch(conn, number, lease=LEASE) is None
    due = list(claims.hand_out_documents(conn, State.DISCOVERED, resend=timedelta(0), room=10))
    assert due == []


def test_a_worker_that_lost_its_lease_saves_nothing(
    conn: Connection, owner: Connection, discovered: Callable[..., int]
):
    number = discovered()
    stale = claims.claim_fetch(conn, number, lease=LEASE)
    assert stale is not None
    expire_lease(owner, number)
    claims.recover_documents(conn, max_attempts=3, room=10, worker="sweeper/1")
    fresh = claims.claim_fetch(conn, number, lease=LEASE)
    assert fresh is not None

    late = raw(stale.url, b"late")
    assert not documents.save_raw(conn, stale, late, body_key=identity.body_key(b"late"), worker=WORKER)
    assert conn.execute("select count(*) as n from ingest.bodies").fetchone() == {"n": 0}
    assert state_of(conn, number) == "discovered"

    good = raw(fresh.url, b"good")
    assert documents.save_raw(conn, fresh, good, body_key=identity.body_key(b"good"), worker=WORKER)
    assert state_of(conn, number) == "fetched"


def test_a_late_outcome_of_a_lost_lease_changes_nothing(
    conn: Connection, owner: Connection, discovered: Callable[..., int]
):
    number = discovered()
    stale = claims.claim_fetch(conn, number, lease=LEASE)
    assert stale is not None
    expire_lease(owner, number)
    claims.recover_documents(conn, max_attempts=3, room=10, worker="sweeper/1")
    assert not documents.close_document(
        conn, stale, state=State.FAILED, reason=Reason.NOT_FOUND, detail="404", worker=WORKER
    )
    assert not documents.postpone_document(
        conn, stale, due_at=stale.now, attempts=1, reason=Reason.TRUNCATED, detail="", worker=WORKER
    )
    assert state_of(conn, number) == "discovered"


def test_a_document_whose_worker_falls_silent_too_often_is_given_up_with_the_reason(
    conn: Connection, owner: Connection, discovered: Callable[..., int]
):
    number = discovered()
    for attempt in (1, 2):
        claim = claims.claim_fetch(conn, number, lease=LEASE)
        assert claim is not None and claim.attempts == attempt
        expire_lease(owner, number)
        rows = claims.recover_documents(conn, max_attempts=2, room=10, worker="sweeper/1")
        assert [row["document_id"] for row in rows] == [number]
    assert state_of(conn, number) == "failed"
    row = conn.execute("select reason, attempts from ingest.documents").fetchone()
    assert row == {"reason": "gave_up", "attempts": 2}
    outcomes = [row["outcome"] for row in books.explain_document(conn, number)[1]]
    assert outcomes == ["lost", "failed"]


def test_a_lease_that_has_not_run_out_is_left_alone(conn: Connection, discovered: Callable[..., int]):
    number = discovered()
    assert claims.claim_fetch(conn, number, lease=LEASE) is not None
    assert claims.recover_documents(conn, max_attempts=3, room=10, worker="sweeper/1") == []


def test_what_was_sent_is_not_sent_again_before_the_resend_time(conn: Connection, discovered: Callable[..., int]):
    number = discovered()
    minute = timedelta(minutes=1)
    assert list(claims.hand_out_documents(conn, State.DISCOVERED, resend=minute, room=10)) == [number]
    assert list(claims.hand_out_documents(conn, State.DISCOVERED, resend=minute, room=10)) == []
    assert list(claims.hand_out_documents(conn, State.DISCOVERED, resend=timedelta(0), room=10)) == [number]


def test_no_more_is_handed_out_than_there_is_room_for(conn: Connection, discovered: Callable[..., int]):
    numbers = [discovered(str(n)) for n in range(5)]
    assert list(claims.hand_out_documents(conn, State.DISCOVERED, resend=LEASE, room=3)) == numbers[:3]
    assert list(claims.hand_out_documents(conn, State.DISCOVERED, resend=LEASE, room=3)) == numbers[3:]


def test_two_sweepers_at_once_never_choose_the_same_document(
    conn: Connection, database_url: str, discovered: Callable[..., int]
):
    numbers = {discovered(str(n)) for n in range(20)}
    with storage.connect(database_url, role="dateline_worker") as other, conn.transaction():
        first = list(claims.hand_out_documents(conn, State.DISCOVERED, resend=LEASE, room=8))
        second = list(claims.hand_out_documents(other, State.DISCOVERED, resend=LEASE, room=20))
    assert set(first) | set(second) == numbers
    assert not set(first) & set(second)


def test_raw_bytes_come_back_as_they_were_kept(conn: Connection, fetched: Callable[..., int]):
    content = bytes(range(256)) * 100
    claim = claims.claim_parse(conn, fetched(content=content), lease=LEASE)
    assert claim is not None and claim.raw is not None
    assert claim.raw.content == content


def test_the_same_bytes_are_kept_once(conn: Connection, fetched: Callable[..., int]):
    fetched("a", content=b"same")
    fetched("b", content=b"same")
    assert conn.execute("select count(*) as n, sum(size_bytes)::int as size from ingest.bodies").fetchone() == {
        "n": 1,
        "size": 4,
    }


def test_a_parsed_article_comes_back_as_it_was_staged(conn: Connection, parsed: Callable[..., int]):
    value = article(text="Müller sprach in Köln 😀.", title="“Quoted” – and dashed")
    claim = claims.claim_enrich(conn, parsed(value=value), lease=LEASE)
    assert claim is not None
    assert claim.article == value


def test_the_event_log_cannot_be_changed_by_a_worker(conn: Connection, fetched: Callable[..., int]):
    fetched()
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        conn.execute("update ingest.events set outcome = 'fetched'")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        conn.execute("delete from ingest.events")


def test_a_closed_document_without_a_reason_is_refused_by_the_table_itself(
    owner: Connection, discovered: Callable[..., int]
):
    number = discovered()
    with pytest.raises(psycopg.errors.CheckViolation):
        owner.execute("update ingest.documents set state = 'failed', due_at = null where document_id = %s", (number,))
