"""Capitalised words that a model did not mark: they may be names that it does not know. Pure."""

from __future__ import annotations

from collections.abc import Container, Sequence

from pipeline.enrich.kinds import INSTITUTIONS, PLATFORM
from pipeline.enrich.lexicon import DETERMINERS, FOREIGN_HEADS, GENERIC, TITLES, is_glue
from pipeline.enrich.longer import glued_end
from pipeline.enrich.names import Key, Name, Range, Words, stands_alone

MAX_RUN = 5
"""A longer run of capitalised words that no model marked is a headline, not a name."""

_BESIDE_A_HOUSE = frozenset({"Senate", "Senator", "Sen", "Congress"})


def add_runs(words: Words, names: dict[Key, Name], marked: Sequence[bool], known: Container[Key] = ()) -> None:
    """Add runs of capitalised words that nothing has marked: they may be names that the model does not know.

    The word that begins a sentence is left out but where the run with it is a `known` name.
    """
    at = 0
    while at < len(words.words):
        if marked[at] or not words.words[at].text[:1].isupper():
            at += 1
            continue
        last = _run_end(words, at + 1, marked)
        last = glued_end(words, last)
        if run := _run(words, at, last, known):
            key = words.key(*run)
            names.setdefault(key, Name(key)).ranges.append(Range(*run, None))
        at = last


def _run_end(words: Words, last: int, marked: Sequence[bool]) -> int:
    """Where a run of capitalised words ends; small words of other languages may stand between them."""
    ahead = last
    while ahead < len(words.words) and not marked[ahead] and words.is_next(ahead):
        if words.words[ahead].text[:1].isupper():
            last = ahead + 1
        elif not is_glue(words.words[ahead].text):
            break
        ahead += 1
    return last


def _run(words: Words, first: int, last: int, known: Container[Key]) -> tuple[int, int] | None:
    """The run without titles and without the word that begins a sentence; None if nothing is left."""
    word = words.words[first].text
    is_told = (word.isupper() and len(word) > 1) or (last - first > 1 and words.lower[first] in FOREIGN_HEADS)
    is_told = is_told or words.is_new(first)
    if words.begins(first) and not is_told and not _is_known(words, first, last, known):
        first += 1
    while first < last - 1 and words.lower[first] in TITLES:
        first += 1
    if not 0 < last - first <= MAX_RUN or _is_markup(words, first, last):
        return None
    if last - first == 1:
        lower = words.lower[first]
        if len(lower) < 2 or lower in GENERIC or lower in TITLES:
            return None
    return first, last


def _is_known(words: Words, first: int, last: int, known: Container[Key]) -> bool:
    return 1 < last - first <= MAX_RUN and words.key(first, last) in known


def _is_markup(words: Words, first: int, last: int) -> bool:
    """Whether the same sign is glued to both ends: -TITLE-, *NOTE*, #TAG#."""
    start, end = words.words[first].start_char, words.words[last - 1].end_char
    before, after = words.text[max(start - 1, 0) : start], words.text[end : end + 1]
    return before == after and bool(before) and before in "-_*#=~|%$^+"


def add_institutions(words: Words, names: dict[Key, Name]) -> None:
    """Look for Parliament, the Treasury and the House, where a text writes them so inside a sentence; for X as well."""
    for at, word in enumerate(words.words[1:], 1):
        text, before = word.text, words.lower[at - 1]
        if text not in INSTITUTIONS and text != PLATFORM:
            continue
        if words.begins(at) or not words.is_next(at) or not stands_alone(words, at, at + 1):
            continue
        is_house = text == "House" and before == "the" and not words.written.isdisjoint(_BESIDE_A_HOUSE)
        after = words.lower[at + 1] if at + 1 < len(words.words) else ""
        is_platform = text == PLATFORM and before == "on" and after != "-" and not after.isdigit()
        if is_platform or is_house or (text in INSTITUTIONS - {"House"} and before not in DETERMINERS - {"the"}):
            names.setdefault((text,), Name((text,)))
