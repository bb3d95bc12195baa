"""Which places of a text are one under two names: Congo and its full name, Fla. and Florida. Pure, English."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from pipeline.enrich.famous import KNOWN_ACRONYMS
from pipeline.enrich.names import Key, key_of, words_of
from pipeline.enrich.world import COUNTRY_NAMES, STATE_ABBREVIATIONS

TWO_CONGOS = frozenset({"CD", "CG"})
"""Both are called Congo: where a text names both, that word says nothing."""


def other_names(places: Iterable[Key], called: Mapping[Key, str]) -> dict[Key, str]:
    """What to call those of the `places` that have another name in the text too, or a full one that everybody knows.

    A country by the full form of its acronym, else by its longest name here; a state by its name, not shortened.
    """
    places = [*places]
    countries: dict[str, list[Key]] = defaultdict(list)
    for key in places:
        if code := _countries().get(key):
            countries[code].append(key)
    if countries.keys() >= TWO_CONGOS:
        countries["CD"] = [key for key in countries["CD"] if key != ("Congo",)]
    found: dict[Key, str] = {}
    for keys in countries.values():
        if len(keys) > 1:
            known = [KNOWN_ACRONYMS[key[0]] for key in keys if key[0] in KNOWN_ACRONYMS]
            name = known[0] if known else max((called[key] for key in keys), key=len)
            found |= dict.fromkeys(keys, name)
    return found | {key: _states()[key] for key in places if key in _states()}


@cache
def _countries() -> dict[Key, str]:
    return {key_of(words_of(name)): code for name, code in COUNTRY_NAMES.items()}


@cache
def _states() -> dict[Key, str]:
    return {key_of(words_of(short)): name for short, name in STATE_ABBREVIATIONS.items()}
