"""Small values that tests of the rows are made of."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

import psutil

from pipeline import identity
from pipeline.models import Article, FeedEntry, RawDocument, Sentence
from pipeline.storage import Connection, claims, documents
from pipeline.storage.documents import Discovery

LEASE = timedelta(minutes=1)
WORKER = "test/1"


def discovery(identity_: str, url: str | None = None, content: str = "") -> Discovery:
    entry = FeedEntry(identity=identity_, url=url or f"https://news.example/{identity_}", content=content)
    assert entry.url is not None
    return Discovery(entry, identity.entry_key(identity_), entry.url, identity.url_key(entry.url))


def raw(url: str = "https://news.example/1", content: bytes = b"<p>Bytes.</p>") -> RawDocument:
    return RawDocument(url=url, final_url=url, content=content, media_type="text/html")


def article(text: str = "Ann Lee spoke in Oslo.", title: str = "Lee speaks", language: str | None = "en") -> Article:
    sentences = (Sentence(0, 0, 0, len(text), text),)
    return Article(url="https://news.example/1", text=text, title=title, language=language, sentences=sentences)


def wait_until(condition: Callable[[], object], *, seconds: float = 30.0) -> None:
    """Return once the condition holds; fail if it does not within this time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "the awaited state did not come"
        time.sleep(0.02)


def arguments_of(process: psutil.Process) -> list[str]:
    """With what a program was started; nothing of one that ended meanwhile, reaped or not."""
    try:
        return list(process.cmdline())
    except psutil.NoSuchProcess:  # a zombie too
        return []


def parse_as(conn: Connection, number: int, value: Article) -> None:
    """Take a fetched document through the parse stage with this article."""
    claim = claims.claim_parse(conn, number, lease=LEASE)
    assert claim is not None and claim.raw is not None
    key = identity.text_key(value.title, value.text)
    assert documents.save_parsed(conn, claim, value, text_key=key, body_source=claim.raw.body_source, worker=WORKER)


def outcome(conn: Connection, number: int) -> tuple[str, str | None]:
    """State and reason of a document."""
    row = conn.execute("select state, reason from ingest.documents where document_id = %s", (number,)).fetchone()
    assert row is not None
    return row["state"], row["reason"]
