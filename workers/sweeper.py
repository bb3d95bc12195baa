"""The sweeper: `python -m workers.sweeper`, a loop in a process of its own that needs neither beat nor a worker.

Any number may run at once: each chooses rows that no other has locked. Each watches the directories among the sources.
"""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

from pipeline.storage import Connection
from pipeline.storage.counts import OLDER_BATCH, count_older, settle_counts
from pipeline.storage.documents import expire_bodies
from pipeline.storage.rhythms import judge_rhythms, measure_hour
from pipeline.storage.sites import measure_sites
from workers.chains import hand_out
from workers.consumers import LOOK_SECONDS, Consumers
from workers.context import OUTAGES, Context, logger, mark_alive
from workers.folders import Folders
from workers.signals import log_to_one_stream

ALIVE = "sweeper-alive"
"""A file in DATELINE_HOME, touched after every sweep that reached the database: its age is the sweeper's health."""


EXPIRY_SECONDS = 3600.0
"""Between two looks for bytes that may go."""

EXPIRY_BATCH = 200
"""Documents whose bytes go after one sweep: the next sweep must not wait for them."""

MEASURE_SECONDS = 600.0
"""Between two looks for days on which the sites are not measured; a sweep measures one day."""

RHYTHM_SECONDS = 300.0
"""Between two looks for hours that are not counted; a sweep counts one hour."""

SETTLE_SECONDS = 600.0
"""Between two looks for sums by entity and day to settle."""

SETTLE_BATCH = 10_000
"""Rows that are settled after one sweep: what some hundreds of articles added."""


@dataclass
class Chore:
    """Something to do after a sweep, every so many seconds; again after the next one if `work` says there is more."""

    seconds: float
    work: Callable[[Connection], bool]
    due_at: float = 0.0

    def turn(self, conn: Connection) -> None:
        """Do it if its time has come."""
        if time.monotonic() >= self.due_at:
            self.due_at = time.monotonic() + self.seconds  # first: one that takes too long waits too
            if self.work(conn):
                self.due_at = 0.0


def chores(context: Context) -> list[Chore]:
    """All that a sweeper does beside handing out."""
    consumers = Consumers()

    def look(conn: Connection) -> bool:
        consumers.look(conn)
        return False

    return [
        Chore(EXPIRY_SECONDS, lambda conn: _expire(conn, context)),
        Chore(MEASURE_SECONDS, lambda conn: measure_sites(conn) is not None),
        Chore(SETTLE_SECONDS, _settle),
        Chore(RHYTHM_SECONDS, _watch_rhythms),
        Chore(LOOK_SECONDS, look),
    ]


def loop(context: Context, *, stop: threading.Event) -> None:
    """Sweep until told to stop; an outage is logged, rested on, and survived."""
    alive = context.settings.home / ALIVE
    waiting = chores(context)
    while not stop.is_set():
        try:
            with context.connection() as conn:
                swept = hand_out(conn, context)
                for chore in waiting:
                    chore.turn(conn)
        except OUTAGES as error:
            context.rest(error)
            continue
        context.recovered()
        mark_alive(alive)
        if swept.recovered or swept.given_up:
            logger.warning("recovered=%d given_up=%d documents of silent workers", swept.recovered, swept.given_up)
        stop.wait(context.settings.sweep_seconds)


def _watch_rhythms(conn: Connection) -> bool:
    """Count one hour; once all are counted, judge them. Whether there may be more to count."""
    if measure_hour(conn) is not None:
        return True
    judge_rhythms(conn)
    return False


def _expire(conn: Connection, context: Context) -> bool:
    """Remove one batch of bytes that are older than the operator's rule; whether there may be more."""
    gone = expire_bodies(conn, context.settings.keep_bodies_days, most=EXPIRY_BATCH)
    if gone:
        logger.info("expired=%d documents keep their rows and lose their raw bytes, by DATELINE_KEEP_BODIES_DAYS", gone)
    return gone == EXPIRY_BATCH


def _settle(conn: Connection) -> bool:
    """Count a part of the articles that are older than the sums, and settle sums; whether there may be more."""
    older = count_older(conn)
    return settle_counts(conn, most=SETTLE_BATCH) == SETTLE_BATCH or older == OLDER_BATCH


def main() -> None:
    """Sweep until SIGTERM or SIGINT."""
    from pipeline.settings import read

    log_to_one_stream(logging.INFO)
    stop = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    settings = read()
    # A context of its own: a connection belongs to a thread, and so does the count of outages.
    watching = threading.Thread(target=Folders(Context(settings)).loop, args=(stop,), name="folders", daemon=True)
    watching.start()
    loop(Context(settings), stop=stop)
    watching.join(timeout=5)


if __name__ == "__main__":
    main()
