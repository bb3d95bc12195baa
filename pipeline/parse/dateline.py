"""The place at the head of a wire story: 'CAIRO — ', 'BAGHDAD (Reuters) - ', 'LONDON, Jan 5 (AP) —'."""

from __future__ import annotations

import re

_PLACE = r"[^\W\d_a-z][^\Wa-z\d_.'’-]*(?:[.'’ -]{1,2}[^\Wa-z\d_]+){0,4}\.?"
_REST = r"(?:,\s*(?P<region>[^\W\d_][\w.]*(?:\s[^\W\d_][\w.]*){0,2}))?(?:,?\s*(?P<date>[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:,\s*\d{4})?|\d{1,2}\s+[A-Z][a-z]{2,8}\.?))?"
_AGENCY = r"(?:\s*[(\[](?P<agency>[^()\[\]]{2,40})[)\]])?"
_DATELINE = re.compile(rf"\s*(?P<place>{_PLACE}){_REST}{_AGENCY}\s*(?P<dash>—|–|--|-(?=\s)|―|:(?=\s))\s*(?=\S)")
_SMALL = frozenset("de del la las los le les du da do dos das di of the and am an der den upon sur en y al el".split())
_NO_PLACES = frozenset(
    "breaking update updated exclusive opinion analysis live video watch photos editorial news factbox timeline urgent correction review "
    "interview explainer column letters".split()
)


def read_dateline(text: str) -> str | None:
    """The place of a dateline at the start of a text, in title case ('ST. LOUIS' gives 'St. Louis'), else None.

    The place stands in capitals and a dash closes the line, an agency or a date may come between. A colon counts only
    behind an agency or a date, so that 'UPDATE:' is no place.
    """
    match = _DATELINE.match(text[:160])
    if match is None:
        return None
    place = match["place"].strip(" .") if not re.search(r"\b[A-Z]\.[A-Z]\.$", match["place"]) else match["place"]
    if len(place) < 3 or place.casefold().split()[0] in _NO_PLACES or not place.isupper():
        return None
    if match["dash"] == ":" and not (match["agency"] or match["date"]):
        return None
    return title_case(place)


def title_case(place: str) -> str:
    """A name in capitals as it is written in running text: 'AL-KHADIM' gives 'Al-Khadim', 'RIO DE JANEIRO' 'Rio de Janeiro'."""
    words = [_word(word, first=number == 0) for number, word in enumerate(place.split(" "))]
    return " ".join(words)


def _word(word: str, *, first: bool) -> str:
    if re.fullmatch(r"(?:[^\W\d_]\.)+", word):
        return word
    if not first and word.casefold() in _SMALL:
        return word.lower()
    parts = re.split(r"([-'’])", word)
    cased = [part if part in "-'’" else part[:1].upper() + part[1:].lower() for part in parts]
    for i in range(2, len(cased), 2):
        if cased[i - 1] == "-" and (cased[i].lower() in _SMALL - {"al", "el"}):
            cased[i] = cased[i].lower()  # Port-au-Prince has 'au' below
        if cased[i - 1] == "-" and cased[i].lower() in ("au", "aux", "sous"):
            cased[i] = cased[i].lower()
        if cased[i - 1] in "'’" and len(cased[i]) <= 1:
            cased[i] = cased[i].lower()
    return "".join(cased)
