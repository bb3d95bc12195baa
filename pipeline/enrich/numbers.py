"""Numbers as news writes them, in English: '1,500', '1 500', '2.5 million', 'two dozen', 'tens of thousands'. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {
    "hundred": 10**2,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "lakh": 10**5,
    "crore": 10**7,
}
SHORT_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}
"""Only straight after digits, and where a unit needs an amount ('$5bn', '€3m'): '5 m' are metres."""
CROWDS = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "millions": 2 * 10**6, "billions": 2 * 10**9}
"""The least that a plural can mean: two of them."""

_GROUPED = (
    r"[1-9]\d{0,2}(?P<gap>[ \u00a0\u2009\u202f])\d{3}(?:(?P=gap)\d{3}){0,4}(?:\.\d+)?(?!\d|,\d|(?P=gap)\d{3}(?!\d))"
)
"""Thousands parted by spaces, as ISO 80000-1 and many of the world's agencies write them."""

_DIGITS = rf"{_GROUPED}|\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?![\d,]*\d)|\d+(?:\.\d+)?(?!,\d{{3}})"
_WORD = "|".join(sorted((word for word in (*UNITS, *TENS) if word != "zero"), key=len, reverse=True))
_SMALL = rf"(?:{_WORD})(?:-(?:{'|'.join(list(UNITS)[1:10])}))?"
_SCALE = "|".join(SCALES)
_COUNT = (
    rf"(?:(?P<digits>{_DIGITS})(?:(?P<short>bn|tn|mn|[kmb])(?!\w)|\s*-?(?P<scale>{_SCALE})\b)?"
    rf"|(?P<half>half|a\s+quarter\s+of)\s+an?\s+(?P<half_of>{_SCALE}|dozen)\b"
    rf"|(?P<crowd>(?:tens|dozens|scores|hundreds|thousands|millions)\s+of\s+(?:thousands|millions|billions)"
    rf"|{'|'.join(CROWDS)})\b"
    r"|(?:(?P<many>several|a\s+few|a\s+couple(?:\s+of)?)\s+)?(?P<dozen>(?:an?|two|three|four|five|six|\d+)\s+)?dozen\b"
    rf"|(?P<few_scale>several|a\s+few)\s+(?P<few_of>{_SCALE})\b"
    rf"|(?P<words>(?:an?(?=\s+(?:{_SCALE})\b)|{_SMALL}\b)(?:(?:[\s-]+(?:and\s+)?)(?:{_SCALE}|{_SMALL})\b)*))"
)
COUNT = re.compile(rf"(?<![\w.,:’'/])(?<!\D-)(?:{_COUNT})(?![\w’']|[.,/:]\d)", re.IGNORECASE)
_ABOUT = "about|around|roughly|approximately|some|nearly|almost|close to|an estimated|estimated|circa"
_LEAST = "at least|more than|over|no fewer than|no less than|not less than|upwards of|in excess of|a minimum of"
_MOST = "up to|at most|as many as|fewer than|less than|under|no more than|not more than|a maximum of"
_HEDGE = re.compile(
    rf"(?:\b(?P<most>{_MOST})|\b(?P<least>{_LEAST})|\b(?P<about>{_ABOUT}))\s+(?:the\s+|an?\s+)?$", re.IGNORECASE
)
_NUMBERED = re.compile(r"(?:[A-Z][\w.’'-]*|\b(?:page|chapter|section|article|line|phase|level|room|gate|unit)s?) $")
"""Before the number of a thing or the day of a month: 'Flight 12 200 people', 'On May 12 200 people'."""

_BEFORE_AMOUNTS = re.compile(
    r"\b(?:About|Around|Roughly|Approximately|Some|Nearly|Almost|Over|Under|Another|The|These|Those|Of|All|Only|Just|For"
    r"|With|From|Between|To) $"
)
"""Words with a capital, as they open a sentence, that name no thing."""

_AFTER = re.compile(r"\s+or\s+(?:(?P<least>more|over)|(?P<most>less|fewer)|(?P<about>so))\b|(?P<plus>\+)(?!\w)")


class Number(NamedTuple):
    """A number in a text: half-open code points, what it is, and how sure the text is of it.

    `bound` is 'at-least' or 'at-most' where the text gives only that side.
    """

    start_char: int
    end_char: int
    value: Decimal
    approximate: bool = False
    bound: str | None = None


class Hedge(NamedTuple):
    """What the words before a figure say of it: where they begin, and whether it is rough or bounded."""

    start_char: int
    approximate: bool = False
    bound: str | None = None


def find_numbers(text: str, start: int = 0, end: int | None = None) -> Iterator[Number]:
    """The numbers in this part of a text, in order; what is said before them is for `hedge_before`."""
    end = len(text) if end is None else end
    while found := COUNT.search(text, start, end):
        start = found.end()
        if found["gap"] == " " and _are_two(text, found.start()):
            start = text.index(" ", found.start())
            yield Number(found.start(), start, Decimal(text[found.start() : start]))
            continue
        value, approximate, bound = _value(found)
        last = found.end()
        if value is None:
            continue
        if after := _AFTER.match(text, last):
            last = after.end()
            approximate = approximate or bool(after["about"])
            bound = "at-least" if after["least"] or after["plus"] else "at-most" if after["most"] else bound
        yield Number(found.start(), last, value, approximate, bound)


def _are_two(text: str, start: int) -> bool:
    """Whether digits on both sides of an ordinary space are two numbers, for the first is that of a thing or a day."""
    before = text[max(0, start - 40) : start]
    return bool(_NUMBERED.search(before)) and not _BEFORE_AMOUNTS.search(before)


def hedge_before(text: str, first: int, start: int) -> Hedge:
    """What stands before a figure that begins at `start`, not before `first`: 'at least', 'nearly', 'up to'."""
    found = _HEDGE.search(text[max(first, start - 30) : start])
    if not found:
        return Hedge(start)
    # 'As many as 50' names a ceiling and is not sure of it.
    approximate = bool(found["about"]) or found[0].lower().startswith("as many")
    return Hedge(
        start - len(found[0]), approximate, "at-least" if found["least"] else "at-most" if found["most"] else None
    )


def _value(found: re.Match[str]) -> tuple[Decimal | None, bool, str | None]:
    """The number, whether it is a rough one by its words, and the side that they bound."""
    if found["digits"]:
        scale = found["scale"] or found["short"] or ""
        factor = SCALES.get(scale.lower()) or SHORT_SCALES.get(scale.lower(), 1)
        return Decimal(re.sub(r"[,\s]", "", found["digits"])) * factor, False, None
    if found["half"]:
        part = Decimal("0.5") if found["half"].lower() == "half" else Decimal("0.25")
        whole = found["half_of"].lower()
        return (12 if whole == "dozen" else SCALES[whole]) * part, False, None
    if crowd := found["crowd"]:
        return _crowd(crowd.lower().split()), True, "at-least"
    if few := found["few_of"]:
        return Decimal(3 * SCALES[few.lower()]), True, None
    if words := found["words"]:
        return _words(words.lower()), False, None
    return _dozens(found)


def _crowd(words: list[str]) -> Decimal:
    least = {"tens": 20, **CROWDS}[words[0]]
    return Decimal(least * (CROWDS[words[-1]] // 2 if len(words) > 1 else 1))


def _dozens(found: re.Match[str]) -> tuple[Decimal, bool, str | None]:
    if many := found["many"]:
        return Decimal(24 if "couple" in many.lower() else 36), True, None
    how_many = (found["dozen"] or "a").strip().lower()
    count = int(how_many) if how_many.isdigit() else UNITS.get(how_many, 1)
    return Decimal(12 * count), False, None


def _words(words: str) -> Decimal | None:
    """'two hundred and fifty thousand': every scale multiplies what stands before it since the last larger one."""
    total = part = 0
    last = 10**18
    for word in re.split(r"[\s-]+", words):
        if word in ("a", "an"):
            part = 1
        elif word in UNITS or word in TENS:
            small = UNITS.get(word, TENS.get(word, 0))
            if part % 10 or (part % 100 and small >= 10):
                return None  # 'one two': a list of numbers, not one
            part += small
        elif word == "hundred":
            part = (part or 1) * 100
        elif word in SCALES:
            if SCALES[word] >= last:
                return None
            last = SCALES[word]
            total, part = total + (part or 1) * last, 0
    return Decimal(total + part)
