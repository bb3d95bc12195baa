"""Section, tags, lead image, standfirst, and whether a page keeps the rest of its text for those who pay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.extras import Extras
from pipeline.parse.clean import plain_line
from pipeline.parse.linked_data import Node, text_value
from pipeline.parse.links import web_link

MAX_TAGS = 50
MAX_STANDFIRST = 1_000
SHORT_WORDS = 250
"""Words below which the text of a page that says that it must be paid for is taken for its beginning."""

PART = 0.75
"""Share of the words that a page declares below which its text is a part."""

_SECTIONS = (
    "article:section",
    "og:article:section",
    "section",
    "parsely-section",
    "cxenseparse:section",
    "sailthru.section",
)
_TAGS = ("article:tag", "og:article:tag", "parsely-tags", "sailthru.tags", "news_keywords", "keywords")
_STANDFIRSTS = ("og:description", "description", "twitter:description", "dc.description")


def read_extras(metas: Mapping[str, Sequence[str]], node: Node, *, url: str) -> Extras:
    """What meta elements (by lower-case name) and the article's JSON-LD say; `url` resolves relative links."""
    images = [*metas.get("og:image", ()), *metas.get("og:image:url", ()), *_images(node.get("image"))]
    image = next((link for value in images[:20] if (link := web_link(value, base=url))), None)
    alts = (*metas.get("og:image:alt", ()), *metas.get("twitter:image:alt", ()))
    standfirsts = (*_of(metas, _STANDFIRSTS), text_value(node.get("description")))
    return Extras(
        standfirst=_first(standfirsts, limit=MAX_STANDFIRST),
        section=_first((*_texts(node.get("articleSection")), *_of(metas, _SECTIONS)), limit=200),
        tags=tuple(_tags(metas, node)),
        image_url=image,
        image_alt=_first(alts, limit=500) if image else None,
    )


def is_truncated(node: Node, *, words: int, prompted: bool = False) -> bool:
    """Whether the page says that it must be paid for, and so many words are plainly not all of its text.

    schema.org's isAccessibleForFree (of the article or of a part of it) is what search engines ask publishers to say.
    `prompted`: a prompt to log in or to subscribe ended the text.
    """
    parts = node.get("hasPart")
    said = [node, *(parts if isinstance(parts, list) else [parts])]
    paid = any(isinstance(one, dict) and str(one.get("isAccessibleForFree")).lower() == "false" for one in said)
    if not paid and not prompted:
        return False
    declared = text_value(node.get("wordCount"))
    if declared.isascii() and declared.isdigit() and len(declared) < 7 and int(declared) > 0:
        return words < PART * int(declared)
    return words < SHORT_WORDS


def _first(values: Sequence[str] | Iterator[str], *, limit: int) -> str | None:
    return next((line for value in values if (line := plain_line(value, limit=limit))), None)


def _of(metas: Mapping[str, Sequence[str]], names: Sequence[str]) -> Iterator[str]:
    for name in names:
        yield from metas.get(name, ())[:MAX_TAGS]


def _texts(value: Any) -> Iterator[str]:
    for one in (value if isinstance(value, list) else [value])[:MAX_TAGS]:
        yield text_value(one)


def _images(value: Any) -> Iterator[str]:
    for one in (value if isinstance(value, list) else [value])[:MAX_TAGS]:
        yield text_value(one.get("url") or one.get("contentUrl")) if isinstance(one, dict) else text_value(one)


def _tags(metas: Mapping[str, Sequence[str]], node: Node) -> Iterator[str]:
    """The tags of the first that gives any, each once: meta elements of an article, JSON-LD, keywords."""
    told = [list(metas.get(name, ())) for name in _TAGS]
    for values in (*told[:2], list(_texts(node.get("keywords"))), *told[2:]):
        lines = values if len(values) > 1 else [part for value in values for part in value.split(",")]
        tags: dict[str, str] = {}
        for line in (plain_line(value, limit=100) for value in lines):
            tags.setdefault(line.casefold(), line)
        tags.pop("", None)
        if tags:
            yield from list(tags.values())[:MAX_TAGS]
            return
