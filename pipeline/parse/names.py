"""Bylines to names: 'By Jane Roe and John Doe, Staff Writer' is two people."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.parse.agencies import agency_of
from pipeline.parse.clean import plain_line

_BY = re.compile(
    r"^(?:(?:written|posted|reported|words|story|text|article|analysis|published|escrito|écrit|geschrieben"
    r"|verfasst|geschreven|texto|texte|testo)\s+)?(?:by|von|par|por|di|door|af|av|autor|author|auteur|автор|بقلم|كتبت?)"
    r"(?:\s*[:：]\s*|\s+)|^scritto da\s+"
    r"|^(?:text|words|texto?|testo|автор(?:ы)?|текст|إعداد|作者|撰文|取材|文)\s*[:：・]\s*",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*[;|\n•·、]\s*|\s+(?:and|und|et|y|og|och|и|та|oraz)\s+|\s+&\s+"
    r"|\s*/\s+|\s+/\s*|\s+[–—-]\s+",
    re.IGNORECASE,
)
_TWO = re.compile(r"(\S+\s.*\S)\s+(?:e|en)\s+(\S+\s.*\S)")
""" 'e' and 'en' part two full names; within one they belong to it."""

_STAMP = re.compile(
    r"[\s,|–—-]+(?:(?:first |last )?(?:published|updated|posted|modified)\b|on (?=\w+\.? \d)).*\d.*$", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:^|(?<=[\s,(<]))(?:[^\s,;|<>()@]{1,64})?@[^\s,;|<>()@]{1,255}")
_WITH = re.compile(r"\s+(?:with|avec|mit|con|com|met)\s+(?:l['’])?(?P<who>.{2,60})$", re.IGNORECASE)
_PICTURES = re.compile(
    r"^(?:photo(?:graph)?s?|fotos?|pictures?|videos?|bilder|graphics?|illustrations?)\s*(?::|by\b)", re.IGNORECASE
)
_ROLE_ABROAD = re.compile(
    r"^(?:(?:chef)?redakteur\w*|(?:auslands)?korrespondent\w*|correspondante?|envoyée? spéciale?|journaliste"
    r"|rédact(?:eur|rice)s?"
    r"|corresponsal|redactora?|periodista|enviad[oa] especial|corrispondente|inviat[oa]|giornalista|redattor\w+"
    r"|correspondente|repórter|jornalista|verslaggever|redacteur|(?:спец)?корреспондент\w*|редактор\w*|журналист\w*"
    r"|обозреватель\w*)\b",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    r"https?://|www\.|@|\.com\b|^(?-i:[a-z\d-]+\.[a-z.]{2,12})$|^\W*$|^(?:admin|administrator|editor|editors|guest|unknown|none|null|undefined|author|anonymous|"
    r"staff|user|webmaster|root|n/a|test|facebook|twitter)$|\d{3,}|[{}<>\[\]=]",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"^(?:(?:the|a|an|our|chief|senior|staff|special|foreign|news|political|deputy|associate|managing|contributing|digital|"
    r"data|science|health|sports?|business|technology|tech|associated press|national|world|guest)\s+)*"
    r"(?:writers?|reporters?|correspondents?|editors?|contributors?|columnist|journalist|producer|photographer|critic|"
    r"analyst|director|author|freelance|press|staff)\b",
    re.IGNORECASE,
)
_ROLE_BESIDE = re.compile(
    r"^[（(]?(?:本报|本報)?(?:记者|記者)[\s:：]*|(?<=\w)\s*(?:기자|특파원|논설위원|记者|記者)$|）$"
)
"""What reporters are called in scripts that need no comma between a name and a job."""

_JOB_AT_END = re.compile(
    r"\s(?:correspondents?|reporters?|editors?|columnists?|producers?|korrespondent(?:in)?|redakteur(?:in)?|journaliste"
    r"|correspondante?|corresponsal|redactora?|inviat[oa])$",
    re.IGNORECASE,
)
"""'Harbour Correspondent': a job by its last word, whatever its field."""

_PLACE_BEHIND = re.compile(r"(?<=\w\s)(?:in|for(?: the)?)\s[^\W\d_a-z][\w' -]*$")
"""'Kari Vik in Bergen' signs as Kari Vik, 'Bo Li for Quay Gazette' as Bo Li."""

_PLACE = re.compile(r"(?!(?:jr|sr|ii|iii|iv|md|phd|esq|mba|rn)$)[^\W\d_]{3,}", re.IGNORECASE)
"""One word behind full names and a comma: where they are, not who."""

_SUFFIX = re.compile(r"^(?:jr|sr|ii|iii|iv|md|m\.d|phd|ph\.d|esq|mba|rn)\.?$", re.IGNORECASE)
_MAIL_BEFORE = re.compile(r"[^\s,;|<>()@]{1,64}@[^\s,;|<>()@]{1,255}\s?\(([^()]{1,100})\)")
_MAIL_BEHIND = re.compile(r"[<(]\s?[^\s,;|<>()@]{1,64}@[^\s,;|<>()@]{1,255}\s?[>)]")
_BRACKET = re.compile(r"\s*\([^()]{0,100}\)")
MAX_NAMES = 50


def read_names(lines: Iterable[str]) -> tuple[str, ...]:
    """Clean names in order, each once: without 'By', addresses, handles, links and jobs; at most fifty."""
    names: dict[str, str] = {}
    for line in lines:
        for name in _names_of(line):
            names.setdefault(name.casefold(), name)
            if len(names) >= MAX_NAMES:
                return tuple(names.values())
    return tuple(names.values())


def _names_of(line: str) -> list[str]:
    text = plain_line(line, limit=1_000)
    text = _ADDRESS.sub("", _MAIL_BEHIND.sub("", _MAIL_BEFORE.sub(r"\1", text))).strip(" \"'")
    text = _without_agency(_STAMP.sub("", text))
    text = _BRACKET.sub("", _BY.sub("", text)).strip(" ,.-–—:")
    found: list[str] = []
    for part in _parts(text):
        for name in _by_commas(part):
            if _SUFFIX.match(name) and found:
                found[-1] = f"{found[-1]}, {name}"
            elif _is_name(name):
                found.append(_recased(name))
    return found


def _without_agency(text: str) -> str:
    """'Jane Roe with Reuters' is Jane Roe."""
    behind = _WITH.search(text)
    return text[: behind.start()] if behind and agency_of(behind["who"]) else text


def _parts(text: str) -> list[str]:
    parts: list[str] = []
    for part in _SPLIT.split(text):
        two = _TWO.fullmatch(part)
        pieces = list(two.groups()) if two else part.split("/")
        parts += pieces if two or any(map(agency_of, pieces)) else [part]
    return parts


def _by_commas(part: str) -> list[str]:
    """'Ann Lee, Bo Kim' is two names; 'Lee, Ann' (one word each side) is left in one piece."""
    pieces = [_BY.sub("", piece).strip(" ,.-–—:\"'") for piece in part.split(",")]
    pieces = [piece for piece in pieces if piece]
    if len(pieces) == 2 and all(" " not in piece for piece in pieces) and not _SUFFIX.match(pieces[1]):
        return [", ".join(pieces)]
    if len(pieces) > 1 and " " in pieces[0] and _PLACE.fullmatch(pieces[-1]) and not agency_of(pieces[-1]):
        pieces.pop()
    return [_PLACE_BEHIND.sub("", _ROLE_BESIDE.sub("", piece)).strip() for piece in pieces]


def is_job(line: str) -> bool:
    """Whether a line is a job and nothing else: 'Harbour Correspondent', 'Redakteurin'."""
    return len(line.split()) <= 6 and any(said(line) for said in (_ROLE.match, _ROLE_ABROAD.match, _JOB_AT_END.search))


def _is_name(name: str) -> bool:
    if not 2 <= len(name) <= 100 or len(name.split()) > 8:
        return False
    return not any(said(name) for said in _NOT_NAMES)


_NOT_NAMES = (_NOT_A_NAME.search, _ROLE.match, _ROLE_ABROAD.match, _JOB_AT_END.search, _PICTURES.match)


def _recased(name: str) -> str:
    """'JANE ROE' is set as a headline would set it; short names in capitals (BBC, AFP) stay."""
    words = name.split()
    if len(words) >= 2 and name.isupper() and len(name) > 7:
        return " ".join(word.title() if len(word) > 2 else word for word in words)
    return name
