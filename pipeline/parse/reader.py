"""Which elements of a page a browser's reader view would show. Pure.

After Readability.js `_grabArticle` and `_prepArticle` (Apache-2.0; the rules, not the code). It is no text of its own:
that a block is among them is one thing that tells whether it belongs to the article.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice

from pipeline.parse.reader_nodes import Node, Sums, ancestors, below
from pipeline.parse.reader_tree import Reading
from pipeline.parse.tree import Element

ENOUGH = 500
"""Characters below which the page is read again with less taken away."""

TOP = 5
"""Candidates that are compared with the best."""


def _any_of(words: str) -> re.Pattern[str]:
    return re.compile("|".join(words.split()), re.IGNORECASE)


_POSITIVE = _any_of("article blog body content entry main page pagination post story text")
_NEGATIVE = _any_of(
    r"(?:^|\s)hid(?:\s|$) -ad- com- banner combx comment contact footer gdpr hidden masthead media meta outbrain promo"
    r" related scroll share shopping shoutbox sidebar skyscraper sponsor tags widget"
)
_SHARE = re.compile(r"(?:\b|_)(?:share|sharedaddy)(?:\b|_)", re.IGNORECASE)
_NEVER = frozenset(("object", "embed", "footer", "aside"))
_BASE = {
    "div": 5.0, "pre": 3.0, "td": 3.0, "blockquote": 3.0, "address": -3.0, "ol": -3.0, "ul": -3.0, "dl": -3.0,
    "dd": -3.0, "dt": -3.0, "li": -3.0, "form": -3.0, "h1": -5.0, "h2": -5.0, "h3": -5.0, "h4": -5.0, "h5": -5.0,
    "h6": -5.0, "th": -5.0,
}  # fmt: skip
_ATTEMPTS = ((True, True, True), (False, True, True), (False, False, True), (False, False, False))
"""Whether names strip elements, whether they weigh, whether what looks like no text is taken out."""


def shown_elements(tree: Element) -> set[Element]:
    """The elements that are shown, each with all that is around it below the article."""
    body = tree.find(".//body")
    best: list[Node] = []
    most = -1
    for strip, weigh, clean in _ATTEMPTS:
        reading = Reading(tree if body is None else body, strip=strip)
        roots = _article(reading, weigh=weigh)
        if clean:
            for root in roots:
                _clean(root, weigh=weigh)
        size = sum(root.sums.chars for root in roots)
        if size > most:
            best, most = roots, size
        if size >= ENOUGH:
            break
    return {node.element for root in best for node in below(root) if node.element is not None}


@lru_cache(maxsize=4096)
def _weight(names: tuple[str, str]) -> int:
    return 25 * sum((_POSITIVE.search(one) is not None) - (_NEGATIVE.search(one) is not None) for one in names if one)


def _article(reading: Reading, *, weigh: bool) -> list[Node]:
    """The best node and those of its siblings that go with it."""
    candidates: list[Node] = []
    for node in below(reading.top):
        if node.scored:
            worth = 2 + node.sums.commas + min(node.sums.chars // 100, 3)
            for level, around in zip(range(5), ancestors(node), strict=False):
                if around.score is None:
                    around.score = _start(around, weigh=weigh)
                    candidates.append(around)
                around.score += worth / (1, 2, 6, 9, 12)[level]
    for node in candidates:
        node.score = (node.score or 0.0) * (1 - node.link_density)
    best = sorted(candidates, key=lambda node: -(node.score or 0.0))[:TOP]
    if not best or best[0] is reading.top:
        return [reading.top]
    top = _widened(best, reading.top)
    if top.score is None:
        top.score = _start(top, weigh=weigh)
    return list(_with_siblings(top))


def _start(node: Node, *, weigh: bool) -> float:
    return _BASE.get(node.tag, 0.0) + (_weight(node.names) if weigh else 0)


def _widened(best: list[Node], body: Node) -> Node:
    """The best node, or one around it that holds other good ones, scores higher, or holds nothing else."""
    top = best[0]
    score = top.score or 0.0
    others = [list(ancestors(node)) for node in best[1:] if (node.score or 0.0) >= 0.75 * score]
    if len(others) >= 3:
        for around in ancestors(top):
            if around is body:
                break
            if sum(any(one is around for one in other) for other in others) >= 3:
                top = around
                break
    last, least = top.score or 0.0, (top.score or 0.0) / 3
    for around in ancestors(top):
        if around is body:
            break
        if around.score is None:
            continue
        if around.score < least:
            break
        if around.score > last:
            top = around
            break
        last = around.score
    while top.parent is not None and top.parent is not body and len(top.parent.children) == 1:
        top = top.parent
    return top


def _with_siblings(top: Node) -> Iterator[Node]:
    threshold = max(10.0, 0.2 * (top.score or 0.0))
    for node in top.parent.children if top.parent is not None else [top]:
        alike = bool(top.names[0]) and node.names[0] == top.names[0]
        bonus = 0.2 * (top.score or 0.0) if alike else 0.0
        if node is top or (node.score is not None and node.score + bonus >= threshold):
            yield node
        elif node.tag == "p":
            chars, links = node.sums.chars, node.link_density
            if (chars > 80 and links < 0.25) or (0 < chars <= 80 and links == 0 and _has_stop(node)):
                yield node


def _has_stop(node: Node) -> bool:
    words = "".join(node.element.itertext()) if node.element is not None else ""
    return re.search(r"\.(?: |$)", words.strip()) is not None


def _clean(root: Node, *, weigh: bool) -> None:
    """Take out of an article what is hardly text: forms, asides, share bars, boxes of links."""

    def weight(node: Node) -> int:
        return _weight(node.names) if weigh else 0

    def odd(*tags: str) -> Callable[[Node], bool]:
        return lambda node: node.tag in tags and _is_no_text(node, weight(node))

    nodes = list(below(root))
    for node in nodes:
        node.in_data = node.parent is not None and (node.parent.is_data or node.parent.in_data)
    nodes.reverse()  # inner ones first
    for test in (
        odd("form", "fieldset"),
        lambda node: node.tag in _NEVER,
        lambda node: node is not root and node.sums.chars < ENOUGH and _is_share_bar(node.names),
        lambda node: node.tag in ("h1", "h2") and weight(node) < 0,
        odd("table"),
        odd("ul"),
        odd("div"),
    ):
        for node in nodes:
            if test(node):
                _remove(node)


def _remove(node: Node) -> None:
    """Take a node out of what is around it; the best node itself loses all that is below it."""
    if node.sums != Sums():
        for around in ancestors(node):
            around.sums.add(node.sums, -1)
    if node.parent is not None:
        node.parent.children = [one for one in node.parent.children if one is not node]
    node.children, node.element, node.parent, node.sums = [], None, None, Sums()


@lru_cache(maxsize=4096)
def _is_share_bar(names: tuple[str, str]) -> bool:
    return _SHARE.search(" ".join(names)) is not None


def _is_no_text(node: Node, weight: int) -> bool:
    """`_cleanConditionally`: whether names or the mix of links, pictures and lists speak against a node."""
    sums = node.sums
    near = list(islice(ancestors(node), 3))
    if sums.data or node.in_data or any(one.tag == "code" for one in near):
        return False
    if weight < 0:
        return True
    if sums.commas >= 10:
        return False
    in_figure = any(one.tag == "figure" for one in near)
    chars, links, li = sums.chars, node.link_density, sums.li - 100
    is_list = node.tag in ("ul", "ol") or (chars > 0 and sums.lists / chars > 0.9)
    headings = sums.headings / chars if chars else 0.0
    return (
        (not in_figure and sums.img > 1 and sums.p / sums.img < 0.5)
        or (not is_list and li > sums.p)
        or sums.inputs > sums.p // 3
        or (not is_list and not in_figure and headings < 0.9 and chars < 25 and (sums.img == 0 or sums.img > 2)
            and links > 0)
        or (not is_list and weight < 25 and links > 0.2)
        or (weight >= 25 and links > 0.5)
        or (sums.embeds == 1 and chars < 75)
        or sums.embeds > 1
        or (sums.img == 0 and sums.textish == 0)
    )  # fmt: skip
