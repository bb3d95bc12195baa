"""Pages that go on with the next article below their own, as those that scroll without end do. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from pipeline.parse.alignment import words_of
from pipeline.parse.blocks import Block, ancestors
from pipeline.parse.tree import Element

LEAST = 200
"""Characters that the page's own article has to hold: else what follows may be its parts."""

FOLLOWERS = 5
"""Articles behind the page's own beyond which they are posts of one: a live blog, a round-up."""

_HEADINGS = frozenset(("h1", "h2"))


def without_next(blocks: Sequence[Block], chosen: Sequence[int], titles: Collection[str]) -> list[int]:
    """The chosen blocks' numbers less those of other articles that follow the page's own, by the same template.

    The page's own is the element of kind article that holds a heading with the page's title.
    """
    homes: dict[Element, list[int]] = defaultdict(list)
    headed: set[Element] = set()
    own: Element | None = None
    named = {" ".join(words_of(title)) for title in titles} - {""}
    for block in blocks:
        home = _outermost(block)
        if home is not None and not _HEADINGS.isdisjoint(block.place.tags):
            headed.add(home)
            if own is None and " ".join(block.words) in named:
                own = home
    for number in chosen:
        if (home := _outermost(blocks[number])) is not None:
            homes[home].append(number)
    if own is None or sum(len(blocks[number].text) for number in homes[own]) < LEAST:
        return list(chosen)
    last = homes[own][-1]
    names = set((own.get("class") or "").split())
    others = [
        home
        for home, numbers in homes.items()
        if home is not own and numbers[0] > last and home in headed and names & set((home.get("class") or "").split())
    ]
    dropped = {number for home in others for number in homes[home]} if len(others) <= FOLLOWERS else set()
    return [number for number in chosen if number not in dropped]


def _outermost(block: Block) -> Element | None:
    """The outermost element of kind article around a block."""
    found = None
    if "article" in block.place.tags:
        for place in ancestors(block.place):
            if place.element.tag == "article":
                found = place.element
    return found
