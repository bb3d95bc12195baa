"""What a language calls the countries, the parts of the world and the large cities, by CLDR and tables of our own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pipeline.enrich.rules import bodies, cities
from pipeline.enrich.rules.confusable import CONFUSABLE, CONFUSABLE_ANYWHERE
from pipeline.enrich.rules.words import DENSE, plain_of

MOST_LANGUAGES = 64
"""Languages whose tables a process keeps; each takes a tenth of a second and under a megabyte."""

_AREA_CODES = ("002", "005", "009", "013", "019", "021", "029", "030", "034", "035", "142", "143", "145", "150", "419")
"""Continents and what else of CLDR's areas news speaks of; 001 is the world, which is no name."""

_BODY_CODES = ("EU", "UN")
_NO_COUNTRIES = frozenset(
    ("EU", "UN", "EZ", "QO", "ZZ", "XA", "XB", "AC", "CP", "CQ", "DG", "EA", "IC", "TA", "UM", "BV")
)
_LEAST_CHARS = {True: 2, False: 3}
"""Fewer characters are no name: of a language without spaces, of another."""

_LEAST_THERE = {"th": 4, "km": 6, "lo": 5, "my": 6, "ko": 2}
"""Where vowels take characters of their own, short names are parts of words; a Korean character is a syllable."""


class Place(NamedTuple):
    """A name of a place: its label, what its entity is called, its English name and country where it has one."""

    written: str
    label: str
    name: str
    english: str = ""
    code: str = ""


@lru_cache(maxsize=MOST_LANGUAGES)
def places(language: str) -> tuple[Place, ...]:
    """Every name of a place that a language's tables have and that is no ordinary word of it; () if CLDR lacks it."""
    locale = locale_of(language)
    if locale is None:
        return ()
    barred = CONFUSABLE.get(language, CONFUSABLE_ANYWHERE)
    found = [*_countries(locale, language), *_areas(locale, language), *_cities(locale, language)]
    return tuple(place for place in found if place.written not in barred and _is_name(place.written, language))


def locale_of(language: str):  # type: ignore[no-untyped-def]
    """CLDR's data of a language (`babel.Locale`), None where it has none that names countries."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError, TypeError):
        return None
    return locale if len(locale.territories) > 100 else None


@lru_cache(maxsize=MOST_LANGUAGES)
def english_names(language: str) -> dict[str, tuple[str, str]]:
    """What a language calls a city or a part of the world -> its English name, and its ISO 3166 code or ''."""
    return {place.name: (place.english, place.code) for place in places(language) if place.english}


@lru_cache(maxsize=MOST_LANGUAGES)
def country_codes(language: str) -> dict[str, str]:
    """Every name of a country in a language -> ISO 3166 code."""
    return {place.written: place.code for place in places(language) if place.code and not place.english}


def _countries(locale, language: str) -> Iterator[Place]:  # type: ignore[no-untyped-def]
    standard = {}
    for code, name in locale.territories.items():
        # 'Myanmar (Birma)' and 'RAS di Hong Kong' are no names that a text has.
        if len(code) == 2 and code not in _NO_COUNTRIES and "(" not in name and "（" not in name:
            standard[code] = name = name.replace("’", "'")
            for written in _spellings(name, language):
                yield Place(written, "GPE", name, code=code)
    for written, code in bodies.countries(language):
        yield Place(written, "GPE", standard.get(code, written), code=code)


def _areas(locale, language: str) -> Iterator[Place]:  # type: ignore[no-untyped-def]
    for code in _AREA_CODES:
        if name := locale.territories.get(code):
            for written in _spellings(name, language):
                yield Place(written, "LOC", name, locale_of("en").territories[code])
    for written, name in bodies.pairs(bodies.AREAS, language):
        yield Place(written, "LOC", name)


def _cities(locale, language: str) -> Iterator[Place]:  # type: ignore[no-untyped-def]
    """Cities of CLDR's time zones that are large or rule a country, and those of the table."""
    for name, english, code in cities.cities(language):
        yield Place(name, "GPE", name, english, code)
    for zone, code, english in _zones():
        name = locale.time_zones.get(zone, {}).get("city", english if _is_latin(locale) else None)
        if name and "(" not in name:
            yield Place(name, "GPE", name, english, code)


@lru_cache(maxsize=1)
def _zones() -> tuple[tuple[str, str, str], ...]:
    """(time zone, ISO 3166 code, English name) of each large city that a time zone is called by."""
    from babel.core import get_global

    from pipeline.enrich.gazetteer import gazetteer

    found = []
    for zone, code in get_global("zone_territories").items():
        english = zone.rsplit("/", 1)[-1].replace("_", " ")
        people = max((p.population for p in gazetteer().find(english) if p.country == code), default=0)
        if "/" in zone and people >= LEAST_PEOPLE:
            found.append((zone, code, english))
    return tuple(sorted(found))


LEAST_PEOPLE = 200_000
"""Of smaller cities too many are called as something else."""


@lru_cache(maxsize=1)
def large_cities() -> frozenset[str]:
    """What GeoNames calls the cities of more than 100,000 people: where a text says 'in', they are no other name."""
    from pipeline.enrich.gazetteer import gazetteer

    return frozenset(plain_of(name) for name, kind in gazetteer().kinds() if kind in ("city5", "city6"))


def _spellings(name: str, language: str) -> Iterator[str]:
    yield name
    if " " in name and language not in DENSE:
        first, rest = name.split(" ", 1)
        yield f"{first} {rest.lower()}"


def _is_latin(locale) -> bool:  # type: ignore[no-untyped-def]
    return str(locale.territories.get("DE", ""))[:1].isascii()


def _is_name(written: str, language: str) -> bool:
    """Whether it is written as a name: with a capital where its letters have any, and not too short to be told."""
    least = _LEAST_THERE.get(language, _LEAST_CHARS[language in DENSE])
    if len(written) < least and not written.isupper():
        return False
    cased = written[0].lower() != written[0].upper()
    return not cased or any(c.isupper() for c in written)
