"""Which organisation an acronym or a short name stands for: introduced by the text, or made of its letters. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from pipeline.enrich.lexicon import MORE_ROLES, PERSON_ROLES
from pipeline.enrich.names import Key, Name, Words
from pipeline.enrich.openers import OPENERS

MOST_BETWEEN = 6
"""Words between 'known' and the acronym: 'known by its Portuguese acronym'."""

LEAST_LETTERS = 4
"""Of an acronym that leaves out the last words of the name: IFRC."""

LONGEST_APPOSITION = 14
"""Words between a person's name and 'known as'."""

NEAR = 60
"""Words back in which the organisation is named that 'the group, known by its initials' means."""

_HOW_KNOWN = frozenset({"widely", "better", "best", "also", "commonly", "locally", "popularly", "is", "was", ","})
_DEPARTMENTS = frozenset({"department", "ministry"})
_GROUPS = frozenset(
    {"group", "organization", "organisation", "agency", "party", "charity", "movement", "union", "body", "utility"}
    | {"company", "firm", "bank", "regulator"}
)
_INITIALS = frozenset({"initials", "acronym", "abbreviation"})
_SAY_WHAT_IT_IS = frozenset({"known", "called", "abbreviated", "nicknamed"})


def initials(key: Key) -> str:
    """The first letters of a name's capitalised words."""
    return "".join(part[0] for part in key if part[:1].isupper())


def spelt_by(key: Key) -> frozenset[str]:
    """The acronyms that a name's first letters make, with and without its small words: ECWAS and ECOWAS."""
    every = "".join(part[0].upper() for part in key if part.isalpha() and len(part) > 1)
    return frozenset({initials(key), every})


def is_acronym(key: Key) -> bool:
    """Whether the name is one word of capitals."""
    return len(key) == 1 and len(key[0]) > 1 and key[0].isupper() and key[0].isalpha()


def introduced(words: Words, names: Mapping[Key, Name], longer: Iterable[Key]) -> dict[Key, Key]:
    """Acronym -> the one of the `longer` names that the text says it stands for, whatever its letters.

    'the Fundo Verde (FVX)', 'the Fundo Verde, or FVX,', 'the Fundo Verde, known by its Portuguese acronym FVX'.
    """
    begins = {place.first: key for key, name in names.items() if len(key) == 1 for place in name.ranges}
    ends = {place.last: key for key in longer if len(key) > 1 for place in names[key].ranges}
    found: dict[Key, set[Key]] = {}
    for last, key in ends.items():
        short = begins.get(at) if (at := _introduction(words, last)) is not None else None
        if short and (is_acronym(short) or _is_made_of(short[0], key)):
            found.setdefault(short, set()).add(key)
    for at, short in begins.items():
        if is_acronym(short) and (before := _group_before(words, at)) is not None:
            nearest = max((last for last in ends if before - NEAR < last <= before), default=None)
            by_letters = nearest is not None and words.words[at].text[0] == ends[nearest][0][:1]
            if nearest is not None and (by_letters or words.lower[at - 1] != "as"):
                found.setdefault(short, set()).add(ends[nearest])
    return {acronym: next(iter(keys)) for acronym, keys in found.items() if len(keys) == 1}


def _is_made_of(word: str, key: Key) -> bool:
    """Whether a word begins as the name does, and so may be short for it: Caricom for Caribbean Community."""
    return len(word) > LEAST_LETTERS and word[:2].casefold() == key[0][:2].casefold() and word not in key


def _group_before(words: Words, at: int) -> int | None:
    """Where 'the group' stands in 'the group, known by its Spanish initials ELN', whose acronym begins here."""
    for number in range(at - 1, max(1, at - 2 - MOST_BETWEEN), -1):
        if words.words[number].text == "known":
            said = bool(_INITIALS & {*words.lower[number:at]}) or number == at - 2
            named = words.lower[number - 1] == "," and words.lower[number - 2] in _GROUPS
            return number - 2 if said and named else None
    return None


def aliases(words: Words, names: Mapping[Key, Name], people: Iterable[Key]) -> dict[Key, Key]:
    """Other name -> the one of these people who is said to be known by it: 'Raúl Soto, known as El Tigre,'."""
    begins = {place.first: key for key, name in names.items() for place in name.ranges}
    people = [*people]
    starts = {place.first for key in people for place in names[key].ranges}
    found: dict[Key, set[Key]] = {}
    for key in people:
        for place in names[key].ranges:
            at = _nicknamed(words, place.last) or _known_later(words, place.last, starts)
            if at in begins and begins[at] != key and not any(map(str.isupper, begins[at])):
                found.setdefault(begins[at], set()).add(key)
    return {alias: next(iter(keys)) for alias, keys in found.items() if len(keys) == 1}


def _nicknamed(words: Words, at: int) -> int | None:
    """Where the name begins that a person is known by, just behind his own."""
    lower = words.lower
    if lower[at : at + 1] not in ([","], ["("]) or lower[at + 1 : at + 2] not in (["known"], ["nicknamed"], ["alias"]):
        return None
    at += 2 + (lower[at + 2 : at + 3] == ["as"])
    return at + 1 if lower[at : at + 1] in (['"'], ["“"], ["‘"]) else at


def _known_later(words: Words, at: int, people: Collection[int]) -> int | None:
    """Where the name begins in 'Raúl Soto, a former guard known as El Tigre,' with none of the `people` between."""
    if words.lower[at : at + 1] != [","]:
        return None
    for number in range(at + 1, min(at + 1 + LONGEST_APPOSITION, len(words.words) - 2)):
        if number in people or words.words[number].text in (".", ";", ":") or words.is_broken(number):
            return None
        if words.lower[number] in ("known", "nicknamed") and words.lower[number + 1] == "as":
            if not _is_said_of_a_person(words, at + 1, number):
                return None
            quoted = words.words[number + 2].text in ('"', "“", "‘")
            return number + 2 + quoted
    return None


def _is_said_of_a_person(words: Words, first: int, at: int) -> bool:
    """Whether it is a person who is known so: 'an officer known as', not 'the head of the agency known as'."""
    while at > first and words.lower[at - 1] in _HOW_KNOWN:
        at -= 1
    return at > first and (words.lower[at - 1] == "who" or words.lower[at - 1] in PERSON_ROLES | MORE_ROLES)


def _introduction(words: Words, at: int) -> int | None:
    """Where the acronym stands that is introduced just behind a name that ends at this word."""
    lower = words.lower
    mark, first = lower[at : at + 1], lower[at + 1 : at + 2]
    if mark == ["("]:
        return at + 1 if lower[at + 2 : at + 3] in ([")"], [","], [";"]) else _known_as(words, at + 1)
    if mark != [","]:
        return None
    return at + 2 if first == ["or"] and lower[at + 3 : at + 4] in ([","], ["."], [")"]) else _known_as(words, at + 1)


def _known_as(words: Words, at: int) -> int | None:
    said = False
    for number in range(at, min(at + 2 + MOST_BETWEEN, len(words.words))):
        text = words.words[number].text
        if said and len(text) > 1 and text.isupper():
            return number
        said = said or text in _SAY_WHAT_IT_IS
        if not text.isalpha() or (not said and number > at):
            return None
    return None


def _is_capital(part: str) -> bool:
    return part[:1].isupper()


def _leaves_out_the_end(word: str, key: Key) -> bool:
    """IFRC for one of Red Cross and Red Crescent Societies, CDC for one of Disease Control and Prevention."""
    if "and" in key and initials(key[: key.index("and")]) == word:
        return len(word) > 2
    return len(word) >= LEAST_LETTERS and initials(key).startswith(word)


def stands_for(key: Key, longer: Iterable[Key]) -> list[Key]:
    """The names that this one may be short for: an acronym, 'the Treasury', a firm's name without its last words."""
    word = key[0]
    if is_acronym(key):
        others = [other for other in longer if len(other) > 1]
        exact = [other for other in others if word in spelt_by(other)]
        return exact or [other for other in others if _leaves_out_the_end(word, other)]
    if word.casefold() in OPENERS:
        return []
    plural: Key = (f"{word}s",)
    if len(key) == 1 and plural in longer:
        return [plural]
    if governed := [other for other in longer if _is_of_department(key, other)]:
        return governed
    if len(key) > 1:
        return [
            other
            for other in longer
            if len(other) > len(key) and other[: len(key)] == key and all(map(_is_capital, other[len(key) :]))
        ]
    return [other for other in longer if len(other) == 2 and other[0] == word and other[1].casefold() in _DEPARTMENTS]


def _is_of_department(key: Key, other: Key) -> bool:
    """Whether one is 'Homeland Security' or 'Health Ministry', the other 'Department of Homeland Security'."""
    if len(other) < 3 or other[0].casefold() not in _DEPARTMENTS or other[1] != "of":
        return False
    rest = other[3:] if other[2] == "the" else other[2:]
    return key in (rest, (*rest, other[0])) and bool(rest)
