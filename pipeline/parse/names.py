"""Bylines to names: 'By Jane Roe and John Doe, Staff Writer' is two people."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.parse.clean import plain_line

_BY = re.compile(
    r"^(?:(?:written|posted|reported|words|story|text|article|analysis|published)\s+)?(?:by|von|par|por|di|door|af|av|autor|author|auteur)(?:\s*:\s*|\s+)",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*[;|\n•·]\s*|\s+(?:and|und|et|y)\s+|\s+&\s+|\s*/\s+|\s+/\s*", re.IGNORECASE)
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
_ROLE_BESIDE = re.compile(r"^(?:本报|本報)?(?:记者|記者)[\s:：]*|(?<=\w)\s*(?:기자|특파원|논설위원|记者|記者)$")
"""What reporters are called in scripts that need no comma between a name and a job."""

_JOB_AT_END = re.compile(
    r"\s(?:correspondents?|reporters?|editors?|columnists?|producers?|korrespondent(?:in)?|redakteur(?:in)?|journaliste"
    r"|correspondante?|corresponsal|redactora?|inviat[oa])$",
    re.IGNORECASE,
)
"""'Harbour Correspondent': a job by its last word, whatever its field."""

_PLACE_BEHIND = re.compile(r"(?<=\w\s)in\s[^\W\d_a-z][\w' -]*$")
"""'Kari Vik in Bergen' signs as Kari Vik."""

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
    text = _MAIL_BEHIND.sub("", _MAIL_BEFORE.sub(r"\1", text)).strip(" \"'")
    text = _BRACKET.sub("", _BY.sub("", text)).strip(" ,.-–—:")
    found: list[str] = []
    for part in _SPLIT.split(text):
        for name in _by_commas(part):
            if _SUFFIX.match(name) and found:
                found[-1] = f"{found[-1]}, {name}"
            elif _is_name(name):
                found.append(_recased(name))
    return found


def _by_commas(part: str) -> list[str]:
    """'Ann Lee, Bo Kim' is two names; 'Lee, Ann' (one word each side) is left in one piece."""
    pieces = [_BY.sub("", piece).strip(" ,.-–—:\"'") for piece in part.split(",")]
    pieces = [piece for piece in pieces if piece]
    if len(pieces) == 2 and all(" " not in piece for piece in pieces) and not _SUFFIX.match(pieces[1]):
        return [", ".join(pieces)]
    return [_PLACE_BEHIND.sub("", _ROLE_BESIDE.sub("", piece)).strip() for piece in pieces]


def _is_name(name: str) -> bool:
    if not 2 <= len(name) <= 100 or len(name.split()) > 8:
        return False
    return not any(said(name) for said in (_NOT_A_NAME.search, _ROLE.match, _JOB_AT_END.search))


def _recased(name: str) -> str:
    """'JANE ROE' is set as a headline would set it; short names in capitals (BBC, AFP) stay."""
    words = name.split()
    if len(words) >= 2 and name.isupper() and len(name) > 7:
        return " ".join(word.title() if len(word) > 2 else word for word in words)
    return name
