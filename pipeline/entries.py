"""What a source lists, and what it says of itself. Frozen values, no behaviour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry that a source lists: enough to find its page, and what the source itself says about it.

    `url` is absolute or None. `identity` is the text that tells the entry from the others of its source (the guid, else
    the link, else the content). `content` is HTML unless `content_type` says text/plain; empty if there was none. Its
    links are absolute, and nothing in it runs. `title_html` is the title with its markup, safe too; '' if it has none;
    `summary` the source's own, plain text; '' where that is the content.
    """

    identity: str
    url: str | None = None
    title: str = ""
    title_html: str = ""
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    modified_at: datetime | None = None
    language: str | None = None
    summary: str = ""
    content: str = ""
    content_type: str = "text/html"
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryList:
    """What a poll read: the entries, what the list says of itself, and the files among them that are lists themselves.

    `sources` are URLs of other lists that it names (an index's sitemaps): they become sources of their own.
    `complaint` says what could not be read. `ttl_seconds` is how long it asks for, `older` the page before this one.
    `link` is the site's page that the list belongs to, `description` plain text, `identity` what a feed calls its id.
    """

    entries: tuple[FeedEntry, ...] = ()
    title: str = ""
    link: str = ""
    sources: tuple[str, ...] = ()
    complaint: str = ""
    title_html: str = ""
    description: str = ""
    language: str | None = None
    identity: str = ""
    authors: tuple[str, ...] = ()
    ttl_seconds: float | None = None
    older: str | None = None
