"""What each paragraph of a text is, by the elements of its page in which it stands. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from pipeline.parse.blocks import Block
from pipeline.parse.clean import clean_text

MOST = 8_000
"""Blocks: a page of more is a book or a trap, and its paragraphs are paragraphs."""

PARAGRAPH = "paragraph"
STANDFIRST = "standfirst"
LEAST_AFTER = 2
"""Paragraphs behind a standfirst: alone it is the article."""

_STANDFIRST = re.compile(
    r"stand-?first|sub-?title|sub-?headline|(?:^|[\s_-])(?:dek|deck|lede)(?:$|[\s_-])", re.IGNORECASE
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_INSIDE: Sequence[tuple[str, frozenset[str]]] = (
    ("heading", _HEADINGS),
    ("caption", frozenset(("figcaption", "caption"))),
    ("quote", frozenset(("blockquote",))),
    ("table", frozenset(("td", "th"))),
    ("list-item", frozenset(("li", "dd", "dt"))),
)
"""The kind of what stands in one of these elements; the first that fits."""


def paragraph_kinds(blocks: Sequence[Block], text: str, *, standfirst: str | None = None) -> tuple[str, ...]:
    """The kind of each paragraph of `text`, which was read out of a page of these blocks."""
    paragraphs = text.split("\n\n")
    if len(blocks) > MOST:
        return (PARAGRAPH,) * len(paragraphs)
    places: dict[str, list[int]] = defaultdict(list)
    for number, block in enumerate(blocks):
        places[_squashed(block.text)].append(number)
    kinds: list[str] = []
    at = 0
    for number, paragraph in enumerate(paragraphs):
        known = places.get(paragraph)
        if known:
            # The same words may stand elsewhere too, in a list of links: text goes on from where it was.
            at = known[min(bisect_left(known, at), len(known) - 1)]
        kinds.append(
            STANDFIRST
            if number == 0
            and (paragraph == standfirst or (known and len(paragraphs) > LEAST_AFTER and _leads(blocks[at])))
            else _kind_of(blocks[at])
            if known
            else _kind_of_row(paragraph, blocks, places)
        )
    return tuple(kinds)


def _leads(block: Block) -> bool:
    """Whether the name of a block's element, or of what is right around it, promises a standfirst."""
    near = (block.place, block.place.parent)
    names = " ".join(f"{one.element.get('class') or ''} {one.element.get('id') or ''}" for one in near if one)
    return _STANDFIRST.search(names) is not None


def _kind_of(block: Block) -> str:
    tags = block.place.tags
    return next((kind for kind, elements in _INSIDE if not tags.isdisjoint(elements)), PARAGRAPH)


def _kind_of_row(paragraph: str, blocks: Sequence[Block], places: dict[str, list[int]]) -> str:
    """'table' for the cells of a row in one line, of which most are cells of the page."""
    cells = [cell.strip() for cell in paragraph.split("|")]
    found = sum(any(_kind_of(blocks[n]) == "table" for n in places.get(cell, ())) for cell in cells)
    return "table" if len(cells) > 1 and 2 * found > len(cells) else PARAGRAPH


def _squashed(text: str) -> str:
    return " ".join(clean_text(text).split())
