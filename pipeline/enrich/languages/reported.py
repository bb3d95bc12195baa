"""Sentences that say what somebody said, in the languages that have tables: where verb, name and 'that' are certain."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.enrich.languages.all import LANGUAGES
from pipeline.enrich.languages.speakers import Clauses, Said, on
from pipeline.models import Quote, Sentence

MOST_BEFORE = 150
"""Characters in a sentence before its verb of saying."""

LONGEST = 900
_NOT = re.compile(r"(?<!\w)(?:nicht|nie|kein|pas|jamais|niet|nooit|no|não|non|не)(?!\w)")
_MARKS = re.compile(r"[„“«\"‘][^„“«\"‘]+[”»\"“’]")


def reported_speech(
    clauses: Clauses, start: int, end: int, sentences: Sequence[Sentence], taken: Sequence[tuple[int, int]]
) -> Iterator[Quote]:
    """Reported speech, a sentence at a time; sentences with direct speech in them are left to that."""
    begin = max(0, bisect_right(sentences, start, key=lambda s: s.start_char) - 1)
    for sentence in (sentences[number] for number in range(begin, len(sentences))):
        if sentence.start_char >= end:
            break
        first, last = max(start, sentence.start_char), min(end, sentence.end_char)
        at = bisect_right(taken, first, key=lambda span: span[1])
        if not 0 < last - first <= LONGEST or (at < len(taken) and taken[at][0] < last):
            continue
        if quote := _behind_that(clauses, first, last) or _according(clauses, first, last):
            yield quote


def _behind_that(clauses: Clauses, first: int, last: int) -> Quote | None:
    """'Olsen sagte am Montag, dass …'"""
    cue = next(clauses.cues(first, min(last, first + MOST_BEFORE)), None)
    if cue is None or clauses.plain[last - 1] == "?":
        return None
    that = _that(clauses.language).match(clauses.plain, cue.end(), last)
    if that is None or _NOT.search(clauses.plain[cue.end() : that.end()]):
        return None
    said = clauses.subject(first, cue.start(), cue.end())
    if said is None and clauses.language in ("de", "nl"):
        # The verb comes second: 'Am Montag sagte Olsen, dass …'.
        said = clauses.behind(cue.start(), cue.end(), that.start("that"))
    if said is None or said.speaker is None or said.speaker.mention_no is None:
        return None
    return _saying(clauses, that.end(), last, said)


def _according(clauses: Clauses, first: int, last: int) -> Quote | None:
    """'Selon Olsen, …' and '…, selon Olsen.'"""
    for found in _according_to(clauses.language).finditer(clauses.plain, first, last):
        leads = found.start() == first
        comma = clauses.plain.find(",", found.end(), last) if leads else last
        if comma < 0 or comma - found.end() > 80:
            continue
        said = clauses.behind(found.start(), found.end(), comma)
        speaker = said.speaker
        if speaker is None or speaker.mention_no is None or clauses.plain[speaker.end_char : comma].strip(' .»”"'):
            continue
        if leads:
            return _saying(clauses, comma + 1, last, said)
        return _saying(clauses, first, found.start(), said)
    return None


def _saying(clauses: Clauses, start: int, end: int, said: Said) -> Quote | None:
    text = clauses.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1] in ".!…, \n\u00a0":
        end -= 1
    if len(text[start:end].split()) < 3:
        return None
    kind = "mixed" if _MARKS.search(text, start, end) else "reported"
    return on(text, Quote(start, end, text[start:end], kind), said)


@cache
def _that(language: str) -> re.Pattern[str]:
    that = LANGUAGES[language].speech.that
    return re.compile(rf"(?:[^.;:!?\n,]|(?<=\d)\.){{0,80}}?(?P<that>{that})")


@cache
def _according_to(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'])(?:{LANGUAGES[language].speech.according})(?=\s)", re.IGNORECASE)
