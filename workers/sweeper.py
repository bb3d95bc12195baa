"""The sweeper: `python -m workers.sweeper`, a loop in a process of its own that needs neither beat nor a worker.

Any number may run at once: each chooses rows that no other has locked.
"""

from __future__ import annotations

import logging
import signal
import threading
import time
from types import FrameType

from pipeline.storage import Connection
from pipeline.storage.documents import expire_bodies
from workers.chains import hand_out
from workers.context import OUTAGES, Context, logger, mark_alive
from workers.signals import log_to_one_stream

ALIVE = "sweeper-alive"
"""A file in DATELINE_HOME, touched after every sweep that reached the database: its age is the sweeper's health."""


EXPIRY_SECONDS = 3600.0
"""Between two looks for bytes that may go."""

EXPIRY_BATCH = 200
"""Documents whose bytes go after one sweep: the next sweep must not wait for them."""


def loop(context: Context, *, stop: threading.Event) -> None:
    """Sweep until told to stop; an outage is logged, rested on, and survived."""
    alive = context.settings.home / ALIVE
    next_expiry = 0.0
    while not stop.is_set():
        try:
            with context.connection() as conn:
                swept = hand_out(conn, context)
                if time.monotonic() >= next_expiry and not _expire(conn, context):
                    next_expiry = time.monotonic() + EXPIRY_SECONDS
        except OUTAGES as error:
            context.rest(error)
            continue
        context.recovered()
        mark_alive(alive)
        if swept.recovered or swept.given_up:
            logger.warning("recovered=%d given_up=%d documents of silent workers", swept.recovered, swept.given_up)
        stop.wait(context.settings.sweep_seconds)


def _expire(conn: Connection, context: Context) -> bool:
    """Remove one batch of bytes that are older than the operator's rule; whether there may be more."""
    gone = expire_bodies(conn, context.settings.keep_bodies_days, most=EXPIRY_BATCH)
    if gone:
        logger.info("expired=%d documents keep their rows and lose their raw bytes, by DATELINE_KEEP_BODIES_DAYS", gone)
    return gone == EXPIRY_BATCH


def main() -> None:
    """Sweep until SIGTERM or SIGINT."""
    from pipeline.settings import read

    log_to_one_stream(logging.INFO)
    stop = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    loop(Context(read()), stop=stop)


if __name__ == "__main__":
    main()
