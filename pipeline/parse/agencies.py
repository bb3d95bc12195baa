"""Wire agencies: their names in bylines, in what pages declare and in datelines, under one short name each."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.parse.clean import plain_line
from pipeline.parse.dateline import dateline_agency

_NAMES: dict[str, tuple[str, ...]] = {
    "AP": ("associated press", "the associated press", "ap news", "美联社", "أسوشيتد برس"),
    "Reuters": ("thomson reuters", "agencia reuters", "agence reuters", "рейтер", "路透社", "ロイター", "رويترز"),
    "AFP": (
        "agence france-presse",
        "agence france presse",
        "france-presse",
        "afp news",
        "法新社",
        "فرانس برس",
        "أ ف ب",
    ),
    "UPI": ("united press international",),
    "Bloomberg": ("bloomberg news",),
    "PA Media": ("press association", "pa", "the press association"),
    "dpa": ("deutsche presse-agentur", "dpa-afx", "dpa international"),
    "sid": ("sport-informations-dienst",),
    "epd": ("evangelischer pressedienst",),
    "KNA": ("katholische nachrichten-agentur",),
    "APA": ("austria presse agentur", "austria presse-agentur"),
    "Keystone-SDA": ("sda", "ats", "keystone-ats", "keystone sda"),
    "EFE": ("agencia efe", "efe news"),
    "Europa Press": ("agencia europa press",),
    "Télam": ("telam", "agencia télam", "agencia telam"),
    "Notimex": ("agencia notimex",),
    "Lusa": ("agência lusa", "agencia lusa"),
    "Agência Brasil": ("agencia brasil",),
    "Estadão Conteúdo": ("estadao conteudo",),
    "Folhapress": (),
    "ANSA": ("agenzia ansa", "redazione ansa"),
    "Adnkronos": ("agenzia adnkronos",),
    "AGI": ("agenzia giornalistica italia",),
    "Italpress": ("agenzia italpress",),
    "LaPresse": (),
    "Belga": ("agence belga", "belga news agency"),
    "ANP": ("algemeen nederlands persbureau",),
    "NTB": ("norsk telegrambyrå",),
    "TT": ("tidningarnas telegrambyrå",),
    "Ritzau": (),
    "STT": ("suomen tietotoimisto",),
    "PAP": ("polska agencja prasowa",),
    "ČTK": ("čtk", "ctk", "česká tisková kancelář"),
    "MTI": ("magyar távirati iroda",),
    "Agerpres": (),
    "TASS": ("tass", "итар-тасс", "тасс", "itar-tass"),
    "RIA Novosti": ("риа новости", "ria"),
    "Interfax": ("интерфакс",),
    "Ukrinform": ("укрінформ", "укринформ"),
    "Anadolu": ("anadolu agency", "anadolu ajansı", "aa"),
    "DHA": ("demirören haber ajansı",),
    "IRNA": ("islamic republic news agency",),
    "WAM": ("emirates news agency",),
    "SPA": ("saudi press agency",),
    "MENA": ("middle east news agency",),
    "Xinhua": ("xinhua news agency", "新华社", "新華社", "新华网"),
    "Central News Agency": ("中央社",),
    "Kyodo": ("kyodo news", "共同通信", "共同通信社", "共同"),
    "Jiji": ("jiji press", "時事通信", "時事", "時事通信社"),
    "Yonhap": ("yonhap news agency", "연합뉴스", "yonhap news"),
    "PTI": ("press trust of india",),
    "ANI": ("asian news international",),
    "IANS": ("indo-asian news service",),
    "UNI": ("united news of india",),
    "Antara": ("antara news",),
    "Bernama": (),
    "VNA": ("vietnam news agency", "ttxvn"),
    "AAP": ("australian associated press",),
    "The Canadian Press": ("canadian press", "la presse canadienne"),
    "IPS": ("inter press service",),
}
_BY_NAME = {name.casefold(): short for short, names in _NAMES.items() for name in (short, *names)}
_CAPITALS = frozenset(name for name in _BY_NAME if name.isascii() and len(name) <= 4)
"""Names so short that only their capitals (or dpa's small letters) tell them from words and initials."""

_TITLED = frozenset(("Afp", "Ansa", "Dpa", "Efe", "Tass"))
"""Those that some write like names, and that are hardly anything else."""

_LABEL = re.compile(
    r"^(?:fuente|quelle|source|fonte|bron|by|von|par|por|di|con información de|avec|mit material (?:von|der)|with)"
    r"(?:\s*:)?\s+(?:l['’])?",
    re.IGNORECASE,
)
_ENDING = re.compile(r"(?:\(([^()]{2,40})\)|(?:^|\s)[—–-]{1,2}\s?([^—–\s][^—–]{1,30})|(?:^|\s)©\s?(.{2,30}))\.?\s*$")
"""'(Reuters)', '— AFP' or '© AFP' at the end of a text."""
_SPLIT = re.compile(r"\s*[/,;|+&]\s*|\s+(?:and|und|et|y|e|en|with|avec|mit|con)\s+", re.IGNORECASE)


_BRACKETED = re.compile(r"\(([^()]{2,40})\)")


def agency_of(name: str) -> str | None:
    """The short name of the agency that a name is, else None: 'Agence France-Presse' is 'AFP'; 'Ap' is nobody."""
    bare = plain_line(name, limit=200).strip(" .,()[]-–—©")
    folded = bare.casefold()
    if folded in _CAPITALS and not (bare.isupper() or bare == _BY_NAME[folded] or bare in _TITLED):
        return None
    return _BY_NAME.get(folded)


def first_agency(lines: Iterable[str]) -> str | None:
    """The first agency that a line names as a whole or as one of those who sign it ('Jane Roe, Reuters')."""
    for line in lines:
        text = _LABEL.sub("", plain_line(line, limit=300))
        for part in (text, *_SPLIT.split(text), *_BRACKETED.findall(text)):
            if found := agency_of(_LABEL.sub("", part)):
                return found
    return None


def signed_agency(text: str) -> str | None:
    """The agency in a text's dateline ('CAIRO (Reuters) -'), or in the brackets or behind the dash that end it."""
    inside = dateline_agency(text)
    if inside and (found := first_agency([inside])):
        return found
    last = text.rsplit("\n\n", 1)[-1][-80:]
    ending = _ENDING.search(last)
    if ending is None:
        return None
    return first_agency([next(one for one in ending.groups() if one)])
