"""What an article quotes its sources with, and who says it. Pure, English.

Words between marks are direct speech where a verb of speech stands beside them or they are long enough to be no mere
term. A sentence that says what somebody said is reported speech; with some of the speaker's own words in it, mixed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.enrich import speech
from pipeline.enrich.described import described
from pipeline.enrich.languages.quoted import find_speech
from pipeline.enrich.marks import Marked, find_marked, paragraphs, stands_alone
from pipeline.enrich.reported import reported_speech
from pipeline.enrich.speech import MAX_CLAUSE, Attribution, attributed
from pipeline.models import Article, Mention, Quote, Sentence

LANGUAGE = "en"
"""The language whose speech is understood by the rules here; others have tables."""

PRONOUN_REACH = 1_200
"""Characters back to look for the person whom 'he' or 'she' means."""

MAX_APART = 300
"""Characters between two quotes of one speaker, of whom the second names nobody."""

_END = re.compile(r"[.!?…]['’”\")\]]*\s+(?=[\"“‘A-Z])")
_GOES_ON = re.compile(r"\s+[a-z]")
_LEADS_IN = re.compile(r"(?:[:,]|\bthat|\bas)\s*$")


def find_quotes(
    text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention], *, begin: int = 0
) -> tuple[Quote, ...]:
    """The quotes of a text, in order and apart, with the mention of each one's speaker where it is known.

    The text itself begins at `begin`, behind its dateline.
    """
    found: list[Quote] = []
    for first, end in paragraphs(text):
        start = max(first, begin)
        if start >= end:
            continue
        quotes = list(_direct(text, start, end, find_marked(text, start, end), mentions))
        taken = [(quote.start_char, quote.end_char) for quote in quotes]
        quotes += reported_speech(text, start, end, sentences, mentions, taken)
        found += sorted(quotes, key=lambda quote: quote.start_char)
    return tuple(_with_speakers(text, found, mentions))


def quotes_in(article: Article, mentions: Sequence[Mention], *, begin: int = 0) -> tuple[Quote, ...]:
    """The quotes in an article, whose text begins at `begin`; none in a language that has no tables."""
    if article.language != LANGUAGE:
        return find_speech(article.text, article.language or "", article.sentences, mentions)
    return find_quotes(article.text, article.sentences, mentions, begin=begin)


def _direct(text: str, start: int, end: int, marked: Sequence[Marked], mentions: Sequence[Mention]) -> Iterator[Quote]:
    for number, words in enumerate(marked):
        gap_start = marked[number - 1].end_char + 1 if number else start
        gap_end = marked[number + 1].start_char - 1 if number + 1 < len(marked) else end
        attribution = None if words.goes_on else _after(text, words, gap_end, mentions)
        if attribution is None and not _is_fragment(text, words, end):
            attribution = _before(text, gap_start, words.start_char - 1, mentions)
        if attribution or stands_alone(text, start, words):
            yield _quote(text, words, attribution)


def _after(text: str, words: Marked, gap_end: int, mentions: Sequence[Mention]) -> Attribution | None:
    """The verb of speech behind a quote: '…,” he said', '…?” asked Tikhanov.'"""
    last = text[words.end_char - 1]
    if last == "." or (last not in ",?!…—-" and text[words.end_char + 1 : words.end_char + 2] != ","):
        return None
    clause_end = _clause_end(text, words.end_char + 1, min(gap_end, words.end_char + MAX_CLAUSE))
    return speech.inverted(text, words.end_char + 1, clause_end, mentions) or speech.direct(
        text, words.end_char + 1, clause_end, mentions
    )


def _before(text: str, gap_start: int, gap_end: int, mentions: Sequence[Mention]) -> Attribution | None:
    """The verb of speech before a quote: 'Tikhanov said: “…', 'In a statement, the bank wrote, “…'."""
    gap_start = max(gap_start, gap_end - MAX_CLAUSE)
    if not _LEADS_IN.search(text[gap_start:gap_end]) and not re.search(rf"\b{speech.CUE}\s*$", text[gap_start:gap_end]):
        return None
    ends = list(_END.finditer(text, gap_start, gap_end))
    start = ends[-1].end() if ends else gap_start
    attribution = speech.inverted(text, start, gap_end, mentions)
    if attribution and attribution.cue.lower().startswith("according"):
        return attribution
    found = list(_directs(text, start, gap_end, mentions))
    return found[-1] if found else None


def _directs(text: str, start: int, end: int, mentions: Sequence[Mention]) -> Iterator[Attribution]:
    while found := speech.direct(text, start, end, mentions):
        yield found
        start = found.cue_end


def _clause_end(text: str, start: int, end: int) -> int:
    found = _END.search(text, start, end)
    while found and speech.ABBREVIATED.search(text[start : found.start()]):
        found = _END.search(text, found.end(), end)
    return found.start() if found else end


def _is_fragment(text: str, words: Marked, end: int) -> bool:
    """'He called the "imported government" a plot': the sentence goes on as if there were no marks."""
    return bool(_GOES_ON.match(text, words.end_char + 1, end)) and text[words.end_char - 1] not in ",?!…"


def _quote(text: str, words: Marked, attribution: Attribution | None) -> Quote:
    start, end = words.start_char, words.end_char
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    quote = Quote(start, end, text[start:end], "direct")
    return attributed(text, quote, attribution) if attribution else quote


def _with_speakers(text: str, quotes: Sequence[Quote], mentions: Sequence[Mention]) -> Iterator[Quote]:
    """'He said': the person who spoke last, or a later one who began a sentence since. A quote without a verb of speech
    is the former speaker's, if it follows at once."""
    last: Quote | None = None
    before: Quote | None = None
    for quote in quotes:
        if quote.mention_no is None and quote.speaker and quote.speaker.lower() in ("he", "she"):
            quote = replace(quote, mention_no=_antecedent(text, quote, last, mentions))
        elif quote.mention_no is None and quote.speaker and quote.speaker_start_char is not None:
            quote = replace(quote, mention_no=described(text, quote.speaker, quote.speaker_start_char, mentions))
        elif quote.cue is None and before and before.speaker and _follows(text, quote, before, mentions):
            quote = replace(
                quote, speaker=before.speaker, speaker_start_char=before.speaker_start_char,
                mention_no=before.mention_no,
            )  # fmt: skip
        if quote.mention_no is not None and mentions[quote.mention_no].label == "PERSON":
            last = quote
        before = quote
        yield quote


def _follows(text: str, quote: Quote, before: Quote, mentions: Sequence[Mention]) -> bool:
    """Whether a quote goes on where the one before ended: in its paragraph or the next, with nobody new in between."""
    between = text[before.end_char : quote.start_char]
    if between.count("\n\n") > 1 or len(between) > MAX_APART:
        return False
    return not any(
        before.end_char <= mention.start_char < quote.start_char
        and mention.label == "PERSON"
        and number != before.mention_no
        and _is_subject(text, mention)
        and mention.name != (mentions[before.mention_no].name if before.mention_no is not None else "")
        for number, mention in enumerate(mentions)
    )


def _antecedent(text: str, quote: Quote, last: Quote | None, mentions: Sequence[Mention]) -> int | None:
    assert quote.speaker_start_char is not None
    at = quote.speaker_start_char
    spoken = last.mention_no if last and at - (last.speaker_start_char or 0) <= PRONOUN_REACH else None
    index = bisect_left(mentions, at, key=lambda mention: mention.start_char)
    inside = (quote.start_char, quote.end_char)
    for number in range(index - 1, -1, -1):
        mention = mentions[number]
        if at - mention.start_char > PRONOUN_REACH or (spoken is not None and number <= spoken):
            break
        quoted = inside[0] <= mention.start_char < inside[1]
        if mention.label == "PERSON" and not quoted and _is_subject(text, mention):
            return number
    return spoken


def _is_subject(text: str, mention: Mention) -> bool:
    """Whether a name, with what may stand before it, begins a sentence: 'Prime Minister Fayez Sarraj'."""
    before = text[max(0, mention.start_char - 60) : mention.start_char]
    found = re.search(r"(?:^|[.!?\n]['’”\")]*\s+|\n)(?P<office>(?:[\w.’'-]+\s+){0,4})$", before)
    return bool(found) and not re.search(
        r"\b(?:of|for|in|from|at|with|by|on|to|and|like|against|[a-z]+ing|[A-Z][a-z]+ing)\s",
        found["office"] if found else "",
    )
