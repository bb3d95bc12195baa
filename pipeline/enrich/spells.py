"""Spells of time, half-open, and how a calendar goes from one to another. Pure.

Instants are in the zone of the day that they are counted from; weeks begin on Monday; seasons are the northern ones.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

DAY = timedelta(days=1)
DAY_PARTS = {"morning": (6, 12), "afternoon": (12, 18), "evening": (18, 24), "night": (18, 30)}
"""First hour and the hour after the last; a night goes on to the next day's sixth hour."""
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The month that each begins with."""


class Spell(NamedTuple):
    """A half-open range of time, how fine it is, and whether its edges are soft."""

    start: datetime
    end: datetime
    precision: str
    approximate: bool = False


def day(at: datetime, days: int = 0) -> Spell:
    start = midnight(at) + days * DAY
    return Spell(start, start + DAY, "day")


def part_of_day(spell: Spell, part: str) -> Spell:
    first, last = DAY_PARTS[part]
    return Spell(spell.start + timedelta(hours=first), spell.start + timedelta(hours=last), "part-of-day")


def week(at: datetime, weeks: int = 0) -> Spell:
    start = midnight(at) + (7 * weeks - at.weekday()) * DAY
    return Spell(start, start + 7 * DAY, "week")


def weekend(at: datetime, weeks: int = 0) -> Spell:
    """The Saturday and Sunday of this week (with its number moved)."""
    start = week(at, weeks).start + 5 * DAY
    return Spell(start, start + 2 * DAY, "weekend")


def month(at: datetime, months: int = 0) -> Spell:
    start = add_months(midnight(at).replace(day=1), months)
    return Spell(start, add_months(start, 1), "month")


def quarter(at: datetime, number: int) -> Spell:
    start = year(at).start.replace(month=3 * number - 2)
    return Spell(start, add_months(start, 3), "quarter")


def season(at: datetime, name: str) -> Spell:
    """The season that begins in this year."""
    start = year(at).start.replace(month=SEASONS[name])
    return Spell(start, add_months(start, 3), "season", True)


def year(at: datetime, years: int = 0) -> Spell:
    return years_from(at, at.year + years, 1, "year")


def decade(at: datetime, decades: int = 0) -> Spell:
    return years_from(at, (at.year // 10 + decades) * 10, 10, "decade")


def years_from(at: datetime, first: int, count: int, precision: str) -> Spell:
    start = midnight(at).replace(year=first, month=1, day=1)
    return Spell(start, start.replace(year=first + count), precision)


def midnight(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def add_months(at: datetime, months: int) -> datetime:
    """The first of the month so many months on. Raises ValueError outside the calendar."""
    years, index = divmod(at.month - 1 + months, 12)
    return at.replace(year=at.year + years, month=index + 1, day=1)


def part_of(spell: Spell, part: str) -> Spell:
    """The early, mid or late third of a spell; of a day its first or last half."""
    precision = {"month": "part-of-month", "year": "part-of-year", "day": "part-of-day"}.get(
        spell.precision, spell.precision
    )
    if spell.precision in ("day", "week", "weekend"):
        half = spell.start + (spell.end - spell.start) / 2
        start, end = {"early": (spell.start, half), "mid": spell[:2], "late": (half, spell.end)}[part]
    elif spell.precision == "month":
        first, second = spell.start.replace(day=11), spell.start.replace(day=21)
        start, end = {"early": (spell.start, first), "mid": (first, second), "late": (second, spell.end)}[part]
    elif spell.precision in ("decade", "century"):
        third, years = spell.start.year, spell.end.year - spell.start.year
        low, high = {"early": (0, 40), "mid": (30, 70), "late": (60, 100)}[part]
        start = spell.start.replace(year=third + years * low // 100)
        end = spell.start.replace(year=third + years * high // 100)
    else:
        months = (spell.end.year - spell.start.year) * 12 + spell.end.month - spell.start.month
        first, second = add_months(spell.start, months // 3), add_months(spell.start, months - months // 3)
        start, end = {"early": (spell.start, first), "mid": (first, second), "late": (second, spell.end)}[part]
    return Spell(start, end, precision, True)
