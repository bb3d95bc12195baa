"""What stands between quotation marks. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

PAIRS = {"“": "”", "„": "“”", "«": "»", '"': '"”', "‘": "’"}
"""Opening mark -> the marks that close it. A single curly one opens only where nothing else is open: it also stands for
apostrophes."""

_OPENING = re.compile(r"[“„«\"]|(?<!\w)‘(?=\w)")
_PARAGRAPH = re.compile(r"\n\n")


class Marked(NamedTuple):
    """Words between marks, half-open and without them.

    `goes_on` where the mark was never closed: the speaker goes on in the next paragraph, which opens with its own.
    """

    start_char: int
    end_char: int
    goes_on: bool = False


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The paragraphs of an article's text: half-open, in order."""
    start = 0
    for found in _PARAGRAPH.finditer(text):
        yield start, found.start()
        start = found.end()
    yield start, len(text)


def find_marked(text: str, start: int, end: int) -> list[Marked]:
    """The quoted words of one paragraph, in order and apart."""
    found: list[Marked] = []
    at = start
    while opening := _OPENING.search(text, at, end):
        first = opening.end()
        closing = _closing(text, opening[0], first, end)
        if closing is None:
            # A mark that stays open far from the paragraph's start is a slip, or inches.
            if opening.start() - start < 2 or _opens_well(text, opening.start(), start):
                found.append(Marked(first, end, True))
            break
        if text[first:closing].strip():
            found.append(Marked(first, closing))
        at = closing + 1
    return found


def _closing(text: str, mark: str, first: int, end: int) -> int | None:
    if mark == "‘":
        for place in range(first, end):
            if text[place] == "’" and not (place + 1 < end and text[place + 1].isalnum()):
                return place
        return None
    closers = PAIRS[mark]
    if mark == "“":
        closers += '"'  # seen where an editor closes with the keyboard's mark
    return next((place for place in range(first, end) if text[place] in closers), None)


def _opens_well(text: str, place: int, start: int) -> bool:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return before.isspace() and after.isupper() and text[max(start, place - 2) : place - 1] in ("", ":", ",", ".")
