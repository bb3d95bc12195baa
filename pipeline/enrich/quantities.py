"""The figures in an article: money, percentages, measures and casualties, as values with their unit. Pure.

A number alone is no figure: it becomes one by its unit, or by what happened to the people that it counts. Figures are
read off the words themselves, for a tagger marks only half of them and not always the whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from pipeline.enrich.casualties import casualty, shared
from pipeline.enrich.currencies import SYMBOLS, currency_names
from pipeline.enrich.languages.figures import find_figures
from pipeline.enrich.numbers import Number, find_numbers, hedge_before
from pipeline.models import Article, Quantity, Sentence

LANGUAGE = "en"
"""The language that is read here; others have tables."""

MAX_VALUE = Decimal(10) ** 18
"""Larger ones are no figure of the news but a number of something (an account, a serial)."""

MEASURES = {
    "km": r"km|kms|kilomet(?:er|re)s?", "m": r"met(?:er|re)s?", "cm": r"cm|centimet(?:er|re)s?",
    "mm": r"mm|millimet(?:er|re)s?", "mi": r"miles?", "ft": r"feet|foot|ft", "in": r"inch(?:es)?", "yd": r"yards?",
    "km²": r"km2|km²|sq(?:uare)?\.?\s+(?:km|kilomet(?:er|re)s?)", "mi²": r"sq(?:uare)?\.?\s+miles?",
    "m²": r"m2|m²|sq(?:uare)?\.?\s+met(?:er|re)s?",
    "m³": r"m3|m³|cubic\s+met(?:er|re)s?", "ft²": r"sq(?:uare)?\.?\s+(?:ft|feet)",
    "ha": r"ha|hectares?", "acre": r"acres?", "kg": r"kg|kgs|kilos?|kilograms?|kilogrammes?", "g": r"grams?|grammes?",
    "t": r"tonnes?|metric\s+tons?|tons?", "lb": r"pounds?|lbs?", "oz": r"ounces?", "l": r"lit(?:er|re)s?",
    "gal": r"gallons?", "bbl": r"barrels?", "km/h": r"km/h|kph|kmh|kilomet(?:er|re)s?\s+(?:per|an)\s+hour",
    "mph": r"mph|miles?\s+(?:per|an)\s+hour", "°C": r"°\s?C|degrees?\s+(?:Celsius|centigrade)",
    "°F": r"°\s?F|degrees?\s+Fahrenheit", "W": r"watts?", "kW": r"kW|kilowatts?", "MW": r"MW|megawatts?",
    "GW": r"GW|gigawatts?", "kWh": r"kWh|kilowatt[- ]hours?", "MWh": r"MWh|megawatt[- ]hours?",
}  # fmt: skip
"""Unit symbol (SI and the usual ones of the United States) -> how it is written. A ton is not told from a tonne."""

_MEASURES = re.compile(
    r"[\s-]?(?:"
    + "|".join(
        rf"(?P<u{number}>{words})(?!\w|/h|[²³]| per hour| an hour)" for number, words in enumerate(MEASURES.values())
    )
    + ")"
)
_PERCENT = re.compile(
    r"(?:\s?%|[\s-]per\s?cent\b)(?P<points>(?:age)?[\s-]points?\b)?|[\s-](?P<point>percentage[\s-]points?)\b"
)
_RANGE = re.compile(r"(?P<and>\s+and\s+)|\s?(?:-|–|\bto\b)\s?")
_SYMBOLS = "|".join(re.escape(symbol) for symbol in sorted(SYMBOLS, key=len, reverse=True))
_CURRENCY_BEFORE = re.compile(rf"(?<![A-Za-z])(?:(?P<code>[A-Z]{{3}})|(?P<symbol>{_SYMBOLS}))[\s-]?$")
_WORDS_AFTER = re.compile(r"[\s-](?:in\s+|of\s+)?([\w.À-ÿ]+)(?:\s([\w.À-ÿ]+))?(?:\s([\w.À-ÿ]+))?")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH_BEFORE = re.compile(rf"\b(?:{_MONTHS}|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.?)\s$")
_YEAR_BEFORE = re.compile(
    rf"(?:\b(?:in|since|until|till|by|from|of|during|before|after|early|late|mid|{_MONTHS})|\d{{1,2}},)[\s-]$",
    re.IGNORECASE,
)
_PRONOUN_BEFORE = re.compile(r"\b(?:no|any|every|each|which|this|that)[\s-]$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_WORDS = frozenset(("ALL", "BAM", "COP", "CUP", "GEL", "LAK", "MAD", "PEN", "TOP"))
"""Codes that are words or other acronyms as well: 'COP 15' is a conference."""
_MAX_CURRENCY_CHARS = 5


class _Figure(NamedTuple):
    """A figure's kind and unit ('' where the text does not tell which), and where it begins and ends."""

    kind: str
    unit: str
    start_char: int
    end_char: int


def find_quantities(text: str, sentences: Sequence[Sentence]) -> tuple[Quantity, ...]:
    """The figures in a text, in order and apart."""
    found: list[Quantity] = []
    for sentence in sentences:
        bounds = (sentence.start_char, sentence.end_char)
        numbers = [n for n in find_numbers(text, *bounds) if n.value <= MAX_VALUE and not _is_other(text, n)]
        for index, number in enumerate(numbers):
            following = numbers[index + 1] if index + 1 < len(numbers) else None
            former = numbers[index - 1] if index else None
            quantity = _quantity(text, number, following, bounds) or _sharing(text, number, former, following, bounds)
            if quantity and (not found or quantity.start_char >= found[-1].end_char):
                found.append(quantity)
    return tuple(found)


def quantities_in(article: Article) -> tuple[Quantity, ...]:
    """The figures in an article; in other languages than English where there are tables."""
    if article.language != LANGUAGE:
        return find_figures(article.text, article.language or "", article.sentences)
    return find_quantities(article.text, article.sentences)


def _quantity(text: str, number: Number, following: Number | None, bounds: tuple[int, int]) -> Quantity | None:
    last = following if following and _is_range(text, number, following) else number
    read: tuple[Callable[[str, Number, Number, tuple[int, int]], _Figure | None], ...]
    read = (_money, _percent, _measure, _casualties)
    figure = next((found for reader in read if (found := reader(text, number, last, bounds))), None)
    if figure is None:
        return None
    return _value(text, figure, number, last, bounds)


def _sharing(
    text: str, number: Number, former: Number | None, following: Number | None, bounds: tuple[int, int]
) -> Quantity | None:
    """The casualties that a number counts by the verb of its neighbour."""
    around = [(n.start_char, n.end_char) if n else None for n in (former, following)]
    if around[0] and former:
        around[0] = (hedge_before(text, bounds[0], former.start_char).start_char, former.end_char)
    found = shared(text, (number.start_char, number.end_char), *around, bounds=bounds)
    if found is None:
        return None
    return _value(text, _Figure("casualties", found.what, number.start_char, found.end_char), number, number, bounds)


def _value(text: str, figure: _Figure, number: Number, last: Number, bounds: tuple[int, int]) -> Quantity:
    hedge = hedge_before(text, bounds[0], figure.start_char)
    low, high = (end if end is None or end % 1 else end.quantize(Decimal(1)) for end in _ends(text, number, last))
    assert low is not None  # only the other end of a range may be missing
    return Quantity(
        hedge.start_char, figure.end_char, text[hedge.start_char : figure.end_char], figure.kind, low, high,
        figure.unit or None, number.approximate or last.approximate or hedge.approximate,
        hedge.bound or last.bound or number.bound,
    )  # fmt: skip


def _is_other(text: str, number: Number) -> bool:
    """'In 2019 people were killed' counts nobody, nor do 'a bull that on July 8 died' and 'no one was hurt'."""
    words, before = text[number.start_char : number.end_char], text[max(0, number.start_char - 15) : number.start_char]
    if words.lower() == "one" and _PRONOUN_BEFORE.search(before):
        return True
    if re.fullmatch(r"\d\d?", words):
        return bool(_MONTH_BEFORE.search(before))
    return bool(re.fullmatch(r"(?:19|20)\d\d", words) and _YEAR_BEFORE.search(before))


def _is_range(text: str, number: Number, following: Number) -> bool:
    """Whether two numbers are the ends of one range: '10 to 20', '10-20', 'between 10 and 20', '$5 to $10'."""
    joint = text[number.end_char : following.start_char]
    if sign := _CURRENCY_BEFORE.search(joint):
        joint = joint[: sign.start()].rstrip() + " "
    if len(joint) > 10 or not (found := _RANGE.fullmatch(joint)):
        return False
    before = text[max(0, number.start_char - 15) : number.start_char]
    if found["and"] and not re.search(rf"\bbetween\s+(?:[A-Z]{{3}}|{_SYMBOLS})?\s?$", before, re.IGNORECASE):
        return False
    return number.value < following.value


def _ends(text: str, number: Number, last: Number) -> tuple[Decimal, Decimal | None]:
    """Both ends of a range: '2 to 3 million' begins at two million."""
    if last is number:
        return number.value, None
    digits = re.match(r"\d+(?:\.\d+)?", text[last.start_char : last.end_char])
    scale = last.value / Decimal(digits[0]) if digits and Decimal(digits[0]) else Decimal(1)
    bare = text[number.start_char : number.end_char].replace(".", "", 1).isdigit()
    if not bare or scale < 1000 or re.search(r"[,\s]\d", text[last.start_char : last.end_char]):
        return number.value, last.value
    low = number.value * scale
    if low == last.value:
        return low, None
    return low if low < last.value else number.value, last.value


def _money(text: str, number: Number, last: Number, bounds: tuple[int, int]) -> _Figure | None:
    before = text[max(bounds[0], number.start_char - _MAX_CURRENCY_CHARS) : number.start_char]
    sign = _CURRENCY_BEFORE.search(before)
    if sign and (sign["symbol"] or sign["code"] in _codes()):
        start = number.start_char - len(sign[0])
        return _Figure("money", sign["code"] or SYMBOLS[sign["symbol"]] or "", start, last.end_char)
    words = _WORDS_AFTER.match(text, last.end_char, bounds[1])
    for count in (3, 2, 1) if words else ():
        assert words is not None
        if words[count] is None:
            continue
        written = " ".join(words.groups()[:count])
        name = written.lower().rstrip(".")
        end = words.end(count) - len(written) + len(written.rstrip("."))
        if name in currency_names() or (count == 1 and written in _codes()):
            unit = written if written in _codes() else currency_names()[name]
            return _Figure("money", unit or "", number.start_char, end)
    return None


@cache
def _codes() -> frozenset[str]:
    return frozenset(code for code in currency_names().values() if code) - _WORDS


def _percent(text: str, number: Number, last: Number, bounds: tuple[int, int]) -> _Figure | None:
    sign = _PERCENT.match(text, last.end_char, bounds[1])
    if not sign:
        return None
    unit = "percentage point" if sign["points"] or sign["point"] else "%"
    return _Figure("percent", unit, number.start_char, sign.end())


def _measure(text: str, number: Number, last: Number, bounds: tuple[int, int]) -> _Figure | None:
    unit = _MEASURES.match(text, last.end_char, bounds[1])
    if not unit or not unit.lastgroup:
        return None
    return _Figure("measure", list(MEASURES)[int(unit.lastgroup[1:])], number.start_char, unit.end())


def _casualties(text: str, number: Number, last: Number, bounds: tuple[int, int]) -> _Figure | None:
    # The verb stands before the hedge: 'killing at least 12'.
    start = hedge_before(text, bounds[0], number.start_char).start_char
    if between := _BETWEEN.search(text[max(bounds[0], start - len("between  ")) : start]):
        start -= len(between[0])
    found = casualty(text, start, last.end_char, bounds=bounds)
    return _Figure("casualties", found.what, number.start_char, found.end_char) if found else None
