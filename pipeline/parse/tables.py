"""Tables of data among an article's blocks: whole or not at all. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pipeline.parse.block_features import Page
from pipeline.parse.blocks import Block, Place, ancestors

MOST = 0.8
"""Share of a table's rows that the first reading has to hold, and of its cells that the reader view has to."""

LAYOUT = 200
"""Characters of a cell on the average from which on a table only lays out a page."""


def held_tables(blocks: Sequence[Block], page: Page) -> set[int]:
    """The numbers of the blocks in tables of data that both the first reading and the reader view hold.

    Cells are mostly a word or a number, which tells nothing about where it belongs; a row and a table do.
    """
    tables: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, block in enumerate(blocks):
        if "tr" not in block.place.tags:
            continue
        row, table = _around(block.place, "tr"), _around(block.place, "table")
        if row is not None and table is not None:
            tables[id(table)][id(row)].append(number)
    return {
        n
        for rows in tables.values()
        if _is_held(list(rows.values()), blocks, page)
        for row in rows.values()
        for n in row
    }


def _around(place: Place, tag: str) -> Place | None:
    return next((one for one in ancestors(place) if one.element.tag == tag), None)


def _is_held(rows: Sequence[Sequence[int]], blocks: Sequence[Block], page: Page) -> bool:
    cells = [number for row in rows for number in row]
    if len(rows) < 2 or sum(len(row) > 1 for row in rows) < 2:
        return False
    chars = sum(len(blocks[n].text) for n in cells)
    if chars > LAYOUT * len(cells) or 2 * sum(blocks[n].link_chars for n in cells) > chars:
        return False
    held = sum(page.found([word for n in row for word in blocks[n].words]) >= MOST for row in rows)
    return held >= MOST * len(rows) and sum(page.shown[n] for n in cells) >= MOST * len(cells)
