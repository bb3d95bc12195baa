"""What a model draws too narrow: names that go on behind a hyphen, an apostrophe or a second mark. Pure, English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.enrich import kinds
from pipeline.enrich.edges import HEADS, NEVER_IN_NAMES
from pipeline.enrich.famous import TITLED
from pipeline.enrich.given_names import given_names
from pipeline.enrich.joints import HYPHENS, replace_parts
from pipeline.enrich.lexicon import FACILITY_HEADS, MISC_HEADS
from pipeline.enrich.names import NAMES, Key, Words
from pipeline.enrich.openers import OPENERS
from pipeline.enrich.spans import Span

_BEFORE_A_NAME = frozenset({"e", "i", "ye", "al", "el"})
"""Of these what the name goes on behind with a space."""

PLACES = frozenset({"GPE", "LOC", "FAC"})

_FIRST_OF_PLACES = frozenset(
    {"um", "umm", "abu", "ain", "bir", "tel", "tall", "deir", "ras", "wadi", "beit", "kafr", "khan"}
)
"""First words of Arabic names of places, which are no places alone."""

_CONTRACTED = frozenset({"s", "t", "re", "ve", "ll", "d", "m"})
"""Behind an apostrophe these are English grammar: Nuku'alofa's."""


def lengthen(words: Words, spans: Sequence[Span], known: Mapping[Key, str]) -> list[Span]:
    """The spans, each as long as its name is."""
    kept = sorted(spans)
    for span in list(kept):
        found = words.range_of(span) if span.label in NAMES else None
        if found is None:
            continue
        first, last = found[0] - _is_circuit(words, *found), glued_end(words, found[1])
        if (first, last) != found:
            replace_parts(kept, words.span(first, last, span.label))
    _join_people(words, kept, known)
    for at, word in enumerate(words.lower):
        if (words.words[at].text, *(after.text for after in words.words[at + 1 : at + 2])) in TITLED:
            replace_parts(kept, words.span(at, at + 2, "PERSON"))
        whole = _land(words, at) if word == "of" else _whose(words, at, known) if word in ("'", "’") else None
        if whole is not None:
            replace_parts(kept, whole)
    return kept


def _is_circuit(words: Words, first: int, last: int) -> bool:
    """Whether the number of an American court stands before its name: 5th U.S. Circuit Court of Appeals."""
    return (
        first > 0
        and "circuit" in words.lower[first:last]
        and words.lower[first - 1][:1].isdigit()
        and words.is_next(first)
    )


def glued_end(words: Words, last: int) -> int:
    """Where a name really ends that goes on without a space: Haleta'aru, Auneuil-le-Sec, Sarpol-e Zahab."""
    every = words.words
    while last + 1 < len(every) and every[last - 1].end_char == every[last].start_char:
        mark, tail = every[last], every[last + 1]
        if mark.end_char != tail.start_char or not tail.text.isalpha():
            break
        is_quoted = mark.text in ("'", "’") and tail.text.islower() and tail.text not in _CONTRACTED
        is_joined = mark.text in HYPHENS and tail.text in kinds.TAILS
        if not (is_quoted or is_joined):
            break
        last += 2
        if is_joined and last + 1 < len(every) and every[last].text in HYPHENS and every[last + 1].text.istitle():
            last += 2
        elif tail.text in _BEFORE_A_NAME and is_joined and last < len(every) and every[last].text.istitle():
            last += words.is_next(last)
    return last


def _join_people(words: Words, spans: list[Span], known: Mapping[Key, str]) -> None:
    """Join what is marked as a person to the one unknown word, one space behind, that is marked as something else.

    A given name that is marked as something else is joined to the surname behind it, Um to the Sidra that it names.
    """
    number = 0
    while number + 1 < len(spans):
        person, after = spans[number], spans[number + 1]
        apart = words.text[person.end_char : after.start_char]
        if apart == " " and after.label == "PERSON" and _is_a_given_name(words, person):
            spans[number : number + 2] = [Span(person.start_char, after.end_char, "PERSON")]
            continue
        if apart == " " and after.label in PLACES and person.label in PLACES and _is_a_head(words, person):
            spans[number : number + 2] = [Span(person.start_char, after.end_char, after.label)]
            continue
        if person.label == "PERSON" and apart == " " and after.label in NAMES:
            found = words.range_of(after)
            if found and found[1] - found[0] == 1 and _may_be_a_surname(words, found[0], known):
                spans[number : number + 2] = [Span(person.start_char, after.end_char, "PERSON")]
                continue
        number += 1


def _is_a_given_name(words: Words, span: Span) -> bool:
    found = words.range_of(span) if span.label in NAMES - {"PERSON"} else None
    return found is not None and found[1] - found[0] == 1 and words.words[found[0]].text in given_names()


def _is_a_head(words: Words, span: Span) -> bool:
    found = words.range_of(span)
    return found is not None and found[1] - found[0] == 1 and words.lower[found[0]] in _FIRST_OF_PLACES


def _may_be_a_surname(words: Words, at: int, known: Mapping[Key, str]) -> bool:
    """Whether it is no word that stands beside people's names, and not as well known as Paris or the Democrats."""
    word = words.words[at].text
    kind = known.get(words.key(at, at + 1), "city0")
    return word.istitle() and "city0" <= kind < "city6" and words.lower[at] not in NEVER_IN_NAMES | MISC_HEADS | HEADS


def _whose(words: Words, at: int, known: Mapping[Key, str]) -> Span | None:
    """A name with a genitive in it: St. Peter's Square, Farmers' Association; Kenya's Senate is two."""
    head = at + 1 + (words.lower[at + 1 : at + 2] == ["s"])
    first = at
    while first > max(0, at - 4) and _is_part(words, first - 1):
        first -= 1
    if first < at and words.begins(first) and words.lower[first] in OPENERS:
        first += 1
    if not first < at or head >= len(words.words) or words.lower[head] not in kinds.WHOSE:
        return None
    if not words.words[head].text.istitle() or not words.is_next(head) or words.key(first, at) in known:
        return None
    goes_on = head + 1 < len(words.words) and words.is_next(head + 1) and words.words[head + 1].text[:1].isupper()
    is_many = head == at + 1 and words.words[at - 1].text.endswith("s")
    is_one = head == at + 2 and (words.key(first, at)[0] in ("St", "Saint", "King", "Queen", "All") or at - first > 2)
    if goes_on or not (is_many or is_one or words.lower[at - 1] in kinds.WHO):
        return None
    return words.span(first, head + 1, "FAC" if words.lower[head] in FACILITY_HEADS else "ORG")


def _is_part(words: Words, at: int) -> bool:
    """Whether this word is capitalised, or the dot of St., and glued to what comes behind, or one space before it."""
    every = words.words
    if every[at].text == ".":
        return at > 0 and every[at - 1].text in ("St", "Mt") and words.is_next(at + 1)
    apart = words.text[every[at].end_char : every[at + 1].start_char]
    return every[at].text[:1].isupper() and apart in ("", " ") and not words.begins(at + 1)


def _land(words: Words, at: int) -> Span | None:
    """A capitalised word for land or a building and what it is called after."""
    if (
        at < 1
        or words.lower[at - 1] not in kinds.LAND
        or not words.words[at - 1].text[:1].isupper()
        or not words.is_next(at)
    ):
        return None
    begin = at + 1 + (words.lower[at + 1 : at + 2] == ["the"])
    last = begin
    while last < min(len(words.words), begin + 3) and words.words[last].text[:1].isupper() and words.is_next(last):
        last += 1
    if last == begin or (words.begins(at - 1) and words.lower[at - 1] == "cape"):
        return None
    first = at - 1
    return words.span(first, last, "FAC" if words.lower[first] in kinds.BUILT_OF else "LOC")
