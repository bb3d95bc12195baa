"""Which names of a text are those of places, small ones too, and whether those lie in a country that it speaks of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from pipeline.enrich.gazetteer import Gazetteer
from pipeline.enrich.names import Key

MOST_PARTS = 5
"""Words and marks of the longest name that is looked up."""


def listed_places(keys: Collection[Key], known: Mapping[Key, str], gazetteer: Gazetteer) -> dict[Key, str]:
    """Name -> 'here' where a place of that name lies in a country that another name of the text speaks of.

    That name may be the country's, its people's, or that of a region or city in it. 'elsewhere': there are such places
    in other countries only. Most names of villages are those of something else as well, and it is their neighbours that
    make them likely.
    """
    own = {key: frozenset(_countries(key, kind, gazetteer)) for key in keys if (kind := known.get(key))}
    spoken_of = Counter(code for codes in own.values() for code in codes)
    found: dict[Key, str] = {}
    for key in keys:
        kind = known.get(key, "city")
        if (
            len(key) > MOST_PARTS
            or not any(part[:1].isupper() for part in key)
            or not kind.startswith(("city", "region"))
        ):
            continue
        if places := gazetteer.find(_written(key)):
            others = spoken_of - Counter(own.get(key, ()))
            found[key] = "here" if any(place.country in others for place in places) else "elsewhere"
    return found


def _countries(key: Key, kind: str, gazetteer: Gazetteer) -> Iterable[str]:
    name = _written(key)
    if kind == "demonym":
        code = gazetteer.country_of(name)
        return [code] if code else []
    if kind in ("country", "region") or kind.startswith("city"):
        places = sorted(gazetteer.find(name), key=lambda place: place.population, reverse=True)
        exact = [place for place in places if place.kind == "country"] or places
        return [exact[0].country] if exact and exact[0].country else []
    return []


def _written(key: Key) -> str:
    text = " ".join(key)
    for mark in ("-", "'", "’"):
        text = text.replace(f" {mark} ", mark)
    return text
