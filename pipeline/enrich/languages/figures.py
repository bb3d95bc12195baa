"""The figures of a text as values, in the languages that have tables: sums, percentages, and what is counted. Pure.

A figure is what the rules mark, with its hedge and the other end of its range. One that can be read in two ways ('1,500
euro' in a language of decimal commas) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from pipeline.enrich.currencies import SYMBOLS
from pipeline.enrich.languages.all import LANGUAGES
from pipeline.enrich.languages.amounts import (
    MAX_VALUE,
    Amount,
    hedge_before,
    is_negative,
    lower_end,
    power,
    read_number,
    scale_pattern,
    whole,
)
from pipeline.enrich.languages.counts import find_counts
from pipeline.enrich.languages.table import Figures
from pipeline.enrich.rules.recogniser import apart
from pipeline.enrich.rules.values import find_values
from pipeline.enrich.rules.words import plain_of
from pipeline.models import Quantity, Sentence

_MOST_WORDS = 4
"""No currency's name has more."""

_DIGITS = re.compile(r"\d[\d., ']*\d|\d")
_POINTS = re.compile(r"punkt|points? de|punt\b|punten|пункт|puntos|punti|punto|pontos?|ponto", re.IGNORECASE)
_SIGN = re.compile("|".join(re.escape(sign) for sign in sorted(SYMBOLS, key=len, reverse=True)))
_CODE = re.compile(r"(?<!\w)[A-Z]{3}(?!\w)")
_FOREIGN = re.compile(r" [^\W\d_A-Z]{3,}(?:eses?|enses?|anos?|ains|aises?|iens|ani|esi|ensi)\b")
"""Behind a currency's bare name: another country's."""

_WORDS = re.compile(r"[\w.'’-]+(?: [\w.'’-]+){0,3}")


def find_figures(text: str, language: str, sentences: Sequence[Sentence]) -> tuple[Quantity, ...]:
    """The figures in a text, in order and apart; () in a language without tables."""
    if language not in LANGUAGES:
        return ()
    plain = plain_of(text)
    sums = _sums(text, plain, language)
    counts = [
        count for one in sentences for count in find_counts(text, plain, language, (one.start_char, one.end_char))
    ]
    taken = apart(
        len(text),
        *(
            [(one.start_char, one.end_char, str(number)) for number, one in found]
            for found in (enumerate(sums), enumerate(counts, len(sums)))
        ),
    )
    every = [*sums, *counts]
    return tuple(every[int(number)] for _, _, number in taken)


def _sums(text: str, plain: str, language: str) -> Sequence[Quantity]:
    """The money and percentages."""
    table = LANGUAGES[language].figures
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
    return found


def _figure(text: str, plain: str, span: tuple[int, int], label: str, language: str, table: Figures) -> Quantity | None:
    amount = _amount(plain, *span, language)
    if amount is None or amount.value > MAX_VALUE or is_negative(plain, span[0], table):
        return None
    unit, end = ("%", span[1]) if label == "PERCENT" else _currency(plain, span, amount.end, language, table)
    if label == "PERCENT" and _POINTS.search(plain[amount.end : end]):
        unit = "percentage point"
    start, low, high = span[0], amount.value, None
    if lower := lower_end(plain, span[0], amount, language):
        start, low, high = lower[0], lower[1], amount.value
    start, approximate, bound = hedge_before(plain, start, language)
    low, high = whole(low), None if high is None else whole(high)
    kind = "percent" if label == "PERCENT" else "money"
    return Quantity(start, end, text[start:end], kind, low, high, unit, approximate, bound)


def _amount(plain: str, start: int, end: int, language: str) -> Amount | None:
    found = _DIGITS.search(plain, start, end)
    if found is None:
        return None
    scale = scale_pattern(language).match(plain, found.end(), end)
    factor = power(scale[0], language) if scale else Decimal(1)
    value = read_number(found[0], scaled=scale is not None)
    if value is None:
        return None
    return Amount(value * factor, factor, found.start(), scale.end() if scale else found.end())


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
