"""What a name is by its list: of 'Falster, Norrebro and Primula' the unknown one is as the others. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.enrich.names import Key, Name, Words

SHARED = frozenset({"ORG", "LOC"})
"""Classes that a list gives on; with a person's name stand posts and others' too."""

UNSURE = 0.6
"""Below this probability a name may be what the others are."""

_AND = frozenset({"and", "or", "&"})
_BETWEEN = 2
"""Marks and words between two names of a list: ', and'."""


def by_lists(words: Words, names: Mapping[Key, Name], found: Mapping[Key, tuple[str, float]]) -> dict[Key, str]:
    """The class of each name that `found` (class and probability) takes for none of its own, by its lists."""
    said: dict[Key, set[str]] = {}
    for row in _rows(words, names):
        for key in row:
            others = {found[other][0] for other in row if other != key}
            if found[key][0] in ("NONE", "MISC") and found[key][1] < UNSURE and len(others) == 1:
                said.setdefault(key, set()).update(others)
    return {key: next(iter(classes)) for key, classes in said.items() if len(classes) == 1 and classes <= SHARED}


def _rows(words: Words, names: Mapping[Key, Name]) -> Iterator[list[Key]]:
    """The names of each list: joined by commas, the last two by 'and' or 'or'."""
    starts = {place.first: (key, place.last) for key, name in names.items() for place in name.ranges}
    taken: set[int] = set()
    for first in sorted(starts):
        if first in taken:
            continue
        row, joints = [starts[first][0]], set()
        at: int | None = starts[first][1]
        while at is not None and (following := _next(words, at, starts)) is not None:
            joints |= {*words.lower[at:following]}
            taken.add(following)
            key, at = starts[following]
            row.append(key)
        if joints & _AND:
            yield row


def _next(words: Words, at: int, starts: Mapping[int, object]) -> int | None:
    """Where the name begins that a comma, 'and' or both join to what ends here."""
    end = at
    while end < min(len(words.words), at + _BETWEEN) and words.lower[end] in _AND | {","}:
        end += 1
    return end if end > at and end in starts and not words.is_broken(end) else None
