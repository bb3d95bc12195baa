"""Small gold texts in many languages, in our own words: '[Wien|LOC]' is a name with its class (or label)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.enrich.labels import CLASS_OF

DATA = Path(__file__).parent / "data" / "enrich"
SETS = ("tongues", "tongues_later")
"""Both were written before any model or rule read them; the rules have since been mended on both."""

CLASSES = ("PER", "ORG", "LOC")
_NAME = re.compile(r"\[([^\]|]+)\|([^\]]+)\]")

Marks = set[tuple[int, int, str]]


class Score(NamedTuple):
    """Names that are right, found and to be found."""

    right: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 1.0


def unmarked(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    """A line's text, and the names marked in it: first character, one past the last, what stands behind '|'."""
    text, names, at = "", [], 0
    for found in _NAME.finditer(line):
        text += line[at : found.start()]
        names.append((len(text), len(text) + len(found[1]), found[2]))
        text += found[1]
        at = found.end()
    return text + line[at:], names


def languages(folder: str) -> list[str]:
    """The languages of a set."""
    return sorted(path.stem for path in (DATA / folder).glob("*.txt"))


def gold(folder: str, language: str) -> Iterator[tuple[str, Marks]]:
    """Each text of a set in one language with its names."""
    for line in (DATA / folder / f"{language}.txt").read_text("utf-8").splitlines():
        text, names = unmarked(line)
        yield text, set(names)


def score(texts: Iterable[tuple[str, Marks]], find: Callable[[str], Iterable[tuple[int, int, str]]]) -> Score:
    """How many names a function finds as they are, each with its class."""
    right = found = expected = 0
    for text, names in texts:
        given = {(start, end, CLASS_OF[label]) for start, end, label in find(text) if label in CLASS_OF}
        given = {one for one in given if one[2] in CLASSES}
        right, found, expected = right + len(given & names), found + len(given), expected + len(names)
    return Score(right, found, expected)
