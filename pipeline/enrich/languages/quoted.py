"""Direct speech in the languages that have tables, between their marks or behind a dash, and who says it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.enrich.languages.all import LANGUAGES
from pipeline.enrich.languages.reported import reported_speech
from pipeline.enrich.languages.speakers import Clauses, Said, by, on
from pipeline.enrich.marks import Marked, find_marked, paragraphs, stands_alone
from pipeline.enrich.rules.words import plain_of
from pipeline.enrich.speech import Speaker
from pipeline.models import Mention, Quote, Sentence

MAX_APART = 300
"""Characters between two quotes of one speaker, of whom the second names nobody."""

MAX_LEAD = 120
"""Characters between a verb of saying and the colon before what is said."""

_PARTED = re.compile(r"[,!?…]?\s?[—–-]\s?(?=[^\W\d_])")
_COMMA = re.compile(r",\s(?=[^\W\d_])")
_SECOND_DASH = re.compile(r"[,.]?\s?[—–-][,.]?\s?")
_DASH = re.compile(r"[—–-]\s?(?=[^\W\d_])")
_LEADS_IN = re.compile(r":\s*$")
_ENDS = re.compile(r"[.!?…][”“»\"]?\s")
_EDGE = " \t\n\u00a0\u202f,—–"


def find_speech(
    text: str, language: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]
) -> tuple[Quote, ...]:
    """The quotes of a text, in order and apart, with the mention of each one's speaker where it is known."""
    if language not in LANGUAGES:
        return ()
    clauses = Clauses(text, plain_of(text), language, mentions)
    found: list[Quote] = []
    for start, end in paragraphs(text):
        quotes = list(_direct(clauses, start, end))
        taken = [(quote.start_char, quote.end_char) for quote in quotes]
        quotes += reported_speech(clauses, start, end, sentences, taken)
        found += sorted(quotes, key=lambda quote: quote.start_char)
    return tuple(_with_speakers(clauses, found))


def _direct(clauses: Clauses, start: int, end: int) -> Iterator[Quote]:
    text = clauses.text
    if (dash := _DASH.match(text, start, end)) and (parts := _parted(clauses, dash.end(), end, by_dash=False)):
        yield from parts
        return
    marked = find_marked(text, start, end, clauses.table.marks)
    said_until = start
    for number, words in enumerate(marked):
        gap_start = marked[number - 1].end_char + 1 if number else start
        gap_end = marked[number + 1].start_char - 1 if number + 1 < len(marked) else end
        if parts := _parted(clauses, words.start_char, words.end_char, by_dash=True):
            yield from parts
            continue
        said = None if words.goes_on else _after(clauses, words, gap_end)
        said = said or _before(clauses, gap_start, words)
        goes_on = said_until > gap_start and _is_gap(clauses, said_until, words.start_char - 1)
        if said or goes_on or stands_alone(text, start, words):
            said_until = said.end_char if said and said.cue_start >= words.end_char else words.end_char
            if quote := _quote(text, words.start_char, words.end_char):
                yield on(text, quote, said)


def _is_gap(clauses: Clauses, start: int, end: int) -> bool:
    """Whether nothing but marks stands between who said it and what else he said: '…“, sagte Olsen, „…'.

    A sentence that goes on with a small letter may have more between: '…“, sagte Olsen am Montag, „aber …'.
    """
    gap = re.sub(_tails(clauses.language), "", clauses.plain[start:end])
    if clauses.plain[end + 1 : end + 2].islower() and gap.endswith(", ") and len(gap) < MAX_LEAD:
        return not re.search(r"[.!?;:]", gap)
    return bool(gap.strip()) and not gap.strip(_EDGE + ".:")


def _after(clauses: Clauses, words: Marked, gap_end: int) -> Said | None:
    """The verb of saying behind a quote: '…“, sagte Olsen', '…», il ministro Olsen ha detto'."""
    first = words.end_char + 1
    if said := clauses.inverted(first, gap_end):
        return said
    comma = re.match(r"\s?,\s", clauses.plain[first : first + 3])
    if comma is None:
        return None
    first += comma.end()
    cue = next(clauses.cues(first, min(gap_end, first + MAX_LEAD)), None)
    if cue is None or re.search(r"[.;:!?]\s", clauses.plain[first : cue.start()]):
        return None
    return clauses.subject(first, cue.start(), cue.end())


def _before(clauses: Clauses, gap_start: int, words: Marked) -> Said | None:
    """The verb of saying before a quote: 'Olsen sagte am Montag: „…', 'Olsen a déclaré «…'."""
    gap_end = words.start_char - 1
    gap = clauses.plain[max(gap_start, gap_end - MAX_LEAD) : gap_end]
    colon = _LEADS_IN.search(gap)
    end = gap_end - len(gap) + (colon.start() if colon else len(gap.rstrip()))
    clause = clauses.clause(gap_start, end)
    cues = list(clauses.cues(clause, end))
    if not cues or (not colon and (cues[-1].end() != end or clauses.table.needs_colon)):
        return None
    cue = cues[-1]
    if said := clauses.subject(clause, cue.start(), cue.end()):
        return said
    behind = clauses.behind(cue.start(), cue.end(), end) if colon else None
    if behind and behind.speaker:
        return behind
    return clauses.described(clause, cue.start(), cue.end()) or behind


def _parted(clauses: Clauses, start: int, end: int, *, by_dash: bool) -> list[Quote]:
    """What is said on both sides of who says it, inside the same marks: «Мы уйдём, — сказал Зуев. — Завтра»."""
    text = clauses.text
    for pattern in (_PARTED, _COMMA):
        for place in pattern.finditer(text, start, end):
            said = clauses.inverted(place.end(), end) if place.start() > start else None
            if said is None or said.cue_start != place.end():
                continue
            if pattern is _COMMA and (said.speaker is None or said.speaker.mention_no is None):
                continue
            if pattern is _COMMA and by_dash and text[said.end_char : said.end_char + 2] != ", ":
                continue
            keep = place.start() + (text[place.start()] in "!?…")
            first = _quote(text, start, keep)
            if first is None:
                continue
            quotes = [on(text, first, said)]
            second = _COMMA if pattern is _COMMA and by_dash else _SECOND_DASH
            again = second.search(text, said.end_char, end)
            between = text[said.end_char : again.start()] if again else ""
            if again and len(between) < MAX_LEAD and not re.search(r"[!?:;]|\.\s", between):
                rest = _quote(text, again.end(), end)
                quotes += [by(text, rest, said.speaker) if said.speaker else rest] if rest else []
            return quotes
    return []


def _quote(text: str, start: int, end: int) -> Quote | None:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return Quote(start, end, text[start:end], "direct") if any(c.isalnum() for c in text[start:end]) else None


def _with_speakers(clauses: Clauses, quotes: Sequence[Quote]) -> Iterator[Quote]:
    """'Er sagte', and a quote that names nobody, are the former speaker's where they follow at once."""
    before: Quote | None = None
    pronouns = clauses.table.pronouns.split("|")
    for quote in quotes:
        if before and before.speaker and before.speaker_start_char is not None and _follows(clauses, before, quote):
            former = Speaker(
                before.speaker_start_char, before.speaker_start_char + len(before.speaker), before.mention_no
            )
            if quote.speaker is None and (quote.cue is None or _is_alone(clauses, quote)):
                quote = by(clauses.text, quote, former)
            elif quote.speaker and quote.speaker.lower() in pronouns and _is_person(clauses, former):
                quote = replace(quote, mention_no=former.mention_no)
        before = quote
        yield quote


def _is_alone(clauses: Clauses, quote: Quote) -> bool:
    """Whether a verb behind a quote has no subject at all, in a language that may drop it: '…», añadió.'"""
    found = re.compile(rf"\W{{1,4}}{re.escape(quote.cue or '')}\s?[.;—–]").match(clauses.text, quote.end_char)
    return clauses.table.drops_subject and found is not None


def _is_person(clauses: Clauses, speaker: Speaker) -> bool:
    return speaker.mention_no is not None and clauses.mentions[speaker.mention_no].label == "PERSON"


def _tails(language: str) -> str:
    tails = LANGUAGES[language].speech.tails
    return rf"^\s(?:{tails})(?!\w)" if tails else "^$"


def _follows(clauses: Clauses, before: Quote, quote: Quote) -> bool:
    """Whether a quote goes on where the one before ended, with nobody else named in between."""
    between = clauses.text[before.end_char : quote.start_char]
    most_ends = 2 if quote.speaker else 1
    if len(between) > MAX_APART or between.count("\n\n") > 1 or len(_ENDS.findall(between)) > most_ends:
        return False
    name = clauses.mentions[before.mention_no].name if before.mention_no is not None else None
    last = max(quote.start_char, quote.speaker_start_char or 0)
    named = (clauses.mentions[number] for number in clauses.inside(before.end_char, last))
    return all(one.name == name for one in named if one.label == "PERSON")
