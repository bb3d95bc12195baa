"""The names that everybody knows, by kind: evidence for a label, no more. Offline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from pipeline.enrich.famous import ORGANISATIONS
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
    _add(known, ORGANISATIONS, "org")
    demonyms = [name.title() for name in DEMONYM_COUNTRIES] + list(PEOPLES)
    _add(known, demonyms, "demonym")
    for name in demonyms:
        if not name.endswith(("s", "sh", "ch")):
            known.setdefault(_key(f"{name}s"), "demonym")  # but the Philippines are a country
    _add(known, COUNTRY_NAMES, "country")
    return known


@cache
def joined_organisations() -> tuple[Key, ...]:
    """Known organisations with small words in their names, which break a run of capitals: Doctors of the World."""
    return tuple(key for key in map(_key, ORGANISATIONS) if any(part.islower() for part in key) and len(key) > 2)


def _add(known: dict[Key, str], names: Iterable[str], kind: str) -> None:
    known.update((_key(name), kind) for name in names)


def _key(name: str) -> Key:
    return key_of(words_of(name))
