"""What news says of people that are counted: killed, injured, missing, detained, displaced. Pure, English.

Homes, ships and animals are no people, and their number is none of theirs; families are counted apart.

A number counts casualties where the verb's passive or the noun follows it in the same clause ('12 people were killed',
'three dead', '40 wounded'), or where the verb or noun stands right before it ('killing at least 12', 'a death toll of
12').
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.enrich.numbers import COUNT

REACH = 120
"""Characters around a number in which its verb is looked for."""


class Casualty(NamedTuple):
    """A count of people with what happened to them: half-open code points from the number to the last word used."""

    start_char: int
    end_char: int
    what: str


OUTCOMES = {
    "killed": r"killed|dead|slain|murdered|massacred|executed|died|perished|drowned|shot\s+dead|beheaded",
    "injured": r"injured|wounded|hurt|maimed",
    "missing": r"missing|unaccounted\s+for",
    "detained": r"arrested|detained|jailed|imprisoned|captured",
    "abducted": r"kidnapped|abducted|taken\s+hostage|held\s+hostage",
    "displaced": r"displaced|made\s+homeless|left\s+homeless|homeless|evacuated|fled(?:\s+their\s+homes)?",
    "infected": r"infected|hospitali[sz]ed",
    "rescued": r"rescued",
}
"""What happened -> the participles and adjectives that say so after the number."""

_NOUNS = {
    "killed": r"deaths?|fatalities|fatality|casualties\s+killed",
    "injured": r"injuries",
    "detained": r"arrests|detainees",
    "abducted": r"hostages|abductees",
    "displaced": r"refugees|displaced\s+(?:people|persons)|evacuees",
    "infected": r"(?:confirmed\s+|new\s+)?infections",
}
_ACTIVE = {
    "killed": r"kill(?:s|ed|ing)?|shot(?=\s+dead)|murder(?:ed|ing)|execut(?:ed|ing)",
    "injured": r"injur(?:es|ed|ing)|wound(?:s|ed|ing)?|hurt(?:ing)?",
    "detained": r"arrest(?:s|ed|ing)?|detain(?:s|ed|ing)?",
    "abducted": r"kidnap(?:s|ped|ping)?|abduct(?:s|ed|ing)?",
    "displaced": r"displac(?:es|ed|ing)|evacuat(?:es|ed|ing)",
    "infected": r"infect(?:s|ed|ing)",
    "rescued": r"rescu(?:es|ed|ing)",
}
_TOLL = (
    r"(?:(?P<death>(?:death\s+)?\btoll|number\s+of\s+(?:dead|deaths|fatalities)|lives\s+of|deaths?\s+of)"
    r"|(?P<injury>number\s+of\s+(?:injured|wounded)))"
    r"(?:\s+(?:from|in|of)\s+(?:the\s+)?\w+(?:\s+\w+)?)?(?:\s+(?:has|had|have|now|also|is|was|rose|risen|climbed|"
    r"reached|reaches|stands?|stood|at|to|of|by))*\s*$"
)
_AUXILIARY = r"\b(?:was|were|is|are|been|being|be|got)\b"
_TIME = (
    r"(?:years?|months?|weeks?|days?|hours?|minutes?|times|ago|January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\b"
)
_FILLER = rf"(?:(?!and\b|but\b|while\b|as\b|when\b|after\b|\w+ing\b|{_TIME})[^\W\d][\w’'-]*\s+)"
_AFTER = re.compile(
    rf"\s+(?P<between>{_FILLER}{{0,6}}?)(?:"
    + "|".join(
        rf"(?P<{what}>(?:{words}){'|' + _NOUNS[what] if what in _NOUNS else ''})" for what, words in OUTCOMES.items()
    )
    + r")(?!\w)(?P<object>\s+(?:(?:at\s+least|the|an?|his|her|their|some|about|more|another)\b|\d|[A-Z]))?",
)
_ANOTHER = r"(?:(?:all|the|another|a\s+further|dead)\s+)?"
_BEFORE = re.compile(
    r"\b(?:" + "|".join(rf"(?P<{what}>{words})" for what, words in _ACTIVE.items()) + rf")\s+{_ANOTHER}$"
)
_OBJECT_COUNT = re.compile(r"\s+" + COUNT.pattern, re.IGNORECASE)
_TOLL_BEFORE = re.compile(_TOLL, re.IGNORECASE)
_LIVES_AFTER = re.compile(r"\s+(?:\w+\s+)?lives\b")
_PEOPLE_AFTER = re.compile(r"\s+(?:(?:other|more|[\w-]+)\s+){0,2}?(?:people|persons?|civilians?|soldiers?|others?)\b")

_VERB = "(?:was|were|is|are|had|have|has|left|ran|went|took|met|lost|won|said|got|who)"
_NOUN = rf"(?:(?!and\b|or\b|but\b|\w+ing\b|(?!(?:un)?armed\b)\w+ed\b|{_TIME}|{_VERB}\b)[a-z][\w’'-]*)"
_SHARED = re.compile(
    rf"(?P<noun>\s+{_NOUN}(?:\s+{_NOUN}){{0,2}}?)\s+and\s+(?:(?:at\s+least|about|some|nearly|more\s+than|another)\s+)?"
)
_NO_VERB_AFTER = re.compile(
    rf"\s+{_NOUN}(?:\s+{_NOUN}){{0,2}}?(?=\s*[.,;:!?)”\"]|\s*$|\s+(?:in|at|on|near|during|when|after|before|as|outside|from)\b)"
)


_THINGS = re.compile(
    r"\b(?:homes|houses|buildings|apartments|flats|shops|schools|hospitals|clinics|churches|mosques|bridges"
    r"|villages|towns|districts|neighbou?rhoods|camps|hotels|farms|factories|plants|offices|banks|companies|firms"
    r"|boats|ships|vessels|tankers|trawlers|ferries|planes|aircraft|helicopters|jets|drones|cars|trucks"
    r"|buses|vehicles|tanks|trains|weapons|rifles|missiles|rockets|animals|cattle|cows|sheep|goats|pigs"
    r"|horses|dogs|cats|chickens|birds|fish|elephants|rhinos|lions|whales|turtles|trees)(?=\s|$|[.,;:!?)”\"])",
    re.IGNORECASE,
)
"""What news counts with the same verbs, and what is no person; in the plural: 12 school guards are people."""

_FAMILIES = re.compile(r"\b(?:families|households)(?=\s|$|[.,;:!?)”\"])", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?:\s+(?!(?:in|at|on|near|of|from|and|or|but|when|as|who|with|after|before|while|by|to|for|that)\b)"
    r"[^\W\d][\w’'-]*){1,3}"
)
_PEOPLE = re.compile(r"\b(?:people|persons?|civilians?|soldiers?|men|women|children|victims|others)\b", re.IGNORECASE)


def casualty(text: str, start: int, end: int, *, bounds: tuple[int, int]) -> Casualty | None:
    """What happened to the people that the number `text[start:end]` counts, inside `bounds`, if anything did."""
    before = text[max(bounds[0], start - REACH) : start]
    after = text[end : min(bounds[1], end + REACH)]
    found = _AFTER.match(after)
    if found and _passive(found):
        what = next(name for name in OUTCOMES if found[name])
        return _of_people(Casualty(start, end + found.end(what), what), found["between"])
    if verb := _BEFORE.search(before):
        what = next(name for name in _ACTIVE if verb[name])
        if not re.search(_AUXILIARY + r"\s*$", before[: verb.start()]):
            people = _PEOPLE_AFTER.match(after)
            counted = _COUNTED.match(after)
            known = Casualty(start, end + (people.end() if people else 0), what)
            return _of_people(known, counted[0] if counted else "")
    if toll := _TOLL_BEFORE.search(before):
        return Casualty(start, end, "killed" if toll["death"] else "injured")
    if re.search(r"\bclaim(?:s|ed|ing)?\s+$", before) and (lives := _LIVES_AFTER.match(after)):
        return Casualty(start, end + lives.end(), "killed")
    return None


def _of_people(found: Casualty, counted: str) -> Casualty | None:
    """The casualty as it is where people are counted, under another name for families; None for homes and animals."""
    if _PEOPLE.search(counted):
        return found
    if _FAMILIES.search(counted):
        return found._replace(what=f"{found.what} families")
    return None if _THINGS.search(counted) else found


def shared(
    text: str, number: tuple[int, int], before: tuple[int, int] | None, after: tuple[int, int] | None,
    *, bounds: tuple[int, int],
) -> Casualty | None:  # fmt: skip
    """What a number counts that shares its verb with the one behind or before it in a row of two.

    '14 rebels and three soldiers were killed', 'killed 14 rebels and three soldiers'; half-open ranges of the numbers.
    """
    if after and (joint := _SHARED.fullmatch(text, number[1], after[0])):
        found = _AFTER.match(text[after[1] : min(bounds[1], after[1] + REACH)])
        if found and _passive(found):
            what = next(name for name in OUTCOMES if found[name])
            return _of_people(Casualty(number[0], joint.end("noun"), what), joint["noun"])
    if before and _SHARED.fullmatch(text, before[1], number[0]):
        verb = _BEFORE.search(text[max(bounds[0], before[0] - REACH) : before[0]])
        noun = _NO_VERB_AFTER.match(text, number[1], bounds[1])
        if verb and noun:
            known = Casualty(number[0], noun.end(), next(name for name in _ACTIVE if verb[name]))
            return _of_people(known, noun[0])
    return None


def _passive(found: re.Match[str]) -> bool:
    """'12 soldiers killed three rebels' counts the killers: an object follows, and no 'were' stands before the verb."""
    if re.search(_AUXILIARY, found["between"]):
        return True
    ends_alone = not found["object"] and not _OBJECT_COUNT.match(found.string, found.end())
    return ends_alone or any(
        found[what] and found[what].split()[-1] in ("dead", "missing", "died") for what in OUTCOMES
    )
