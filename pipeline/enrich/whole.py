"""What a model marks in pieces, made whole: names that everybody knows, days and their parts, sums and signs. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.enrich.lexicon import GLUE, JOINERS, TITLES
from pipeline.enrich.names import NAMES, Key, Words
from pipeline.enrich.spans import Span

MAX_MISSED = 4
"""Words on either side of a mark that may belong to its name."""

_SMALL = JOINERS | GLUE | {"do"}
"""Words without a capital that stand inside a name."""

_MARKS = frozenset("'’-")
_INSIDE = _MARKS | {"s"}
"""What stands inside a name without spaces around it: King's Lynn, Port-of-Spain."""

_LABELS = {"org": "ORG", "demonym": "NORP", "area": "LOC"}
"""What a known name of this kind is, where its pieces were marked; all others are places with a government."""

_PART_OF_DAY = re.compile(r"(?:morning|afternoon|evening|night)s?", re.IGNORECASE)
_SIGN = re.compile(r"(?<![A-Za-z])[A-Z]{0,2}[$€£¥₹]$")
_LONGEST_SIGN = 4


def whole_names(words: Words, spans: Sequence[Span], known: Mapping[Key, str]) -> list[Span]:
    """The spans, pieces of a longer known name replaced by the whole: San Pedro | Sula, Human | Rights Watch.

    A person's full name is whole, and his title is none of it: Prince George is a city as well.
    """
    kept: list[Span] = []
    at = 0
    while at < len(spans):
        whole = _whole(words, spans[at], known, kept[-1].end_char if kept else 0)
        last = at + 1
        while last < len(spans) and spans[last].start_char < whole.end_char:
            last += 1
        pieces = spans[at:last]
        if any(piece.end_char > whole.end_char or piece.label not in NAMES for piece in pieces[1:]):
            kept += pieces
        elif len(pieces) > 1:
            kept.append(whole._replace(label=_LABELS.get(known[_plain(words.key(*_range(words, whole)))], "GPE")))
        else:
            kept.append(whole)
        at = last
    return kept


def _whole(words: Words, span: Span, known: Mapping[Key, str], begin: int) -> Span:
    found = words.range_of(span) if span.label in NAMES else None
    if found is None or (span.label == "PERSON" and found[1] - found[0] > 1):
        return span
    for first, last in _wider(words, *found):
        fits = words.words[first].start_char >= begin and _plain(words.key(first, last)) in known
        if fits and not (span.label == "PERSON" and any(word in TITLES for word in words.lower[first : found[0]])):
            return words.span(first, last, span.label)
    return span


def _wider(words: Words, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The ranges of capitalised words, and small ones of names, around this one, one space apart, the longest first."""
    low, high = first, last
    while low > max(0, first - MAX_MISSED) and _may_belong(words, low - 1) and _is_joined(words, low):
        low -= 1
    end = min(len(words.words), last + MAX_MISSED)
    while high < end and _may_belong(words, high) and _is_joined(words, high):
        high += 1
    ranges = [
        (a, b)
        for a in range(low, first + 1)
        for b in range(last, high + 1)
        if (a, b) != (first, last) and words.words[a].text not in _SMALL and words.words[b - 1].text not in _SMALL
    ]
    yield from sorted(ranges, key=lambda found: (found[0] - found[1], found[0]))


def _may_belong(words: Words, at: int) -> bool:
    return words.words[at].text[:1].isupper() or words.words[at].text in _SMALL or words.words[at].text in _INSIDE


def _is_joined(words: Words, at: int) -> bool:
    """Whether this word stands one space behind the one before, or a mark inside names is glued between: King's."""
    if words.words[at - 1].end_char == words.words[at].start_char:
        return words.words[at].text in _MARKS or words.words[at - 1].text in _MARKS
    return words.is_next(at)


def _plain(key: Key) -> Key:
    return tuple("'" if part == "’" else part for part in key) if "’" in key else key


def _range(words: Words, span: Span) -> tuple[int, int]:
    found = words.range_of(span)
    assert found is not None  # made of whole words
    return found


def whole_values(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans, with a day and its part as one time ('Tuesday' | 'night'), and a sum with its sign ($ | 50)."""
    kept: list[Span] = []
    for span in spans:
        before = kept[-1] if kept else Span(0, 0, "")
        if span.label == "MONEY":
            sign = _SIGN.search(text[max(before.end_char, span.start_char - _LONGEST_SIGN) : span.start_char])
            span = span._replace(start_char=span.start_char - len(sign[0])) if sign else span
        parted = before.label == "DATE" and span.label == "TIME" and text[before.end_char : span.start_char] == " "
        if parted and _PART_OF_DAY.fullmatch(text[span.start_char : span.end_char]):
            kept[-1] = Span(before.start_char, span.end_char, "TIME")
        else:
            kept.append(span)
    return kept
