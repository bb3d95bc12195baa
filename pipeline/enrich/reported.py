"""Sentences that say what somebody said, in the article's own words. Pure, English."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pipeline.enrich import speech
from pipeline.enrich.lexicon import OBJECT_VERBS, PERSON_ROLES, TITLES
from pipeline.enrich.speech import MAX_CLAUSE, Attribution, attributed
from pipeline.models import Mention, Quote, Sentence

MAX_COMMAS = 4
"""Commas, from a sentence's end, behind which its speaker is looked for."""

_ADDRESSEE = re.compile(
    r"\s+(?:the\s+|a\s+|an\s+)?(?:[A-Z][\w.’'-]*(?:\s+(?:[A-Z][\w.’'-]*|of|the|and|news|agency))*|reporters?|journalists?|lawmakers"
    r"|parliament|state\s+television|(?:a|the|local|state)\s+[\w-]+(?:\s+[\w-]+)?|him|her|them|us|me)(?=\s|,|$)"
)
_BEFORE_THAT = re.compile(r"(?:(?:\s|,)(?:(?!\w+ing\b)[^.;:\n]){0,90}?)?\s+that\s+")
_WHEN = re.compile(
    r"(?:,?\s+(?:on|in|at|during|late|early|earlier|last|this|yesterday|today|via|through)?\s*(?:an?\s+|the\s+|his\s+|her\s+|its\s+)?"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|statement|interview|tweet|post|speech|report|week|month|year"
    r"|(?:press|news)\s+(?:conference|briefing))(?:\s+(?:morning|afternoon|evening|night|on\s+\w+|with\s+[^,.;]{1,40}))?,?)"
)
_TAIL = re.compile(
    r",?\s+(?:in|on|at|to|during|after|before|from|via|by|last|late|earlier|yesterday|today)\b(?:\s+[^\s,]+){0,8}"
)
_BARE = frozenset(("said", "says", "told", "claimed", "claims", "argued", "argues", "insisted", "insists"))
"""Verbs that need no 'that' before what was said."""
_ASKING = frozenset(("urged", "urges", "asked", "asks", "told", "tells"))
_INFINITIVE = re.compile(r"\w\s+to\s+[a-z]")
"""'Urged the king to lift a ban that ...' asks for something; what follows 'that' is said of the ban."""
_FINITE = re.compile(
    r"\b(?:was|were|is|are|will|would|had|has|have|could|can|should|must|may|might|did|does|do|[a-z]+ed|[a-z]+[^s]s|won|went"
    r"|took|made|got|began|became|came|gave|left|saw|put|lost|met|held|ran)\b"
)


_CLAUSE = re.compile(
    r"^(?!.*\bwho\b).*\b(?:had|has|have|was|were|is|are|will|would|could|should|must|may|might|did)\b", re.DOTALL
)
"""'Said it had taken a fort that guards the road': what was said begins before this 'that'."""
_POST = re.compile(r",\s+(?:its|the|his|her|their|our|an?)\s+(?:[\w’'-]+\s+){0,4}(?P<role>[\w’'-]+)$")


def reported_speech(
    text: str, start: int, end: int, sentences: Sequence[Sentence], mentions: Sequence[Mention],
    taken: Sequence[tuple[int, int]],
) -> Iterator[Quote]:  # fmt: skip
    """Reported speech, a sentence at a time; sentences with direct speech in them are left to that."""
    for sentence in sentences[max(0, bisect_right(sentences, start, key=lambda s: s.start_char) - 1) :]:
        if sentence.start_char >= end:
            break
        first, last = max(start, sentence.start_char), sentence.end_char
        if last - first > 3 * MAX_CLAUSE or any(low < last and first < high for low, high in taken):
            continue
        if last <= first:
            continue
        if quote := _reported_in(text, first, last, mentions):
            yield quote


def _reported_in(text: str, first: int, last: int, mentions: Sequence[Mention]) -> Quote | None:
    stop = last
    while stop > first and text[stop - 1] in ".!?…\"”’') \n":
        stop -= 1
    if re.match(r"according\s+to\b", text[first:stop], re.IGNORECASE):
        found = speech.inverted(text, first, stop, mentions)
        comma = text.find(", ", found.speaker.end_char, stop) if found else -1
        return _saying(text, comma + 2, stop, found) if found and comma > 0 else None
    # 'Rain fell, officials said.' The last comma parts what was said from who said it.
    for place in [m.start() for m in re.finditer(r",\s", text[first:stop])][: -MAX_COMMAS - 1 : -1]:
        found = speech.inverted(text, first + place + 1, stop, mentions) or speech.direct(
            text, first + place + 1, stop, mentions
        )
        inverted = found is not None and found.cue_start < found.speaker.start_char
        if (
            found
            and _is_tail(text, found, first + place + 1, stop)
            and not (inverted and found.cue.lower() in OBJECT_VERBS)
        ):
            return _saying(text, first, _before_post(text, first, first + place, found), found)
    if according := re.search(r",?\s+according\s+to\s", text[first:stop]):
        found = speech.inverted(text, first + according.start(), stop, mentions)
        if found and len(text[found.speaker.end_char : stop].split()) <= 8:
            return _saying(text, first, first + according.start(), found)
    found = speech.direct(text, first, stop, mentions)
    return _saying(text, said, stop, found) if found and (said := _said_from(text, found, stop)) else None


def _before_post(text: str, first: int, end: int, found: Attribution) -> int:
    """Where what was said ends: before the speaker's post in 'The bridge is shut, the mayor, Ana Ruiz, said.'"""
    post = _POST.search(text, first, end)
    named = text[found.speaker.end_char : found.speaker.end_char + 1] == ","
    return post.start() if post and named and post["role"].lower() in PERSON_ROLES | TITLES else end


def _is_tail(text: str, found: Attribution, start: int, stop: int) -> bool:
    """Whether nothing but the attribution, and when and where, stands behind the comma."""
    rest = re.sub(r",\s+\w+ing\b.*", "", text[max(found.cue_end, found.speaker.end_char) : stop])
    if found.cue.lower() == "told" and (addressee := _ADDRESSEE.match(rest)):
        rest = rest[addressee.end() :]
    before = text[start : found.cue_start].split()
    if len(before) > speech.MAX_SPEAKER_WORDS or (before and before[0] in ("but", "and", "while", "though", "as")):
        return False
    return not rest.strip() or bool(_WHEN.fullmatch(rest)) or bool(_TAIL.fullmatch(rest))


def _said_from(text: str, found: Attribution, stop: int) -> int | None:
    """Where what was said begins, behind the verb: after 'that', or after whom it was said to, and when."""
    cue, at = found.cue.lower(), found.cue_end
    that = _BEFORE_THAT.match(text, at, stop)
    if that and not (cue in _BARE and _CLAUSE.search(that[0])):
        return None if cue in _ASKING and _INFINITIVE.search(that[0]) else that.end()
    if cue not in _BARE:
        return None
    if cue == "told":
        addressee = _ADDRESSEE.match(text, at, stop)
        if addressee is None:
            return None
        at = addressee.end()
    if when := _WHEN.match(text, at, stop):
        at = when.end()
    while at < stop and text[at] in " ,":
        at += 1
    words = text[at:stop]
    if re.match(r"(?:have|has|had|is|are|was|were|will|would|could|\w+ing)\b", words):
        return None
    return at if len(words.split()) >= 3 and _FINITE.search(words[:120]) else None


def _saying(text: str, start: int, end: int, attribution: Attribution) -> Quote | None:
    while end > start and text[end - 1] in " ,\n":
        end -= 1
    if len(text[start:end].split()) < 3:
        return None
    # The closing mark of words that are quoted up to the end belongs to them.
    if text.count('"', start, end) % 2 or sum(text.count(mark, start, end) for mark in "“«") > sum(
        text.count(mark, start, end) for mark in "”»"
    ):
        closing = re.compile(r"[.,!?]?[”»\"]").match(text, end)
        end = closing.end() if closing else end
    kind = "mixed" if re.search(r"[“\"«].+?[”\"»]", text[start:end]) else "reported"
    return attributed(text, Quote(start, end, text[start:end], kind), attribution)
