"""Documents at each stage, for tests of the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline import identity
from pipeline.enrich import Tagger, load_tagger
from pipeline.models import Article
from pipeline.policy import FetchLimits, Politeness, PollPolicy, RetryPolicy, StageRules
from pipeline.storage import Connection, claims, documents, sources
from tests.builders import LEASE, WORKER, article, discovery, raw
from tests.publisher import Publisher
from tests.tellings import telling, write


@pytest.fixture
def source_id(conn: Connection) -> int:
    """A registered source."""
    url = "https://news.example/feed"
    return sources.add_source(conn, url, url_key=identity.url_key(url))[0]


@pytest.fixture
def discovered(conn: Connection, source_id: int) -> Callable[..., int]:
    """Make a discovered document and give its number."""

    def make(identity_: str = "1", url: str | None = None, content: str = "") -> int:
        return documents.discover_documents(conn, source_id, [discovery(identity_, url, content)], worker=WORKER)[0]

    return make


@pytest.fixture
def fetched(conn: Connection, discovered: Callable[..., int]) -> Callable[..., int]:
    """Make a fetched document and give its number."""

    def make(identity_: str = "1", content: bytes = b"<p>Bytes.</p>") -> int:
        number = discovered(identity_)
        claim = claims.claim_fetch(conn, number, lease=LEASE)
        assert claim is not None
        bytes_ = raw(claim.url, content)
        assert documents.save_raw(conn, claim, bytes_, body_key=identity.body_key(content), worker=WORKER)
        return number

    return make


@pytest.fixture
def parsed(conn: Connection, fetched: Callable[..., int]) -> Callable[..., int]:
    """Make a parsed document and give its number."""

    def make(identity_: str = "1", value: Article | None = None) -> int:
        number = fetched(identity_, content=identity_.encode())
        claim = claims.claim_parse(conn, number, lease=LEASE)
        assert claim is not None and claim.raw is not None
        value = value or article(text=f"Ann Lee spoke in Oslo {identity_}.")
        key = identity.text_key(value.title, value.text)
        assert documents.save_parsed(conn, claim, value, text_key=key, body_source=claim.raw.body_source, worker=WORKER)
        return number

    return make


@pytest.fixture
def rules() -> StageRules:
    """Rules with retries that are due at once."""
    return StageRules(
        lease=LEASE,
        resend=timedelta(seconds=30),
        limits=FetchLimits(total_seconds=5, connect_seconds=2, idle_seconds=2),
        retry=RetryPolicy(max_attempts=3, delays=(timedelta(0),)),
        poll=PollPolicy(floor=timedelta(minutes=1), ceiling=timedelta(days=1), start=timedelta(minutes=5)),
    )


@pytest.fixture(scope="session")
def tagger() -> Tagger:
    """The default models."""
    return load_tagger()


@pytest.fixture
def tell(conn: Connection, parsed: Callable[..., int]) -> Callable[..., int]:
    """Publish a text and give its number."""
    numbers = iter(range(1000))

    def make(text: str, *names: str, title: str = "", days_ago: int = 0) -> int:
        no = next(numbers)
        number = parsed(f"t{no}", telling(text, title or f"Headline {no}", days_ago))
        write(conn, number, *names)
        return number

    return make


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder to put files into."""
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    """A local web server."""
    with Publisher() as site:
        yield site


@pytest.fixture
def local(rules: StageRules, publisher: Publisher) -> StageRules:
    """Rules that let the fetcher reach the local web server."""
    own = frozenset({publisher.address})
    return replace(rules, limits=replace(rules.limits, allowed_addresses=own), politeness=Politeness(own=own))
