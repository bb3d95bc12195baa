"""The place at the head of a wire story: 'CAIRO — ', 'BAGHDAD (Reuters) - ', 'LONDON, Jan 5 (AP) —'."""

from __future__ import annotations

import re

_PLACE = r"[^\W\d_a-z][^\Wa-z\d_.'’-]*(?:[.'’ -]{1,2}[^\Wa-z\d_]+){0,4}\.?"
_REST = (
    r"(?:,\s*(?P<region>[^\W\d_][\w.]*(?:\s[^\W\d_][\w.]*){0,2}))?"
    r"(?:,?\s*(?P<date>[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:,\s*\d{4})?|\d{1,2}\s+[A-Z][a-z]{2,8}\.?))?"
)
_AGENCY = r"(?:\s*[(\[](?P<agency>[^()\[\]]{2,40})[)\]])?"
_DATELINE = re.compile(rf"\s*(?P<place>{_PLACE}){_REST}{_AGENCY}\s*(?P<dash>—|–|--|-(?=\s)|―|:(?=\s))\s*(?=\S)")
_LOOSE = re.compile(
    r"\s*(?:[^()\[\]\n]{0,60}?[(\[](?P<bracket>[^()\[\]\n]{2,30})[)\]]\s*(?:[—–―.:]|--?(?=\s))"
    r"|(?P<dashed>[A-Z][A-Za-z./ ]{1,24}?)\s*[—–―]\s)"
)
"""'Berlin (dpa/lno) - ', 'Madrid, 3 feb (EFE).- ', 'AFP — ': the place in whatever letters, perhaps an agency."""
_SMALL = re.compile(
    "de|del|la|las|los|le|les|du|da|do|dos|das|di|of|the|and|am|an|der|den|upon|sur|en|y|al|el|au|aux|sous"
)
_NO_PLACE = re.compile(
    r"(?:breaking|updated?|exclusive|opinion|analysis|live|video|watch|photos?|editorial|news|factbox|timeline|urgent|"
    r"correction|review|interview|explainer|column|letters)\b",
    re.IGNORECASE,
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
    if len(place) < 3 or _NO_PLACE.match(place) or not place.isupper():
        return None
    if match["dash"] == ":" and not (match["agency"] or match["date"]):
        return None
    return title_case(place)


def dateline_date(text: str) -> str:
    """The date in a text's dateline as it is written ('Jan 5'); '' if there is none."""
    match = _DATELINE.match(text[:160]) if read_dateline(text) else None
    return match["date"] or "" if match else ""


def dateline_agency(text: str) -> str | None:
    """What stands in brackets in a text's dateline ('Reuters', 'AP Photo'), or between its first words and a dash."""
    match = _DATELINE.match(text[:160])
    if match is not None and match["agency"]:
        return str(match["agency"])
    loose = _LOOSE.match(text[:160])
    return str(loose["bracket"] or loose["dashed"]) if loose else None


def title_case(place: str) -> str:
    """A name in capitals as running text has it: 'AL-KHADIM' gives 'Al-Khadim', 'RIO DE JANEIRO' 'Rio de Janeiro'."""
    return " ".join(_cased(word, first=number == 0) for number, word in enumerate(place.split(" ")))


def _cased(word: str, *, first: bool) -> str:
    if re.fullmatch(r"(?:[^\W\d_]\.)+", word):
        return word
    if not first and _SMALL.fullmatch(word.lower()):
        return word.lower()
    parts = re.split(r"([-'’])", word)
    cased = [part[:1].upper() + part[1:].lower() for part in parts]
    for i in range(2, len(cased), 2):
        low = cased[i].lower()
        if cased[i - 1] == "-" and low not in ("al", "el") and _SMALL.fullmatch(low):
            cased[i] = low  # Port-au-Prince
        if cased[i - 1] != "-" and len(low) == 1:
            cased[i] = low  # King's Lynn
    return "".join(cased)
