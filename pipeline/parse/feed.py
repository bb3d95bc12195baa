"""A poll's bytes to the entries they list. The only module that imports feedparser."""

from __future__ import annotations

import calendar
import io
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import feedparser

from pipeline.errors import Reason, Reject
from pipeline.models import EntryList, FeedEntry, RawDocument
from pipeline.parse.clean import clean_line, clean_text, line_as_written, plain_line, text_as_written
from pipeline.parse.dates import in_range, read_date
from pipeline.parse.decode import decode
from pipeline.parse.entry_identity import identified
from pipeline.parse.feed_guard import is_empty, is_feed, is_json, is_sitemap, refuse_traps
from pipeline.parse.json_feed import read_json_feed
from pipeline.parse.language import language_code
from pipeline.parse.links import web_link
from pipeline.parse.names import read_names
from pipeline.parse.references import mend_references
from pipeline.parse.safe_html import DROPPED_WHOLE, ELEMENTS, safe_content, safe_html
from pipeline.parse.sitemap import read_sitemap
from pipeline.parse.sniff import is_page

Parsed = Mapping[str, Any]
MAX_TAGS = 50
MAX_TITLE = 16_000
_BARE_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9]{0,30})>")
_PERIODS = {"hourly": 3_600.0, "daily": 86_400.0, "weekly": 604_800.0, "monthly": 2_592_000.0, "yearly": 31_536_000.0}


def read_entries(raw: RawDocument, *, now: datetime) -> EntryList:
    """The entries that a feed lists, in its order; a feed that is broken in places gives what can be read of it.

    A list that reaches its end may be empty: a new blog's feed is, and a sitemap of news on a quiet day. Dates outside
    1990 to two days after `now` are None. Raises Reject: NOT_A_FEED, NO_ENTRIES (none can be read), TOO_LARGE,
    BAD_ENCODING, PARSE_ERROR; nothing else that a parser raises escapes, but MemoryError.
    """
    if is_sitemap(raw.content):
        listed = read_sitemap(raw, now=now)
        if not listed.entries and not listed.sources and not is_empty(raw.content):
            raise Reject(Reason.NO_ENTRIES, listed.complaint or "the sitemap lists nothing")
        return listed
    refuse_traps(raw.content)
    if is_json(raw.content):
        if not is_feed(raw.content, media_type=raw.media_type) and b"jsonfeed" not in raw.content:
            raise Reject(Reason.NOT_A_FEED, "JSON that is no JSON Feed")
        listed = read_json_feed(raw, now=now)
    else:
        listed = _read_xml(raw, now=now)
    whole = not listed.complaint if is_json(raw.content) else is_empty(raw.content)
    if not listed.entries and not whole:
        raise Reject(Reason.NO_ENTRIES, listed.complaint or "the feed breaks off, or its entries cannot be read")
    return listed


def _read_xml(raw: RawDocument, *, now: datetime) -> EntryList:
    sure = is_feed(raw.content, media_type=raw.media_type)
    if not sure and is_page(raw.content[:65_536].replace(b"\0", b"").decode("latin-1")):
        raise Reject(Reason.NOT_A_FEED, "an HTML page")
    parsed, error = _parse(raw.content, raw, charset=raw.charset)
    if parsed is not None and _is_guessed(parsed):
        parsed = _guessed_better(parsed, raw)
    if parsed is None or not parsed.get("entries"):
        again, error_again = _parse(_as_utf8(raw), raw, charset="utf-8")
        if again is not None and again.get("entries"):
            parsed = again
        elif parsed is None:
            raise _reject(error_again or error)
    assert parsed is not None
    if not sure and not parsed.get("version") and not parsed.get("entries"):
        raise Reject(Reason.NOT_A_FEED, "no list of entries in any form that is known")
    try:
        return _listed(parsed, raw, now=now)
    except RecursionError:
        raise Reject(Reason.PARSE_ERROR, "the feed nests too deep") from None


def _parse(content: bytes, raw: RawDocument, *, charset: str | None) -> tuple[Parsed | None, Exception | None]:
    """Feedparser on a byte stream, never on a string that it could open; what it raises comes back as a value.

    Its own clean-up of HTML is off: it takes quadratic time, and only text is made of the HTML here.
    """
    media = raw.media_type or "application/xml"
    headers = {
        "content-type": f"{media}; charset={charset}" if charset else media,
        "content-location": raw.final_url or raw.url,
    }
    try:
        parsed = feedparser.parse(
            io.BytesIO(mend_references(content)),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except MemoryError:
        raise
    except Exception as error:  # hostile bytes raise from every layer below: codecs, expat, sgmllib, urllib
        return None, error
    return parsed, None


def _is_guessed(parsed: Parsed) -> bool:
    """Whether no encoding that was declared fits the bytes, so that feedparser took them for Western European."""
    error = parsed.get("bozo_exception")
    overridden = isinstance(error, feedparser.CharacterEncodingOverride | feedparser.CharacterEncodingUnknown)
    return overridden and str(parsed.get("encoding")).lower() in ("windows-1252", "iso-8859-2")


def _guessed_better(parsed: Parsed, raw: RawDocument) -> Parsed:
    """The feed by this package's own reading of its encoding, if that gives the same entries; its complaint stays."""
    try:
        again, _ = _parse(_as_utf8(raw), raw, charset="utf-8")
    except Reject:
        return parsed
    if again is None or len(again.get("entries", ())) < len(parsed.get("entries", ())):
        return parsed
    return {**again, "bozo": True, "bozo_exception": parsed.get("bozo_exception")}


def _as_utf8(raw: RawDocument) -> bytes:
    """The feed in UTF-8 by this package's own reading of its encoding, its declaration dropped."""
    text = decode(raw.content, charset=raw.charset)
    text = re.sub(r"^\s*<\?xml[^>]{0,500}\?>", "", text)
    return text.lstrip("\ufeff \t\r\n\0").encode("utf-8", "replace")


def _reject(error: Exception | None) -> Reject:
    reason = Reason.BAD_ENCODING if isinstance(error, UnicodeError | LookupError) else Reason.PARSE_ERROR
    return Reject(reason, f"{type(error).__name__}: {clean_line(str(error), limit=100)}")


def _listed(parsed: Parsed, raw: RawDocument, *, now: datetime) -> EntryList:
    feed = parsed.get("feed", {})
    base = raw.final_url or raw.url
    link = _home(feed, base=base)
    language = language_code(feed.get("language"))
    of_atom = str(parsed.get("version")).startswith("atom")
    found = parsed.get("entries", ())
    entries = identified(
        tuple(_entry(entry, base=link or base, language=language, of_atom=of_atom, now=now) for entry in found)
    )
    title, title_html = _title(feed, base=base)
    complaint = ""
    if parsed.get("bozo"):
        error = parsed.get("bozo_exception")
        complaint = f"{type(error).__name__}: {clean_line(str(error), limit=200)}"
    return EntryList(
        entries=tuple(
            _made_safe(entry, said, base=base, of_atom=of_atom) for entry, said in zip(entries, found, strict=True)
        ),
        title=title,
        title_html=title_html,
        link=link,
        description=line_as_written(str(feed.get("subtitle") or "")),
        language=language,
        identity=clean_line(str(feed.get("id") or "")),
        authors=read_names(_authors(feed)),
        complaint=complaint,
        ttl_seconds=_ttl_seconds(feed),
        older=_older(feed, base=base),
    )


def _home(feed: Parsed, *, base: str) -> str:
    """The page of the site that a feed belongs to; Atom's link counts in RSS too, though its prefix be undeclared."""
    links = [link for link in (*feed.get("links", ()), feed.get("atom_link")) if isinstance(link, Mapping)]
    named = (link.get("href") for link in links if link.get("rel") == "alternate")
    return next((url for one in (feed.get("link"), *named) if (url := web_link(one, base=base))), "")


def _title(said: Parsed, *, base: str) -> tuple[str, str]:
    """The title of a feed or an entry as text, and with its markup where it has any.

    In one that is declared plain, a bare tag of a name that no markup has, and that is never closed, is a word.
    """
    detail = said.get("title_detail") or {}
    value = text_as_written(str(said.get("title") or "")[:MAX_TITLE])
    if "<" not in value:
        return line_as_written(value), ""
    words = frozenset(_BARE_TAG.findall(value)) if detail.get("type") == "text/plain" else frozenset()
    words = frozenset(one for one in words if one.lower() not in ELEMENTS | DROPPED_WHOLE and f"</{one}" not in value)
    marked = _BARE_TAG.sub(lambda tag: f"&lt;{tag[1]}&gt;" if tag[1] in words else tag[0], value)
    marked = text_as_written(safe_html(marked, base=str(detail.get("base") or base))).strip()
    return line_as_written(marked, words=words), marked if re.search(r"<[a-z]", marked) else ""


def _made_safe(entry: FeedEntry, said: Parsed, *, base: str, of_atom: bool) -> FeedEntry:
    """The entry with content that is safe to show and absolute links.

    They count from xml:base, else Atom's from where the feed is (RFC 4287, section 2) and others' from the entry's own
    page, for that is where the words of an RSS item were taken from.
    """
    if not entry.content or entry.content_type == "text/plain":
        return entry
    declared = str(_fullest(said).get("base") or "")
    if not of_atom and declared in ("", base):
        declared = entry.url or declared
    return replace(entry, content=safe_content(entry.content, base=declared or base))


def _older(feed: Parsed, *, base: str) -> str | None:
    """Where the entries before these are: RFC 5005's archive (`prev-archive`), else its next page (`next`)."""
    links = [link for link in feed.get("links", ()) if isinstance(link, Mapping)]
    for relation in ("prev-archive", "next"):
        for link in links:
            if link.get("rel") == relation and (url := web_link(link.get("href"), base=base)):
                return url
    return None


def _ttl_seconds(feed: Parsed) -> float | None:
    """How long the feed asks to be left alone: RSS 2.0's ttl in minutes, else RSS 1.0's syndication module."""
    ttl = re.fullmatch(r"\s*(\d{1,9})\s*", str(feed.get("ttl") or ""))
    if ttl:
        return int(ttl[1]) * 60.0
    period = _PERIODS.get(str(feed.get("sy_updateperiod") or "").strip().lower())
    times = re.fullmatch(r"\s*(\d{1,6})\s*", str(feed.get("sy_updatefrequency") or "1"))
    return period / max(int(times[1]), 1) if period and times else None


def _entry(entry: Parsed, *, base: str, language: str | None, of_atom: bool, now: datetime) -> FeedEntry:
    """One entry; its identity is the bare guid here, empty without one, and settled over the whole list later."""
    content, content_type, spoken = _content(entry)
    title, title_html = _title(entry, base=base)
    published = _date(entry, "published", now=now) or _date(entry, "created", now=now)
    modified = _date(entry, "updated", now=now)
    if published is None and not of_atom:
        published, modified = modified, None  # RSS dates its items with dc:date, which feedparser calls 'updated'
    tags = (
        plain_line(str(tag.get("term") or tag.get("label") or ""), limit=200)
        for tag in entry.get("tags", ())[:MAX_TAGS]
    )
    return FeedEntry(
        identity=clean_text(str(entry.get("id") or "")).strip(),
        url=web_link(entry.get("link"), base=base),
        title=title,
        title_html=title_html,
        authors=read_names(_authors(entry)),
        published_at=published,
        modified_at=modified,
        language=language_code(spoken) or language_code(entry.get("language")) or language,
        summary=_summary(entry, content),
        content=content,
        content_type=content_type,
        tags=tuple(dict.fromkeys(tag for tag in tags if tag)),
    )


def _content(entry: Parsed) -> tuple[str, str, str | None]:
    """The fullest of an entry's contents, summary and description, its media type, and the language it declares."""
    best = _fullest(entry)
    value = text_as_written(str(best.get("value") or "")).strip()
    plain = best.get("type") == "text/plain" and re.search(r"<[a-zA-Z/!]", value) is None
    return value, "text/plain" if plain else "text/html", best.get("language")


def _summary(entry: Parsed, content: str) -> str:
    """The summary as plain text, where it is not the content itself."""
    said = text_as_written(str(entry.get("summary") or "")).strip()
    return line_as_written(said) if said != content else ""


def _fullest(entry: Parsed) -> Parsed:
    details = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    details += [{"value": entry.get(key)} for key in ("summary", "description") if entry.get(key)]
    return max(details, key=lambda detail: len(str(detail.get("value") or "").strip()))


def _authors(entry: Parsed) -> list[str]:
    named = [str(a.get("name") or "") for a in entry.get("authors", ()) if isinstance(a, dict)]
    return [name for name in named if name] or [str(entry.get("author") or "")]


def _date(entry: Parsed, key: str, *, now: datetime) -> datetime | None:
    """The instant of a date field: by this package's reader, else as feedparser's many formats have it."""
    if key == "updated" and "updated" not in dict.keys(entry):  # type: ignore[arg-type]
        return None  # feedparser answers with 'published' in its place
    moment = read_date(entry.get(key), now=now)
    if moment is not None:
        return moment[0]
    parts = entry.get(f"{key}_parsed")
    try:
        instant = datetime.fromtimestamp(calendar.timegm(parts), UTC) if parts else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None
    return instant if instant is not None and in_range(instant, now=now) else None
