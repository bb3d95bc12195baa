"""What rests until another time: an operator may not wait for it, and a clock that was set back adds nothing to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from pipeline.models import Stage, State
from pipeline.storage import Connection, again, books, claims, sources
from tests.builders import LEASE, WORKER


def test_what_rests_until_another_time_is_tried_now_where_it_is_and_what_is_in_work_or_has_a_slot_is_left_alone(
    conn: Connection, owner: Connection, parsed: Callable[..., int], discovered: Callable[..., int]
):
    resting, slot, held, due = parsed("1"), discovered("2"), discovered("3"), discovered("4")
    owner.execute(
        "update ingest.documents set due_at = now() + interval '5 hours', attempts = 4, purpose = 'revise',"
        " reason = case document_id when %s then 'host_slot' else 'timeout_total' end where document_id in (%s, %s)",
        (slot, slot, resting),
    )
    assert claims.claim_fetch(conn, held, lease=LEASE) is not None
    numbers = [resting, slot, held, due]
    assert again.requeue_documents(conn, numbers, stage=Stage.FETCH, worker=WORKER) == []
    chosen = [n for part in again.choose_documents(conn, states=again.WAITING) for n in part]
    assert chosen == [resting]
    assert again.requeue_documents(conn, numbers, stage=Stage.FETCH, worker=WORKER, resting=True) == [resting]
    row = conn.execute("select state, attempts, purpose, due_at <= now() as now from ingest.documents order by 1 desc")
    assert row.fetchone() == {"state": "parsed", "attempts": 0, "purpose": "revise", "now": True}
    assert again.left_alone(conn, numbers[1:]) == {
        slot: "waits for its turn at the host",
        held: "is in work",
        due: "is on its way",
    }
    assert not list(books.audit(conn, grace=timedelta(hours=1)))


def test_what_was_sent_before_the_clock_was_set_back_is_sent_again(
    conn: Connection, owner: Connection, source_id: int, discovered: Callable[..., int]
):
    number, minute = discovered("1"), timedelta(minutes=1)
    for sent, expected in (("now() - interval '1 second'", []), ("now() + interval '5 hours'", [number])):
        owner.execute(f"update ingest.documents set sent_at = {sent}")  # type: ignore[arg-type]
        owner.execute(f"update ingest.sources set sent_at = {sent}, due_at = now()")  # type: ignore[arg-type]
        handed = claims.hand_out_documents(conn, State.DISCOVERED, resend=minute, room=9, later_room=9)
        assert list(handed) == expected
        polled = sources.hand_out_sources(conn, resend=minute, room=9)
        assert polled == [source_id for _ in expected]
