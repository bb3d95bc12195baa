"""Numbers and what is said of them before, in the languages that have tables. Pure."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from pipeline.enrich.languages.all import LANGUAGES
from pipeline.enrich.languages.table import Figures

MAX_VALUE = Decimal(10) ** 18
REACH = 40
"""Characters before a figure in which its hedge and the lower end of its range stand."""

_GROUPS = re.compile(r"(\d{1,3}(?:([ .'])\d{3})(?:\2\d{3})*)(?:,(\d+))?|(\d{1,3}(?:,\d{3}){2,})(?:\.(\d+))?")
_DECIMAL = re.compile(r"(\d+)(?:([.,])(\d+))?")


class Amount(NamedTuple):
    """A number, its power of ten as written, and where both end."""

    value: Decimal
    scale: Decimal
    start: int
    end: int


def read_number(digits: str, *, scaled: bool) -> Decimal | None:
    """The value of digits with marks between them; None where the marks can be read in two ways."""
    if groups := _GROUPS.fullmatch(digits):
        if groups[1] and groups[1].startswith("0"):
            return Decimal(digits) if groups[2] == "." and not groups[3] and groups[1].count(".") == 1 else None
        whole = re.sub(r"\D", "", groups[1] or groups[4])
        return Decimal(f"{whole}.{groups[3] or groups[5] or 0}")
    found = _DECIMAL.fullmatch(digits)
    if found is None:
        return None
    if found[2] == "," and len(found[3]) == 3 and not scaled and not found[1].startswith("0"):
        return None
    return Decimal(f"{found[1]}.{found[3] or 0}")


def whole(value: Decimal) -> Decimal:
    """The value without the zeros behind its point."""
    return value if value % 1 else value.quantize(Decimal(1))


def is_negative(plain: str, start: int, table: Figures) -> bool:
    """Whether a minus stands before it: the value is none that rose or fell to anything."""
    before = plain[max(0, start - 10) : start]
    return bool(re.search(rf"(?:(?<!\w)(?:{table.minus}) |(?<![\w%])[-−])$", before, re.IGNORECASE))


def lower_end(plain: str, start: int, amount: Amount, language: str) -> tuple[int, Decimal] | None:
    """Where the range begins that ends in this amount, and its lower end."""
    first = max(0, start - REACH)
    found = _ranges(language).search(plain[first:start])
    if found is None or bool(found["between"]) != bool(found["and"]) or found["change"]:
        return None
    value = read_number(found["low"], scaled=amount.scale > 1)
    if value is None:
        return None
    value *= power(found["scale"], language) if found["scale"] else amount.scale
    return (first + found.start(), value) if value < amount.value else None


def hedge_before(plain: str, start: int, language: str) -> tuple[int, bool, str | None]:
    """Where the hedge of a figure begins that stands at `start`, whether it is a rough one, and the side it bounds."""
    first = max(0, start - REACH)
    found = _hedges(language).search(plain[first:start])
    if found is None:
        return start, False, None
    bound = "at-least" if found["least"] else "at-most" if found["most"] else None
    return first + found.start(), bool(found["about"]), bound


def power(words: str, language: str) -> Decimal:
    """What a word for a power of ten multiplies by."""
    found = scale_pattern(language).fullmatch(words)
    return Decimal(10) ** (_exponents(language)[found.lastindex - 1] if found and found.lastindex else 0)


@cache
def scale_pattern(language: str) -> re.Pattern[str]:
    """A power of ten behind its digits, each in a group of its own."""
    words = "|".join(f"({word})" for word in LANGUAGES[language].figures.scales)
    return re.compile(rf" ?(?:{words})(?!\w)")


@cache
def _exponents(language: str) -> tuple[int, ...]:
    return tuple(LANGUAGES[language].figures.scales.values())


@cache
def _ranges(language: str) -> re.Pattern[str]:
    table = LANGUAGES[language].figures
    return re.compile(
        rf"(?<![\w.,'])(?:(?P<between>{table.between[0]}) |(?P<change>{table.change}) )?"
        rf"(?P<low>\d[\d.,']{{0,12}}(?: \d{{3}}){{0,3}})(?P<scale> ?(?:{'|'.join(table.scales)}))?(?: ?(?:%|\$|€|£))?"
        rf"(?: (?P<and>{table.between[1]}) | (?:{table.to}) | ?[-–] ?)$",
        re.IGNORECASE,
    )


@cache
def _hedges(language: str) -> re.Pattern[str]:
    table, articles = LANGUAGES[language].figures, LANGUAGES[language].speech.articles or "$^"
    return re.compile(
        rf"(?<!\w)(?:(?P<most>{table.most})|(?P<least>{table.least})|(?P<about>{table.about}))"
        rf"(?: |(?<='))(?:(?:{articles})(?: |(?<=')))?$",
        re.IGNORECASE,
    )
