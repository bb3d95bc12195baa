"""The dates in an article, resolved against its publication date to a range of time. Pure.

What the tagger took for a date or a time is looked at, and ISO dates wherever they stand; so are weekdays and days of a
month where it marked nothing, for no tagger marks all of them and some texts have none. Days are those of the
publication instant's zone: where the news happened another day may have begun.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import pairwise

from pipeline.enrich.languages.days import find_phrases
from pipeline.enrich.when import MAX_CHARS, Clues, resolve
from pipeline.models import Article, DateValue, Mention, Sentence

LANGUAGE = "en"
"""The language that dates are read in; others are put into its words first."""

WINDOW = 200
"""Characters on either side of a date in which its tense is looked for, inside its sentence."""

_ISO = re.compile(r"(?<![\w-])[12]\d{3}-[01]\d-[0-3]\d(?![\w-])")
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_MONTHS = rf"(?:{_MONTH}|(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.)"
_PLAIN = re.compile(
    r"\b(?:(?:[Ll]ast|[Nn]ext|[Ll]ate|[Ee]arly)\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"(?:\s(?:morning|afternoon|evening|night))?(?!\w|-\w)"
    rf"|\b{_MONTHS}\s\d{{1,2}}(?:,\s[12]\d{{3}})?(?![\w,.-]*\d|\w|-|\s(?:people|persons|civilians|soldiers|men|women))"
    rf"|(?<![\w,.-])\d{{1,2}}\s{_MONTHS}(?:\s[12]\d{{3}})?(?!\w|-)"
)
_RELATION = re.compile(r"(?:^|\s)(?:(since)|(until|till)|(before)|(after))\s+(?:the\s+)?$", re.IGNORECASE)
_LEADING_RELATION = re.compile(r"(?:(since)|(until|till)|(before)|(after))\s", re.IGNORECASE)
_RELATIONS = ("since", "until", "before", "after")
_AHEAD = (
    r"\b(?:will|won[’']t|shall|is to|are to|to be|due|scheduled|expected to|expects to|plans? to|planned for|set to"
    r"|going to|deadline|upcoming|would)\b(?:\s+(?:be|not|have))?(?:\s+\w+ed\b|\s+held\b)?"
)
_TENSE = re.compile(
    rf"(?P<ahead>{_AHEAD})|\b(?:said|says|told|was|were|had|did|took|came|went|began|rose|fell|left|made|met|won|lost"
    r"|found|died|announced|reported|killed|arrested|attacked|confirmed|declared|happened|added)\b",
    re.IGNORECASE,
)
_TENSE_AFTER = re.compile(
    rf"(?P<ahead>{_AHEAD})|\b(?:said|says|told|was|were|had|did|took|came|went|began|rose|fell|left|made|met|won|lost"
    r"|found|\w{2,30}ed)\b",
    re.IGNORECASE,
)


def find_dates(
    text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention], published_at: datetime | None
) -> tuple[DateValue, ...]:
    """The dates that are understood, in order and apart; what only lasts ('two days', '75-year-old') is left out."""
    starts = [sentence.start_char for sentence in sentences]
    values: list[DateValue] = []
    for start, end in _candidates(text, mentions):
        if values and start < values[-1].end_char:
            continue
        index = bisect_right(starts, start) - 1
        bounds = (sentences[index].start_char, sentences[index].end_char) if index >= 0 else (0, len(text))
        if value := _value(text, start, end, bounds, published_at):
            values.append(value)
    return tuple(values)


def dates_in(article: Article, mentions: Sequence[Mention]) -> tuple[DateValue, ...]:
    """The dates in an article, by what was marked in it; none in a language that has no tables."""
    if article.language != LANGUAGE:
        return tuple(_of_phrases(article, mentions))
    return find_dates(article.text, article.sentences, mentions, article.published_at)


def _of_phrases(article: Article, mentions: Sequence[Mention]) -> Iterator[DateValue]:
    """The dates of another language, by what its words are in English."""
    for phrase in find_phrases(article.text, article.language or "", article.sentences, mentions):
        value = _dated(
            article.text, (phrase.start_char, phrase.end_char), phrase.english, article.published_at,
            future=phrase.future, relation=phrase.relation,
        )  # fmt: skip
        if value:
            yield value


def _candidates(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    marked = [m for m in mentions if m.label in ("DATE", "TIME")]
    spans = {(m.start_char, m.end_char) for m in marked}
    # A tagger marks 'Tuesday' and 'night' apart; together they are one part of one day.
    spans |= {(a.start_char, b.end_char) for a, b in pairwise(marked) if text[a.end_char : b.start_char] == " "}
    spans |= {found.span() for found in _ISO.finditer(text)}
    taken = sorted((m.start_char, m.end_char) for m in mentions)
    for found in _PLAIN.finditer(text):
        at = bisect_right(taken, found.start(), key=lambda span: span[1])
        if at == len(taken) or taken[at][0] >= found.end():
            spans.add(found.span())
    yield from sorted(spans, key=lambda span: (span[0], -span[1]))


def _value(text: str, start: int, end: int, bounds: tuple[int, int], published_at: datetime | None) -> DateValue | None:
    if end - start > MAX_CHARS:
        return None
    first, last = max(bounds[0], start - WINDOW), min(bounds[1], end + WINDOW)
    future = _looks_ahead(text[first:start], text[end:last])
    relation = _LEADING_RELATION.match(text[start:end]) or _RELATION.search(text[max(first, start - 20) : start])
    named = (
        next((name for name, part in zip(_RELATIONS, relation.groups(), strict=True) if part), None)
        if relation
        else None
    )
    return _dated(text, (start, end), text[start:end], published_at, future=future, relation=named)


def _dated(
    text: str,
    span: tuple[int, int],
    expression: str,
    published_at: datetime | None,
    *,
    future: bool,
    relation: str | None,
) -> DateValue | None:
    """What an English expression means as the value of these words."""
    # "Wednesday" is the publisher's own, whatever day it was in UTC then: days are those of a calendar, not of a zone.
    published_at = published_at and published_at.replace(tzinfo=UTC)
    # Without a publication date any day serves to read what does not depend on it.
    meant = resolve(expression, Clues(published_at, future=future, zone_of=datetime(2000, 1, 1, tzinfo=UTC)))
    if meant is None:
        return None
    spell, is_relative = meant
    unknown = is_relative and published_at is None
    return DateValue(
        *span, text[slice(*span)], None if unknown else spell.start, None if unknown else spell.end,
        spell.precision, spell.approximate, relation,
    )  # fmt: skip


def _looks_ahead(before: str, after: str) -> bool:
    """The nearest verb before the date decides; where none stands there, the first one after it."""
    verbs = list(_TENSE.finditer(before))
    decides = verbs[-1] if verbs else _TENSE_AFTER.search(after)
    return bool(decides and decides["ahead"])
