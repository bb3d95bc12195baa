"""Names of months in the languages of the press, as the Unicode Consortium lists them. Pure."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

_LANGUAGES = (
    "en", "de", "fr", "es", "it", "pt", "nl", "ru", "uk", "pl", "tr", "sv", "da", "nb", "fi", "cs", "ro", "hu", "el",
    "id", "ca", "ar", "bg", "hr", "sr", "sk", "sl", "lt", "lv", "et",
)  # fmt: skip
_MORE = {"sept": 9, "январь": 1, "setiembre": 9}


def month_number(name: str) -> int | None:
    """The month that a name or its abbreviation means in any of these languages; None where they disagree."""
    return _names().get(name.casefold().strip("."))


def load_months() -> None:
    """Load the names now: a quarter of a second, for a program that forks, or that measures what one page takes."""
    _names()


@cache
def _names() -> dict[str, int]:
    from babel import Locale  # late: takes a moment, and most dates are written in digits

    said: dict[str, set[int]] = defaultdict(set)
    for language in _LANGUAGES:
        months = Locale(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    said[name.casefold().strip(".")].add(number)
    return {name: next(iter(numbers)) for name, numbers in said.items() if len(numbers) == 1} | _MORE
