"""What a model draws too wide: small words, what is said of a name before it, where it is. Pure, English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.enrich.kinds import DIRECTIONS, FIRM_HEADS, OF_HEADS
from pipeline.enrich.lexicon import GLUE, ORG_HEADS, PARTICLES, PLACE_NOUNS
from pipeline.enrich.names import NAMES, Key, Words
from pipeline.enrich.shorter import is_acronym
from pipeline.enrich.spans import Span

_OWN_SMALL = PARTICLES | GLUE
"""Small words that a name may begin with: van den Berg, al-Shabab."""

_PLACE = ("city", "region", "country", "area")


def cut_ends(words: Words, spans: Sequence[Span], known: Mapping[Key, str]) -> list[Span]:
    """The spans without what a model takes along at either end, two names that it marks as one as two."""
    return [part for span in spans for part in _cut(words, _cut_head(words, _cut_tail(words, span)), known)]


def _cut_tail(words: Words, span: Span) -> Span:
    """The span without small words at its end: 'the Gulf Cartel for', and without a genitive behind a dot: Corp.'s."""
    found = words.range_of(span) if span.label in NAMES else None
    if found is None:
        return span
    first, last = found
    if last - first > 3 and [word.text for word in words.words[last - 3 : last]] in ([".", "'", "s"], [".", "’", "s"]):
        last -= 2
        return words.span(first, last, span.label)
    while last - 1 > first and words.words[last - 1].text.islower() and words.is_next(last - 1):
        last -= 1
    return words.span(first, last, span.label) if words.words[last - 1].text[:1].isupper() else span


def _cut_head(words: Words, span: Span) -> Span:
    """The span without small words at its beginning: 'powerful union federation CGT', 'district of Barrancas'.

    Of a place only a kind and 'of' are cut: 'southern Lebanon' is how a text may call a part of it.
    """
    found = words.range_of(span) if span.label in ("ORG", "PERSON", "GPE", "LOC", "FAC") else None
    if found is None:
        return span
    first, last = found
    if words.lower[first] == "the" and first < last - 1:
        first += 1
    at = first
    while at < last - 1 and _is_small(words, at) and words.is_next(at + 1):
        at += 1
    if at == first or words.words[at].text.islower() or words.lower[first] in _OWN_SMALL:
        return span
    is_place = span.label in ("GPE", "LOC", "FAC")
    if is_place and not (words.lower[first] in PLACE_NOUNS and words.lower[first + 1] == "of"):
        return span
    return words.span(at, last, span.label)


def _is_small(words: Words, at: int) -> bool:
    text = words.words[at].text
    return text.isalpha() and text.islower()


def _cut(words: Words, span: Span, known: Mapping[Key, str]) -> Iterator[Span]:
    found = words.range_of(span) if span.label in NAMES else None
    parts = None
    if found and _is_part_of_country(words, *found, known):
        found = found[0] + 1, found[1]
        span = words.span(*found, "GPE")
    if found and span.label in ("ORG", "FAC"):
        parts = _home(words, *found, known) or _seat(words, *found, known) or _owner(words, *found, known)
    elif found and span.label in ("GPE", "LOC"):
        parts = _comma(words, *found, known)
    if found and parts is None:
        parts = _two(words, *found, span.label, known)
    yield from parts or (span,)


def _is_part_of_country(words: Words, first: int, last: int, known: Mapping[Key, str]) -> bool:
    """Whether it only has a direction before a country, which begins a sentence: Northwestern Nigeria."""
    is_part = words.begins(first) and words.lower[first] in DIRECTIONS and words.key(first, last) not in known
    return is_part and known.get(words.key(first + 1, last)) == "country"


def _home(words: Words, first: int, last: int, known: Mapping[Key, str]) -> tuple[Span, ...] | None:
    """A firm and the place that it is of: Dana Gas | of | Sharjah; the known firm that works for another."""
    at = _index(words, "of", first, last) or _index(words, "for", first, last)
    if at is None or words.key(first, last) in known:
        return None
    other, is_known = known.get(words.key(at + 1, last), ""), known.get(words.key(first, at)) == "org"
    is_firm = words.lower[at - 1] in FIRM_HEADS or is_known
    if words.lower[at] == "of" and other and (words.lower[at - 1] in FIRM_HEADS or (is_known and other == "country")):
        return words.span(first, at, "ORG"), words.span(at + 1, last, "GPE")
    if words.lower[at] == "for" and other == "org" and is_firm:
        return words.span(first, at, "ORG"), words.span(at + 1, last, "ORG")
    return None


def _owner(words: Words, first: int, last: int, known: Mapping[Key, str]) -> tuple[Span, ...] | None:
    """A country and what is its own: the Philippines' | Department of Fisheries."""
    first += words.lower[first] == "the"
    marks = [at for at in range(first + 1, last - 1) if words.words[at].text in ("'", "’")]
    if not marks or known.get(words.key(first, marks[0])) != "country":
        return None
    begin = marks[0] + 1 + (words.lower[marks[0] + 1] == "s")
    return (words.span(first, marks[0], "GPE"), words.span(begin, last, "ORG")) if begin < last else None


def _comma(words: Words, first: int, last: int, known: Mapping[Key, str]) -> tuple[Span, ...] | None:
    """A town and what it lies in: Pelham, Ontario."""
    at = _index(words, ",", first, last)
    if at is None or words.key(first, last) in known or not words.words[at + 1].text[:1].isupper():
        return None
    return words.span(first, at, "GPE"), words.span(at + 1, last, "GPE")


def _seat(words: Words, first: int, last: int, known: Mapping[Key, str]) -> tuple[Span, ...] | None:
    """An organisation and the known place that it is in: University of Malawi | in | Zomba."""
    first += words.lower[first] == "the"
    at = _index(words, "in", first, last)
    if at is None or words.key(first, last) in known or not known.get(words.key(at + 1, last), "").startswith(_PLACE):
        return None
    if not ({words.lower[first], words.lower[at - 1]} & (ORG_HEADS | OF_HEADS)):
        return None
    return words.span(first, at, "ORG"), words.span(at + 1, last, "GPE")


def _two(words: Words, first: int, last: int, label: str, known: Mapping[Key, str]) -> tuple[Span, ...] | None:
    """Two names of one word each, joined by 'and': one is known by itself, or 'towns of' stands before them."""
    if last - first != 3 or words.lower[first + 1] != "and" or words.key(first, last) in known:
        return None
    halves = words.key(first, first + 1), words.key(first + 2, last)
    if not all(half[0][:1].isupper() for half in halves) or {*map(str.casefold, halves[0] + halves[1])} & ORG_HEADS:
        return None
    kind = words.lower[first - 2] if first > 1 and words.lower[first - 1] == "of" else ""
    if kind in PLACE_NOUNS or (kind.endswith("s") and kind[:-1] in PLACE_NOUNS):
        label = "GPE"
    elif label != "ORG" or not any(known.get(half) == "org" and not is_acronym(half) for half in halves):
        return None
    return words.span(first, first + 1, label), words.span(first + 2, last, label)


def _index(words: Words, word: str, first: int, last: int) -> int | None:
    """Where this word stands inside a range, neither first nor last."""
    inside = words.lower[first + 1 : last - 1]
    return first + 1 + inside.index(word) if word in inside else None
