"""Percentages, sums of money and dates as each language writes them, by CLDR and few words of our own. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from pipeline.enrich.languages.all import LANGUAGES
from pipeline.enrich.rules.atlas import MOST_LANGUAGES, locale_of
from pipeline.enrich.rules.words import DENSE, plain_of

_NUMBER = r"(?<![\w.,])\d{1,3}(?:[., ']\d{3}){1,5}(?:[.,]\d{1,4})?(?!\d)|(?<![\w.,])\d{1,15}(?:[.,]\d{1,4})?(?!\d)"
_DENSE_NUMBER = r"(?<![\d.,])\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,4})?(?!\d)|(?<![\d.,])\d{1,15}(?:\.\d{1,4})?(?!\d)"
_MYRIADS = r"(?<![\d.,])(?:\d{1,4}(?:,\d{3})?[千百]?[万萬亿億兆]){1,3}\d{1,4}(?:,\d{3})?[千百]?(?![\d千百])"
"""A number by parts of ten thousand: 3億5000万 is 3億 and 5000 of the 万 behind it."""

_SIGNS = r"US\$|R\$|[€$£¥₽₹₩₴₺₪₫฿₦]"
_CODES = "EUR|USD|GBP|CHF|JPY|CNY|RUB"
_CURRENCIES = ("EUR", "USD", "GBP", "CHF", "JPY", "CNY", "RUB", "UAH", "PLN", "CZK", "SEK", "NOK", "DKK", "HUF", "TRY",
               "INR", "KRW", "BRL", "MXN", "ARS", "CLP", "COP", "ZAR", "EGP", "SAR", "ILS", "CAD", "AUD")  # fmt: skip

MONEY_WORDS: Mapping[str, str] = {
    "de": "Euro|Dollar|Franken|Pfund|Rubel|Yen|Yuan|Kronen|Zloty|Cent",
    "fr": "euros?|dollars?|francs?|livres sterling|roubles?|yens?|yuans?|couronnes|francs CFA",
    "es": "euros?|dólares|dólar|pesos?|libras esterlinas|libras|rublos|yenes|yuanes|soles|bolívares|francos suizos",
    "it": "euro|dollari|dollaro|sterline|rubli|yen|yuan|franchi svizzeri|franchi|lire",
    "pt": "euros?|dólares|dólar|reais|libras|rublos|ienes|iuanes|francos suíços|kwanzas|meticais",
    "nl": "euro's|euro|dollars?|pond|roebels?|yen|yuan|frank",
    "ru": "евро|долларов|доллара|доллар|рублей|рубля|рубль|фунтов|иен|юаней|юаня|гривен|гривны|франков|тенге",
    "ar": "يورو|دولارات|دولارا|دولار أمريكي|دولار|جنيها|جنيه|ريالات|ريالا|ريال|درهما|درهم|دينارا|دينار|ليرة|روبل|ين",
    "zh": "人民币|欧元|美元|日元|英镑|港元|卢布|韩元|瑞士法郎|元",
    "ja": "ユーロ|米ドル|ドル|ポンド|人民元|元|ウォン|ルーブル|円|スイスフラン",
}  # fmt: skip
"""What news calls currencies for short."""

PERCENT_WORDS: Mapping[str, str] = {
    "de": "Prozent(?:punkte[n]?)?", "fr": "pour cent|points? de pourcentage", "es": "por ciento|puntos?"
    " porcentual(?:es)?", "it": "per cento|punt[oi] percentual[ei]", "pt": "por cento|pontos? percentua(?:l|is)",
    "nl": "procent(?:punt(?:en)?)?", "ru": "процент(?:а|ов|у|ам|ами|ах|ный пункт|ных пункта|ных пунктов)?",
    "ar": "في المئة|في المائة|بالمئة|بالمائة", "ja": "パーセント|ポイント", "sv": "procent", "da": "procent",
    "nb": "prosent",
    "pl": "procent(?:a|u)?", "fi": "prosenttia|prosentin", "cs": "procent[a]?", "uk": "відсотк(?:и|ів|а)|відсоток",
    "tr": "yüzde", "ro": "la sută", "hu": "százalék(?:a|kal|os)?", "ca": "per cent",
}  # fmt: skip

_OF = r"(?:de |d'|di )?"
_ISO = r"(?<![\w-])[12]\d{3}-[01]\d-[0-3]\d(?![\w-])"
_DOTTED = r"(?<![\w.])[0-3]?\d\.[01]?\d\.(?:19|20)\d\d(?![\w.])"
_SLASHED = r"(?<![\w/])[0-3]?\d/[01]?\d/(?:19|20)\d\d(?![\w/])"
_DENSE_DATES = (
    r"(?<!\d)(?:19|20)\d\d ?年(?: ?\d{1,2} ?月(?: ?\d{1,2} ?[日号])?)?(?!间|間|度|代)|(?<!\d)\d{1,2} ?月"
    r" ?\d{1,2} ?[日号]"
    r"|(?<!\d)(?:1[0-2]|[1-9]) ?月(?!球|亮|間|额|額|給|光|刊|号)|星期[一二三四五六日天]|[月火水木金土日]曜日"
)
_MONTH_ALONE: Mapping[str, str] = {
    "de": "im|Anfang|Mitte|Ende|seit|bis", "fr": "en|fin|début|mi|depuis", "es": "en|de|desde|hasta", "it": "a"
        "|in|di|da",
    "pt": "em|de|desde|até", "nl": "in|begin|eind|sinds", "ru": "в|с|до|к",
}  # fmt: skip
"""Words behind which a month's name is no other word."""

_AMBIGUOUS_DAYS = frozenset(("среда", "среду", "sol", "Mi", "mar", "sex"))
_DAY_FORMS: Mapping[str, tuple[str, ...]] = {"ru": ("пятницу", "субботу", "вторника", "понедельника", "четверга")}

Found = tuple[int, int, str]


def find_values(plain: str, language: str) -> Iterator[Found]:
    """(first character, one past the last, PERCENT, MONEY or DATE); they may overlap."""
    for label, pattern in _patterns(language):
        for found in pattern.finditer(plain):
            yield found.start(), found.end(), label


@lru_cache(maxsize=MOST_LANGUAGES)
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    dense = language in DENSE
    number = f"(?:{_DENSE_NUMBER if dense else _NUMBER})"
    edge = "" if dense else r"(?!\w)"
    percent = PERCENT_WORDS.get(language)
    sign = rf"{number} ?(?:%|{percent}){edge}" if percent else rf"{number} ?%"
    if language in ("zh", "tr"):
        sign += rf"|(?:百分之|[Yy]üzde ){number}"
    scale = _any(_scales(language))
    scaled = rf"(?: ?(?:{scale}){edge})?" if scale else ""
    if language in ("ja", "zh"):
        number = f"(?:{_MYRIADS}|{number})"
    words = _any(_currencies(language))
    money = rf"(?<![\w$])(?:{_SIGNS}) ?{number}{scaled}|{number}{scaled} ?(?:{_SIGNS}|(?:{_CODES})\b)"
    if words:
        money += rf"|{number}{scaled} ?{_OF}(?:{words}){edge}"
    dates = [_ISO, _DOTTED, _SLASHED, *([_DENSE_DATES] if language in ("ja", "zh") else _dates(language))]
    return tuple(
        (label, re.compile(pattern))
        for label, pattern in (("PERCENT", sign), ("MONEY", money), ("DATE", "|".join(dates)))
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(set(words), key=lambda word: (-len(word), word)))


def _scales(language: str) -> Iterator[str]:
    """The words for thousand, million and so on: our own, and those in which CLDR shortens large numbers."""
    if language in ("ja", "zh"):
        yield "[百千]?[万亿億兆]|百万|千"
        return
    if language in LANGUAGES:
        yield from LANGUAGES[language].figures.scales
    locale = locale_of(language)
    for by_size in (locale.compact_decimal_formats.get("long", {}) if locale else {}).values():
        for pattern in by_size.values():
            if word := re.sub(r"[0#.,\s\u00a0'¤]+", " ", pattern.pattern.split(";")[0]).strip():
                yield re.escape(plain_of(word))


def _currencies(language: str) -> Iterator[str]:
    from babel.numbers import get_currency_name

    if language in MONEY_WORDS:
        yield from plain_of(MONEY_WORDS[language]).split("|")
    locale = locale_of(language)
    for code in _CURRENCIES if locale else ():
        for count in (1, 2, 5, 1.5):
            name = plain_of(get_currency_name(code, count, locale=locale))
            if name != code and "(" not in name:
                yield re.escape(name)


def _dates(language: str) -> Iterator[str]:
    """Days of a month, months with a year, and the days of the week where they are no other words."""
    locale = locale_of(language)
    if locale is None or language in DENSE:
        return
    months = [name for form in ("format", "stand-alone") for name in locale.months[form]["wide"].values()]
    named = _any(re.escape(plain_of(name)) for name in months if not name[:1].isdigit() and len(name) > 2)
    if not named:
        return
    year = r"(?:,? (?:de |del |d')?[12]\d{3}(?!\w))?"
    yield rf"(?<![\w.,])(?:1er|[0-3]?\d)(?:\.|º|ª|°)? (?:de |d')?(?:{named}){year}(?!\w)"
    yield rf"(?<!\w)(?:{named}) (?:de |del |d')?[12]\d{{3}}(?!\w)"
    if before := _MONTH_ALONE.get(language):
        # A look behind has one length: each word has its own.
        yield from (rf"(?<=\b{word} )(?:{named})(?!\w)" for word in before.split("|"))
    if language in _MONTH_ALONE or language == "ar":
        days = [*locale.days["format"]["wide"].values(), *_DAY_FORMS.get(language, ())]
        week = _any(re.escape(plain_of(day)) for day in days if day not in _AMBIGUOUS_DAYS and len(day) > 3)
        yield rf"(?<!\w)(?:{week})(?!\w)"
