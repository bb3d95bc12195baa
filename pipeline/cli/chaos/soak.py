"""The soak: announce, break, watch; then wait for the rest and hold the rows against what was announced."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import psutil

from pipeline import identity, storage
from pipeline.cli.chaos import press as texts
from pipeline.cli.chaos.faults import Target, strike
from pipeline.cli.chaos.press import Press
from pipeline.models import Pages
from pipeline.storage import books, soak, sources

OPEN_DOCUMENTS = 120
"""As many documents are kept on their way: faults meet work, and the last of it does not take for ever."""

BATCH = 20
QUIET_SECONDS = (0.5, 4.0)
SAMPLES = 600
PATIENCE_SECONDS = 90.0
STEP_SECONDS = 0.2
PAGE = 500


@dataclass
class Verdict:
    """What came out of what was announced. `seconds` are from the announcement of each article to its row."""

    announced: int = 0
    published: int = 0
    lost: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    troubles: dict[str, Any] = field(default_factory=dict)

    @property
    def clean(self) -> bool:
        """Whether everything that was announced is published, once, letter for letter, and the audit has no finding."""
        counted = self.announced == self.published > 0
        return counted and not (self.lost or self.wrong or self.doubled or self.findings)


class Soak:
    """One soak: `run` it, then ask for its `verdict`. `memory` has a row of samples in bytes for each program."""

    def __init__(self, target: Target, press: Press, *, say: Callable[[str], None]) -> None:
        self.target, self.press, self._say = target, press, say
        self.faults: Counter[str] = Counter()
        self.memory: dict[str, list[int]] = {}
        self.drain_seconds = 0.0
        self.unregistered: list[str] = []
        self._discovered = self._closed = 0

    def run(self, seconds: float) -> None:
        """Announce and break for so long, then wait until all has come to rest or nothing moves any more."""
        chance = self.target.chance
        self._until_first_outcome()
        end = time.monotonic() + seconds
        strike_at, sample_at = time.monotonic(), 0.0
        while (now := time.monotonic()) < end:
            self._step()
            if now >= strike_at:
                what = strike(self.target)
                if what:
                    self.faults[_kind(what)] += 1
                    self._say(f"{seconds - (end - now):7.1f} s  {what}  ({self._closed} of {self._announced} done)")
                strike_at = now + chance.uniform(*QUIET_SECONDS)
            if now >= sample_at:
                self._sample()
                sample_at = now + max(1.0, seconds / SAMPLES)
            if self._announced - self._closed < OPEN_DOCUMENTS:
                self._announce(BATCH)
        self.target.thaw(all_of_them=True)
        self._drain()

    def verdict(self) -> Verdict:
        """Hold the rows against what was announced, article by article."""
        found = Verdict(announced=self._announced)
        with storage.connect(self.target.settings.database_url, timeout_ms=0) as conn:
            for first in range(0, self._announced, PAGE):
                self._compare(conn, range(first, min(first + PAGE, self._announced)), found)
            found.doubled = [f"{row['what']} {row['which']} {row['times']} times" for row in soak.doubles(conn)]
            found.findings = [f"{f.check}: {f.where}: {f.what}" for f in books.audit(conn, grace=timedelta(minutes=5))]
            found.troubles = soak.troubles(conn)
        return found

    @property
    def _announced(self) -> int:
        return len(self.press.announced)

    def _compare(self, conn: storage.Connection, numbers: range, found: Verdict) -> None:
        rows = soak.published(conn, [self.press.url(number) for number in numbers])
        for number in numbers:
            url = self.press.url(number)
            row = rows.get(url)
            if row is None or row["text"] is None:
                found.lost.append(f"{url} ({row['state']}, {row['reason']})" if row else f"{url} (no row)")
                continue
            found.published += 1
            found.seconds.append(row["enriched_at"].timestamp() - self.press.announced[number])
            if row["text"] != texts.text(number):
                found.wrong.append(url)
            if row["documents"] != 1:
                found.doubled.append(f"{url} has {row['documents']} documents")

    def _until_first_outcome(self) -> None:
        """Workers load their models first: a fault before that meets nothing."""
        self._announce(OPEN_DOCUMENTS)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self._closed and time.monotonic() < deadline:
            self._step()

    def _drain(self) -> None:
        began = moved_at = time.monotonic()
        while self._closed < self._announced and time.monotonic() - moved_at < PATIENCE_SECONDS:
            before = self._closed
            self._step()
            if self._closed != before:
                moved_at = time.monotonic()
        self.drain_seconds = time.monotonic() - began

    def _step(self) -> None:
        self.target.supervisor.check()
        self.target.thaw()
        with _outages(), storage.connect(self.target.settings.database_url) as conn:
            while self.unregistered:
                url = self.unregistered[0]
                sources.add_source(conn, url, url_key=identity.url_key(url), pages=Pages.AUTO, scheduled=False)
                del self.unregistered[0]
            self._discovered, self._closed = soak.progress(conn)
        time.sleep(STEP_SECONDS)

    def _announce(self, count: int) -> None:
        self.unregistered.append(self.press.announce(count))

    def _sample(self) -> None:
        for name, pid in self.target.supervisor.pids().items():
            self.memory.setdefault(name, []).append(_resident(pid))


def _resident(pid: int) -> int:
    """Bytes that a program and all that it started hold in memory; what they share is counted once for each."""
    total = 0
    with suppress(psutil.Error):
        main = psutil.Process(pid)
        for process in (main, *main.children(recursive=True)):
            with suppress(psutil.Error):
                total += process.memory_info().rss
    return total


def _kind(what: str) -> str:
    return " ".join(word for word in what.split() if not word.isdigit())


@contextmanager
def _outages() -> Iterator[None]:
    """The database may be away for a moment: the next step asks again."""
    with suppress(*storage.Unavailable):
        yield
