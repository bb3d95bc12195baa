"""Sentences that say what somebody said, in the languages that have tables: where verb, name and 'that' are certain."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.enrich.languages.all import LANGUAGES
from pipeline.enrich.languages.days import weekdays
from pipeline.enrich.languages.speakers import Clauses, Said, on
from pipeline.enrich.speech import Speaker
from pipeline.models import Quote, Sentence

MOST_BEFORE = 150
"""Characters in a sentence before its verb of saying."""

MOST_OFFICE = 5
"""Words for what the speaker is, before the name."""

FEW_WORDS = 4
"""Before a verb of saying fewer are no sentence of their own."""

FEW_WORDS_AT = 7
"""The same where they begin with when or where, which may be all that they say."""

LONGEST_NAME = 4
LONGEST = 900
_NOT = re.compile(
    r"(?<!\w)(?:nicht|nichts|nie|kein|wenig|pas|rien|jamais|niet|niets|nooit|no|nada|não|non|nulla|niente|не|ничего)(?!\w)"
)
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
        readers = (_behind_that, _as_said, _according, _told_by, _before_verb, _in_its_mood)
        if quote := next((found for reader in readers if (found := reader(clauses, first, last))), None):
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


def _told_by(clauses: Clauses, first: int, last: int) -> Quote | None:
    """'Laut Olsen wird …': the verb follows the name at once."""
    found = _told_by_at(clauses.language).match(clauses.plain, first, last)
    number = next(clauses.inside(found.end(), last), None) if found else None
    if found is None or number is None:
        return None
    mention = clauses.mentions[number]
    office = clauses.plain[found.end() : mention.start_char].split()
    behind = re.match(r" ([^\W\d_]+)", clauses.plain[mention.end_char : last])
    if behind is None or not behind[1].islower() or _joins(clauses.language).fullmatch(behind[1]):
        return None
    if len(office) > (MOST_OFFICE if mention.label == "PERSON" else 0) or any("," in word for word in office):
        return None
    speaker = Speaker(found.end(), mention.end_char, number)
    said = Said(found["cue"], first, found.end("cue"), speaker, mention.end_char)
    return _saying(clauses, mention.end_char, last, said)


def _as_said(clauses: Clauses, first: int, last: int) -> Quote | None:
    """'Wie Olsen mitteilte, …' and '…, wie Olsen mitteilte.'"""
    for found in _as(clauses.language).finditer(clauses.plain, first, last):
        leads = found.start() == first
        end = clauses.plain.find(",", found.end(), last) if leads else last
        if end < 0 or end - found.end() > MOST_BEFORE or (not leads and "," in clauses.plain[found.end() : end]):
            continue
        cues = list(clauses.cues(found.end(), end))
        if len(cues) != 1 or _NOT.search(clauses.plain, found.end(), end):
            continue
        said = _said(clauses, found.end(), cues[0], end)
        if said is not None:
            return _saying(clauses, *((end + 1, last) if leads else (first, found.start())), said)
    return None


def _said(clauses: Clauses, start: int, cue: re.Match[str], end: int) -> Said | None:
    """The verb with its subject on either side, where that has a name."""
    between = clauses.plain[start : cue.start()]
    number = next(clauses.inside(start, cue.start()), None)
    if number is not None and between.strip():
        mention = clauses.mentions[number]
        office = clauses.plain[start : mention.start_char].split()
        if len(office) <= MOST_OFFICE and clauses.speaks(number, start, cue[0]):
            begin = start + len(between) - len(between.lstrip())
            return Said(cue[0], cue.start(), cue.end(), Speaker(begin, mention.end_char, number), cue.end())
        return None
    said = clauses.behind(cue.start(), cue.end(), end)
    return said if said.speaker and said.speaker.mention_no is not None else None


def _before_verb(clauses: Clauses, first: int, last: int) -> Quote | None:
    """'…, sagte Olsen am Montag.'"""
    for comma in reversed(list(re.finditer(r",\s", clauses.plain[max(first, last - MOST_BEFORE) : last]))):
        at = max(first, last - MOST_BEFORE) + comma.start()
        said = clauses.inverted(at, last)
        if said is None or said.speaker is None or said.speaker.mention_no is None:
            continue
        first = max(first, clauses.plain.rfind("\n", first, at) + 1)  # a headline says nothing
        rest = clauses.plain[said.speaker.end_char : last].rstrip(" .!…\n\u00a0")
        if not _is_when(clauses.language).fullmatch(rest) or _NOT.search(rest):
            return None
        few = FEW_WORDS_AT if _when(clauses.language).match(clauses.plain, first) else FEW_WORDS
        if _no_speech(clauses.language).match(clauses.plain, first) or len(clauses.plain[first:at].split()) < few:
            return None
        return _saying(clauses, first, at, said)
    return None


def _in_its_mood(clauses: Clauses, first: int, last: int) -> Quote | None:
    """'Olsen sagte, er habe …'"""
    cue = next(clauses.cues(first, min(last, first + MOST_BEFORE)), None)
    if cue is None or clauses.plain[last - 1] == "?" or not clauses.table.mood:
        return None
    comma = _reports(clauses.language).match(clauses.plain, cue.end(), last)
    if comma is None or _NOT.search(clauses.plain[cue.end() : comma.start("said")]):
        return None
    if clauses.plain[first : cue.start()].endswith(", "):
        return None  # 'Die Brücke, sagte Olsen, werde …' is parted by him
    said = clauses.subject(first, cue.start(), cue.end())
    said = said or clauses.behind(cue.start(), cue.end(), comma.start("said") - 2)
    if said.speaker is None or said.speaker.mention_no is None:
        return None
    return _saying(clauses, comma.start("said"), last, said)


def _saying(clauses: Clauses, start: int, end: int, said: Said) -> Quote | None:
    text = clauses.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1] in ".!…, \n\u00a0":
        end -= 1
    if len(text[start:end].split()) < 3:
        return None
    kind = "mixed" if any(map(_is_said, _MARKS.finditer(text, start, end))) else "reported"
    return on(text, Quote(start, end, text[start:end], kind), said)


def _is_said(marked: re.Match[str]) -> bool:
    """Whether words between marks are somebody's own, and no name: «Северный лес»."""
    words = marked[0].strip('„“”«»"‘’ ')
    return not words[:1].isupper() or len(words.split()) > LONGEST_NAME


@cache
def _that(language: str) -> re.Pattern[str]:
    that = LANGUAGES[language].speech.that
    return re.compile(rf"(?:[^.;:!?\n,]|(?<=\d)\.){{0,80}}?(?P<that>{that})")


@cache
def _according_to(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'])(?:{LANGUAGES[language].speech.according})(?=\s)", re.IGNORECASE)


@cache
def _told_by_at(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{LANGUAGES[language].speech.told_by})(?:\s|(?<='))", re.IGNORECASE)


@cache
def _as(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?<=, )|(?<![\w,] )(?<!\w))(?:{LANGUAGES[language].speech.as_said})(?=\s)", re.IGNORECASE)


@cache
def _joins(language: str) -> re.Pattern[str]:
    """What goes on from a name to more of who speaks."""
    table = LANGUAGES[language]
    return re.compile(rf"(?:{table.speech.of}|{table.counts.both}|{table.speech.stops})")


@cache
def _is_when(language: str) -> re.Pattern[str]:
    """What may stand behind the speaker: nothing, the verb's second part, or to whom, when and where."""
    table, days = LANGUAGES[language].speech, weekdays(language)
    return re.compile(
        rf"(?: (?:{table.stops}|{days}|{table.of}) [^,;:]{{1,80}}?| (?:{days}))?(?: (?:{table.tails or '$^'}))?"
    )


@cache
def _no_speech(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{LANGUAGES[language].speech.clauses})(?!\w)", re.IGNORECASE)


@cache
def _when(language: str) -> re.Pattern[str]:
    table = LANGUAGES[language]
    return re.compile(rf"(?!(?:{table.speech.articles or '$^'})(?!\w))(?:{table.counts.at})(?!\w)", re.IGNORECASE)


@cache
def _reports(language: str) -> re.Pattern[str]:
    table = LANGUAGES[language].speech
    words = r"[^.;:!?\n,]"
    return re.compile(
        rf"{words}{{0,80}}, (?P<said>(?!(?:{table.clauses})(?!\w)){words}*?(?<!\w)(?:{table.mood})(?!\w))"
    )
