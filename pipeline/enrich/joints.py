"""Pieces of one name that a model marked apart or in part, joined where the words between say so. Pure, English.

'Red Crescent Society | of | Kenya' is one organisation, 'Amina Sow-Diallo' one woman, 'Ramón "Moncho" Ruiz' one man.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from pipeline.enrich.kinds import FOR_HEADS, OF_HEADS, STORMS
from pipeline.enrich.lexicon import GENERIC, GLUE, ORG_HEADS, is_glue
from pipeline.enrich.names import NAMES, Key, Words
from pipeline.enrich.openers import OPENERS
from pipeline.enrich.shorter import is_acronym
from pipeline.enrich.spans import Span

HYPHENS = frozenset("-\u2010\u2011")

MAX_SIDE = 5
"""Words on either side of a joint."""

_BETWEEN_SURNAMES = frozenset({"do", "y", "e"})
"""Small words that stand inside names of people and places, though an English sentence has them as well."""

_OPENING, _CLOSING = frozenset("\"“'‘"), frozenset("\"”'’")
_NO_PEOPLE = frozenset({"GPE", "LOC", "FAC", "ORG"})


def join_parts(words: Words, spans: Sequence[Span], known: Mapping[Key, str]) -> list[Span]:
    """The spans, those that are parts of one name replaced by the whole."""
    kept = sorted(spans)
    for at, word in enumerate(words.lower):
        whole = None
        if word in ("of", "for"):
            whole = _of(words, kept, at)
        elif word == "at":
            whole = _campus(words, kept, at)
        elif word in ("and", "&"):
            whole = _and(words, kept, at, known)
        elif word in HYPHENS:
            whole = _hyphen(words, kept, at, known)
        elif word in STORMS:
            whole = _storm(words, kept, at)
        elif word in _OPENING:
            whole = _nickname(words, kept, at)
        elif is_glue(word_text := words.words[at].text) or word_text in _BETWEEN_SURNAMES:
            whole = _glue(words, kept, at)
        if whole is not None:
            replace_parts(kept, whole)
    return kept


def no_values(words: Words, spans: Sequence[Span], known: Mapping[Key, str]) -> list[Span]:
    """The spans without those that make a value of a name.

    A city is no date, nor is a word that nobody has met, or one behind a given name.
    """
    kept: list[Span] = []
    for span in spans:
        found = words.range_of(span) if span.label not in NAMES else None
        if found is None or found[1] - found[0] > 1 or not _may_be_a_name(words, found[0]):
            kept.append(span)
        elif known.get(words.key(*found), "").startswith(("city", "region", "country")):
            kept.append(span._replace(label="GPE"))
        elif not (words.is_new(found[0]) or _is_behind_a_name(words, found[0])):
            kept.append(span)
    return kept


def _is_behind_a_name(words: Words, at: int) -> bool:
    """Whether a word with a capital of its own stands just before this one: 'said Felicity Marchand'."""
    return at > 1 and words.is_next(at) and words.words[at - 1].text.istitle() and not words.begins(at - 1)


def _may_be_a_name(words: Words, at: int) -> bool:
    word = words.words[at].text
    return word.istitle() and word.isalpha() and len(word) > 3 and words.lower[at] not in GENERIC


def replace_parts(spans: list[Span], whole: Span) -> None:
    """Put the whole in the place of its parts, where it cuts none in two."""
    first = bisect_right(spans, whole.start_char, key=lambda span: span.end_char)
    last = bisect_left(spans, whole.end_char, key=lambda span: span.start_char)
    if all(whole.start_char <= s.start_char and s.end_char <= whole.end_char for s in spans[first:last]):
        spans[first:last] = [whole]


def _marked(words: Words, spans: Sequence[Span], at: int) -> Span | None:
    """The span that holds this word."""
    start = words.words[at].start_char
    number = bisect_right(spans, start, key=lambda span: span.end_char)
    return spans[number] if number < len(spans) and spans[number].start_char <= start else None


def _left(words: Words, spans: Sequence[Span], at: int) -> tuple[int, Span | None] | None:
    """Where the name begins that ends with this word; None where none can."""
    span = _marked(words, spans, at)
    if span is not None:
        found = words.range_of(span)
        return (found[0], span) if found and found[1] == at + 1 and span.label in NAMES else None
    if not _is_capital(words, at):
        return None
    first = at
    while first > max(0, at - MAX_SIDE) and words.is_next(first) and _is_capital(words, first - 1):
        span = _marked(words, spans, first - 1)
        if span is not None:
            found = words.range_of(span)
            return (found[0], span) if found and span.label in NAMES else (first, None)
        first -= 1
    if words.begins(first) and first < at and words.lower[first] in OPENERS:
        first += 1
    return first, None


def _right(words: Words, spans: Sequence[Span], at: int) -> tuple[int, Span | None] | None:
    """One past the last word of the name that begins with this one; None where none can."""
    span = _marked(words, spans, at)
    if span is not None:
        found = words.range_of(span)
        if found is None or found[0] != at or span.label not in NAMES:
            return None
        last = found[1]
    elif _is_capital(words, at):
        last = at + 1
    else:
        return None
    while last < min(len(words.words), at + MAX_SIDE) and words.is_next(last) and _is_capital(words, last):
        if _marked(words, spans, last) is not None:
            break
        last += 1
    return last, span


def _is_capital(words: Words, at: int) -> bool:
    return words.words[at].text[:1].isupper()


def _of(words: Words, spans: Sequence[Span], at: int) -> Span | None:
    """An organisation's head and what 'of' joins to it: Red Crescent Society of Kenya, Ministry of the Interior.

    A university has its town behind 'at' as well.
    """
    if not 0 < at < len(words.words) - 2 or not words.is_next(at):
        return None
    head = words.lower[at - 1]
    if head not in (OF_HEADS if words.lower[at] == "of" else FOR_HEADS) or not _is_capital(words, at - 1):
        return None
    begin = at + 1 + (words.lower[at + 1] == "the")
    if not all(words.is_next(number) for number in range(at + 1, begin + 1)):
        return None
    left, right = _left(words, spans, at - 1), _right(words, spans, begin)
    if left is None or right is None or (right[1] is not None and right[1].label == "PERSON"):
        return None
    return words.span(left[0], right[0], "ORG")


def _and(words: Words, spans: Sequence[Span], at: int, known: Mapping[Key, str]) -> Span | None:
    """'the Forest and Water Management Authority' is one: its second half has a head, but no article of its own."""
    if not 1 < at < len(words.words) - 2 or not words.is_next(at) or not words.is_next(at + 1):
        return None
    left, right = _left(words, spans, at - 1), _right(words, spans, at + 1)
    if left is None or right is None or right[0] - at < 3 or left[0] < 1:
        return None
    first, last = left[0], right[0]
    if words.lower[first] == "the":
        first += 1
    key = words.key(first, at)
    if (
        words.lower[first - 1] != "the"
        or words.lower[last - 1] not in ORG_HEADS
        or ORG_HEADS & {*words.lower[first:at]}
        or known.get(key) in ("org", "country", "demonym")
        or is_acronym(key)
        or words.key(at + 1, last) in known
        or (left[1] is not None and left[1].label == "PERSON")
    ):
        return None
    return words.span(first, last, "ORG")


def _hyphen(words: Words, spans: Sequence[Span], at: int, known: Mapping[Key, str]) -> Span | None:
    """Two capitalised halves around a hyphen are one name, but for two that are known: Beijing-Hanoi."""
    if not 0 < at < len(words.words) - 1 or not _is_glued(words, at):
        return None
    halves = words.words[at - 1].text, words.words[at + 1].text
    if not all(map(str.istitle, halves)) or min(map(len, halves)) < 2:
        return None
    left, right = _left(words, spans, at - 1), _right(words, spans, at + 1)
    if left is None or right is None or (left[1] is None and right[1] is None):
        return None
    label = (left[1] or right[1]).label  # type: ignore[union-attr]
    if label == "NORP" or (words.key(left[0], at) in known and words.key(at + 1, right[0]) in known):
        return None
    return words.span(left[0], right[0], label)


def _is_glued(words: Words, at: int) -> bool:
    before, word, after = words.words[at - 1 : at + 2]
    return before.end_char == word.start_char and word.end_char == after.start_char


def _storm(words: Words, spans: Sequence[Span], at: int) -> Span | None:
    if at + 1 >= len(words.words) or not _is_capital(words, at) or not words.is_next(at + 1):
        return None
    right = _right(words, spans, at + 1)
    if right is None or words.lower[at + 1] in GENERIC:
        return None
    return words.span(at, right[0] if right[1] else at + 2, "EVENT")


def _nickname(words: Words, spans: Sequence[Span], at: int) -> Span | None:
    """A given name, what he is called in quotation marks, and a surname."""
    last = at + 1
    while last < min(len(words.words), at + 4) and words.words[last].text[:1].isupper():
        last += 1
    if at < 1 or last == at + 1 or last + 1 >= len(words.words) or words.words[last].text not in _CLOSING:
        return None
    apart = words.text[words.words[at - 1].end_char : words.words[at].end_char][:1] == " "
    given, surname = words.words[at - 1].text, words.words[last + 1].text
    if not (apart and words.is_next(last + 1) and given.istitle() and surname.istitle()):
        return None
    if words.lower[at - 1] in OPENERS | GENERIC or words.lower[last + 1] in GENERIC:
        return None
    left, right = _left(words, spans, at - 1), _right(words, spans, last + 1)
    labels = {side[1].label for side in (left, right) if side and side[1]}
    if left is None or right is None or labels & _NO_PEOPLE:
        return None
    return words.span(left[0], right[0], "PERSON")


def _glue(words: Words, spans: Sequence[Span], at: int) -> Span | None:
    """Two names with a small word of another language between them: Teplice nad Metují."""
    if not 0 < at < len(words.words) - 1 or not words.is_next(at):
        return None
    last = at + 1
    while last < len(words.words) - 1 and words.is_next(last) and words.words[last].text in GLUE:
        last += 1  # Maren van der Aal
    if not words.is_next(last):
        return None
    left, right = _left(words, spans, at - 1), _right(words, spans, last)
    if left is None or right is None or (left[1] is None and right[1] is None):
        return None
    return words.span(left[0], right[0], (left[1] or right[1]).label)  # type: ignore[union-attr]


def _campus(words: Words, spans: Sequence[Span], at: int) -> Span | None:
    """A university and the town of its campus: University of Moravia at Lipova."""
    span = _marked(words, spans, at - 1) if at else None
    found = words.range_of(span) if span else None
    if found is None or found[1] != at or words.lower[found[0]] != "university" or not words.is_next(at):
        return None
    right = _right(words, spans, at + 1) if at + 1 < len(words.words) and words.is_next(at + 1) else None
    return words.span(found[0], right[0], "ORG") if right and right[1] and right[1].label == "GPE" else None
