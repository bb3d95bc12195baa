"""What a text says in so many words that a name is: 'the group X', 'Oslo-based X', 'the X camp', 'X Hospital'. Pure.

Weights learnt from texts know these words as well, but not how sure they are where a model said something else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline.enrich import kinds, lexicon
from pipeline.enrich.given_names import begins_with_a_given_name
from pipeline.enrich.names import Key, Name, Range, Words
from pipeline.enrich.shorter import is_acronym

_IN = frozenset({"in", "near", "outside", "around", "inside", "across"})
_MOSTLY = 0.5
"""Of a name's places: so many say it."""


def stated(
    words: Words, name: Name, found: str, known: str | None, features: Mapping[str, float], *, of_a_person: bool
) -> str:
    """The class that the text states, or else the one `found`."""
    if known in ("country", "demonym") or of_a_person:
        return found
    if len(name.key) == 1 and (name.key[0] in kinds.INSTITUTIONS or name.key[0] == kinds.PLATFORM):
        return "ORG"
    if not any(part[:1].isupper() for part in name.key):
        return found
    beside = _by_words_beside(words, name, found)
    return beside or (_by_its_own_words(name.key, found, known, features) if len(name.key) > 1 else None) or found


def _by_words_beside(words: Words, name: Name, found: str) -> str | None:
    """The class that most of the name's places state by the words beside it."""

    def mostly(says: Callable[[Words, Range], bool]) -> bool:
        return sum(says(words, place) for place in name.ranges) / len(name.ranges) >= _MOSTLY

    if mostly(_is_kind_before) or mostly(_is_called_before):
        return "ORG"
    if found != "LOC" and mostly(_is_one_of_places):
        return "LOC"
    if found != "ORG" and mostly(_is_based):
        return "ORG"
    if found == "PER" and not begins_with_a_given_name(name.key) and _lies_somewhere(words, name):
        return "LOC"
    if found == "PER" and mostly(_is_place_after):
        return "LOC"
    if found not in ("MISC", "NONE"):
        return None
    if not name.key[-1].casefold().endswith(("an", *lexicon.NATIONALITY_ENDS)):
        if mostly(_is_place_after):
            return "LOC"
        if mostly(_is_kind_after):
            return "ORG"
    if mostly(_is_spoken_for):
        return "ORG"
    known_as = is_acronym(name.key) and any(_is_known_as(words, place) for place in name.ranges)
    return "ORG" if known_as else None


def _by_its_own_words(key: Key, found: str, known: str | None, features: Mapping[str, float]) -> str | None:
    """The class that the first or last word of a longer name states."""
    first, last = key[0].casefold(), key[-1].casefold()
    if first in kinds.STORMS and known is None:
        return "MISC"
    if found == "ORG":
        is_built = last in kinds.BUILT or first in kinds.BUILT_FIRST
        is_built = is_built or (last in ("center", "centre") and key[-2].casefold() in kinds.HALLS)
        return "LOC" if is_built and known != "org" and "called-org" not in features else None
    if first in kinds.CARRIERS and "last-country" in features:
        return "ORG"
    if first in lexicon.FOREIGN_HEADS and known is None:
        return "ORG"
    has_head = last in kinds.SURE_HEADS or ("of" in key[1:] and key[key.index("of") - 1].casefold() in kinds.SURE_HEADS)
    if has_head and (found in ("NONE", "MISC") or (found == "LOC" and known is None)):
        return "ORG"
    called = found == "LOC" and known is None and features.get("called-role", 0) >= _MOSTLY
    return "PER" if called else None


def _lies_somewhere(words: Words, name: Name) -> bool:
    """Whether something is in or near it wherever it stands; one may believe in a person, but not be near Rafah.

    A surname that the model has met is not judged so, nor what something belongs to: in Harlan's first term.
    """
    return all(_is_in(words, place) for place in name.ranges)


def _is_in(words: Words, place: Range) -> bool:
    at, last = place.first, place.last
    owns = words.lower[last : last + 1] in (["'"], ["’"])
    if owns or at < 2 or not words.is_next(at) or not (last - at > 1 or words.is_new(at)):
        return False
    return words.lower[at - 1] in _IN and words.lower[at - 2] not in kinds.BELIEF


def _is_kind_before(words: Words, place: Range) -> bool:
    at = place.first
    return (
        at > 0
        and not words.begins(at)
        and words.is_next(at)
        and words.lower[at - 1] in kinds.KIND_BEFORE
        and (words.words[at - 1].text.islower())
    )


def _is_called_before(words: Words, place: Range) -> bool:
    """Whether it is the apposition of what it is: 'his factory, Calzados Berón, closed'."""
    at, last = place.first, place.last
    closes = last < len(words.words) and words.words[last].text in (",", ".", ";")
    return closes and at > 1 and words.lower[at - 1] == "," and words.words[at - 2].text in kinds.CALLED_BEFORE


def _is_one_of_places(words: Words, place: Range) -> bool:
    """Whether it is an example of places: 'nearby villages, including Um Jalbak', 'suburbs such as Tondo'."""
    at = place.first
    before = words.lower[max(0, at - 4) : at]
    if before[-2:] == ["such", "as"]:
        before = before[:-2]
    elif before[-1:] in (["including"], ["like"]):
        before = before[:-1]
    else:
        return False
    before = before[:-1] if before[-1:] == [","] else before
    return bool(before) and before[-1].endswith("s") and before[-1] in lexicon.PLACE_NOUNS


def _is_based(words: Words, place: Range) -> bool:
    at = place.first
    return at > 1 and words.lower[at - 1] == "based" and words.words[at - 2].text == "-" and words.is_next(at)


def _is_spoken_for(words: Words, place: Range) -> bool:
    role, link = (["", "", *words.lower[max(0, place.first - 2) : place.first]])[-2:]
    return role in kinds.SPEAK_FOR.get(link, ()) and words.is_next(place.first)


def _is_known_as(words: Words, place: Range) -> bool:
    return words.lower[max(0, place.first - 2) : place.first] == ["known", "as"]


def _is_kind_after(words: Words, place: Range) -> bool:
    at = place.last
    return (
        at < len(words.words)
        and words.words[at].text in kinds.KIND_AFTER
        and words.is_next(at)
        and place.first > 0
        and not words.begins(place.first)
    )


def _is_place_after(words: Words, place: Range) -> bool:
    at = place.last
    if at + 1 < len(words.words) and words.words[at].text in kinds.CAMP_KINDS and words.is_next(at):
        at += 1
    return at < len(words.words) and words.words[at].text in kinds.PLACE_AFTER and words.is_next(at)
