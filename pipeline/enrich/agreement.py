"""What a document agrees on: a name that was called by several labels gets the one it was called most. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from pipeline.enrich.names import NAMES
from pipeline.enrich.spans import Span, name_of


def agree(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans with one label a name: the most frequent in this text, of equals the one that came first.

    Names are equal letter by letter, leading article and possessive aside: nothing is guessed about other spellings.
    """
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for span in spans:
        if span.label in NAMES:
            votes[_name(text, span)][span.label] += 1
    # A Counter gives equals in the order in which they were first counted.
    winner = {name: labels.most_common(1)[0][0] for name, labels in votes.items()}
    return [span._replace(label=winner[_name(text, span)]) if span.label in NAMES else span for span in spans]


def _name(text: str, span: Span) -> str:
    return name_of(text[span.start_char : span.end_char])
