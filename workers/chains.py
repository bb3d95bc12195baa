"""Messages: how documents and sources are handed to the queues, and how much room those have."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable
from typing import Any

from celery import chain
from kombu.exceptions import LimitExceeded, OperationalError

from pipeline.models import STAGE_OF, Stage, State
from pipeline.stages import Room, Sweep, sweep
from pipeline.storage import Connection
from workers.app import LATER, NEWS, QUEUES, app, lanes
from workers.context import Context, one_line

logger = logging.getLogger("dateline")

_STAGES = tuple(STAGE_OF.values())
_STAGE_QUEUES = tuple(name for name in QUEUES if name.partition(".")[0] in _STAGES)
UNREACHABLE = (OperationalError, LimitExceeded, OSError)
NEWS_PART = 4
"""This part of a queue, a quarter, is kept free for news."""
_one_at_a_time = threading.Lock()


def queue_lengths(names: Iterable[str]) -> dict[str, int]:
    """Messages that wait in each queue. Raises one of UNREACHABLE if the broker cannot be asked."""
    with app.pool.acquire(block=True, timeout=5) as connection:
        connection.ensure_connection(max_retries=1, timeout=5)
        with connection.default_channel.conn_or_acquire() as client:
            return {name: sum(int(client.llen(lane)) for lane in lanes(name)) for name in names}


def hand_out(conn: Connection, context: Context) -> Sweep:
    """Sweep once and send what the sweep chose, into free room only; a queue of unknown length counts as full.

    One thread of a process sweeps at a time; another that comes meanwhile leaves it to that one or to the next sweep.
    """
    if not _one_at_a_time.acquire(blocking=False):
        return Sweep()
    try:
        return _hand_out(conn, context)
    finally:
        _one_at_a_time.release()


def _hand_out(conn: Connection, context: Context) -> Sweep:
    limit, pressure = context.settings.queue_limit, context.pressure
    broker = context.unsent
    try:
        lengths = queue_lengths(("poll", *_STAGE_QUEUES))
        document_room, source_room = limit - sum(lengths[name] for name in _STAGE_QUEUES), limit - lengths["poll"]
    except UNREACHABLE as error:
        broker = one_line(error)
        logger.warning("broker unreachable, nothing is sent: %s", broker)
        document_room = source_room = 0
    paused = pressure.look(conn, broker=broker)
    began = time.monotonic()
    room = Room(
        sources=0 if paused else source_room, documents=document_room, later=document_room - limit // NEWS_PART,
        full=pressure.full, older=not (paused or pressure.later),
    )  # fmt: skip
    chosen = sweep(conn, room, rules=context.rules, worker=context.worker)
    pressure.slow = time.monotonic() - began
    context.unsent = send(chosen)
    return chosen


def send(chosen: Sweep) -> str:
    """Send messages for what a sweep chose, after its commit; gives why not all could be sent, or ''.

    What cannot be sent is due again later.
    """
    try:
        with app.producer_pool.acquire(block=True, timeout=10) as producer:
            for state, document_ids in chosen.documents.items():
                for document_id, later in document_ids.items():
                    _chain_from(state, document_id).apply_async(producer=producer, priority=LATER if later else NEWS)
            for source_id in chosen.sources:
                app.signature("poll", (source_id,), immutable=True).apply_async(producer=producer)
    except UNREACHABLE as error:
        logger.warning("not all could be sent, the sweeper sends the rest later: %s", one_line(error))
        return one_line(error)
    return ""


def hand_over(document_id: int, queue: str) -> None:
    """Send the last stage's message on to another of its queues, in the lane that it came in.

    What cannot be sent is due again later.
    """
    try:
        app.signature(Stage.ENRICH.value, (document_id,), immutable=True).apply_async(queue=queue)
    except UNREACHABLE as error:
        logger.warning(
            "document=%d not sent to %s, the sweeper sends it later: %s", document_id, queue, one_line(error)
        )


def _chain_from(state: State, document_id: int) -> Any:
    """The stages that are still ahead of a document, each link carrying its number and nothing else."""
    ahead = _STAGES[_STAGES.index(STAGE_OF[state]) :]
    return chain(*(app.signature(stage.value, (document_id,), immutable=True, app=app) for stage in ahead))
