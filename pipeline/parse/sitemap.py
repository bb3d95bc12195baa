"""Sitemaps and their indexes (https://www.sitemaps.org/protocol.html), with Google's news extension."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from lxml import etree

from pipeline.errors import Reason, Reject
from pipeline.models import EntryList, FeedEntry, RawDocument
from pipeline.parse.clean import plain_line
from pipeline.parse.dates import read_date
from pipeline.parse.language import language_code
from pipeline.parse.links import web_link

MAX_BYTES = 50_000_000
"""The protocol's own limit, uncompressed."""

MAX_URLS = 50_000
"""The protocol's own limit."""

FOLLOWED_FOR = timedelta(days=30)
"""Of an index, sitemaps that have not changed for so long are left alone: an archive of years is asked for by name."""

MAX_FRESH = 1_000
"""So many of an index's sitemaps are followed, those that changed last: each is a source of its own from then on."""

MAX_UNDATED = 50
"""So many of an index's sitemaps are followed whose last change it does not tell."""

Fields = dict[str, str]


def unpacked(raw: RawDocument) -> RawDocument:
    """The document without its gzip, where it has one. Raises Reject: TOO_LARGE, BAD_ENCODING."""
    if not raw.content.startswith(b"\x1f\x8b"):
        return raw
    content, rest = b"", raw.content
    try:
        while rest.startswith(b"\x1f\x8b"):
            stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
            content += stream.decompress(rest, MAX_BYTES + 1 - len(content))
            if len(content) > MAX_BYTES:
                raise Reject(Reason.TOO_LARGE, f"more than {MAX_BYTES} bytes when decompressed")
            if not stream.eof:
                raise Reject(Reason.BAD_ENCODING, "the gzip stream breaks off")
            rest = stream.unused_data
    except zlib.error as error:
        raise Reject(Reason.BAD_ENCODING, f"gzip: {error}") from None
    return replace(raw, content=content, media_type="application/xml")


def read_sitemap(raw: RawDocument, *, now: datetime) -> EntryList:
    """A sitemap's pages as entries, or an index's sitemaps as sources; what is broken gives what can be read of it.

    Entities are not expanded, nothing is loaded. Raises Reject: TOO_LARGE, PARSE_ERROR.
    """
    if len(raw.content) > MAX_BYTES:
        raise Reject(Reason.TOO_LARGE, f"{len(raw.content)} bytes of sitemap")
    base = raw.final_url or raw.url
    entries: dict[str, FeedEntry] = {}
    listed: list[tuple[str, datetime | None]] = []
    found, title = 0, ""
    for kind, fields in _elements(raw.content):
        found += 1
        url = web_link(fields.get("loc"), base=base)
        if url is None or found > MAX_URLS:
            continue
        if kind == "sitemap":
            listed.append((url, _date(fields, "lastmod", now=now)))
        else:
            entries.setdefault(url, _entry(url, fields, now=now))
            title = title or plain_line(fields.get("name", ""))
    followed = _followed(listed, now=now)
    kept = len(entries) + len(followed)
    complaint = f"{kept} of {found} addresses are followed" if kept < found else ""
    return EntryList(entries=tuple(entries.values()), title=title, sources=followed, complaint=complaint)


def _elements(content: bytes) -> Iterator[tuple[str, Fields]]:
    """('url' or 'sitemap', text by local name) for each of them, in order, in bounded memory."""
    parser = etree.iterparse(
        io.BytesIO(content.lstrip()), events=("end",), resolve_entities=False, no_network=True, load_dtd=False,
        recover=True, huge_tree=False,
    )  # fmt: skip
    try:
        for _, element in parser:
            kind = _local(element)
            if kind in ("url", "sitemap"):
                yield kind, _fields(element)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise Reject(Reason.PARSE_ERROR, f"sitemap: {str(error)[:100]}") from None


def _entry(url: str, fields: Fields, *, now: datetime) -> FeedEntry:
    return FeedEntry(
        identity=url,
        url=url,
        title=plain_line(fields.get("title", "")),
        published_at=_date(fields, "publication_date", now=now),
        modified_at=_date(fields, "lastmod", now=now),
        language=language_code(fields.get("language")),
    )


def _followed(listed: list[tuple[str, datetime | None]], *, now: datetime) -> tuple[str, ...]:
    """Those that changed last first, then those that do not tell: of news or of this month before the others."""
    fresh = sorted(
        ((changed, url) for url, changed in listed if changed is not None and now - changed <= FOLLOWED_FOR),
        key=lambda one: one[0], reverse=True,
    )  # fmt: skip
    late = re.compile(rf"news|{now:%Y}[-_/.]?{now:%m}", re.IGNORECASE)
    undated = sorted((url for url, changed in listed if changed is None), key=lambda url: late.search(url) is None)
    return tuple(dict.fromkeys([*(url for _, url in fresh[:MAX_FRESH]), *undated[:MAX_UNDATED]]))


def _date(fields: Fields, name: str, *, now: datetime) -> datetime | None:
    found = read_date(fields.get(name), now=now)
    return found[0] if found else None


def _fields(element: etree._Element) -> Fields:
    try:
        return {_local(part): (part.text or "").strip() for part in element.iter(etree.Element)}
    except UnicodeDecodeError:
        return {}


def _local(element: etree._Element) -> str:
    """The name of an element without its namespace, '' where that is not UTF-8: libxml2 lets it pass, lxml does not."""
    try:
        tag = element.tag
    except UnicodeDecodeError:
        return ""
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
