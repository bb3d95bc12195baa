"""The places of a dateline: "BEIRUT, Lebanon (Agency) —" stands before the text, and is no part of its first sentence.

Pure.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from pipeline.enrich.names import Key, key_of, words_of
from pipeline.enrich.spans import Span

MOST_CHARS = 90
"""A dash further on is one of the first sentence."""

_DATELINE = re.compile(
    r"""(?P<city>\w[\w.'’-]*(?:[ ][\w.'’-]+){0,3})
        (?:,[ ](?P<region>[^\W\d_][\w.'’]*(?:[ ][^\W\d_][\w.'’]*){0,2}))?
        (?:[ ]?,?[ ](?P<day>(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)\w*\.?[ ]\d{1,2}))?
        (?:[ ]?(?P<agency>\([^()\n]{2,40}\)))?
        [ ]?(?:—|–|--|[ ]-)[ ]?(?=["“‘']?\w)""",
    re.VERBOSE,
)


def find_dateline(text: str, known: Container[Key]) -> tuple[list[Span], int]:
    """The city of a dateline, in capitals, and its country or state, as places; and where the text itself begins.

    No places, and 0, where the text has none. What stands alone before the dash must be a `known` name: NASA is none.
    """
    found = _DATELINE.match(text, 0, MOST_CHARS)
    if found is None or not found["city"].isupper() or sum(c.isalpha() for c in found["city"]) < 3:
        return [], 0
    alone = not (found["region"] or found["day"] or found["agency"])
    if alone and key_of(words_of(found["city"].title())) not in known:
        return [], 0
    return [Span(*found.span(part), "GPE") for part in ("city", "region") if found[part]], found.end()


def cut_dateline(spans: Iterable[Span], places: list[Span], begin: int) -> list[Span]:
    """The spans with the dateline's places in the place of what stood before the text or reached into it."""
    return [*places, *(span for span in spans if span.start_char >= begin)]
