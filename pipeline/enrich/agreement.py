"""What a document agrees on: a name that was called by several labels gets the one it was called most. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.enrich.names import NAMES
from pipeline.enrich.spans import Span, name_of
from pipeline.models import Mention


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


def join_surnames(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with each lone surname called as the one person of the text whose full name ends with it.

    Where several persons bear it, nothing tells which is meant: it stays an entity of its own.
    """
    bearers: dict[str, set[str]] = defaultdict(set)
    full = {mention.name for mention in mentions if mention.label == "PERSON" and " " in mention.name}
    tails = {tail for name in full if (tail := _small_tail(name))}
    for name in full - {tail[:1].upper() + tail[1:] for tail in tails}:
        for surname in filter(None, (name.rsplit(" ", 1)[1], _small_tail(name))):
            bearers[surname].add(name)
    only = {surname: next(iter(names)) for surname, names in bearers.items() if len(names) == 1}
    return [replace(m, name=_bearer(m.name, only)) if m.label == "PERSON" else m for m in mentions]


def _small_tail(name: str) -> str:
    """A surname with the small words before it: 'van Aalst' of Joris van Aalst; '' without any."""
    words = name.split(" ")
    small = next((number for number, word in enumerate(words) if number and word.islower()), None)
    return " ".join(words[small:]) if small is not None else ""


def _bearer(name: str, only: Mapping[str, str]) -> str:
    """Whose surname a name is, if it is one; a small word before it has a capital at times: Van Aalst."""
    return only.get(name) or only.get(name[:1].lower() + name[1:]) or name


def _name(text: str, span: Span) -> str:
    return name_of(text[span.start_char : span.end_char])
