"""The names that everybody knows, by kind: evidence for a label, no more. Offline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from pipeline.enrich.famous import landmarks, organisations
from pipeline.enrich.gazetteer import gazetteer
from pipeline.enrich.names import Key, key_of, words_of
from pipeline.enrich.world import COUNTRY_NAMES, DEMONYM_COUNTRIES, PEOPLES

MIN_KIND = "city4"
"""Smaller cities (under 10,000 people) are no evidence: most of their names are those of something else."""


@cache
def known_names() -> Mapping[Key, str]:
    """Name -> country, area, region, demonym, org, or city and the digits of its population less one (city6: millions).

    Takes two seconds and some 30 MB, once a process.
    """
    known = {_key(name): kind for name, kind in gazetteer().kinds() if not "city" < kind < MIN_KIND}
    for names in landmarks():
        for key in map(_key, names):
            known.setdefault(key, "area")
    for names in organisations():
        _add(known, names, "org")
    demonyms = [name.title() for name in DEMONYM_COUNTRIES] + list(PEOPLES)
    _add(known, demonyms, "demonym")
    for name in demonyms:
        if not name.endswith(("s", "sh", "ch")):
            known.setdefault(_key(f"{name}s"), "demonym")  # but the Philippines are a country
    _add(known, COUNTRY_NAMES, "country")
    return known


@cache
def joined_organisations() -> Mapping[str, tuple[Key, ...]]:
    """First word -> known organisations that begin with it and have small words or figures in their names.

    These break a run of capitals: Doctors of the World.
    """
    found: dict[str, list[Key]] = {}
    for names in organisations():
        for key in map(_key, names):
            if len(key) > 2 and any(part.islower() or part == "&" for part in key):
                found.setdefault(key[0], []).append(key)
    return {word: tuple(keys) for word, keys in found.items()}


@cache
def one_organisation() -> Mapping[Key, int]:
    """Name -> the number of the organisation that has this name and others."""
    return {_key(name): number for number, names in enumerate(organisations()) if len(names) > 1 for name in names}


def _add(known: dict[Key, str], names: Iterable[str], kind: str) -> None:
    known.update((_key(name), kind) for name in names)


def _key(name: str) -> Key:
    return key_of(words_of(name))
