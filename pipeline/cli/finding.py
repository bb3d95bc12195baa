"""Finding the feeds of a site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin

from pipeline import fetch, parse
from pipeline.errors import StageError
from pipeline.models import RawDocument
from pipeline.policy import FetchLimits

MOST_TRIED = 30


@dataclass(frozen=True)
class FoundFeed:
    """A list of entries that could be read."""

    url: str
    title: str
    entries: int


def find_feeds(url: str, *, limits: FetchLimits) -> Iterator[FoundFeed]:
    """What a site offers, in the order of trust: the URL itself, what its page links to, what its robots.txt lists; the
    usual places only where those give nothing. What cannot be read is passed over.
    """
    start = _bring(url, limits)
    if start is None:
        return
    if parse.is_feed(start.content, media_type=start.media_type):
        yield from _read(start)
        return
    base = start.final_url
    robots = _bring(urljoin(base, "/robots.txt"), limits)
    sitemaps = parse.listed_sitemaps(robots.content.decode("utf-8", "replace"), base=base) if robots else []
    named = [*parse.linked_feeds(start), *sitemaps][:MOST_TRIED]
    seen: set[str] = set()
    for group in (named, [urljoin(base, path) for path in parse.WELL_KNOWN]):
        for feed in (feed for one in group for feed in _read(_bring(one, limits))):
            if feed.url not in seen:
                seen.add(feed.url)
                yield feed
        if seen:
            return


def _read(raw: RawDocument | None) -> Iterator[FoundFeed]:
    if raw is None:
        return
    try:
        raw = parse.unpacked(raw)
        if parse.is_feed(raw.content, media_type=raw.media_type):
            listed = parse.read_entries(raw, now=datetime.now(UTC))
            yield FoundFeed(raw.final_url, listed.title, len(listed.entries) + len(listed.sources))
    except StageError:
        return


def _bring(url: str, limits: FetchLimits) -> RawDocument | None:
    try:
        raw = fetch.fetch(url, limits=limits)
    except StageError:
        return None
    return raw if isinstance(raw, RawDocument) else None
