"""How a text is cut for the model: pieces that it takes in bounded time and memory, offsets exact. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

PIECE_CHARS = 20_000
"""Longest piece, in characters: some 20 MB of working memory in the model, and no article of ordinary length is cut."""

WORD_CHARS = 200
"""Longest run without white space that stays whole: a tokeniser may take the square of its length in time."""

PROSE_CHARS = 10_000
"""A longer run without white space is no prose in any language (encoded bytes, packed code) and is left out."""

_RUN = re.compile(rf"(?<!\S)\S{{{WORD_CHARS + 1},}}")
_PARAGRAPH_END = re.compile(r"\n\s*")
_SPACE = re.compile(r"\s+")
_MARK = re.compile(r"[^\w\s]+")


def cut(text: str) -> Iterator[tuple[int, int]]:
    """Half-open ranges in order that together hold all of the text but white space and what is no prose.

    Cuts fall between paragraphs, else between words, and inside a run only where it is longer than WORD_CHARS.
    """
    start = 0
    for run in _RUN.finditer(text):
        yield from _cut(text, start, run.start(), most=PIECE_CHARS, at=(_PARAGRAPH_END, _SPACE))
        if len(run[0]) <= PROSE_CHARS:
            yield from _cut(text, run.start(), run.end(), most=WORD_CHARS, at=(_MARK,))
        start = run.end()
    yield from _cut(text, start, len(text), most=PIECE_CHARS, at=(_PARAGRAPH_END, _SPACE))


def _cut(text: str, start: int, end: int, *, most: int, at: Sequence[re.Pattern[str]]) -> Iterator[tuple[int, int]]:
    """The range in parts of at most `most` characters, cut behind the first of the patterns that is found."""
    while end - start > most:
        places = (_last(pattern, text, start + most // 2, start + most) for pattern in at)
        stop = next((place for place in places if place is not None), start + most)
        if text[start:stop].strip():
            yield start, stop
        start = stop
    if text[start:end].strip():
        yield start, end


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> int | None:
    """Where the last match in the range ends; None if there is none."""
    ends = [found.end() for found in pattern.finditer(text, start, end)]
    return ends[-1] if ends else None
