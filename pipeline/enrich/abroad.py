"""Names in languages other than English: the article before a country's name, and which country it is. Pure."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale, UnknownLocaleError

from pipeline.enrich.gazetteer import Gazetteer
from pipeline.enrich.geonames import fold
from pipeline.enrich.rules.atlas import country_codes, english_names
from pipeline.models import Place

_ARTICLE = re.compile(
    r"(?:(?:la|le|les|el|los|las|il|lo|gli|i|der|die|das|den|dem|des|het|de|del|du|o|a|os|as|do|da|dos|das)\s+|l['’])"
    r"(?=[^\W\d_])"
)
"""In small letters alone: La Rochelle and El Salvador keep theirs."""


def without_article(name: str) -> str:
    """A place's name as an atlas has it: 'la France' and 'l'Italie' are France and Italie."""
    rest = _ARTICLE.sub("", name, count=1) if _ARTICLE.match(name) else name
    return rest if rest[:1].isupper() else name


def find_places(name: str, language: str, gazetteer: Gazetteer) -> list[Place]:
    """Every place of this name; the country alone where the language calls one so (CLDR): Maroc is Morocco."""
    if language == "en":
        return gazetteer.find(name)
    code = country_codes(language).get(name) or _countries(language).get(fold(name))
    if code is None:
        return _by_english_name(name, language, gazetteer) or gazetteer.find(name)
    english = Locale("en").territories.get(code, "").split(" (")[0]
    return [p for p in gazetteer.find(english) if p.kind == "country" and p.country == code] or gazetteer.find(name)


def _by_english_name(name: str, language: str, gazetteer: Gazetteer) -> list[Place]:
    """The city or part of the world that the language's tables call so: Londres is London, in Britain."""
    english, code = english_names(language).get(name, ("", ""))
    places = gazetteer.find(english) if english else []
    kinds = ("city",) if code else ("area",)
    return [place for place in places if place.kind in kinds and (not code or place.country == code)]


@cache
def _countries(language: str) -> dict[str, str]:
    """What a language calls the countries, folded -> ISO 3166 code of two letters; none where CLDR lacks it."""
    try:
        names = Locale(language).territories.items()
    except (UnknownLocaleError, ValueError):
        return {}
    return {fold(name): code for code, name in names if len(code) == 2 and code.isalpha()}
