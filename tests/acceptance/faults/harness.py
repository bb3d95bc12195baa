"""What every fault is tried on: a press that announces articles, a service that is supervised, and the verdict.

The press keeps the manifest: every URL that it ever announced, with the text that must come out. The verdict compares
the manifest with the rows: L what is lost, D what happened twice, and whether `dateline audit` agrees.
"""

from __future__ import annotations

import contextlib
import html
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pipeline import identity, storage
from pipeline.cli.supervisor import Supervisor
from pipeline.models import Pages
from pipeline.storage import sources
from tests import stories
from tests.acceptance.faults.processes import signal_group
from tests.builders import wait_until
from tests.publisher import Publisher
from tests.tasks.conftest import ROOT, Service

QUICK = {
    "DATELINE_SOFT_SECONDS": "3", "DATELINE_HARD_SECONDS": "4", "DATELINE_VISIBILITY_SECONDS": "5",
    "DATELINE_LEASE_SECONDS": "6", "DATELINE_RESEND_SECONDS": "8", "DATELINE_SWEEP_SECONDS": "1",
    "DATELINE_RETRY_DELAYS": "0.5", "DATELINE_MAX_ATTEMPTS": "5", "DATELINE_FETCH_SECONDS": "2.5",
    "DATELINE_PARSE_PROCESSES": "2", "DATELINE_ENRICH_PROCESSES": "2", "DATELINE_FETCH_THREADS": "4",
    "DATELINE_QUEUE_LIMIT": "400", "DATELINE_MODELS": "none",
}  # fmt: skip
"""Times as the list of faults has them. No model: loading one again after every death would be most of what is waited
for; `dateline chaos` has them.
"""
LEASE_SECONDS, RESEND_SECONDS = float(QUICK["DATELINE_LEASE_SECONDS"]), float(QUICK["DATELINE_RESEND_SECONDS"])
FREEZE_SECONDS = LEASE_SECONDS + RESEND_SECONDS + 5


def seeded() -> random.Random:
    """Chance of this test; its seed is printed, and DATELINE_TEST_SEED sets it."""
    seed = int(os.environ.get("DATELINE_TEST_SEED") or time.time_ns() % 10**9)
    print(f"DATELINE_TEST_SEED={seed}")
    return random.Random(seed)


class Press:
    """Announces articles, batch by batch, each batch as a feed of its own, and remembers what it announced."""

    def __init__(self, publisher: Publisher, database_url: str, *, delay: float = 0.05) -> None:
        self.publisher, self._database_url, self.delay = publisher, database_url, delay
        self.manifest: dict[str, str] = {}
        self._batches = 0
        self._feeds: list[str] = []

    def announce(self, count: int, *, register: bool = True) -> str:
        """Publish so many new articles and register the feed that lists them; gives the feed's URL."""
        numbers = range(len(self.manifest), len(self.manifest) + count)
        self._batches += 1
        told = [stories.story(number) for number in numbers]
        for each in told:
            self.publisher.add(each.path, _page(each), delay=self.delay)
            self.manifest[self.publisher.url(each.path)] = "\n\n".join((*each.paragraphs, closing(each.number)))
        path = f"/feed-{self._batches}.rss"
        listed = stories.feed(told, self.publisher.url(""))
        self.publisher.add(path, listed, media_type="application/rss+xml", etag=f'"{self._batches}"')
        url = self.publisher.url(path)
        self._feeds.append(url)
        if register:
            self._register(url)
        return url

    def register_all(self) -> None:
        """Register every feed again: one whose registration a fault cut short is in the books after this."""
        for url in self._feeds:
            self._register(url)

    def _register(self, url: str) -> None:
        with storage.connect(self._database_url) as conn:
            sources.add_source(conn, url, url_key=identity.url_key(url), pages=Pages.AUTO, scheduled=False)


def closing(number: int) -> str:
    """The last paragraph of each article as it must come out: with characters that only a careful hand keeps right."""
    return f"Café notes of Zoë Åkesson close file {number}: naïve readers were warned twice before noon that day."


def _page(told: stories.Story) -> bytes:
    """The article's page; its last paragraph comes decomposed, with a soft hyphen and a control in it."""
    import unicodedata

    raw = unicodedata.normalize("NFD", closing(told.number)).replace("readers", "read\u00aders\x07")
    return stories.page(told).replace(b"</article>", f"<p>{html.escape(raw)}</p></article>".encode())


@dataclass
class Verdict:
    """What the rows say of the manifest. `lost` has no final outcome, or another than its article, word for word."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    audit: str = ""
    drained: bool = True
    attempts: Counter[int] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)

    @property
    def clean(self) -> bool:
        return self.drained and not self.lost and not self.doubled and not self.audit

    def __str__(self) -> str:
        return (
            f"L={len(self.lost)} {self.lost[:3]} D={len(self.doubled)} {self.doubled[:3]} drained={self.drained}"
            f" audit={self.audit or 'clean'} attempts={dict(self.attempts)} outcomes={dict(self.outcomes)}"
        )


class Trial:
    """A service under fault, its press, and the books that are read past every fault."""

    def __init__(self, service: Service, press: Press, database_url: str) -> None:
        self.service, self.press, self.database_url = service, press, database_url
        self.first_fault: datetime | None = None
        self.last_fault: datetime | None = None
        self.drain_seconds = 0.0

    @contextlib.contextmanager
    def running(self, *names: str, **extra: str) -> Iterator[Supervisor]:
        """The programs run, supervised as in the product, and may fetch from the press; all of them, or those named.

        Where all run, there are two workers for each group of stages.
        """
        environ = {"DATELINE_ALLOW_ADDRESSES": self.press.publisher.address} | extra
        with self.service.running(*names, twins=not names, **environ) as supervisor:
            try:
                yield supervisor
            except AssertionError:
                print("\n".join(line[:400] for line in self.service.log[-150:] if " document=" not in line))
                raise

    def rows(self, query: str) -> list[dict[str, Any]]:
        """The rows of a query, asked past the wire that the workers use."""
        with storage.connect(self.database_url) as conn:
            return conn.execute(query).fetchall()  # type: ignore[arg-type]

    def number(self, query: str) -> int:
        """The one number that a query gives."""
        return int(next(iter(self.rows(query)[0].values())))

    def closed(self) -> int:
        """Documents that have an outcome."""
        return self.number("select count(*) from ingest.documents where due_at is null")

    def until_closed(self, count: int, *, seconds: float = 60.0) -> None:
        """Wait until so many documents have an outcome."""
        wait_until(lambda: self.closed() >= count, seconds=seconds)

    def struck(self) -> None:
        """Note that a fault was caused now."""
        now = self.rows("select clock_timestamp() as now")[0]["now"]
        self.first_fault, self.last_fault = self.first_fault or now, now

    def drain(self, *, seconds: float = 60.0) -> bool:
        """Wait until all that was announced has an outcome; False if it has not in this time. Notes R."""
        began = time.monotonic()
        while self.number(OPEN) or self.closed() < len(self.press.manifest):
            if time.monotonic() - began > seconds:
                return False
            time.sleep(0.05)
        self.drain_seconds = time.monotonic() - began
        return True

    def in_flight(self) -> float:
        """The share of the documents that got their outcome between the first and the last fault."""
        assert self.first_fault and self.last_fault
        return self.number(
            "select count(*) from ingest.documents where due_at is null and changed_at between"
            f" '{self.first_fault.isoformat()}' and '{self.last_fault.isoformat()}'"
        ) / len(self.press.manifest)

    def verdict(self, *, seconds: float = 60.0, excused: Mapping[str, str] | None = None) -> Verdict:
        """Drain, then hold the rows against the manifest. `excused`: URLs that end otherwise, with their reason."""
        found = Verdict(drained=self.drain(seconds=seconds))
        rows = {row["url"]: row for row in self.rows(BOOKS)}
        for url, text in self.press.manifest.items():
            row = rows.get(url)
            wanted = (excused or {}).get(url)
            if row is None or row["due_at"] is not None:
                found.lost.append(url)
            elif (row["reason"] != wanted) if wanted else (row["text"] != text):
                found.lost.append(f"{url} {row['state']} {row['reason']}")
            if row is not None and row["documents"] > 1:
                found.doubled.append(f"{url} has {row['documents']} documents")
        found.doubled += [str(dict(row)) for row in self.rows(TWICE)]
        found.outcomes.update(row["state"] for row in rows.values())
        found.attempts.update(row["most"] for row in self.rows(ATTEMPTS))
        found.audit = self.audit()
        print(found, f"R={self.drain_seconds:.1f}s")
        return found

    def audit(self) -> str:
        """What `dateline audit` finds, or nothing."""
        done = subprocess.run(
            [sys.executable, "-m", "pipeline.cli.main", "audit"], capture_output=True, text=True, check=False,
            env=self.service.environ | {"DATELINE_DATABASE_URL": self.database_url, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        return "" if done.returncode == 0 else done.stdout + done.stderr

    def clean(self, *, drain_seconds: float = 30.0, in_flight: float | None = 0.3) -> Verdict:
        """The verdict that every fault must end with."""
        found = self.verdict()
        assert found.clean, str(found)
        assert self.drain_seconds <= drain_seconds, f"R={self.drain_seconds:.1f} s"
        if in_flight is not None:
            share = self.in_flight()
            assert share >= in_flight, f"only {share:.0%} of the documents finished while faults went on"
        return found


OPEN = "select count(*) from ingest.documents where due_at is not null"
BOOKS = """
select d.url, min(d.state) as state, min(d.reason) as reason, min(d.due_at) as due_at, count(*) as documents,
    min(a.text) as text
from ingest.documents d left join news.articles a on a.article_id = d.document_id group by d.url
"""
TWICE = """
select 'event' as what, document_id::text as which, version::text as detail, count(*) as times from ingest.events
where version is not null and document_id is not null group by 2, 3 having count(*) > 1
union all
select 'stage', document_id::text, outcome, count(*) from ingest.events
where outcome in ('fetched', 'parsed', 'enriched') and stage <> 'sweep' group by 2, 3 having count(*) > 1
union all
select 'article', url, '', count(*) from news.articles group by 2 having count(*) > 1
union all
select 'change', article_id::text, kind, count(*) from news.changes
where kind <> 'enriched' -- others' stories may change an article's place as often as they come
group by 2, 3 having count(*) > 1
union all
select 'version', article_id::text, '', count(*) from news.past_versions group by 2
"""
ATTEMPTS = "select max(attempt) as most from ingest.events where document_id is not null group by document_id"


def endings(service: Service) -> list[str]:
    """How each program ended that the supervisor started again, as it says in the log."""
    return [
        ending for line in service.log for ending in re.findall(r"(was killed by \w+|ended with status \d+); it", line)
    ]


@contextlib.contextmanager
def frozen_at_work(trial: Trial, supervisor: Supervisor, name: str) -> Iterator[None]:
    """A worker and all that it started stand still for the block, with documents in their hands."""
    state = {"fetch": "discovered", "parse": "fetched", "enrich": "parsed"}[name]
    held = f"select count(*) from ingest.documents where lease_token is not null and state = '{state}'"
    for _ in range(200):
        wait_until(lambda: trial.number(held))
        assert signal_group(supervisor, name, signal.SIGSTOP)
        pause(0.3)  # a statement that was on its way is done by the server, and may have let go
        if trial.number(held):
            break
        signal_group(supervisor, name, signal.SIGCONT)
    else:
        raise AssertionError(f"{name} held nothing whenever it was frozen")
    try:
        yield
    finally:
        signal_group(supervisor, name, signal.SIGCONT)


def pause(seconds: float, *, unless: Callable[[], object] = bool) -> None:
    """The length of a fault, not the wait for its effect: returns early once `unless` holds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not unless():
        time.sleep(0.05)
