"""When nothing new is looked for: the disk is nearly full, the database slow, the broker takes no messages, or enough
documents wait already.

What is on its way goes on: publishing needs little, and frees the queue. Each cause is an alarm while it lasts.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from pipeline.settings import Settings
from pipeline.storage import Connection
from pipeline.storage.claims import count_waiting
from pipeline.storage.sources import end_backlog, in_backlog, note_backlog, note_pause

logger = logging.getLogger("dateline")

SLOW_SECONDS = 5.0
"""A sweep takes milliseconds where the database has nothing to suffer from."""

SOURCE_PART = 4
"""One source counts for, and may hold, at most this part of DATELINE_MAX_WAITING: a quarter."""

RESUME_SHARE = 0.75
"""Polls go on when no more than this share of DATELINE_MAX_WAITING waits: they would start and stop all the time."""

LEAST_HOLD = timedelta(seconds=30)


class Pressure:
    """What one sweeper sees. `slow` is how long its last sweep took, in seconds.

    `full` are the sources that have their share of what waits; `later` says that enough old pages wait for their turn.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._holds = max(LEAST_HOLD, timedelta(seconds=3 * settings.sweep_seconds))
        self._told: frozenset[str] = frozenset()
        self.slow = 0.0
        self.full: list[int] = []
        self.later = False

    def look(self, conn: Connection, *, broker: str = "") -> bool:
        """Whether to look for nothing new; notes why. `broker` says what is wrong with it, if anything is."""
        home = self._settings.home
        seen: dict[str, tuple[str, str]] = {}
        free = self._settings.free_bytes()
        if free is not None and free < self._settings.min_free_bytes:
            least = self._settings.min_free_bytes
            seen["low disk"] = str(home), f"{free / 1e9:.2f} GB free, less than {least / 1e9:.2f}: no source is polled"
        if self.slow > SLOW_SECONDS:
            seen["slow database"] = "postgresql", f"a sweep took {self.slow:.0f} s: no source is polled"
        if broker:
            seen["broker"] = "redis", f"nothing can be sent: {broker}"
        for kind, (subject, detail) in seen.items():
            note_pause(conn, kind, subject=subject, detail=detail, holds=self._holds)
            if kind not in self._told:
                logger.warning("alarm=%s %s: %s", kind.replace(" ", "_"), subject, detail)
        self._told = frozenset(seen)
        return self._backlog(conn) or bool(seen)

    def _backlog(self, conn: Connection) -> bool:
        """Whether so much waits that no source is polled until more is published.

        News and what comes later are counted apart: a back-fill holds up its own next pages alone.
        """
        most = self._settings.max_waiting
        share = max(most // SOURCE_PART, 1)
        lease = timedelta(seconds=self._settings.lease_seconds)
        waiting, self.full = count_waiting(conn, priority=0, most=most, share=share, lease=lease)
        later, _ = count_waiting(conn, priority=1, most=most, share=most, lease=lease)
        self.later = later >= most * (RESUME_SHARE if self.later else 1)
        lasts = in_backlog(conn)
        if waiting >= most or (lasts and waiting > most * RESUME_SHARE):
            note_backlog(conn, waiting=waiting, most=most, holds=self._holds)
            if not lasts:
                logger.warning("alarm=backlog documents: %d wait, of %d at most: no source is polled", waiting, most)
            return True
        if lasts:
            end_backlog(conn)
        return False
