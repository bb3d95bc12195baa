"""Gaps: what a list lost between two polls is sought in the sitemaps of the pages that it lists, where it has no older
pages of its own (RFC 5005)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from pipeline import identity, parse
from pipeline.asking import Answer
from pipeline.models import FeedEntry
from pipeline.storage import Connection, hosts, sources

MOST_SITEMAPS = 3
"""So many sitemaps are asked for one gap; those that have news in their name come first."""

MOST_OF_INDEX = 5
"""So many sitemaps of an index are asked for one gap, those first that changed last."""

SLACK = timedelta(hours=1)
"""How far a publisher's clock may be from ours."""


def sitemaps_of(conn: Connection, entries: Sequence[FeedEntry]) -> list[str]:
    """The sitemaps that the robots.txt of the entries' site lists, as far as it is known already."""
    url = next((entry.url for entry in entries if entry.url), None)
    if url is None:
        return []
    try:
        parts = urlsplit(url)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    except ValueError:
        return []
    origin = f"{parts.scheme}://{parts.hostname}:{port}"
    known = hosts.find_robots(conn, origin)
    listed = parse.listed_sitemaps(known["body"], base=url) if known else []
    return sorted(listed, key=lambda one: "news" not in one.lower())[:MOST_SITEMAPS]


def add_sitemaps(conn: Connection, claim: sources.SourceClaim, urls: Sequence[str], *, indexes: int) -> None:
    """Have these read once for what a list's gap hides; `indexes` levels of them may be followed.

    Each list has sources of its own for it: the lists of a site share its sitemaps, and not their gaps.
    """
    for url in urls:
        key = identity.entry_key(f"{claim.list_id} {identity.canonical_url(url)}")
        sources.add_older_page(conn, claim.list_id, url, url_key=key, older=indexes, fills_gap=True)


def within_gap(conn: Connection, claim: sources.SourceClaim, answer: Answer) -> Answer:
    """Of a sitemap that is to fill a list's gap, what the list has not announced and what was published in the gap.

    `covers` is set where the sitemap reaches back beyond the gap.
    """
    gap = sources.last_gap(conn, claim.list_id)
    if gap is None:
        return replace(answer, entries=())
    start, end = gap["gap_from"], gap["gap_until"]
    dated = [(entry, moment) for entry in answer.entries if (moment := entry.published_at or entry.modified_at)]
    inside = [entry for entry, moment in dated if _lies_in(moment, start, end)]
    keys = [identity.page_key(entry.url) for entry in inside if entry.url]
    known = {one.url_key for one in sources.known_entries(conn, claim.list_id, entry_keys=[], url_keys=keys)}
    new = [entry for entry in inside if entry.url and identity.page_key(entry.url) not in known]
    return replace(answer, entries=new, covers=any(moment <= start for _, moment in dated))


def _lies_in(moment: datetime, start: datetime, end: datetime) -> bool:
    """Whether a moment lies in a gap; a day without a time (midnight) does if some of it does."""
    moment = moment.astimezone(UTC)
    if moment.time() == datetime.min.time():
        return start.astimezone(UTC).date() <= moment.date() <= end.astimezone(UTC).date()
    return start - SLACK <= moment <= end + SLACK
