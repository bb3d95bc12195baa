"""What a text says in so many words that a name is: 'the group X', 'Oslo-based X', 'the X camp', 'X Hospital'. Pure.

Weights learnt from texts know these words as well, but not how sure they are where a model said something else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline.enrich import kinds, lexicon
from pipeline.enrich.names import Name, Range, Words
from pipeline.enrich.shorter import is_acronym

_MOSTLY = 0.5
"""Of a name's places: so many say it."""


def stated(
    words: Words, name: Name, found: str, known: str | None, features: Mapping[str, float], *, of_a_person: bool
) -> str:
    """The class that the text states, or else the one `found`."""
    if known in ("country", "demonym") or of_a_person:
        return found
    if not any(part[:1].isupper() for part in name.key):
        return found
    first, last = name.key[0].casefold(), name.key[-1].casefold()
    if _share(name, lambda place: _is_kind_before(words, place)) >= _MOSTLY:
        return "ORG"
    if found in ("MISC", "NONE", "PER") and _share(name, lambda place: _is_based(words, place)) >= _MOSTLY:
        return "ORG"
    of_a_people = last.endswith(("an", *lexicon.NATIONALITY_ENDS))
    if (
        found in ("MISC", "NONE")
        and not of_a_people
        and _share(name, lambda place: _is_place_after(words, place)) >= _MOSTLY
    ):
        return "LOC"
    if (
        found in ("MISC", "NONE")
        and not of_a_people
        and _share(name, lambda place: _is_kind_after(words, place)) >= _MOSTLY
    ):
        return "ORG"
    if found in ("MISC", "NONE") and _share(name, lambda place: _is_spoken_for(words, place)) >= _MOSTLY:
        return "ORG"
    if found in ("MISC", "NONE") and is_acronym(name.key) and _share(name, lambda place: _is_known_as(words, place)):
        return "ORG"
    if len(name.key) > 1:
        if (
            found == "ORG"
            and known != "org"
            and "called-org" not in features
            and (last in kinds.BUILT or first in kinds.BUILT_FIRST)
        ):
            return "LOC"
        if found != "ORG" and first in kinds.CARRIERS and "last-country" in features:
            return "ORG"
        if found != "ORG" and first in lexicon.FOREIGN_HEADS and known is None:
            return "ORG"
        if found in ("NONE", "MISC") and (
            last in kinds.SURE_HEADS or (first in kinds.SURE_HEADS and name.key[1] == "of")
        ):
            return "ORG"
        if found == "LOC" and known is None and features.get("called-role", 0) >= _MOSTLY:
            return "PER"
    return found


def _share(name: Name, says: Callable[[Range], bool]) -> float:
    return sum(map(says, name.ranges)) / len(name.ranges)


def _is_kind_before(words: Words, place: Range) -> bool:
    at = place.first
    return (
        at > 0
        and not words.begins(at)
        and words.is_next(at)
        and words.lower[at - 1] in kinds.KIND_BEFORE
        and (words.words[at - 1].text.islower())
    )


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
    return at < len(words.words) and words.words[at].text in kinds.PLACE_AFTER and words.is_next(at)
