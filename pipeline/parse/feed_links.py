"""Where a site keeps its feeds: what its page links to, what its robots.txt lists, where feeds usually lie."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from pipeline.errors import Reject
from pipeline.models import RawDocument
from pipeline.parse.decode import decode
from pipeline.parse.links import web_link
from pipeline.parse.tree import read_tree

WELL_KNOWN = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json", "/sitemap.xml")
_TYPES = frozenset(
    ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/json",
     "application/xml", "text/xml")
)  # fmt: skip


def linked_feeds(raw: RawDocument) -> list[str]:
    """The feeds that a page's link elements name (rel=alternate with a feed's type), in order, each once."""
    try:
        tree = read_tree(decode(raw.content, charset=raw.charset))
    except Reject:
        return []
    base = raw.final_url or raw.url
    anchor = next((node.get("href") for node in tree.iter("base") if node.get("href")), None)
    base = urljoin(base, anchor) if anchor else base
    found = [
        web_link(link.get("href"), base=base)
        for link in tree.iter("link")
        if "alternate" in (link.get("rel") or "").lower().split()
        and (link.get("type") or "").lower().split(";")[0].strip() in _TYPES
    ]
    return list(dict.fromkeys(url for url in found if url))


def listed_sitemaps(robots: str, *, base: str) -> list[str]:
    """The sitemaps that a robots.txt lists, in order, each once."""
    found = re.findall(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S{1,2000})", robots, re.IGNORECASE | re.MULTILINE)
    return list(dict.fromkeys(url for text in found if (url := web_link(text, base=base))))
