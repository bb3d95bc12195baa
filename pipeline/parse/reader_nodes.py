"""What is left of a page for a browser's reader view: elements with sums of what stands below them. Pure.

After Readability.js (Apache-2.0; the rules, not the code).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.parse.tree import Element

PROSE = 25
"""Characters from which on a paragraph gives points."""

MAKES_DIV = frozenset(("blockquote", "dl", "div", "img", "ol", "p", "pre", "table", "ul"))
_SCORED = frozenset(("section", "h2", "h3", "h4", "h5", "h6", "p", "td", "pre"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_TEXTISH = frozenset(("li", "td", *MAKES_DIV))


@dataclass(slots=True)
class Sums:
    """What stands below a node: characters, those in links, headings, lists and elements of text, and counts."""

    chars: int = 0
    links: float = 0.0
    headings: int = 0
    lists: int = 0
    textish: int = 0
    commas: int = 0
    p: int = 0
    img: int = 0
    li: int = 0
    embeds: int = 0
    inputs: int = 0
    data: int = 0
    """Tables that hold data."""

    def add(self, other: Sums, sign: int = 1) -> None:
        """Add what another has, or take it away."""
        self.chars += sign * other.chars
        self.links += sign * other.links
        self.headings += sign * other.headings
        self.lists += sign * other.lists
        self.textish += sign * other.textish
        self.commas += sign * other.commas
        self.p += sign * other.p
        self.img += sign * other.img
        self.li += sign * other.li
        self.embeds += sign * other.embeds
        self.inputs += sign * other.inputs
        self.data += sign * other.data


@dataclass(slots=True, eq=False)
class Node:
    """An element that is left, or a paragraph that the reader view makes of loose text (`element` None)."""

    element: Element | None
    tag: str
    names: tuple[str, str]
    parent: Node | None
    children: list[Node] = field(default_factory=list)
    sums: Sums = field(default_factory=Sums)
    holds_block: bool = False
    scored: bool = False
    is_data: bool = False
    in_data: bool = False
    """Whether a table of data is around it, once the article is known."""
    score: float | None = None
    run: Node | None = None
    """The paragraph that is being made of loose text below it."""
    ends_line: bool = False

    @property
    def link_density(self) -> float:
        """The share of its characters that stands in links."""
        return self.sums.links / self.sums.chars if self.sums.chars else 0.0


def below(node: Node) -> Iterator[Node]:
    """A node and all below it, in order."""
    stack = [node]
    while stack:
        one = stack.pop()
        yield one
        stack.extend(reversed(one.children))


def ancestors(node: Node) -> Iterator[Node]:
    """What is around a node, outward."""
    at = node.parent
    while at is not None:
        yield at
        at = at.parent


def count_own(node: Node) -> None:
    """What a node is itself, once all below it is known but the last loose text."""
    tag, sums, run = node.tag, node.sums, node.run
    chars = sums.chars + (run.sums.chars if run is not None else 0)
    if tag in _TEXTISH:
        sums.textish += chars
        sums.p += tag == "p"
        sums.li += tag == "li"
        sums.lists += chars * (tag in ("ul", "ol"))
        node.is_data = tag == "table" and _is_data(node.element)
        sums.data += node.is_data
    elif tag in _HEADINGS:
        sums.headings += chars
    elif tag in ("embed", "object"):
        sums.embeds += 1
    node.scored = tag in _SCORED and chars >= PROSE


def _is_data(table: Element) -> bool:
    """Whether a table holds data and is no means of layout."""
    if table.get("role") == "presentation" or table.get("datatable") == "0":
        return False
    if table.get("summary"):
        return True
    tags = {one.tag for one in table.iter("caption", "col", "colgroup", "tfoot", "thead", "th", "table")
            if one is not table}  # fmt: skip
    if tags:
        return tags != {"table"}
    rows = list(table.iter("tr"))
    columns = max((sum(1 for _ in row.iter("td")) for row in rows), default=0)
    return len(rows) >= 10 or columns > 4 or len(rows) * columns > 10


def make_paragraph(node: Node) -> None:
    """A `div` of nothing but one paragraph is that paragraph; one without any block is one too."""
    if node.tag != "div":
        return
    only = node.children[0] if len(node.children) == 1 else None
    if only is not None and only.tag == "p" and node.sums.chars == only.sums.chars and node.link_density < 0.25:
        only.scored = False
    elif node.holds_block:
        return
    node.tag = "p"
    node.scored = node.sums.chars >= PROSE
