"""What other readers make of a page, asked only where our own evidence leaves a gap: they cost as much again.

Date: htmldate looks through the whole markup. Authors: trafilatura knows more bylines. Text: readability's port keeps
a text of which trafilatura may have taken the first part only.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from copy import deepcopy

from pipeline.parse.clean import as_paragraphs
from pipeline.parse.tree import Element, text_of

logging.getLogger("readability").setLevel(logging.CRITICAL)

MASS = 1.5
"""How many times the extracted text the page's own paragraphs must hold, or readability's text, to be worth asking."""

HELD = 0.95
"""Share of the extracted words that the other text must hold too: it may only add."""

MIN_PARAGRAPH = 60
MAX_MARKUP = 2_000_000
"""Characters of markup beyond which nobody else is asked: they take their time with it."""

_WORD = re.compile(r"\w+")


def longer_text(tree: Element, text: str, *, markup: str) -> str:
    """Readability's text, where it holds all that was extracted and half as much again; else ''."""
    if len(markup) > MAX_MARKUP or _paragraph_mass(tree) < MASS * len(text):
        return ""
    other = as_paragraphs(list(_readability(markup)))
    if len(other) < MASS * len(text):
        return ""
    grams, held = _grams(text), set(_grams(other))
    return other if grams and sum(gram in held for gram in grams) >= HELD * len(grams) else ""


def found_date(tree: Element, *, url: str) -> str:
    """The day (YYYY-MM-DD) that htmldate finds in the page's markup; '' if none."""
    from htmldate import find_date  # late: it loads its tables

    try:
        return find_date(deepcopy(tree), original_date=True, extensive_search=False, url=url) or ""
    except (ValueError, TypeError, AttributeError, IndexError, OverflowError):
        return ""


def found_authors(tree: Element) -> list[str]:
    """The names that trafilatura finds in the page; none if it finds none."""
    from trafilatura.metadata import extract_metadata

    try:
        author = extract_metadata(deepcopy(tree)).author
    except (ValueError, TypeError, AttributeError, IndexError):
        return []
    return author.split("; ") if author else []


def _paragraph_mass(tree: Element) -> int:
    """Characters in the page's paragraphs that are long enough to be text and are not mostly links."""
    mass = 0
    for paragraph in tree.iter("p"):
        size = len("".join(paragraph.itertext()).strip())
        if size >= MIN_PARAGRAPH:
            links = sum(len("".join(link.itertext())) for link in paragraph.iter("a"))
            mass += size if 2 * links < size else 0
    return mass


def _readability(markup: str) -> Iterator[str]:
    from readability import Document

    from pipeline.parse.main_text import blocks_under
    from pipeline.parse.tree import read_tree

    try:
        summary = Document(markup).summary(html_partial=True)
    except Exception:
        return
    if summary and text_of(tree := read_tree(summary)):
        yield from blocks_under(tree)


def _grams(text: str) -> list[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return list(zip(words, words[1:], words[2:], words[3:], strict=False))
