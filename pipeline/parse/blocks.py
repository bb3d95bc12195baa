"""A page cut into its blocks: runs of text between block elements, each with what its place on the page tells. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from pipeline.parse.alignment import words_of
from pipeline.parse.line_breaks import end_paragraphs
from pipeline.parse.tree import HIDDEN, MAX_DEPTH, Element, TooDeep

CUTS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
"""Elements whose edges end a block."""

_CHROME = re.compile(
    r"(?:^|[\s_-])(?:nav|menu|footer|foot|sidebar|side|comments?|disqus|cookies?|consent|banner|promo|related|recommend\w*"
    r"|share|sharing|social|newsletter|subscri\w*|signup|breadcrumbs?|adverts?|ads?|sponsor\w*|popup|modal|widget|teaser\w*"
    r"|more|links?|tags?|toolbar|tools|meta|trending|popular|outbrain|taboola|paywall|login|search|pagination|print)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_CONTENT = re.compile(
    r"article|story|body|content|entry|post|main|text|paragraph|rich|prose|column|hentry|blog|description",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"byline|author|credit|caption|dateline|timestamp|published|date(?![a-z])|copyright", re.IGNORECASE
)
_LEAD = re.compile(
    r"standfirst|subtitle|subhead|dek|lead|lede|intro|summary|excerpt|deck|teaser|kicker|abstract", re.IGNORECASE
)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(slots=True)
class Place:
    """What an element and those around it say: each number counts elements outward."""

    element: Element
    parent: Place | None
    depth: int = 0
    chrome: int = 0
    content: int = 0
    byline: bool = False
    lead: bool = False
    unseen: bool = False
    tags: frozenset[str] = frozenset()
    signature: str = ""
    score: float = 0.0
    chars: int = 0
    link_chars: int = 0


@dataclass(slots=True)
class Block:
    """A run of text of one line, and where it stands."""

    text: str
    place: Place
    link_chars: int
    words: list[str] = field(default_factory=list)


def cut_blocks(tree: Element) -> list[Block]:
    """The tree's blocks in order; what nobody sees of a page (scripts, buttons, options) is in none.

    Raises TooDeep, where `too_deep` would say so.
    """
    cutter = _Cutter(tree)
    depth = 0
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise TooDeep
        if isinstance(node.tag, str):
            cutter.enter(node) if event == "start" else cutter.leave(node)
    cutter.end_block()
    return cutter.blocks


class _Cutter:
    """Walks a tree and gathers its text until a block element begins or ends."""

    def __init__(self, tree: Element) -> None:
        self.blocks: list[Block] = []
        self._tree = tree
        self._place = Place(tree, None)
        self._parts: list[str] = []
        self._linked = self._hidden = self._links = 0
        self._linked_at: list[int] = []

    def enter(self, node: Element) -> None:
        tag = node.tag
        if tag in CUTS:
            self.end_block()
            self._place = _inner(node, self._place if node is not self._tree else None)
        elif tag == "a":
            self._links += 1
        elif tag == "br":
            self._break_line()
        elif tag in HIDDEN:
            self._hidden += 1
        self._gather(node.text)

    def leave(self, node: Element) -> None:
        tag = node.tag
        if tag in CUTS:
            self.end_block()
            self._place = self._place.parent or self._place
        elif tag == "a":
            self._links -= 1
        elif tag in HIDDEN:
            self._hidden -= 1
        if node is not self._tree:
            self._gather(node.tail)

    def end_block(self) -> None:
        """What was gathered is a block; or several, where line breaks end paragraphs."""
        if not self._hidden:
            lines = _lines(self._parts, (*self._linked_at, self._linked)) if self._linked_at else []
            if end_paragraphs([line for line, _ in lines]):
                for line, linked in lines:
                    self._add(line, linked)
            else:
                self._add("".join(self._parts), self._linked)
        self._parts, self._linked, self._linked_at = [], 0, []

    def _add(self, words: str, linked: int) -> None:
        text = " ".join(words.split())
        if text:
            self.blocks.append(Block(text, self._place, min(linked, len(text)), words_of(text)))

    def _break_line(self) -> None:
        """One line break is a space or ends a paragraph, as the lines around it tell; a second one ends the block."""
        if self._hidden:
            return
        if self._parts and self._parts[-1] == "\n":
            self.end_block()
        else:
            self._parts.append("\n")
            self._linked_at.append(self._linked)

    def _gather(self, text: str | None) -> None:
        if not text or self._hidden:
            return
        if not text.isspace():
            self._parts.append(text)
            self._linked += len(text.strip()) if self._links else 0
        elif self._parts and self._parts[-1] != "\n":
            self._parts.append(" ")


def _lines(parts: Sequence[str], linked: Sequence[int]) -> list[tuple[str, int]]:
    """The lines between breaks, the only parts that are one, and how much of each is in links; `linked` counts up to
    the end of each."""
    lines: list[list[str]] = [[]]
    for part in parts:
        if part == "\n":
            lines.append([])
        else:
            lines[-1].append(part)
    inside = (end - begun for begun, end in zip((0, *linked), linked, strict=False))
    return [(text, links) for line, links in zip(lines, inside, strict=True) if (text := "".join(line)).strip()]


def _inner(node: Element, outer: Place | None) -> Place:
    tag = str(node.tag)
    style = node.get("style")
    unseen = (
        node.get("hidden") is not None or node.get("aria-hidden") == "true" or bool(style and _UNSEEN.search(style))
    )
    if outer is None or tag == "body":
        tags = frozenset((tag,)) | (outer.tags if outer else frozenset())
        return Place(node, outer, outer.depth + 1 if outer else 0, unseen=unseen, tags=tags, signature=tag)
    names = _promised(f"{node.get('class') or ''} {node.get('id') or ''}"[:300])
    return Place(
        node,
        outer,
        outer.depth + 1,
        outer.chrome + names.chrome,
        outer.content + names.content,
        names.byline,
        names.lead,
        outer.unseen or unseen,
        outer.tags if tag in outer.tags else outer.tags | {tag},
        f"{tag}.{(node.get('class') or '')[:60]}",
    )


class _Names(NamedTuple):
    chrome: bool
    content: bool
    byline: bool
    lead: bool


@lru_cache(maxsize=4096)
def _promised(names: str) -> _Names:
    """What an element's class and id promise. Kept: a page gives the same names to hundreds of elements."""
    return _Names(*map(any, zip((False,) * 4, *map(_promised_by, names.split()), strict=True)))


@lru_cache(maxsize=32768)
def _promised_by(word: str) -> _Names:
    """What one word of them promises: pages share words such as `container` more than whole classes."""
    return _Names(*(pattern.search(word) is not None for pattern in (_CHROME, _CONTENT, _BYLINE, _LEAD)))


def ancestors(place: Place) -> Iterator[Place]:
    """The place and those around it, outward."""
    at: Place | None = place
    while at is not None:
        yield at
        at = at.parent
