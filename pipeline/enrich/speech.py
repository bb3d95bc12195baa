"""Who says it: the verb of speech in a clause and the words for the speaker. Pure, English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.enrich.lexicon import PERSON_ROLES, PREPOSITIONS, SPEECH_VERBS, TITLES
from pipeline.models import Mention, Quote

CUE = rf"(?:{'|'.join(sorted(SPEECH_VERBS))})"
_ADVERBS = r"(?:\s+(?:also|later|then|further|earlier|has|have|had|previously|repeatedly|\w+ly))*"
CUE_END = re.compile(rf"(?P<adverbs>{_ADVERBS})\s+(?P<cue>{CUE}(?:\s+out)?)\b", re.IGNORECASE)
_INVERTED = re.compile(rf"^[\s,–—-]*(?P<cue>{CUE})\s+(?P<who>.+)$", re.IGNORECASE | re.DOTALL)
_ACCORDING = re.compile(r"^[\s,–—-]*(?P<cue>according\s+to)\s+(?P<who>.+)$", re.IGNORECASE | re.DOTALL)
PRONOUN = re.compile(r"^(?:he|she|they|it|we|i)$", re.IGNORECASE)
_INSIDE = re.compile(r"\b(?:that|which|whom?|what)\s+(?:the\s+)?$", re.IGNORECASE)
_RELATIVE = re.compile(r",\s+(?:who|which|whose|where)\b[^,]*(?:,\s+[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,2})?,")
_WHO = re.compile(r"\s+(?:who|whose)\s+\w[^,]*?(?:\s[^,]+)(?P<of>,\s+(?:[A-Z][\w.’'-]*\s*){1,3})?$")
"""The clause that says which one is meant, up to the verb of speech, and the country or state of its last place."""
_MANNER = re.compile(r"(?:how|why|when|where|whether|if)\b", re.IGNORECASE)
"""Begins what is told, never who tells it: 'Dua recalled how the lights went out'."""
SPOKEN_FOR = re.compile(
    r"\b(?:spokes(?:man|woman|person|people)|statement|officials?|representatives?|sources?|source|report|lawyers?|police"
    r"|authorities|press\s+release|letter|survey|study|data|figures|memo)\s+(?:for|of|from|at|by|with)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
ABBREVIATED = re.compile(
    r"\b(?:[A-Z]|Gen|Col|Maj|Capt|Lt|Sgt|Cpl|Brig|Cmdr|Adm|Dr|Mr|Mrs|Ms|Prof|Sen|Rep|Gov|Pres|Rev|Hon|St|Jr|Sr|U\.[SN]"
    r"|No|vs)$"
)
"""What a full stop that ends no sentence stands behind."""
NO_SOURCE = re.compile(
    r"\b(?:standards?|plans?|principles?|schedules?|laws?|rules?|needs?|procedures?|sizes?|ages?|types?|terms?|wishes"
    r"|criteria|tastes?|instructions?|specifications?|requirements?|norms?|order|preferences?|circumstances)$",
    re.IGNORECASE,
)
"""What things are done according to, and nobody who says so."""
_NAMES = ("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC")
_CLAUSE_BREAK = re.compile(
    r"[;:]|\s[–—-]\s|,?\s+(?:but|and|while|as|because|when|after|although|though|if)\s+", re.IGNORECASE
)
_STOP_AFTER = re.compile(
    r"[,;:.–—]|\s(?:in|on|at|during|after|before|as|when|while|who|whose|which|that|following|to|via|about|adding|referring"
    r"|yesterday|today|earlier|late|last|this|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)
MAX_CLAUSE = 400
"""Characters between a quote's marks and the end of what may say whose it is; a sentence has three times that."""

MAX_SPEAKER_WORDS = 12
_NO_SPEAKER = re.compile(
    r"(?:this|that|which|what|there|than|as|but|and|so|then|however|[a-z]+ing)\b|.*\b(?:the|an?|of|to|about|for|in)$",
    re.IGNORECASE | re.DOTALL,
)


class Speaker(NamedTuple):
    """The words that name a speaker, half-open, and the mention among them that says who it is, if one does."""

    start_char: int
    end_char: int
    mention_no: int | None = None


class Attribution(NamedTuple):
    """A verb of speech and who does it; `cue_end` is where it ends, in the text's code points."""

    cue: str
    cue_start: int
    cue_end: int
    speaker: Speaker


def inverted(text: str, start: int, end: int, mentions: Sequence[Mention]) -> Attribution | None:
    """'said the mayor' and 'according to the mayor', at the start of this part of the text."""
    for pattern in (_INVERTED, _ACCORDING):
        found = pattern.match(text[start:end])
        if not found:
            continue
        who = start + found.start("who")
        if _MANNER.match(text, who):
            continue
        stop = _STOP_AFTER.search(text, who, end)
        # A title's stop is none: 'said Gen. Hifter'.
        while (
            stop and stop[0] == "." and (re.search(r"\b(?:[A-Z]|[A-Z][a-z]{1,4}|U\.[SN])$", text[who : stop.start()]))
        ):
            stop = _STOP_AFTER.search(text, stop.end(), end)
        last = stop.start() if stop else end
        named = _named(text, who, last, mentions, first=True)
        if named and text[who : named.start_char].count(" ") > MAX_SPEAKER_WORDS // 2:
            named = None
        if named is None and (not _speaks(text[who:last]) or NO_SOURCE.search(text[who:last])):
            continue
        speaker = named or _in_apposition(text, who, last, mentions) or _words(text, who, last)
        return Attribution(found["cue"], start + found.start("cue"), start + found.end("cue"), speaker)
    return None


def direct(text: str, start: int, end: int, mentions: Sequence[Mention]) -> Attribution | None:
    """'the mayor said': the first verb of speech in this part of the text with its subject before it."""
    for found in CUE_END.finditer(text, start, end):
        cue_start, cue_end = found.start("cue"), found.end("cue")
        if re.match(r"\s+by\b", text[cue_end:end]) or re.search(
            r"\b(?:to|be|been|was|were|is|are|not)$", text[start:cue_start].rstrip()
        ):
            continue
        speaker = subject(text, start, found.start(), mentions)
        # 'A drone that Iran says has a range of ...' says so of the drone, inside a sentence of its own.
        if speaker is not None and not _INSIDE.search(text[start : speaker.start_char]):
            return Attribution(found["cue"], cue_start, cue_end, speaker)
    return None


def subject(text: str, start: int, end: int, mentions: Sequence[Mention]) -> Speaker | None:
    """The subject that ends at `end`, where its verb follows, in a clause that begins at `start`."""
    for relative in _RELATIVE.finditer(text, start, end + 1):
        if relative.end() >= end - 1:
            end = relative.start()
    end = start + len(text[start:end].rstrip(" ,"))
    breaks = list(_CLAUSE_BREAK.finditer(text, start, end))
    if breaks and not any(m.start_char < breaks[-1].start() < m.end_char for m in mentions):
        start = _begin_after(text, breaks[-1], start)
    end = _before_region(text, start, _before_who(text, start, end, mentions), mentions)
    word = re.search(r"[\w’'-]+$", text[start:end])
    if word and PRONOUN.match(word[0]):
        return Speaker(start + word.start(), end)
    named = _named(text, start, end, mentions, first=False)
    if named is not None:
        return named
    return _words(text, start, end) if _speaks(text[start:end].rpartition(",")[2]) else None


def _in_apposition(text: str, who: int, last: int, mentions: Sequence[Mention]) -> Speaker | None:
    """The person named behind the comma who holds the post before it: 'said the mill's director, Ana Brandt'."""
    post = re.search(r"(\w+)$", text[who:last])
    if not post or post[1].lower() not in PERSON_ROLES:
        return None
    for number, mention in enumerate(mentions):
        if mention.label == "PERSON" and text[last : mention.start_char] == ", ":
            # 'According to the mayor, Ana Brandt, 34, was hurt' says no more of the mayor.
            told = re.match(r",\s+(?:\d|who\b)", text[mention.end_char :][:20])
            return None if told else Speaker(who, mention.end_char, number)
    return None


def _before_who(text: str, start: int, end: int, mentions: Sequence[Mention]) -> int:
    """Where the subject ends before its own clause: 'a mother of four | who grew up in Gweru, Zimbabwe said'."""
    found = _WHO.search(text[start:end])
    if found is None or not found.start():
        return end
    place = start + found.start("of") if found["of"] else end
    named = any(place <= m.start_char < end and m.label == "PERSON" for m in mentions)
    return end if named or "," in text[start : start + found.start()] else start + found.start()


def _before_region(text: str, start: int, end: int, mentions: Sequence[Mention]) -> int:
    """Where the subject ends before the country or state of a place in it: 'a farmer from Gweru | , Zimbabwe, said'.

    'In Geneva, Russia said' is left alone: nobody stands before the place who could speak.
    """
    places = [m for m in mentions if start <= m.start_char and m.end_char <= end and m.label in ("GPE", "LOC")]
    if len(places) < 2 or places[-1].end_char != end or text[places[-2].end_char : places[-1].start_char] != ", ":
        return end
    before = text[start : places[-2].start_char].split()
    return places[-2].end_char if len(before) > 1 and before[-1].lower() in PREPOSITIONS else end


def _begin_after(text: str, found: re.Match[str], start: int) -> int:
    """Where the subject's clause begins: 'A and B said' has one subject of two names, which no break parts."""
    if "and" in found[0].lower() and not re.search(
        r"\b(?:was|were|is|are|has|had|will|\w+ed)\b", text[start : found.start()]
    ):
        return start
    return found.end()


def _named(text: str, start: int, end: int, mentions: Sequence[Mention], *, first: bool) -> Speaker | None:
    """The mention that is the subject: a person, else whoever is spoken for; none that only stands in a phrase."""
    inside = [
        (n, m) for n, m in enumerate(mentions) if start <= m.start_char and m.end_char <= end and m.label in _NAMES
    ]
    fit = [(n, m) for n, m in inside if _is_head(text, start, end, m)]
    persons = [(n, m) for n, m in fit if m.label == "PERSON"]
    chosen = (
        persons
        or [(n, m) for n, m in fit if m.label != "PERSON" and _is_last_word(text, m, end)]
        or [(n, m) for n, m in inside if m.label != "PERSON" and SPOKEN_FOR.search(text[start : m.start_char])]
    )
    if not chosen:
        return None
    number, mention = chosen[0] if first else chosen[-1]
    return Speaker(_noun_phrase(text, start, mention), mention.end_char, number)


def _is_head(text: str, start: int, end: int, mention: Mention) -> bool:
    """Whether a mention is nobody's 'office of Prime Minister ...' and no possessor."""
    words = re.findall(r"[\w’'.-]+", text[start : mention.start_char])
    while words and (words[-1].lower().rstrip(".") in TITLES or words[-1].lower() in ("prime", "former", "the")):
        words.pop()
    if words and words[-1].lower() in PREPOSITIONS:
        return False
    return not re.match(r"['’]s?\s+\w", text[mention.end_char : end + 3])


def _is_last_word(text: str, mention: Mention, end: int) -> bool:
    """An organisation or country speaks itself only where its name ends the subject: 'Turkey said', not 'Turkey's
    hopes said', nor 'U.N. officials said'."""
    rest = text[mention.end_char : end]
    return not re.match(r"\s+\w", rest) or bool(
        re.fullmatch(r"\s+(?:government|ministry|army|military|police|party)", rest)
    )


def _noun_phrase(text: str, start: int, mention: Mention) -> int:
    """Where the speaker's words begin: with the title or office before the name ('Prime Minister Fayez Sarraj')."""
    before = text[start : mention.start_char]
    office = re.search(r"(?:(?:[Tt]he|[Aa]n?)\s+)?(?:[\w.’'-]+\s+){0,6}$", before)
    return (
        start + office.start() if office and len(office[0].split()) <= 7 and office.start() == 0 else mention.start_char
    )


def _speaks(words: str) -> bool:
    """Whether a few words without a name may be a speaker: 'officials', 'a police statement', 'the ministry'."""
    words = words.strip(" ,")
    count = len(words.split())
    if not 0 < count <= MAX_SPEAKER_WORDS or re.match(_NO_SPEAKER, words):
        return False
    return not re.search(
        r"\b(?:was|were|is|are|has|had|have|will|would|can|could|should|not|he|she|they|we|who)\b|\d",
        words,
        re.IGNORECASE,
    )


def _words(text: str, start: int, end: int) -> Speaker:
    head = text[start:end]
    cut = head.rstrip(" ,").rfind(", ")
    if cut >= 0:
        start += cut + 2
    while start < end and text[start] in " ,\n":
        start += 1
    while end > start and text[end - 1] in " ,.\n":
        end -= 1
    return Speaker(start, end)


def attributed(text: str, quote: Quote, attribution: Attribution) -> Quote:
    """The quote with its verb and its speaker."""
    speaker = attribution.speaker
    return replace(
        quote, cue=attribution.cue, speaker=text[speaker.start_char : speaker.end_char],
        speaker_start_char=speaker.start_char, mention_no=speaker.mention_no,
    )  # fmt: skip
