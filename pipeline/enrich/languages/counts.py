"""Measures, and people that are counted with what befell them, in the languages that have tables. Pure.

A number counts casualties where a noun for them follows it ('12 dead'), where it counts people and their verb stands
behind or before them, where a toll rises to it, or where it goes on from one that does ('and 30 injured'). Whatever
stands between that could make it another's, or what did not happen, leaves it without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from pipeline.enrich.languages.all import LANGUAGES
from pipeline.enrich.languages.amounts import (
    MAX_VALUE,
    REACH,
    Amount,
    hedge_before,
    is_negative,
    lower_end,
    power,
    read_number,
    whole,
)
from pipeline.enrich.languages.befallen import OUTCOMES, Patterns, numbers, patterns
from pipeline.models import Quantity

LONGEST = 160
"""Characters behind a number, and before it, in which its verb is looked for."""

_YEAR = re.compile(r"(?:19|20)\d\d")


class _Number(NamedTuple):
    """An amount as written, and whether it is a crowd that says no more than its least."""

    amount: Amount
    is_crowd: bool


class _Outcome(NamedTuple):
    """What befell those whom a number counts, and where the words for it end; a toll has no range."""

    unit: str
    end: int
    is_toll: bool = False


def find_counts(text: str, plain: str, language: str, bounds: tuple[int, int]) -> Iterator[Quantity]:
    """The measures and casualties of one sentence, in order and apart."""
    last: Quantity | None = None
    table = patterns(language)
    for number in _numbers(plain, language, bounds):
        if last and number.amount.start < last.end_char:
            continue
        quantity = _measure(text, plain, number, language, bounds)
        if quantity is None and not _is_year(plain, number, language):
            former = last.end_char if last and last.kind == "casualties" else None
            found = _outcome(plain, number, language, table, bounds, former)
            quantity = _quantity(text, plain, number, "casualties", found, language, bounds) if found else None
        if quantity:
            last = quantity
            yield quantity


def _numbers(plain: str, language: str, bounds: tuple[int, int]) -> Iterator[_Number]:
    table = numbers(language)
    for found in table.number.finditer(plain, *bounds):
        if found["crowd"] or found["word"]:
            before = plain[max(bounds[0], found.start() - REACH) : found.start()]
            if table.part_of_larger.search(before) or table.goes_on_larger.match(plain, found.end(), bounds[1]):
                continue
            if found["crowd"] and table.hedged.search(before):
                continue
            value: Decimal | None = table.value(found["crowd"] or found["word"])
        else:
            value = read_number(found["digits"], scaled=found["scale"] is not None)
        if value is None:
            continue
        factor = power(found["scale"], language) if found["scale"] else Decimal(1)
        if value * factor <= MAX_VALUE:
            yield _Number(Amount(value * factor, factor, found.start(), found.end()), bool(found["crowd"]))


def _is_year(plain: str, number: _Number, language: str) -> bool:
    """Whether four digits may be those of a year: 'En 2019 murieron' counts nobody."""
    if not _YEAR.fullmatch(plain, number.amount.start, number.amount.end):
        return False
    _, approximate, bound = hedge_before(plain, number.amount.start, language)
    return not approximate and bound != "at-least"


def _measure(text: str, plain: str, number: _Number, language: str, bounds: tuple[int, int]) -> Quantity | None:
    table, amount = numbers(language), number.amount
    found = table.measure.match(plain, amount.end, bounds[1])
    if number.is_crowd or found is None or is_negative(plain, amount.start, LANGUAGES[language].figures):
        return None
    unit = table.units[int((found.lastgroup or "u0")[1:])]
    around = max(bounds[0], amount.start - LONGEST), min(bounds[1], found.end() + LONGEST)
    if unit == "" and table.heat.search(plain, *around) is None:
        return None
    if unit in ("", "°C") and table.cold.match(plain, found.end()):
        return None
    if amount.value < LANGUAGES[language].counts.least.get(unit, 0):
        return None
    return _quantity(text, plain, number, "measure", _Outcome(unit or "°C", found.end()), language, bounds)


def _quantity(
    text: str, plain: str, number: _Number, kind: str, found: _Outcome, language: str, bounds: tuple[int, int]
) -> Quantity:
    amount, high = number.amount, None
    start, low = amount.start, amount.value
    lower = None if found.is_toll else lower_end(plain, start, amount, language)
    if lower and lower[0] >= bounds[0]:
        start, low, high = lower[0], lower[1], whole(amount.value)
    hedged, approximate, bound = hedge_before(plain, start, language)
    if hedged < bounds[0] or _means_where(plain[hedged:start], found, language):
        hedged, approximate, bound = start, False, None
    if number.is_crowd:
        approximate, bound = True, "at-least"
    return Quantity(hedged, found.end, text[hedged : found.end], kind, whole(low), high, found.unit, approximate, bound)


def _means_where(hedge: str, found: _Outcome, language: str) -> bool:
    """Whether a hedge may say where to instead: 'über 12 Kilometer', and the toll that rose 'до 44'."""
    table = LANGUAGES[language]
    also = table.counts.way if found.unit in ("km", "m") else table.counts.rises if found.is_toll else "$^"
    return re.fullmatch(rf"(?:{table.counts.unsure}|{also}) ", hedge, re.IGNORECASE) is not None


def _outcome(
    plain: str, number: _Number, language: str, table: Patterns, bounds: tuple[int, int], former: int | None
) -> _Outcome | None:
    start, end = number.amount.start, number.amount.end
    if number.amount.value % 1:
        return None
    first = lower[0] if (lower := lower_end(plain, start, number.amount, language)) else start
    hedged = hedge_before(plain, first, language)[0]
    before, until = plain[max(bounds[0], first - LONGEST) : first], min(bounds[1], end + LONGEST)
    led = before[: len(before) - (first - max(hedged, bounds[0]))] if hedged < first else before
    if table.maybe.search(led):
        return None
    if noun := table.noun.match(plain, end, until):
        return None if table.both_nouns.match(plain, noun.end(), until) else _of(noun, noun.end(), "")
    people = table.people.match(plain, end, until)
    if people and (found := _nearest(plain, table, table.verbs_after, people.end(), until)):
        return _of(found, people.end() if found["aside"] else found.end(), people["family"])
    if people and (found := _shared(plain, language, people.end(), until)):
        return _of(found, people.end(), people["family"])
    ends = people or table.ends.match(plain, end, until)
    last, family = (people.end(), people["family"]) if people else (end, "")
    if ends and (verb := table.verb_before.search(led) or (table.verb_at.search(led) if people else None)):
        return _of(verb, last, family)
    if ends and (toll := table.toll.search(before) or table.toll.search(led)):
        return _of(toll, last, family)._replace(is_toll=True)
    if former is not None and table.goes_on.fullmatch(plain, former, min(hedged, first)):
        found = _nearest(plain, table, table.verbs_alone, end, until)
        return _of(found, found.end(), "") if found else None
    return None


def _shared(plain: str, language: str, start: int, until: int) -> re.Match[str] | None:
    """The verb of a second count of people that is the first one's too: '14 rebels and three soldiers were killed'."""
    table = patterns(language)
    number = numbers(language).number.search(plain, start, until)
    if (
        number is None
        or table.goes_on.fullmatch(plain, start, hedge_before(plain, number.start(), language)[0]) is None
    ):
        return None
    people = table.people.match(plain, number.end(), until)
    return _nearest(plain, table, table.verbs_after, people.end(), until) if people else None


def _nearest(
    plain: str, table: Patterns, verbs: Sequence[re.Pattern[str]], start: int, until: int
) -> re.Match[str] | None:
    """The nearest verb behind people or their number; none where another stands beside it: 'killed or injured'."""
    every = [found for verb in verbs if (found := verb.match(plain, start, until))]
    found = min(every, key=lambda one: one.end(), default=None)
    return None if found is None or table.both_verbs.match(plain, found.end(), until) else found


def _of(found: re.Match[str], end: int, family: str | None) -> _Outcome:
    what = next(name for name in OUTCOMES if found[name])
    return _Outcome(f"{what} families" if family else what, end)
