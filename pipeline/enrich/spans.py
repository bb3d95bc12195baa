"""From what a model marked to what is a mention: exact spans without what only stands around a name. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.enrich.sekine import SEKINE_LABELS
from pipeline.models import Mention


class Span(NamedTuple):
    """A half-open range of code points in a text, with its label."""

    start_char: int
    end_char: int
    label: str


LABELS = frozenset(
    {
        "PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE",
        "DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL",
    }
)  # fmt: skip
"""The types of OntoNotes 5."""

OTHER_LABELS = {
    other: label
    for label, others in {
        "PERSON": "PER PERS PRS PERSNAME PS",
        "ORG": "ORGANIZATION ORGANISATION ORGNAME OG",
        "GPE": "GPE_LOC GPE_ORG PLACENAME COUNTRY CITY",
        "LOC": "LOCATION GEOGNAME GEO LC",
        "FAC": "FACILITY",
        "NORP": "NAT_REL_POL",
        "EVENT": "EVT EVN",
        "PRODUCT": "PROD OBJ",
        "WORK_OF_ART": "WRK",
        "DATE": "DATETIME DT",
        "TIME": "TME TI",
        "QUANTITY": "MSR QT",
        "CARDINAL": "NUMERIC_VALUE",
    }.items()
    for other in others.split()
} | {other: label for label, others in SEKINE_LABELS.items() for other in others.split()}
"""What models of other schemes call a type of OntoNotes 5: CoNLL's, and spaCy's Korean, Norwegian, Polish, Romanian
and Swedish models; Sekine's for Japanese. CoNLL's MISC is none of them, and is left out."""

_AROUND = " \t\u00a0\u202f\u200b\u2060\ufeff\"'`´“”„‟‘’‚‛«»‹›「」『』*_|•·;:,–—"
_OPENERS = {"(": ")", "[": "]", "{": "}", "<": ">", "（": "）", "【": "】"}
_CLOSERS = {closer: opener for opener, closer in _OPENERS.items()}
_BREAK = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_POSSESSIVE = re.compile(r"(?:^|(?<=\w))['’ʼ][sS]$|(?<=[sS])['’ʼ]$")
_ARTICLE = re.compile(r"(?:the|an?)\s+(?=\S)", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


def standard_label(label: str) -> str | None:
    """A model's label as OntoNotes 5 spells it, whatever its capitals and spaces; None where it has no such type."""
    label = label.upper().replace(" ", "_").replace("-", "_")
    label = OTHER_LABELS.get(label, label)
    return label if label in LABELS else None


def clean_spans(text: str, spans: Iterable[Span]) -> list[Span]:
    """The spans with their edges cleaned: sorted, apart, each in one line of the text, with a letter or digit in it.

    Quotes, brackets, dashes, white space and a possessive at the edges go; a span over a line break becomes one a line;
    labels outside OntoNotes 5 are translated or left out. Of two that overlap the earlier stays, then the longer.
    """
    kept: list[Span] = []
    found = (part for span in spans for part in _clean_span(text, span))
    for span in sorted(found, key=lambda span: (span.start_char, -span.end_char, span.label)):
        if not kept or span.start_char >= kept[-1].end_char:
            kept.append(span)
    return kept


def _clean_span(text: str, span: Span) -> Iterator[Span]:
    if (label := standard_label(span.label)) is None:
        return
    for start, end in _lines(text, max(span.start_char, 0), min(span.end_char, len(text))):
        start, end = trim(text, start, end)
        if any(c.isalnum() for c in text[start:end]):
            yield Span(start, end, label)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in _BREAK.finditer(text, start, end):
        yield start, found.start()
        start = found.end()
    yield start, end


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without what stands around a name: quotes, lone brackets, dashes, white space, a possessive."""
    before = None
    while before != (start, end):
        before = start, end
        if found := _POSSESSIVE.search(text[start:end]):
            end = start + found.start()
        elif start < end and _is_around(text[end - 1]):
            end -= 1
        elif start < end and _is_around(text[start]):
            start += 1
        else:
            start, end = _trim_brackets(text, start, end)
    return start, end


def _is_around(character: str) -> bool:
    return character in _AROUND or character.isspace()


def _trim_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """Brackets around the whole go, and those whose other half lies outside; '(UN) Women' keeps its own."""
    inside = text[start:end]
    if not inside:
        return start, end
    first, last = inside[0], inside[-1]
    if first in _OPENERS and (last == _OPENERS[first] or _OPENERS[first] not in inside):
        start += 1
    if end > start and last in _CLOSERS and (first == _CLOSERS[last] or _CLOSERS[last] not in inside):
        end -= 1
    # The reverse halves never belong to a name: ')Reuters' or 'Reuters('.
    start += start < end and first in _CLOSERS
    end -= start < end and last in _OPENERS
    return start, end


def name_of(mention: str) -> str:
    """How the entity is called: the mention without leading article and possessive, its white space made single."""
    name = _SPACE.sub(" ", mention).strip()
    name = _POSSESSIVE.sub("", name)
    return _ARTICLE.sub("", name, count=1) if _ARTICLE.match(name) else name


def mention_of(text: str, span: Span, *, name: str | None = None, score: float | None = None) -> Mention:
    """The mention at a span; its entity is called as it stands there, if nothing else is said."""
    mention = text[span.start_char : span.end_char]
    return Mention(
        label=span.label,
        start_char=span.start_char,
        end_char=span.end_char,
        text=mention,
        name=name or name_of(mention),
        score=score,
    )
