"""A stand-in for a model: it marks what nobody would call a name, so that all that mends its marks has work."""

from __future__ import annotations

import re

from pipeline.enrich.spans import LABELS


class Token:
    """What the tagger asks of a token."""

    def __init__(self, text: str, idx: int) -> None:
        self.text, self.idx, self.is_sent_start = text, idx, False


class Marker:
    """Marks runs of one to three tokens."""

    name = "marker@1"
    is_fast = False
    reads_all = False

    def make_doc(self, text: str) -> list[Token]:
        """The tokens of a text: words, marks and white space."""
        return [Token(found[0], found.start()) for found in re.finditer(r"\w+|[^\w\s]|\s+", text)]

    def find(self, doc: list[Token]) -> list[tuple[int, int, str]]:
        """Spans of one to three tokens; which ones follows from their letters alone."""
        labels, found, i = sorted(LABELS), [], 0
        while i < len(doc):
            weight = sum(map(ord, doc[i].text[:8]))
            width = weight % 4
            if width:
                last = doc[min(i + width, len(doc)) - 1]
                found.append((doc[i].idx, last.idx + len(last.text), labels[weight % len(labels)]))
            i += width + 1
        return found
