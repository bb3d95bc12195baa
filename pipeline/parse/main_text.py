"""The main text of a page: trafilatura's reading, checked against what else the page says, and block by block."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from types import MappingProxyType
from typing import Any, NamedTuple

from pipeline.parse.block_choice import FEWEST, MOST, choose_blocks
from pipeline.parse.blocks import Block, cut_blocks
from pipeline.parse.chrome import in_chrome
from pipeline.parse.clean import as_paragraphs
from pipeline.parse.furniture import furniture
from pipeline.parse.reader import shown_elements
from pipeline.parse.second_opinion import MAX_MARKUP, PARAGRAPHS, longer_text
from pipeline.parse.structure import paragraph_kinds
from pipeline.parse.tree import Element, bare_text, blocks_under, read_tree, text_of, too_deep

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it warns of every page without text
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

BLOCKS, TRAFILATURA, DECLARED, BARE = "blocks", "trafilatura", "json-ld", "bare"
"""Whose a text is: chosen block by block, trafilatura's, what the page declares, or all words without their tags."""

HELD = 0.9
"""Share of a text that stands in no block from which on it is what the page declares."""

NOTHING: Mapping[str, Any] = MappingProxyType({})
MANY = 3_000
"""Blocks beyond which trafilatura asks nobody else: justext goes through all others for each short one."""

MAX_CELLS = 10_000
"""Tables beyond this many cells are data, and take quadratic time to lay out as text."""


class Reading(NamedTuple):
    """A main text, whose reading of the page it is (see news.articles.text_source), and what speaks for it."""

    text: str
    source: str
    evidence: Mapping[str, Any] = NOTHING


def read_main_text(
    tree: Element, *, blocks: Sequence[Block], body: str, deep: bool, markup: str, is_article: bool
) -> Reading:
    """The article's paragraphs joined by empty lines; '' when the page has no main text.

    `blocks` are the tree's, `body` is the text that the page declares (JSON-LD articleBody), `deep` says that the tree
    nests too deep for code that recurses, `markup` is the page as text, `is_article` that it declares an article.
    """
    if deep:
        return Reading(as_paragraphs(bare_text(markup)), BARE)
    text, source = first_reading(tree, body=body, markup=markup, blocks=len(blocks))
    if not text or len(markup) > MAX_MARKUP or len(blocks) > MOST:
        return Reading(text, source)
    declared = "\n".join(_blocks_of(body))
    choice = choose_blocks(
        blocks, text, declared=declared, described=described(tree), titles=titles_of(tree), shown=shown_elements(tree),
        is_article=is_article,
    )  # fmt: skip
    told = {"first_reading": source, **choice.evidence}
    if told.get("agreement", {}).get(DECLARED, {}).get("of_text", 0.0) >= HELD and not choice.by_blocks:
        source = DECLARED  # trafilatura reads it too
    return Reading(choice.text, BLOCKS if choice.by_blocks else source, told)


def few_words(blocks: Sequence[Block]) -> str:
    """All that can be seen of a page of a few blocks without a main text: nothing to publish, but to show."""
    seen = [block.text for block in blocks if not block.place.unseen and not block.place.chrome]
    return as_paragraphs(seen) if len(blocks) < FEWEST else ""


def described(tree: Element) -> list[str]:
    """What the page says that it is about."""
    return [str(one) for one in tree.xpath("//meta[@property='og:description' or @name='description']/@content")]


def titles_of(tree: Element) -> list[str]:
    """What the page calls itself."""
    metas = tree.xpath("//meta[@property='og:title']/@content")
    return [*map(str, metas), *(text_of(one) for one in tree.xpath("//title | //h1"))]


def first_reading(tree: Element, *, body: str, markup: str, blocks: int) -> tuple[str, str]:
    """Trafilatura's main text, or what the page declares or readability finds where that is a part only; and whose.

    `blocks` is how many the tree has.
    """
    text = _extracted(tree, fast=blocks > MANY)
    declared = as_paragraphs(_blocks_of(body))
    if len(declared) > 200 and len(text) < 0.5 * len(declared):
        return declared, DECLARED
    if len(text) < 250:
        fallback = as_paragraphs(list(_densest(tree)))
        if len(fallback) > 2 * len(text):
            return fallback, PARAGRAPHS
    longer, whose = longer_text(tree, text, markup=markup)
    return (longer, whose) if longer else (text, TRAFILATURA)


def read_fragment(markup: str) -> str:
    """The words of an HTML fragment in their blocks, joined by empty lines: a feed gives hardly anything else.

    Lines that are the site's own are left out, but not all there is.
    """
    tree = read_tree(f"<div>{markup}</div>")
    if too_deep(tree):
        return as_paragraphs(bare_text(markup))
    whole = as_paragraphs(list(blocks_under(tree)))
    if len(markup) > MAX_MARKUP:
        return whole
    blocks = cut_blocks(tree)
    own = {as_paragraphs([blocks[number].text]) for number in furniture(blocks, range(len(blocks)))}
    return "\n\n".join(line for line in whole.split("\n\n") if line not in own) or whole


def fragment_kinds(markup: str, text: str) -> tuple[str, ...]:
    """The kinds of the paragraphs of `text`, which `read_fragment` made of the markup; () where it nests too deep."""
    tree = read_tree(f"<div>{markup}</div>")
    return () if too_deep(tree) else paragraph_kinds(cut_blocks(tree), text)


def _extracted(tree: Element, *, fast: bool) -> str:
    """Trafilatura's main text in its default balance; if `fast`, without those whom it asks where it finds little."""
    from trafilatura import bare_extraction  # late: most of a second to import

    try:
        cells = sum(1 for _ in tree.iter("td", "th"))
        document = bare_extraction(deepcopy(tree), include_comments=False, include_tables=cells <= MAX_CELLS, fast=fast)
    except (ValueError, TypeError, AttributeError, IndexError, AssertionError):
        return ""  # its own slips on odd markup; the fallback reads the page
    text = getattr(document, "text", None) or ""
    return as_paragraphs([_row(line) if line.startswith("|") else line.removeprefix("- ") for line in text.split("\n")])


def _row(line: str) -> str:
    """A table's row without its empty cells: what is laid out by tables has many."""
    return " | ".join(cell.strip() for cell in line.split("|") if cell.strip(" -"))


def _blocks_of(body: str) -> list[str]:
    if re.search(r"<(?:p|br|div)\b", body, re.IGNORECASE):
        return bare_text(body)
    return re.split(r"\n+", body)


def _densest(tree: Element) -> Iterator[str]:
    """The paragraphs of the element that holds most text in paragraphs of its own, where extraction gave up."""
    best, most = None, 0
    for element in tree.iter("article", "main", "section", "div", "body", "td"):
        weight = sum(len(text_of(child)) for child in element if child.tag in ("p", "blockquote", "pre"))
        weight *= 2 if element.tag in ("article", "main") else 1
        if weight > most and not in_chrome(element):
            best, most = element, weight
    if best is not None:
        for child in best.iter("p", "h2", "h3", "h4", "blockquote", "li", "pre"):
            if not in_chrome(child):
                yield text_of(child)
