"""What the currencies of the world are called in English, by Unicode's CLDR. Pure.

ISO 4217 codes. A name that several currencies have ('dinars', 'pesos') is none of them where no country is named with
it; a bare dollar is the American one, as news agencies write (AP Stylebook).
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from babel import Locale
from babel.numbers import get_currency_name

SYMBOLS = {
    "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "HK$": "HKD", "NT$": "TWD",
    "S$": "SGD", "R$": "BRL", "MX$": "MXN", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW",
    "₽": "RUB", "₪": "ILS", "₺": "TRY", "₴": "UAH", "₦": "NGN", "₱": "PHP", "₫": "VND", "฿": "THB", "₵": "GHS",
    "KSh": "KES", "Sh": None, "Rs": None, "Rs.": None,
}  # fmt: skip
"""As they stand before an amount; None where several countries write so."""

COMMON = {
    "dollar": "USD", "buck": "USD", "cent": None, "euro": "EUR", "pound sterling": "GBP", "sterling": "GBP",
    "british pound": "GBP", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY", "ruble": "RUB", "rouble": "RUB",
    "shekel": "ILS", "won": None, "u.s. dollar": "USD", "canadian dollar": "CAD", "sterling pound": "GBP",
    "pounds sterling": "GBP",
    "swiss franc": "CHF", "rand": "ZAR", "hryvnia": "UAH", "lira": "TRY", "baht": "THB", "ringgit": "MYR",
    "cfa franc": None, "naira": "NGN", "cedi": "GHS", "zloty": "PLN", "forint": "HUF", "real": None, "reais": "BRL",
}  # fmt: skip
"""What news calls the ones that it names most; None where the word alone does not tell which."""

OWN_PLURALS = {
    "quetzales": "GTQ", "guaranies": "PYG", "guaraníes": "PYG", "cordobas": "NIO", "bolivares": None, "bolívares": None,
    "colones": None,
}  # fmt: skip
"""Plurals that are not made with an s alone; None for those that two countries or two issues share."""

_TOO_COMMON = frozenset(
    (
        "real",
        "won",
        "cent",
        "all",
        "sum",
        "unit",
        "units",
        "pound",
        "pounds",
        "gold",
        "silver",
        "point",
        "mark",
        "marks",
        "value",
        "values",
        "inti",
        "sol",
        "soles",
    )
)
"""Words that mean other things more often."""


@cache
def currency_names() -> dict[str, str | None]:
    """Name in lower case, singular and plural -> ISO 4217 code; None where several currencies share it.

    Takes a tenth of a second, once a process.
    """
    by_name: dict[str, set[str]] = defaultdict(set)
    for code, name in Locale("en").currencies.items():
        if "(" in name or (code.startswith("X") and code not in ("XAF", "XOF", "XPF", "XCD")):
            continue  # one of the past, or no money
        for count in (1, 2):
            full = get_currency_name(code, count, "en").lower()
            by_name[full].add(code)
            by_name[full.split()[-1]].add(code)
    names: dict[str, str | None] = {
        name: min(codes) if len(codes) == 1 else None for name, codes in by_name.items() if name not in _TOO_COMMON
    }
    for name, code in COMMON.items():
        names[name] = code
        names[name + "s"] = code
    names |= OWN_PLURALS
    return {name: code for name, code in names.items() if len(name) > 2}
