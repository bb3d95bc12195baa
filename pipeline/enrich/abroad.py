"""Names in languages other than English: the article before a country's name, and which country it is. Pure."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale, UnknownLocaleError

from pipeline.enrich.gazetteer import Gazetteer
from pipeline.enrich.geonames import fold
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
    code = _countries(language).get(fold(name)) if language != "en" else None
    if code is None:
        return gazetteer.find(name)
    english = Locale("en").territories.get(code, "")
    return [p for p in gazetteer.find(english) if p.kind == "country" and p.country == code] or gazetteer.find(name)


@cache
def _countries(language: str) -> dict[str, str]:
    """What a language calls the countries, folded -> ISO 3166 code of two letters; none where CLDR lacks it."""
    try:
        names = Locale(language).territories.items()
    except (UnknownLocaleError, ValueError):
        return {}
    return {fold(name): code for code, name in names if len(code) == 2 and code.isalpha()}
