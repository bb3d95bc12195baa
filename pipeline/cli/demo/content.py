"""What the Harbour Wire publishes: stories from `texts.toml`, as pages and feeds in the clothes of a real site."""

from __future__ import annotations

import html
import json
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any

SITE = "Harbour Wire"
FEEDS = {"world": "/feeds/world.rss", "economy": "/feeds/economy.atom"}
"""The feeds' paths by name: one is RSS, the other Atom."""


@dataclass(frozen=True, slots=True)
class Story:
    """A story of the desk. `path` is its page's; a missing page is announced, and its feed carries the whole text."""

    path: str
    section: str
    title: str
    authors: tuple[str, ...]
    published: datetime
    modified: datetime
    place: str
    paragraphs: tuple[str, ...]
    feeds: tuple[str, ...]
    language: str = "en"
    missing: bool = False

    @property
    def text(self) -> tuple[str, ...]:
        """The paragraphs as they are printed: the first begins with the dateline."""
        return (f"{self.place} — {self.paragraphs[0]}", *self.paragraphs[1:])

    @property
    def summary(self) -> str:
        """The first paragraph, which is what a teaser shows."""
        return self.paragraphs[0]


@dataclass(frozen=True, slots=True)
class Resource:
    """What the server answers under one path. `changed` is the newest date of what it shows."""

    body: bytes
    media_type: str
    changed: datetime


@cache
def stories() -> tuple[Story, ...]:
    """All stories, the newest first; a story with a copy is there twice, under two paths."""
    read = tomllib.loads(_data("texts.toml"))["stories"]
    found = [story for raw in read for story in _stories(raw)]
    return tuple(sorted(found, key=lambda story: story.published, reverse=True))


def resources(base: str) -> dict[str, Resource]:
    """Every path of the site with its answer; `base` is 'http://host:port', for the absolute links."""
    pages = {story.path: story for story in stories() if not story.missing}
    site = {path: Resource(_page(story, base), "text/html", story.modified) for path, story in pages.items()}
    for name, path in FEEDS.items():
        listed = [story for story in stories() if name in story.feeds]
        changed = max(story.modified for story in listed)
        if path.endswith(".rss"):
            site[path] = Resource(_rss(name, listed, base), "application/rss+xml", changed)
        else:
            site[path] = Resource(_atom(name, listed, base), "application/atom+xml", changed)
    return site


def _stories(raw: dict[str, Any]) -> Iterable[Story]:
    def at(path: str, feeds: Sequence[str]) -> Story:
        return Story(
            path=f"/{path}.html",
            section=raw["section"],
            title=raw["title"],
            authors=tuple(raw["authors"]),
            published=raw["published"],
            modified=raw.get("modified", raw["published"]),
            place=raw["place"],
            paragraphs=tuple(raw["paragraphs"]),
            feeds=tuple(feeds),
            language=raw.get("language", "en"),
            missing=raw.get("missing", False),
        )

    yield at(raw["slug"], raw["feeds"])
    if "copy_path" in raw:
        yield at(raw["copy_path"], raw["copy_feeds"])


def _data(name: str) -> str:
    return (files("pipeline.cli.demo") / name).read_text("utf-8")


def _template(name: str) -> Template:
    return Template(_data(name))


def _page(story: Story, base: str) -> bytes:
    others = [other for other in stories() if not other.missing and other.title != story.title]
    nearby = [other for other in others if other.language == story.language] or others
    values = _escaped(story) | {
        "base": base,
        "url": base + story.path,
        "linked_data": json.dumps(_linked_data(story, base), ensure_ascii=False, indent=1).replace("</", "<\\/"),
        "author_tags": "\n".join(f'<meta name="author" content="{html.escape(name)}">' for name in story.authors),
        "body": "\n".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in story.text),
        "related": _links(nearby[:3]),
        "most_read": _links(others[-5:]),
    }
    return _template("page.html").substitute(values).encode()


def _escaped(story: Story) -> dict[str, str]:
    values = {
        "title": story.title,
        "path": story.path,
        "section": story.section,
        "summary": story.summary,
        "language": story.language,
        "byline": " and ".join(story.authors),
        "published": story.published.isoformat(),
        "modified": story.modified.isoformat(),
        "published_rfc": f"{story.published:%a, %d %b %Y %H:%M:%S} GMT",
        "day": f"{story.published:%B} {story.published.day}, {story.published.year}",
    }
    return {name: html.escape(value) for name, value in values.items()}


def _linked_data(story: Story, base: str) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "description": story.summary,
        "articleSection": story.section,
        "inLanguage": story.language,
        "datePublished": story.published.isoformat(),
        "dateModified": story.modified.isoformat(),
        "author": [{"@type": "Person", "name": name} for name in story.authors],
        "publisher": {"@type": "NewsMediaOrganization", "name": SITE},
        "mainEntityOfPage": {"@type": "WebPage", "@id": base + story.path},
    }


def _links(listed: Iterable[Story]) -> str:
    return "\n".join(f'<li><a href="{story.path}">{html.escape(story.title)}</a></li>' for story in listed)


def _content(story: Story) -> str:
    """The story as HTML inside XML, so escaped twice."""
    return html.escape("".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in story.text))


def _rss(name: str, listed: Sequence[Story], base: str) -> bytes:
    entry = _template("entry.rss")
    entries = "".join(
        entry.substitute(
            _escaped(story)
            | {
                "url": base + story.path,
                "content": f"<content:encoded>{_content(story)}</content:encoded>" if story.missing else "",
            }
        )
        for story in listed
    )
    values = {"name": name.title(), "base": base, "self": base + FEEDS[name], "entries": entries}
    return _template("feed.rss").substitute(values).encode()


def _atom(name: str, listed: Sequence[Story], base: str) -> bytes:
    entry = _template("entry.atom")
    entries = "".join(
        entry.substitute(
            _escaped(story)
            | {
                "url": base + story.path,
                "authors": "".join(f"<author><name>{html.escape(each)}</name></author>" for each in story.authors),
                "content": f'<content type="html">{_content(story)}</content>' if story.missing else "",
            }
        )
        for story in listed
    )
    changed = max(story.modified for story in listed).isoformat()
    values = {"name": name.title(), "base": base, "self": base + FEEDS[name], "changed": changed, "entries": entries}
    return _template("feed.atom").substitute(values).encode()
