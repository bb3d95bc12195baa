"""Cities that bear what tells them from others of their name: Frankfurt (Oder), Halle an der Saale. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.enrich.gazetteer import Gazetteer
from pipeline.models import Mention

_BEHIND = re.compile(
    r" (?:\([^\W\d_][\w-]{1,30}\)|(?:am|an der|im|in der|ob der|on the|on|sur) [^\W\d_][\w-]{1,30})(?![\w-])"
)


def with_surnames(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """The mentions, cities with what stands behind their name where the gazetteer knows one that is called so.

    It is called as it is there, and so are the places where the text calls it by the first part of the name alone.
    """
    kept: list[Mention] = []
    called: dict[str, set[str]] = {}
    for mention in mentions:
        if kept and mention.start_char < kept[-1].end_char:
            continue
        longer = _longer(text, mention, gazetteer)
        if longer is not None:
            called.setdefault(mention.name, set()).add(longer.name)
        kept.append(longer or mention)
    return tuple(_called(mention, called) for mention in kept)


def _longer(text: str, mention: Mention, gazetteer: Gazetteer) -> Mention | None:
    behind = _BEHIND.match(text, mention.end_char) if mention.label == "GPE" else None
    if behind is None:
        return None
    places = gazetteer.find_surnamed(mention.name, behind[0])
    if len({place.geonames_id for place in places}) != 1:
        return None
    written = text[mention.start_char : behind.end()]
    return replace(mention, end_char=behind.end(), text=written, name=places[0].name)


def _called(mention: Mention, called: Mapping[str, set[str]]) -> Mention:
    names = called.get(mention.name, set())
    return replace(mention, name=next(iter(names))) if mention.label == "GPE" and len(names) == 1 else mention
