"""The standfirst of an article: what stands below its heading and says what the page says that it is about. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipeline.parse.alignment import words_of
from pipeline.parse.blocks import Block

LEAST = 30
"""Characters of a standfirst; a shorter line is a kicker."""

LONG = 60
"""Characters of a chosen block before which a standfirst stands."""

SAME, WHOLE = 0.8, 0.6
"""Share of the words of the shorter one that the other has to hold, and of the description's that the block has to:
descriptions are cut, and standfirsts lengthened by a place or a name."""


def standfirst_of(blocks: Sequence[Block], chosen: Sequence[int], described: Collection[str]) -> list[int]:
    """The number of the block between the page's heading and the first chosen paragraph that is its description.

    None where a chosen block says the same. Readers of main texts take it or leave it by where a template puts it.
    """
    told = [words for one in described if (words := set(words_of(one)))]
    heading = next((number for number, block in enumerate(blocks) if "h1" in block.place.tags), None)
    first = next((number for number in chosen if len(blocks[number].text) > LONG), None)
    if heading is None or first is None or not told:
        return []
    if any(_says(blocks[number], told) for number in chosen):
        return []
    behind = range(heading + 1, first)
    return [n for n in behind if not blocks[n].place.unseen and _says(blocks[n], told)][:1]


def _says(block: Block, told: Sequence[set[str]]) -> bool:
    """Whether a block says what one of these descriptions does."""
    if len(block.text) < LEAST or block.link_chars:
        return False
    words = set(block.words)
    return any(len(words & one) >= max(SAME * min(len(words), len(one)), WHOLE * len(one)) for one in told)
