"""A worker that takes no message although some wait ends itself: whoever started it starts it again.

Celery's worker may live on after broker trouble and never take another message (celery/celery#8091, #10205). Its own
pings still answer then, so nothing but the queue tells.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import psutil
from celery.signals import task_received, worker_ready
from celery.worker import state

from pipeline.settings import read
from workers.app import CHILD_START_SECONDS, app, lanes
from workers.chains import UNREACHABLE
from workers.context import logger

TICK_SECONDS = 2.0
IDLE_SECONDS = 40.0
"""How long messages may wait before a worker that holds none counts as stuck; its pauses between attempts to reach the
broker grow to 30 s."""

_taken = 0


@dataclass
class Standstill:
    """How long messages have waited while none was taken. Counted in looks, not by the clock: a worker that was frozen,
    or a machine that slept, must have the time to go on.
    """

    busy_seconds: float
    seconds: float = 0.0
    taken: int = 0

    def look(self, *, taken: int, held: int, waiting: int) -> bool:
        """Note one look; whether the worker is stuck. One that holds messages may take `busy_seconds` over them."""
        if taken != self.taken or not waiting:
            self.seconds, self.taken = 0.0, taken
        else:
            self.seconds += TICK_SECONDS
        return self.seconds >= (self.busy_seconds if held else IDLE_SECONDS)


@task_received.connect(weak=False)
def note_taken(**_: Any) -> None:
    """In the worker's main process: a message came in."""
    global _taken
    _taken += 1


@worker_ready.connect(weak=False)
def begin(sender: Any, **_: Any) -> None:
    """Watch this worker from a thread of its own, which no stuck loop can hold up."""
    busy_seconds = read().hard_seconds + CHILD_START_SECONDS
    threading.Thread(target=_watch, args=(sender, Standstill(busy_seconds)), name="watch", daemon=True).start()


def _watch(consumer: Any, standstill: Standstill) -> None:
    while True:
        time.sleep(TICK_SECONDS)
        waiting = _waiting(consumer)
        if standstill.look(taken=_taken, held=len(state.reserved_requests), waiting=sum(waiting.values())):
            told = ", ".join(f"{name}={length}" for name, length in waiting.items())
            logger.error("no message taken for %d s while some wait (%s): ending", standstill.seconds, told)
            _end()


def _waiting(consumer: Any) -> Mapping[str, int]:
    """Messages in the queues that this worker serves; none where the broker cannot be asked: then nobody can take."""
    try:
        with app.connection_for_write(connect_timeout=5) as connection:
            connection.ensure_connection(max_retries=1, timeout=5)
            client = connection.default_channel.client
            names = consumer.app.amqp.queues.consume_from
            return {name: sum(int(client.llen(lane)) for lane in lanes(name)) for name in names}
    except UNREACHABLE:
        return {}


def _end() -> None:
    """Leave at once, with all that this worker started; the leases bring back what they held."""
    for child in psutil.Process().children(recursive=True):
        try:
            child.kill()
        except psutil.Error:
            continue
    os._exit(1)
