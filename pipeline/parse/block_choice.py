"""The main text block by block: what the first reading took, less what is hardly the article's, and what surely is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from pipeline.parse.block_features import Page
from pipeline.parse.block_model import likelihoods
from pipeline.parse.blocks import Block, Place, ancestors, cut_blocks
from pipeline.parse.clean import as_paragraphs
from pipeline.parse.tree import Element

DROP, ADD = 0.4, 0.85
"""A block that the first reading took goes below the one, and one that it left comes in above the other."""

FEWEST, MOST = 8, 8_000
"""Blocks: a page of fewer is all article, and one of more is a book or a trap."""

COVERED = 0.8
"""Share of the first reading that blocks have to hold: else it came from elsewhere (JSON-LD), and stands as it is."""


def choose_blocks(
    tree: Element, text: str, *, declared: str, described: Collection[str], titles: Collection[str]
) -> str:
    """The paragraphs of the blocks that are the article's; the first reading where blocks tell nothing about it."""
    blocks = cut_blocks(tree)
    if not FEWEST <= len(blocks) <= MOST:
        return text
    page = Page(blocks, text=text, declared=declared, described=described, titles=titles)
    if page.coverage < COVERED:
        return text
    chosen = [
        block
        for block, kept, likely in zip(blocks, page.kept, likelihoods(page.rows()), strict=True)
        if likely > (DROP if kept >= 0.5 else ADD)
    ]
    return as_paragraphs(list(_paragraphs(chosen))) or text


def _paragraphs(blocks: Sequence[Block]) -> Iterator[str]:
    """The blocks' text, the cells of a table's row in one line."""
    row: Place | None = None
    cells: list[str] = []
    for block in blocks:
        home = next((place for place in ancestors(block.place) if place.element.tag == "tr"), None)
        if cells and home is not row:
            yield " | ".join(cells)
            cells = []
        row = home
        if home is None:
            yield block.text
        else:
            cells.append(block.text)
    if cells:
        yield " | ".join(cells)
