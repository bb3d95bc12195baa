"""When nothing new is looked for: the disk is nearly full, the database slow, the broker takes no messages.

What is on its way goes on: publishing needs little, and frees the queue. Each cause is an alarm while it lasts.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from pipeline.settings import Settings
from pipeline.storage import Connection
from pipeline.storage.sources import note_pause

logger = logging.getLogger("dateline")

SLOW_SECONDS = 5.0
"""A sweep takes milliseconds where the database has nothing to suffer from."""

LEAST_HOLD = timedelta(seconds=30)


class Pressure:
    """What one sweeper sees. `slow` is how long its last sweep took, in seconds."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._holds = max(LEAST_HOLD, timedelta(seconds=3 * settings.sweep_seconds))
        self._told: frozenset[str] = frozenset()
        self.slow = 0.0

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
        return bool(seen)
