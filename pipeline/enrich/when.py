"""What an English expression of time means, counted from a day: 'early April', 'last Wednesday', 'two years ago'. Pure.

Own rules, not a library: the kept ones give an instant where news needs a range with its precision.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from pipeline.enrich import spells
from pipeline.enrich.spells import Spell

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
COUNTED = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
)
NUMBERS = {word: value for value, word in enumerate(COUNTED.split(), start=1)} | {"a": 1, "an": 1, "dozen": 12}
MAX_CHARS = 80
"""No expression of time is longer."""

_DAY = f"(?:{'|'.join(DAYS)}|(?:mon|tues?|wed|thurs?|fri|sat|sun)\\.)"
_MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(NUMBERS)})"
_SEASON = f"(?:{'|'.join(spells.SEASONS)})"
_PART = "(?:morning|afternoon|evening|night)"
_UNIT = "(?:day|week|weekend|month|year|decade)"
_WHICH = "(?:last|past|previous|this|current|next|coming|the)"
_LEAD = re.compile(
    r"(?:on|in|at|by|during|from|the(?= (?:early|mid|late|end|start|beginning|middle)\b)|of|ever|as|about|around|nearly"
    r"|almost|approximately|roughly|some|just|only|just over|more than|over|at least|since|until|till|before|after"
    r"|sometime|back) "
)
_SOFT = re.compile(r"\b(?:about|around|nearly|almost|approximately|roughly|some|over|more than|at least|sometime)\b")
_CLOCK = re.compile(
    r"\d{1,2}(?:[:.]\d\d)? ?(?:a\.?m\b\.?|p\.?m\b\.?)(?: (?:local time|gmt|utc|est|edt|pst|et))?,? (?:on )?"
)
_THIRD = re.compile(r"(?P<part>early|mid|middle|late|beginning|start|end)(?: |-)(?:in |of |on )?(?:the )?(?P<rest>.+)")
_THIRDS = {"middle": "mid", "beginning": "early", "start": "early", "end": "late"}
_TO = re.compile(r"(?:between )?(.{3,40}?)(?: to | and | through | until |-|–|—)(.{2,40})")


class Clues:
    """The day counted from (None: unknown), and whether the sentence looks ahead of it."""

    def __init__(self, now: datetime | None, *, future: bool, zone_of: datetime) -> None:
        self.future = future
        self.now = now or zone_of


def resolve(expression: str, clues: Clues) -> tuple[Spell, bool] | None:
    """The spell that an expression means, and whether it depends on the day counted from; None if it is none.

    Durations ('three months'), ages and what counts from another day in the text ('a year earlier') are none.
    """
    words = " ".join(expression[: MAX_CHARS + 1].casefold().replace("’", "'").split())
    if len(words) > MAX_CHARS:
        return None
    try:
        return _resolve(words, clues)
    except (ValueError, OverflowError):  # 30 February, the year 0, ten thousand years on
        return None


def _resolve(words: str, clues: Clues) -> tuple[Spell, bool] | None:
    soft = False
    while found := _LEAD.match(words):
        soft = soft or bool(_SOFT.match(found.group()))
        words = words[found.end() :]
    words = _CLOCK.sub("", words, count=1) if _CLOCK.match(words) else words
    meant = _plain(words, clues) or _third(words, clues) or _range(words, clues)
    if meant is None:
        return None
    spell, relative = meant
    return spell._replace(approximate=spell.approximate or soft), relative


def _plain(words: str, clues: Clues) -> tuple[Spell, bool] | None:
    words = words.removesuffix(",")
    for pattern, relative, rule in _RULES:
        if found := pattern.fullmatch(words):
            spell = rule(found, clues)
            if spell is not None:
                # A month or a day of one without its year is counted from the publication date.
                return spell, relative if relative is not None else not found.group("year")
    return None


def _third(words: str, clues: Clues) -> tuple[Spell, bool] | None:
    found = _THIRD.fullmatch(words)
    if found is None:
        return None
    part, rest = found["part"], found["rest"]
    rest = f"this {rest}" if re.fullmatch(_UNIT, rest) else rest
    if (meant := _plain(rest, clues)) is None or meant[0].precision.startswith("part"):
        return None
    return spells.part_of(meant[0], _THIRDS.get(part, part)), meant[1]


def _range(words: str, clues: Clues) -> tuple[Spell, bool] | None:
    found = _TO.fullmatch(words)
    if found is None:
        return None
    first, last = found.groups()
    if re.fullmatch(r"\d{4}", first) and re.fullmatch(r"\d\d", last):
        last = first[:2] + last
    year = re.search(r",? (\d{4})$", last)
    if year and not re.search(r"\d{4}", first):
        first += f" {year[1]}"
    if re.fullmatch(r"\d{1,2}(?:,? \d{4})?", last) and (month := re.match(_MONTH, first)):
        last = f"{month.group()} {last}"
    start, end = _plain(first, clues), _plain(last, clues)
    if not start or not end or start[0].start >= end[0].end or start[0].precision != end[0].precision:
        return None
    return Spell(start[0].start, end[0].end, start[0].precision), start[1] or end[1]


def number(word: str) -> int:
    return NUMBERS.get(word) or int(word)


def _weekday(found: re.Match[str], clues: Clues) -> Spell:
    which, index = found["which"], _index(DAYS, found["day"])
    back = (clues.now.weekday() - index) % 7
    if which in ("last", "past", "previous"):
        days = -(back or 7)
    elif which in ("next", "coming"):
        days = 7 - back
    elif which == "this":
        days = index - clues.now.weekday()
    else:
        days = (7 - back) % 7 if clues.future else -back
    spell = spells.day(clues.now, days)
    return spells.part_of_day(spell, found["part"]) if found["part"] else spell


def _index(names: tuple[str, ...], word: str) -> int:
    return next(index for index, name in enumerate(names) if name.startswith(word[:3]))


def _month(found: re.Match[str], clues: Clues) -> Spell:
    """A month, or a day in it; without a year the latest that has begun, or the coming one."""
    groups = found.groupdict()
    index, of_day, which = _index(MONTHS, found["month"]) + 1, int(groups.get("dom") or 0), groups.get("which")

    def at(year: int) -> Spell:
        first = spells.midnight(clues.now).replace(year=year, month=index, day=of_day or 1)
        return spells.day(first) if of_day else spells.month(first)

    if found["year"]:
        return at(int(found["year"]))
    this = at(clues.now.year)
    if which in ("last", "past"):
        return this if this.end <= clues.now else at(clues.now.year - 1)
    if which in ("next", "coming"):
        return this if this.start > clues.now else at(clues.now.year + 1)
    if which == "this":
        return this
    if clues.future:
        return this if this.end > clues.now else at(clues.now.year + 1)
    return this if this.start <= clues.now else at(clues.now.year - 1)


def _iso(found: re.Match[str], clues: Clues) -> Spell:
    first = spells.midnight(clues.now).replace(year=int(found[1]), month=int(found[2]), day=int(found[3]))
    return spells.day(first)


def _unit(found: re.Match[str], clues: Clues) -> Spell | None:
    which, unit = found["which"], found["unit"]
    if which == "the":
        return spells.weekend(clues.now, _weekend(clues)) if unit == "weekend" else None
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0)
    if unit == "weekend" and which == "last":
        step = _weekend(clues) if clues.now.weekday() < 5 else -1
    if unit == "weekend" and which in ("next", "coming"):
        step = 0 if clues.now.weekday() < 5 else 1
    return _spell(unit, clues.now, step)


def _weekend(clues: Clues) -> int:
    return 0 if clues.future or clues.now.weekday() >= 5 else -1


def _spell(unit: str, at: datetime, step: int) -> Spell:
    makers: dict[str, Callable[[datetime, int], Spell]] = {
        "day": spells.day, "week": spells.week, "weekend": spells.weekend, "month": spells.month, "year": spells.year,
        "decade": spells.decade,
    }  # fmt: skip
    return makers[unit](at, step)


def _ago(found: re.Match[str], clues: Clues) -> Spell:
    count, unit = number(found["count"]), found["unit"]
    if unit == "decade":
        unit, count = "year", 10 * count
    spell = _spell(unit, clues.now, -count)
    return spell._replace(approximate=unit != "day")


def _stretch(found: re.Match[str], clues: Clues) -> Spell:
    """So many units up to the publication day and with it, or from it on."""
    count, unit, today = number(found["count"]), found["unit"], spells.day(clues.now)
    ahead = found["which"] in ("next", "coming")
    at = _spell_edge(today.start if ahead else today.end, unit, count if ahead else -count)
    return Spell(today.start, at, unit, True) if ahead else Spell(at, today.end, unit, True)


def _spell_edge(at: datetime, unit: str, count: int) -> datetime:
    if unit in ("day", "week", "weekend"):
        return at + count * spells.DAY * (1 if unit == "day" else 7)
    months = count * {"month": 1, "year": 12, "decade": 120}[unit]
    first = spells.add_months(at, months)
    return min(first + (at.day - 1) * spells.DAY, spells.add_months(first, 1) - spells.DAY)


def _within(found: re.Match[str], clues: Clues) -> Spell:
    """'earlier this month' ends with the publication day, 'later this month' begins with it."""
    spell, today = _spell(found["unit"], clues.now, 0), spells.day(clues.now)
    if found["side"] == "earlier":
        return Spell(spell.start, today.end, found["unit"], True)
    return Spell(today.start, spell.end, found["unit"], True)


def _near(found: re.Match[str], clues: Clues) -> Spell:
    words, days = found[0], ("yesterday", "today", "tomorrow")
    if words in days:
        return spells.day(clues.now, days.index(words) - 1)
    if words in ("overnight", "last night"):
        return spells.part_of_day(spells.day(clues.now, -1), "night")
    first, _, part = words.rpartition(" ")
    shift = {"yesterday": -1, "tomorrow": 1}.get(first, 0)
    return spells.part_of_day(spells.day(clues.now, shift), "night" if words == "tonight" else part)


def _year(found: re.Match[str], clues: Clues) -> Spell | None:
    value = int(found[1])
    return spells.years_from(clues.now, value, 1, "year") if 1000 <= value <= 2200 else None


def _decade(found: re.Match[str], clues: Clues) -> Spell:
    return spells.years_from(clues.now, int(found[1] or 19) * 100 + int(found[2]), 10, "decade")


def _century(found: re.Match[str], clues: Clues) -> Spell:
    return spells.years_from(clues.now, (int(found[1]) - 1) * 100 or 1, 100, "century")


def _season(found: re.Match[str], clues: Clues) -> Spell | None:
    if found["year"]:
        return spells.season(clues.now.replace(year=int(found["year"]), day=1), found["season"])
    now, which = clues.now.replace(day=1), found["which"]
    around = [spells.season(now.replace(year=now.year + step), found["season"]) for step in (-2, -1, 0, 1)]
    if which in ("last", "past"):
        return [spell for spell in around if spell.end <= clues.now][-1]
    if which in ("next", "coming"):
        return next((spell for spell in around if spell.start > clues.now), None)
    return around[2] if which == "this" else None


def _quarter(found: re.Match[str], clues: Clues) -> Spell:
    index = ("first", "second", "third", "fourth").index(found["nth"]) + 1
    if found["year"]:
        return spells.quarter(clues.now.replace(year=int(found["year"]), day=1), index)
    spell = spells.quarter(clues.now, index)
    return (
        spell if spell.start <= clues.now else spells.quarter(clues.now.replace(year=clues.now.year - 1, day=1), index)
    )


_YEAR = r"(?P<year>[12]\d{3})"
_DOM = r"(?P<dom>\d{1,2})(?:st|nd|rd|th)?"
_Rule = Callable[[re.Match[str], Clues], Spell | None]
_RULES: tuple[tuple[re.Pattern[str], bool | None, _Rule], ...] = tuple(
    (re.compile(pattern), relative, rule)
    for pattern, relative, rule in (
        (rf"(?:(?P<which>{_WHICH}) )?(?P<day>{_DAY})(?:'s)?(?: (?P<part>{_PART}))?(?:'s)?", True, _weekday),
        (rf"(?:{_DAY},? )?(?:the )?(?P<month>{_MONTH}) {_DOM}(?:,? {_YEAR})?", None, _month),
        (rf"(?:{_DAY},? )?(?:the )?{_DOM} (?:of )?(?P<month>{_MONTH})(?:,? {_YEAR})?", None, _month),
        (rf"(?:(?P<which>{_WHICH}) )?(?P<month>{_MONTH})(?:,? (?:of )?{_YEAR})?", None, _month),
        (r"([12]\d{3})-(\d\d)-(\d\d)(?:t.*)?", False, _iso),
        (rf"(?P<which>{_WHICH}) (?P<unit>{_UNIT})(?:'s)?", True, _unit),
        (rf"(?P<count>{_NUMBER}) (?P<unit>{_UNIT})s? ago", True, _ago),
        (rf"(?:the )?(?P<which>last|past|next|coming) (?P<count>{_NUMBER}) (?P<unit>{_UNIT})s?", True, _stretch),
        (rf"(?P<side>earlier|later) this (?P<unit>{_UNIT})", True, _within),
        (rf"(?:this |yesterday |tomorrow ){_PART}|last night|yesterday|today|tomorrow|tonight|overnight", True, _near),
        (r"(?:the )?(?:year )?(\d{4})", False, _year),
        (r"(?:the )?(1\d|20)(\d0)'?s", False, _decade),
        (r"(?:the )?()'?([2-9]0)s", False, _decade),
        (r"(?:the )?(\d{1,2})(?:st|nd|rd|th) century", False, _century),
        (rf"(?:the )?(?:(?P<which>{_WHICH}) )?(?P<season>{_SEASON})(?:,? (?:of )?{_YEAR})?", None, _season),
        (rf"(?:the )?(?P<nth>first|second|third|fourth) quarter(?: of {_YEAR})?", None, _quarter),
    )
)  # fmt: skip
