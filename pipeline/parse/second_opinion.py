"""What other readers make of a page, asked only where our own evidence leaves a gap: they cost as much again.

Date: htmldate looks through the whole markup. Authors: trafilatura knows more bylines. Text: readability (the port that
comes with trafilatura) keeps a text of which the first reading may have taken a part only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy

from pipeline.parse.chrome import in_chrome
from pipeline.parse.clean import as_paragraphs
from pipeline.parse.tree import Element, blocks_under, read_tree, text_of

MASS = 1.5
"""How many times as long as what was extracted the page's own paragraphs, and readability's text, have to be."""

TWICE, MOST = 2.0, 4.0

HELD = 0.95
"""Share of the extracted words that the other text must hold too: it may only add."""

READABILITY, PARAGRAPHS = "readability", "paragraphs"
"""Whose a text is: the port's, or that of the page's own paragraphs below one element."""

MIN_PARAGRAPH = 60
MAX_PARAGRAPHS = 2_000
_TEXT_TAGS = ("p", "h2", "h3", "h4", "blockquote", "li", "pre")
MAX_MARKUP = 2_000_000
"""Characters of markup beyond which nobody else is asked: they take their time with it."""

_WORD = re.compile(r"\w+")


def longer_text(tree: Element, text: str, *, markup: str) -> tuple[str, str]:
    """A text that holds all that was extracted and much more of the page's own paragraphs, and whose it is; else ''.

    Readability's, where it is half as long again; else the paragraphs below one element, where they are two to four
    times as long: a page of several articles has more.
    """
    if len(markup) > MAX_MARKUP:
        return "", ""
    paragraphs = list(_paragraphs(tree))
    mass = sum(size for _, size in paragraphs)
    if mass >= MASS * len(text):
        other = as_paragraphs(list(_readability(tree)))
        if len(other) >= MASS * len(text) and _holds(other, text):
            return other, READABILITY
    if mass >= TWICE * len(text):
        other = as_paragraphs(list(_together(paragraphs)))
        if TWICE * len(text) <= len(other) <= MOST * len(text) and _holds(other, text):
            return other, PARAGRAPHS
    return "", ""


def found_date(tree: Element, *, url: str) -> str:
    """The day (YYYY-MM-DD) that htmldate finds in the page's markup; '' if none."""
    from htmldate import find_date  # late: it loads its tables

    try:
        return find_date(deepcopy(tree), original_date=True, extensive_search=False, url=url) or ""
    except (ValueError, TypeError, AttributeError, IndexError, OverflowError):
        return ""


def found_authors(tree: Element) -> list[str]:
    """The names that trafilatura finds in the page; none if it finds none."""
    from trafilatura.metadata import examine_meta, extract_author, extract_meta_json  # all else it would read besides

    try:
        kept = deepcopy(tree)
        told = examine_meta(kept)
        if told.author and " " not in told.author:
            told.author = None
        author = extract_meta_json(kept, told).author or extract_author(kept)
    except (ValueError, TypeError, AttributeError, IndexError, KeyError):
        return []
    return author.split("; ") if author else []


def _paragraphs(tree: Element) -> Iterator[tuple[Element, int]]:
    """The page's paragraphs that are long enough to be text, not mostly links and in no chrome, with their size."""
    for paragraph in tree.iter("p"):
        size = len("".join(paragraph.itertext()).strip())
        if size >= MIN_PARAGRAPH and 2 * _in_links(paragraph) < size and not in_chrome(paragraph):
            yield paragraph, size


def _in_links(element: Element) -> int:
    return sum(len("".join(link.itertext())) for link in element.iter("a"))


def _together(paragraphs: list[tuple[Element, int]]) -> Iterator[str]:
    """The text below the innermost element that holds four fifths of these paragraphs."""
    held: Counter[Element] = Counter()
    for paragraph, size in paragraphs[:MAX_PARAGRAPHS]:
        held.update(dict.fromkeys(paragraph.iterancestors(), size))
    most = max(held.values(), default=0)
    homes = [element for element, size in held.items() if size >= 0.8 * most]
    home = max(homes, key=lambda element: sum(1 for _ in element.iterancestors()), default=None)
    for block in home.iter(*_TEXT_TAGS) if home is not None else ():
        inner = any(child.tag in _TEXT_TAGS for child in block.iterdescendants())
        words = text_of(block)
        if not inner and not in_chrome(block) and 2 * _in_links(block) < len(words):
            yield words


def _holds(other: str, text: str) -> bool:
    grams, held = _grams(text), set(_grams(other))
    return bool(grams) and sum(gram in held for gram in grams) >= HELD * len(grams)


def _readability(tree: Element) -> Iterator[str]:
    from trafilatura.readability_lxml import Document

    try:
        summary = Document(deepcopy(tree)).summary()
    except (ValueError, TypeError, AttributeError, IndexError, AssertionError, ZeroDivisionError):
        return  # its own slips on odd markup; the extracted text stands
    if summary and text_of(kept := read_tree(summary)):
        yield from blocks_under(kept)


def _grams(text: str) -> list[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return list(zip(words, words[1:], words[2:], words[3:], strict=False))
