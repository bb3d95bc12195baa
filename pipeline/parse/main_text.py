"""The main text of a page: trafilatura's reading, checked against what else the page says, and block by block."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy

from pipeline.parse.block_choice import MOST, choose_blocks
from pipeline.parse.blocks import Block, cut_blocks
from pipeline.parse.chrome import in_chrome
from pipeline.parse.clean import as_paragraphs
from pipeline.parse.reader import shown_elements
from pipeline.parse.second_opinion import MAX_MARKUP, longer_text
from pipeline.parse.structure import paragraph_kinds
from pipeline.parse.tree import Element, bare_text, blocks_under, read_tree, text_of, too_deep

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it warns of every page without text
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

MIN_TEXT = 25
MAX_CELLS = 10_000
"""Tables beyond this many cells are data, and take quadratic time to lay out as text."""


def read_main_text(
    tree: Element, *, blocks: Sequence[Block], body: str, deep: bool, markup: str, is_article: bool
) -> str:
    """The article's paragraphs joined by empty lines; '' when the page has no main text.

    `blocks` are the tree's, `body` is the text that the page declares (JSON-LD articleBody), `deep` says that the tree
    nests too deep for code that recurses, `markup` is the page as text, `is_article` that it declares an article.
    """
    if deep:
        return as_paragraphs(bare_text(markup))
    text = first_reading(tree, body=body, markup=markup)
    if not text or len(markup) > MAX_MARKUP or len(blocks) > MOST:
        return text
    declared = "\n".join(_blocks_of(body))
    return choose_blocks(
        blocks, text, declared=declared, described=described(tree), titles=titles_of(tree), shown=shown_elements(tree),
        is_article=is_article,
    )  # fmt: skip


def described(tree: Element) -> list[str]:
    """What the page says that it is about."""
    return [str(one) for one in tree.xpath("//meta[@property='og:description' or @name='description']/@content")]


def titles_of(tree: Element) -> list[str]:
    """What the page calls itself."""
    metas = tree.xpath("//meta[@property='og:title']/@content")
    return [*map(str, metas), *(text_of(one) for one in tree.xpath("//title | //h1"))]


def first_reading(tree: Element, *, body: str, markup: str) -> str:
    """Trafilatura's main text, or what the page declares or readability finds where that took a part only."""
    text = _extracted(tree)
    declared = as_paragraphs(_blocks_of(body))
    if len(declared) > 200 and len(text) < 0.5 * len(declared):
        return declared
    if len(text) < 250:
        fallback = as_paragraphs(list(_densest(tree)))
        if len(fallback) > 2 * len(text):
            return fallback
    return longer_text(tree, text, markup=markup) or text


def read_fragment(markup: str) -> str:
    """All the words of an HTML fragment in their blocks, joined by empty lines: a feed gives nothing else."""
    tree = read_tree(f"<div>{markup}</div>")
    if too_deep(tree):
        return as_paragraphs(bare_text(markup))
    return as_paragraphs(list(blocks_under(tree)))


def fragment_kinds(markup: str, text: str) -> tuple[str, ...]:
    """The kinds of the paragraphs of `text`, which `read_fragment` made of the markup; () where it nests too deep."""
    tree = read_tree(f"<div>{markup}</div>")
    return () if too_deep(tree) else paragraph_kinds(cut_blocks(tree), text)


def _extracted(tree: Element) -> str:
    """Trafilatura's main text in its default balance."""
    from trafilatura import bare_extraction  # late: most of a second to import

    try:
        cells = sum(1 for _ in tree.iter("td", "th"))
        document = bare_extraction(deepcopy(tree), include_comments=False, include_tables=cells <= MAX_CELLS)
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
