"""Watched directories: a file that comes, changes or goes is looked at within seconds, not at the next poll.

A watch may miss something (a network disk tells of nothing, the kernel's queue is finite): polls go on as they would.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from watchfiles import watch

from pipeline.fetch import directory_path
from pipeline.storage.sources import directory_sources, wake_sources
from workers.context import OUTAGES, Context, logger, one_line

RELOAD_SECONDS = 20.0
"""Between two looks for directories that have become sources, or ceased to be."""

REST_SECONDS = 3.0
"""A source is looked at no oftener: a file that grows for minutes changes with every write."""

TICK_MS = 1000


class Folders:
    """Watches the directories among the sources that this machine can see."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._changed: set[int] = set()
        self._woken: dict[int, float] = {}

    def loop(self, stop: threading.Event) -> None:
        """Watch until told to stop; what goes wrong is logged, rested on, and survived."""
        while not stop.is_set():
            try:
                roots = self._roots()
                if roots:
                    self._watch(roots, stop)
                    continue
            except OUTAGES as error:
                self._context.rest(error)
            except Exception as error:  # too many watches, a directory that has gone: nothing may end the watch
                logger.warning("directories are not watched, polls go on: %s", one_line(error))
            stop.wait(RELOAD_SECONDS)

    def _roots(self) -> dict[str, int]:
        with self._context.connection() as conn:
            rows = directory_sources(conn)
        found: dict[str, int] = {}
        for row in rows:
            path = directory_path(row["url"])
            with suppress(UnicodeDecodeError):  # such a name cannot be watched; it is polled
                found |= {path.decode(): row["source_id"]} if path is not None else {}
        return found

    def _watch(self, roots: Mapping[str, int], stop: threading.Event) -> None:
        """Watch these until it is time to look for others."""
        until = time.monotonic() + RELOAD_SECONDS
        watched = _identities(roots)
        logger.info("watching %d directories", len(roots))
        for changes in watch(
            *roots, watch_filter=None, step=100, debounce=1000, rust_timeout=TICK_MS, yield_on_timeout=True,
            stop_event=stop, raise_interrupt=False, ignore_permission_denied=True,
        ):  # fmt: skip
            self._changed |= {number for _, path in changes for number in _sources_of(path, roots)}
            self._wake()
            if time.monotonic() < until:
                continue
            # One that was removed and made again has the same name, and is watched no longer.
            if self._roots() != roots or _identities(roots) != watched:
                return
            until = time.monotonic() + RELOAD_SECONDS

    def _wake(self) -> None:
        now = time.monotonic()
        due = {number for number in self._changed if now - self._woken.get(number, 0.0) >= REST_SECONDS}
        if due:
            with self._context.connection() as conn:
                wake_sources(conn, sorted(due))
            self._woken |= dict.fromkeys(due, now)
            self._changed -= due


def _identities(roots: Iterable[str]) -> dict[str, tuple[int, int] | None]:
    """Which directory each path names now."""
    found: dict[str, tuple[int, int] | None] = {}
    for root in roots:
        found[root] = None
        with suppress(OSError):
            seen = Path(root).stat()
            found[root] = seen.st_dev, seen.st_ino
    return found


def _sources_of(path: str, roots: Mapping[str, int]) -> list[int]:
    """The sources below whose directory a path is, unless by a name that begins with a dot: those are not read."""
    found = []
    for root, number in roots.items():
        if path.startswith(root.rstrip("/") + "/"):
            below = Path(path).relative_to(root)
            if not any(part.startswith(".") for part in below.parts):
                found.append(number)
    return found
