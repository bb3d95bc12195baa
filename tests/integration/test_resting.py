"""An operator has no patience with what rests until another time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from pipeline.models import Stage
from pipeline.storage import Connection, again, books, claims
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
