"""One entity for the forms that a name takes in languages other than English: cases, articles, surnames. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pipeline.enrich.agreement import join_surnames
from pipeline.enrich.rules.forms import DECLINED, stem_of
from pipeline.enrich.rules.lexicon import lexicon
from pipeline.models import Mention

_NAMED = frozenset(("GPE", "LOC", "NORP", "ORG", "PERSON"))
_CLASSES = {"GPE": "place", "LOC": "place", "NORP": "people", "ORG": "body"}
_DOT = re.compile("[・·]")
_LEAST_FAMILY_NAME = 2
"""Characters of a Japanese family name that stands for the whole name: of one character too many are words."""


def join_spellings(mentions: Sequence[Mention], language: str) -> list[Mention]:
    """The mentions with what their entity is called in the dictionary form, surnames as the person who bears them."""
    named = [_in_dictionary_form(mention, language) for mention in mentions]
    if language in DECLINED:
        named = _join_declined(named, language)
    if language in ("ja", "zh"):
        return _join_parts(named)
    return join_surnames(named)


def _in_dictionary_form(mention: Mention, language: str) -> Mention:
    """'Москве' is Москва, 'USA' the Vereinigte Staaten: by the tables of the language, nothing guessed.

    What the tables know is no person and no body where it is a place, whatever a model says.
    """
    names = lexicon(language)
    entry = names.find(mention.text) or names.find(mention.name)
    if entry is None or mention.label not in _NAMED:
        return mention
    same = _CLASSES.get(mention.label) == _CLASSES.get(entry.label)
    return replace(mention, name=entry.name, label=mention.label if same else entry.label)


def _join_declined(mentions: Sequence[Mention], language: str) -> list[Mention]:
    """Persons whose names differ by their endings alone are one, called as most likely stands in a dictionary."""
    forms: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        if mention.label == "PERSON":
            forms[_stems(mention.name, language)][mention.name] += 1
    surnames: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for stems in forms:
        if len(stems) > 1:
            surnames[stems[-1]].add(stems)
    best = {stems: min(names, key=_oblique) for stems, names in forms.items()}
    joined = []
    for mention in mentions:
        stems = _stems(mention.name, language)
        if mention.label == "PERSON":
            bearers = surnames.get(stems[0], set()) if len(stems) == 1 else {stems}
            stems = next(iter(bearers)) if len(bearers) == 1 else stems
            mention = replace(mention, name=best[stems])
        joined.append(mention)
    return joined


def _stems(name: str, language: str) -> tuple[str, ...]:
    return tuple(stem_of(word, language) for word in name.split())


def _oblique(name: str) -> tuple[int, bool, str]:
    """Smaller for the dictionary form: Зуев before Зуева, Лаптева before Лаптеву."""
    return len(name), not name.endswith(("а", "я")), name


def _join_parts(mentions: Sequence[Mention]) -> list[Mention]:
    """Japanese family names and the last part of a name with dots, called as the one person of the text who has it."""
    bearers: dict[str, set[str]] = defaultdict(set)
    names = {mention.name for mention in mentions if mention.label == "PERSON"}
    for name in names:
        if len(parts := _DOT.split(name)) > 1:
            bearers[parts[-1]].add(name)
        for size in range(_LEAST_FAMILY_NAME, min(len(name), _LEAST_FAMILY_NAME + 2)):
            if name[:size] in names:
                bearers[name[:size]].add(name)
    only = {part: next(iter(names)) for part, names in bearers.items() if len(names) == 1}
    return [replace(m, name=only.get(m.name, m.name)) if m.label == "PERSON" else m for m in mentions]
