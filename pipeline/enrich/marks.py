"""What stands between quotation marks. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

PAIRS = {"“": "”", "„": "“”", "«": "»", '"': '"”', "‘": "’"}
"""Opening mark -> the marks that close it. A single curly one opens only where nothing else is open: it also stands for
apostrophes."""

_OPENING = re.compile(r"[“„«\"]|(?<!\w)‘(?=\w)")
_BEFORE_A_SENTENCE = re.compile(r"[.!?:]['’”\")]*\s$")
_LOOK_BACK = 40

MIN_WORDS = 5
"""Fewer words between marks without a verb of speech beside them are a term ('so-called "safe zone"'), not speech."""

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


def find_marked(text: str, start: int, end: int, pairs: Mapping[str, str] = PAIRS) -> list[Marked]:
    """The quoted words of one paragraph, in order and apart."""
    found: list[Marked] = []
    at, mark = start, _OPENING if pairs is PAIRS else _opening("".join(pairs))
    while opening := mark.search(text, at, end):
        first = opening.end()
        closing = _closing(text, opening[0], first, end, pairs)
        if closing is None:
            # A mark that stays open far from the paragraph's start is a slip, or inches.
            if opening.start() - start < 2 or _opens_well(text, opening.start(), start):
                found.append(Marked(first, end, True))
            break
        if text[first:closing].strip():
            found.append(Marked(first, closing))
        at = closing + 1
    return found


def stands_alone(text: str, start: int, words: Marked) -> bool:
    """Whether words between marks are speech though no verb says so: a sentence, or several, of their own."""
    quoted = text[words.start_char : words.end_char].strip()
    mark = words.start_char - 1
    opens = mark == start or _BEFORE_A_SENTENCE.search(text[max(start, mark - _LOOK_BACK) : mark])
    closes = words.goes_on or quoted[-1] in ".!?…"
    return bool(opens and closes and len(quoted.split()) >= MIN_WORDS)


@lru_cache(maxsize=16)
def _opening(marks: str) -> re.Pattern[str]:
    single = r"|(?<!\w)‘(?=\w)" if "‘" in marks else ""
    return re.compile(rf"[{re.escape(marks.replace('‘', ''))}]{single}")


def _closing(text: str, mark: str, first: int, end: int, pairs: Mapping[str, str]) -> int | None:
    if mark == "‘":
        for place in range(first, end):
            if text[place] == "’" and not (place + 1 < end and text[place + 1].isalnum()):
                return place
        return None
    closers = pairs[mark]
    if mark == "“":
        closers += '"'  # seen where an editor closes with the keyboard's mark
    if pairs is PAIRS or mark in closers:
        return next((place for place in range(first, end) if text[place] in closers), None)
    return _outer(text, mark, closers, first, end)


def _outer(text: str, mark: str, closers: str, first: int, end: int) -> int | None:
    """The mark that closes the outer one of marks inside each other; the first one where they do not add up."""
    depth, inner = 1, None
    for place in range(first, end):
        if text[place] in closers:
            depth, inner = depth - 1, place if inner is None else inner
            if not depth:
                return place
        elif text[place] == mark:
            depth += 1
    return inner


def _opens_well(text: str, place: int, start: int) -> bool:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return before.isspace() and after.isupper() and text[max(start, place - 2) : place - 1] in ("", ":", ",", ".")
