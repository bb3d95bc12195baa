"""What a model marked in an article's former text, used again for the sentences that stayed as they were. Pure.

A recogniser of ours looks a few words to either side of a token, and draws no name over the start of a sentence: where
a sentence and the words around it are the same, so are its marks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.enrich.spans import Span
from pipeline.models import Earlier, Sentence

AROUND = 120
"""Characters on either side of a sentence that have to be the same too: many times the words that a model looks at."""


class Part(NamedTuple):
    """A run of changed sentences (`first` to `last`, characters, half-open) in what the model has to read for them."""

    start: int
    first: int
    last: int
    end: int


def marks_again(text: str, sentences: Sequence[Sentence], earlier: Earlier) -> tuple[list[Span], list[Part]]:
    """The marks of the sentences that the former text had too, moved to where they are now; and the changed rest."""
    known = {_with_around(earlier.text, start, end): start for start, end in earlier.sentences}
    marks = sorted(Span(*mark) for mark in earlier.marks)
    kept: list[Span] = []
    changed: list[int] = []
    for number, sentence in enumerate(sentences):
        was = known.get(_with_around(text, sentence.start_char, sentence.end_char))
        if was is None:
            changed.append(number)
            continue
        moved = sentence.start_char - was
        low = bisect_left(marks, (was,))
        high = bisect_left(marks, (sentence.end_char - moved,))
        kept += [Span(mark.start_char + moved, mark.end_char + moved, mark.label) for mark in marks[low:high]]
    return kept, list(_parts(len(text), sentences, changed))


def _with_around(text: str, start: int, end: int) -> tuple[str, str, str]:
    return text[max(start - AROUND, 0) : start], text[start:end], text[end : end + AROUND]


def _parts(length: int, sentences: Sequence[Sentence], changed: Sequence[int]) -> Iterator[Part]:
    """Runs of changed sentences, each with the whole sentences around it that AROUND characters reach."""
    starts = [sentence.start_char for sentence in sentences]
    at = 0
    while at < len(changed):
        last = at
        while last + 1 < len(changed) and changed[last + 1] == changed[last] + 1:
            last += 1
        first_char, last_char = starts[changed[at]], sentences[changed[last]].end_char
        before = max(bisect_right(starts, first_char - AROUND) - 1, 0)
        after = bisect_left(starts, last_char + AROUND)
        yield Part(
            starts[before], first_char, last_char, sentences[after].start_char if after < len(starts) else length
        )
        at = last + 1
