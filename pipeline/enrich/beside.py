"""What stands beside a name: names that 'and' or a comma joins to it, and the place that it lies in. Pure.

What is coordinated is of one kind: of 'Tarmo, Eiga and Pesk' the unknown one is what the others are. A place behind a
comma or 'in' says that the name before it may be one in it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from pipeline.enrich.names import Key, Name, Words

LINKS = frozenset({"and", "or", "&", ","})
"""Words and marks that join names of one kind."""


def beside(
    words: Words, names: Mapping[Key, Name], classes: Mapping[Key, str], known: Mapping[Key, str]
) -> dict[Key, dict[str, float]]:
    """For each name its neighbours, as features: each at most 1, the share of the name's places that have it.

    `classes` says what the model takes each name for, `known` what a gazetteer calls it.
    """
    starts = {place.first: key for key, name in names.items() for place in name.ranges}
    ends = {place.last: key for key, name in names.items() for place in name.ranges}
    found: dict[Key, dict[str, float]] = defaultdict(dict)
    for key, name in names.items():
        counts: Counter[str] = Counter()
        for place in name.ranges:
            counts.update(set(_around(words.lower, place.first, place.last, starts, ends, classes, known)))
        found[key] = {feature: count / len(name.ranges) for feature, count in counts.items()}
    return found


def _around(
    lower: list[str],
    first: int,
    last: int,
    starts: Mapping[int, Key],
    ends: Mapping[int, Key],
    classes: Mapping[Key, str],
    known: Mapping[Key, str],
) -> Iterator[str]:
    if last + 1 in starts and lower[last] in LINKS | {"in"}:
        other = starts[last + 1]
        where = "comma" if lower[last] == "," else "in" if lower[last] == "in" else "and"
        yield f"{where}-next:{classes[other]}"
        if known.get(other) in ("country", "region"):
            yield f"{where}-next:{known[other]}"
    if first - 1 in ends and lower[first - 1] in LINKS:
        where = "comma" if lower[first - 1] == "," else "and"
        yield f"{where}-last:{classes[ends[first - 1]]}"
