"""Rules and helpers for input that is meant to hurt, down to the rows that it leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

import pytest

from pipeline import identity, stages
from pipeline.enrich import Tagger
from pipeline.models import FeedEntry, Pages
from pipeline.policy import FetchLimits, Politeness, PollPolicy, RetryPolicy, StageRules
from pipeline.storage import Connection, documents, sources
from pipeline.storage.documents import Discovery
from tests.builders import LEASE, WORKER
from tests.publisher import Publisher


class Outcome(NamedTuple):
    """Where a document stands and why."""

    url: str
    state: str
    reason: str | None


@pytest.fixture
def secret() -> Iterator[Publisher]:
    """A server inside, on an address that is not opened: nobody may ever ask it for anything."""
    with Publisher() as inside:
        inside.add("/secret", b"<p>The secret of the house is kept inside.</p>")
        yield inside
        assert inside.requests == []


@pytest.fixture
def guest(publisher: Publisher) -> StageRules:
    """Rules by which the local web server may be reached, and is a stranger's: robots.txt is asked for."""
    return StageRules(
        lease=LEASE,
        resend=timedelta(seconds=30),
        limits=FetchLimits(
            total_seconds=5, connect_seconds=2, idle_seconds=2, allowed_addresses=frozenset({publisher.address})
        ),
        retry=RetryPolicy(max_attempts=3, delays=(timedelta(0),)),
        poll=PollPolicy(floor=timedelta(minutes=1), ceiling=timedelta(days=1), start=timedelta(minutes=5)),
        politeness=Politeness(delay=timedelta(0)),
    )


@pytest.fixture
def local(guest: StageRules, publisher: Publisher) -> StageRules:
    """The same, the local web server being the operator's own."""
    return replace(guest, politeness=Politeness(own=frozenset({publisher.address}), delay=timedelta(0)))


@pytest.fixture
def poll(conn: Connection, local: StageRules) -> Callable[..., int]:
    """Poll a source; gives the number of new documents, -1 for a poll that failed."""

    def run(url: str, *, pages: Pages = Pages.AUTO) -> int:
        number, _ = sources.add_source(conn, url, url_key=identity.url_key(url), pages=pages)
        polled = stages.poll_source(conn, number, rules=local, worker=WORKER)
        assert polled is not None
        return -1 if polled.failure is not None else polled.new_documents

    return run


@pytest.fixture
def settle(conn: Connection, local: StageRules) -> Callable[[], dict[str, Outcome]]:
    """Take every waiting document through all stages, as often as it takes; gives the outcomes by URL."""

    def run() -> dict[str, Outcome]:
        for _ in range(local.retry.max_attempts):
            rows = conn.execute(
                "select document_id from ingest.documents where state in ('discovered', 'fetched', 'parsed')"
            ).fetchall()
            for row in rows:
                number = row["document_id"]
                stages.fetch_document(conn, number, rules=local, worker=WORKER)
                stages.parse_document(conn, number, rules=local, worker=WORKER)
                stages.enrich_document(conn, number, tagger=Tagger({}), rules=local, worker=WORKER)
        return outcomes(conn)

    return run


def outcomes(conn: Connection) -> dict[str, Outcome]:
    """All documents by URL."""
    rows = conn.execute("select url, state, reason from ingest.documents order by document_id").fetchall()
    return {row["url"]: Outcome(row["url"], row["state"], row["reason"]) for row in rows}


def discover(conn: Connection, url: str, *, entry: FeedEntry | None = None) -> int:
    """Make a document of a URL, as a feed's entry would be."""
    source = "https://news.example/feed"
    source_id, _ = sources.add_source(conn, source, url_key=identity.url_key(source))
    entry = entry or FeedEntry(url, url, title="Harbour")
    found = Discovery(entry, identity.entry_key(entry.identity), url, identity.url_key(url))
    return documents.discover_documents(conn, source_id, [found], worker=WORKER)[0]


def texts(conn: Connection) -> list[str]:
    """All that was published."""
    return [row["text"] for row in conn.execute("select text from news.articles").fetchall()]
