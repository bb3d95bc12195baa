"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from pipeline.errors import Reason, Reject
from pipeline.models import EntryList, FeedEntry, RawDocument
from pipeline.parse.clean import clean_line, clean_text, line_as_written, plain_line, text_as_written
from pipeline.parse.dates import read_date
from pipeline.parse.decode import decode
from pipeline.parse.entry_identity import identified
from pipeline.parse.language import language_code
from pipeline.parse.links import web_link
from pipeline.parse.names import read_names
from pipeline.parse.safe_html import safe_content


def read_json_feed(raw: RawDocument, *, now: datetime) -> EntryList:
    """The entries of a JSON Feed; what is no object is left out with a complaint. Raises Reject(PARSE_ERROR)."""
    try:
        feed = json.loads(decode(raw.content, charset=raw.charset), strict=False)
    except (ValueError, RecursionError) as error:
        raise Reject(Reason.PARSE_ERROR, f"JSON: {clean_line(str(error), limit=100)}") from None
    if not isinstance(feed, dict) or "jsonfeed.org" not in str(feed.get("version")):
        raise Reject(Reason.NOT_A_FEED, "JSON that is no JSON Feed")
    found = feed.get("items")
    if not isinstance(found, list):
        raise Reject(Reason.NO_ENTRIES, "a JSON Feed without its list of items")
    objects = found
    base = raw.final_url or raw.url
    language = language_code(_string(feed.get("language")))
    signed = _authors(feed)
    entries = tuple(
        _entry(i, base=base, language=language, signed=signed, now=now) for i in objects if isinstance(i, dict)
    )
    odd = len(objects) - len(entries)
    return EntryList(
        entries=tuple(_made_safe(entry, base=base) for entry in identified(entries)),
        title=line_as_written(_string(feed.get("title"))),
        link=web_link(feed.get("home_page_url"), base=base) or "",
        description=line_as_written(_string(feed.get("description"))),
        language=language,
        identity=clean_line(_string(feed.get("feed_url"))),
        authors=read_names(signed),
        older=web_link(feed.get("next_url"), base=base),
        complaint=f"{odd} of {len(objects)} entries are no objects" if odd else "",
    )


def _made_safe(entry: FeedEntry, *, base: str) -> FeedEntry:
    """The entry with content that is safe to show, its links counted from the entry's page, else from the feed."""
    if entry.content_type == "text/plain":
        return entry
    return replace(entry, content=safe_content(entry.content, base=entry.url or base))


def _entry(data: dict[str, Any], *, base: str, language: str | None, signed: list[str], now: datetime) -> FeedEntry:
    html, text = _string(data.get("content_html")), _string(data.get("content_text"))
    content = html or text or _string(data.get("summary"))
    published, modified = read_date(data.get("date_published"), now=now), read_date(data.get("date_modified"), now=now)
    tags = data.get("tags")
    named = [name for name in (tags if isinstance(tags, list) else [])[:50] if isinstance(name, str)]
    return FeedEntry(
        identity=clean_text(_string(data.get("id"))).strip(),
        url=web_link(data.get("url") or data.get("external_url"), base=base),
        title=line_as_written(_string(data.get("title"))),
        authors=read_names(_authors(data) or signed),
        published_at=published[0] if published else None,
        modified_at=modified[0] if modified else None,
        language=language_code(_string(data.get("language"))) or language,
        summary=line_as_written(_string(data.get("summary"))) if html or text else "",
        content=text_as_written(content).strip(),
        content_type="text/html" if html else "text/plain",
        tags=tuple(dict.fromkeys(tag for tag in (plain_line(name, limit=200) for name in named) if tag)),
    )


def _authors(data: dict[str, Any]) -> list[str]:
    """Names from `authors` (1.1) or `author` (1.0)."""
    authors = data.get("authors")
    people = authors if isinstance(authors, list) else [data.get("author")]
    return [_string(person.get("name")) for person in people[:50] if isinstance(person, dict) and person.get("name")]


def _string(value: Any) -> str:
    """A JSON string or number as text; anything else is nothing."""
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
