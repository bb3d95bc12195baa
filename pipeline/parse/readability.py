"""The element that holds most of a page's prose, scored as Readability scores it. Pure.

After Readability.js `_grabArticle` (Apache-2.0; the rules, not the code): paragraphs give points to what is around
them, names of classes add or take some, links take their share.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.parse.blocks import Block, Place, ancestors

PROSE = 25
"""Characters from which on a block gives points."""

NAME = 25.0
"""Points for a name that promises content; as many are taken for one that promises chrome."""

_BASE = {
    "div": 5.0, "article": 8.0, "main": 5.0, "pre": 3.0, "td": 3.0, "blockquote": 3.0, "ol": -3.0, "ul": -3.0,
    "form": -3.0,
}  # fmt: skip
_SHARES = (1, 2, 6, 9, 12)
"""What the points are divided by, from the parent outward."""

_PARAGRAPHS = frozenset(("p", "td", "pre", "li"))


def best_place(blocks: Sequence[Block]) -> Place | None:
    """The place with the highest score, after writing each one's score on it; None where nothing reads as prose."""
    scored: dict[int, Place] = {}
    for block in blocks:
        for place in ancestors(block.place):
            place.chars += len(block.text)
            place.link_chars += block.link_chars
        if len(block.text) < PROSE or block.place.unseen:
            continue
        worth = 1 + block.text.count(",") + min(len(block.text) // 100, 3)
        home = block.place.parent if block.place.element.tag in _PARAGRAPHS else block.place
        for share, place in zip(_SHARES, ancestors(home) if home is not None else (), strict=False):
            if id(place) not in scored:
                scored[id(place)] = place
                place.score = _start(place)
            place.score += worth / share
    for place in scored.values():
        place.score *= 1 - place.link_chars / max(place.chars, 1)
    return max(scored.values(), key=lambda place: place.score, default=None)


def _start(place: Place) -> float:
    outer = place.parent
    chrome = place.chrome - (outer.chrome if outer else 0)
    content = place.content - (outer.content if outer else 0)
    return _BASE.get(str(place.element.tag), 0.0) + NAME * (content - chrome)
