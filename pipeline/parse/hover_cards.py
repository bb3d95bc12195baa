"""Cards inside the sentences of a page that show when a reader points at a name. Pure."""

from __future__ import annotations

from itertools import islice
from typing import Any

LEAST, LONG = 3, 100
"""Links, and characters in them, from which on they are a card and no words of the sentence that they stand in."""

DEEP = 8
"""Elements around a card among which the paragraph is looked for."""

_PARTS = frozenset(("a", "img", "br", "svg", "picture"))


def drop_cards(tree: Any) -> None:
    """Take these cards out of the tree; what stands behind each stays."""
    for span in tree.xpath(f"//span[count(a) >= {LEAST}]"):
        if _is_card(span):
            _drop(span)


def _is_card(span: Any) -> bool:
    """Whether links stand side by side in a part of a paragraph, and nothing else, with many words of their own."""
    if any(child.tag not in _PARTS or (child.tail and child.tail.strip()) for child in span):
        return False
    linked = ["".join(child.itertext()) for child in span if child.tag == "a"]
    if len(linked) < LEAST or sum(map(len, linked)) < LONG or (span.text and span.text.strip()):
        return False
    return any(around.tag == "p" for around in islice(span.iterancestors(), DEEP))


def _drop(card: Any) -> None:
    before, parent = card.getprevious(), card.getparent()
    if before is not None:
        before.tail = (before.tail or "") + (card.tail or "")
    else:
        parent.text = (parent.text or "") + (card.tail or "")
    parent.remove(card)
