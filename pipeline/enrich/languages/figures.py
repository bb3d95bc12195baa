"""Sums of money and percentages as values, in the languages that have tables. Pure.

A figure is what the rules mark, with its hedge and the other end of its range. One that can be read in two ways ('1,500
euro' in a language of decimal commas) is left out.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from pipeline.enrich.currencies import SYMBOLS
from pipeline.enrich.languages.all import LANGUAGES
from pipeline.enrich.languages.table import Figures
from pipeline.enrich.rules.recogniser import apart
from pipeline.enrich.rules.values import find_values
from pipeline.enrich.rules.words import plain_of
from pipeline.models import Quantity

MAX_VALUE = Decimal(10) ** 18
_REACH = 40
"""Characters before a figure in which its hedge and the lower end of its range stand."""

_MOST_WORDS = 4
"""No currency's name has more."""

_DIGITS = re.compile(r"\d[\d., ']*\d|\d")
_GROUPS = re.compile(r"(\d{1,3}(?:([ .'])\d{3})(?:\2\d{3})*)(?:,(\d+))?|(\d{1,3}(?:,\d{3}){2,})(?:\.(\d+))?")
_DECIMAL = re.compile(r"(\d+)(?:([.,])(\d+))?")
_POINTS = re.compile(r"punkt|points? de|punt\b|punten|пункт|puntos|punti|punto|pontos?|ponto", re.IGNORECASE)
_SIGN = re.compile("|".join(re.escape(sign) for sign in sorted(SYMBOLS, key=len, reverse=True)))
_CODE = re.compile(r"(?<!\w)[A-Z]{3}(?!\w)")
_FOREIGN = re.compile(r" [^\W\d_A-Z]{3,}(?:eses?|enses?|anos?|ains|aises?|iens|ani|esi|ensi)\b")
"""Behind a currency's bare name: another country's."""

_WORDS = re.compile(r"[\w.'’-]+(?: [\w.'’-]+){0,3}")


class _Amount(NamedTuple):
    """A number, its power of ten as written, and where both end."""

    value: Decimal
    scale: Decimal
    start: int
    end: int


def find_figures(text: str, language: str) -> tuple[Quantity, ...]:
    """The money and percentages in a text, in order and apart; () in a language without tables."""
    if language not in LANGUAGES:
        return ()
    table, plain = LANGUAGES[language].figures, plain_of(text)
    marked = list(find_values(plain, language))
    found: list[Quantity] = []
    for start, end, label in apart(
        len(text), *([one for one in marked if one[2] == kind] for kind in ("PERCENT", "MONEY"))
    ):
        figure = _figure(text, plain, (start, end), label, language, table)
        if figure and found and figure.high and figure.start_char <= found[-1].start_char:
            found.pop()  # 'between 5% and 10%'
        if figure and (not found or figure.start_char >= found[-1].end_char):
            found.append(figure)
    return tuple(found)


def _figure(text: str, plain: str, span: tuple[int, int], label: str, language: str, table: Figures) -> Quantity | None:
    amount = _amount(plain, *span, language)
    if amount is None or amount.value > MAX_VALUE or _is_negative(plain, span[0], table):
        return None
    unit, end = ("%", span[1]) if label == "PERCENT" else _currency(plain, span, amount.end, language, table)
    if label == "PERCENT" and _POINTS.search(plain[amount.end : end]):
        unit = "percentage point"
    start, low, high = span[0], amount.value, None
    if lower := _lower(plain, span[0], amount, language):
        start, low, high = lower[0], lower[1], amount.value
    start, approximate, bound = _hedge(plain, start, language)
    low, high = _plain(low), None if high is None else _plain(high)
    kind = "percent" if label == "PERCENT" else "money"
    return Quantity(start, end, text[start:end], kind, low, high, unit, approximate, bound)


def _plain(value: Decimal) -> Decimal:
    return value if value % 1 else value.quantize(Decimal(1))


def _amount(plain: str, start: int, end: int, language: str) -> _Amount | None:
    found = _DIGITS.search(plain, start, end)
    if found is None:
        return None
    scale = _scale(language).match(plain, found.end(), end)
    factor = _power(scale[0], language) if scale else Decimal(1)
    value = _number(found[0], scaled=scale is not None)
    if value is None:
        return None
    return _Amount(value * factor, factor, found.start(), scale.end() if scale else found.end())


def _number(digits: str, *, scaled: bool) -> Decimal | None:
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


def _is_negative(plain: str, start: int, table: Figures) -> bool:
    """Whether a minus stands before it: the value is none that rose or fell to anything."""
    before = plain[max(0, start - 10) : start]
    return bool(re.search(rf"(?:(?<!\w)(?:{table.minus}) |(?<![\w%])[-−])$", before, re.IGNORECASE))


def _currency(plain: str, span: tuple[int, int], after: int, language: str, table: Figures) -> tuple[str | None, int]:
    """The ISO code of a sum's currency, None where it is not told, and where its name ends."""
    start, end = span[0], span[1] - (plain[span[1] - 1] == ".")
    if sign := _SIGN.search(plain, start, end):
        return (table.dollar if sign[0] == "$" else SYMBOLS[sign[0]]), end
    if (code := _CODE.search(plain, start, end)) and code[0] in _codes(language):
        return code[0], end
    of = re.compile(r" ?(?:de |d'|di )?").match(plain, after, end)
    at = of.end() if of else after
    written = _WORDS.match(plain, at, at + 80)
    words = written[0].split(" ") if written else []
    for count in range(min(len(words), _MOST_WORDS), 0, -1):
        name = " ".join(words[:count])
        code_of = _names(language)
        for candidate in (name.lower(), name.lower().rstrip(".'-’")):
            if candidate in code_of:
                end = at + len(candidate)
                told = candidate not in table.currencies or not _FOREIGN.match(plain, end)
                return code_of[candidate] if told else None, end
    return None, end


def _lower(plain: str, start: int, amount: _Amount, language: str) -> tuple[int, Decimal] | None:
    """Where the range begins that ends in this amount, and its lower end."""
    first = max(0, start - _REACH)
    found = _ranges(language).search(plain[first:start])
    if found is None or bool(found["between"]) != bool(found["and"]) or found["change"]:
        return None
    value = _number(found["low"], scaled=amount.scale > 1)
    if value is None:
        return None
    value *= _power(found["scale"], language) if found["scale"] else amount.scale
    return (first + found.start(), value) if value < amount.value else None


def _power(words: str, language: str) -> Decimal:
    found = _scale(language).fullmatch(words)
    return Decimal(10) ** (_exponents(language)[found.lastindex - 1] if found and found.lastindex else 0)


def _hedge(plain: str, start: int, language: str) -> tuple[int, bool, str | None]:
    first = max(0, start - _REACH)
    found = _hedges(language).search(plain[first:start])
    if found is None:
        return start, False, None
    bound = "at-least" if found["least"] else "at-most" if found["most"] else None
    return first + found.start(), bool(found["about"]), bound


@cache
def _scale(language: str) -> re.Pattern[str]:
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


@cache
def _codes(language: str) -> frozenset[str]:
    return frozenset(code for code in _names(language).values() if code)


@cache
def _names(language: str) -> dict[str, str | None]:
    """What a language calls the currencies of today -> ISO 4217 code, None where it calls several so."""
    from babel import Locale
    from babel.numbers import get_currency_name

    locale = Locale.parse(language)
    names: dict[str, str | None] = {}
    for code, full in locale.currencies.items():
        if "(" in full or code.startswith("X") or any(c.isdigit() for c in full):
            continue
        for count in (1, 2, 5, 1.5):
            name = plain_of(get_currency_name(code, count, locale=locale)).lower()
            names[name] = code if names.get(name, code) == code else None
    return names | dict(LANGUAGES[language].figures.currencies)
