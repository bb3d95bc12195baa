"""A worker that lives and takes nothing is ended, and started again by whoever started it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.storage import Connection
from tests import stories
from tests.builders import wait_until
from tests.hooks import hook
from tests.publisher import Publisher
from tests.tasks.conftest import Service, register, settle
from workers.watch import IDLE_SECONDS, TICK_SECONDS, Standstill

DEAF = """
    import os, pathlib
    from kombu.transport.redis import Channel
    once = pathlib.Path(os.environ["DATELINE_HOME"]) / "deaf"
    if not once.exists():  # the first process of this worker asks the broker for nothing; the next one does
        once.touch()
        Channel._brpop_start = lambda self, timeout=None: None
"""


def looks(standstill: Standstill, count: float, **seen: int) -> bool:
    """Whether it is stuck at the last of so many looks, and was not before."""
    told = [standstill.look(**seen) for _ in range(int(count))]
    assert not any(told[:-1])
    return told[-1]


def test_waiting_messages_and_none_taken_is_a_standstill_sooner_for_who_holds_none() -> None:
    idle = IDLE_SECONDS / TICK_SECONDS
    assert looks(Standstill(100.0), idle, taken=0, held=0, waiting=3)
    assert looks(Standstill(100.0), 100.0 / TICK_SECONDS, taken=0, held=2, waiting=3)
    assert not looks(Standstill(100.0), 5 * idle, taken=0, held=0, waiting=0)


@pytest.mark.parametrize("progress", [{"taken": 1, "held": 0, "waiting": 3}, {"taken": 0, "held": 0, "waiting": 0}])
def test_one_message_taken_or_an_empty_queue_begins_the_count_anew(progress: dict[str, int]) -> None:
    standstill = Standstill(100.0)
    assert not looks(standstill, IDLE_SECONDS / TICK_SECONDS - 1, taken=0, held=0, waiting=3)
    assert not standstill.look(**progress)
    assert looks(standstill, IDLE_SECONDS / TICK_SECONDS, taken=progress["taken"], held=0, waiting=3)


@pytest.mark.faults
def test_a_worker_that_has_gone_deaf_is_replaced_and_its_documents_are_published(
    service: Service, conn: Connection, publisher: Publisher, tmp_path: Path
):
    deaf = hook(tmp_path, DEAF, programs=("parse",)) | {"DATELINE_ALLOW_ADDRESSES": publisher.address}
    with service.running(**deaf) as supervisor:
        register(conn, stories.serve(publisher, range(3)))
        wait_until(lambda: service.logged("no message taken for"), seconds=120)
        assert settle(conn, 3) == {"enriched": 3}
        assert supervisor.restarts["parse"] == 1 and set(supervisor.restarts) == {"parse"}
