"""The names of tables in a text whose words have spaces between them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.enrich.rules import titles
from pipeline.enrich.rules.atlas import large_cities
from pipeline.enrich.rules.confusable import CONFUSABLE
from pipeline.enrich.rules.forms import PARTICLES_AFTER, PARTICLES_BEFORE
from pipeline.enrich.rules.lexicon import Lexicon
from pipeline.enrich.rules.words import Doc, Token, is_capital, is_name_word

_NONE: frozenset[str] = frozenset()
_LEAST_STEM = 2
"""Characters of a name to which a particle is written on."""

_MOST_CITY_WORDS = 3
_NO_MATTER = frozenset(("de", "ru", "uk", "bg"))
"""Languages in which another capitalised word beside a place tells nothing: any noun has one, or the place is declined
and the next name is whose country it is (министра Кении Грейс Ванджалу)."""


class Named(NamedTuple):
    """A name: its tokens and its characters, both half-open, and its label."""

    first: int
    last: int
    start: int
    end: int
    label: str


def find_names(doc: Doc, names: Lexicon) -> Iterator[Named]:
    """The names from left to right and apart, the longest at each place."""
    tokens, at = doc.tokens, 0
    while at < len(tokens):
        found = _longest(doc, at, names) or _with_particle(doc, at, names)
        if found and _stands(tokens, found, names.language):
            yield found
        elif found is None:
            found = _city(doc, at, names.language)
            if found:
                yield found
        at = found.last if found else at + 1


def _longest(doc: Doc, at: int, names: Lexicon, *, skip: int = 0) -> Named | None:
    """The longest name that begins here, `skip` characters into the word."""
    tokens = doc.tokens
    start = tokens[at].idx + skip
    most = names.longest.get(tokens[at].text[skip:], 0)
    for last in range(min(at + most, len(tokens)), at, -1):
        entry = names.entries.get(doc.plain[start : tokens[last - 1].end])
        if entry and not any(tokens[number].is_sent_start for number in range(at + 1, last)):
            return Named(at, last, start, tokens[last - 1].end, entry.label)
    return None


def _with_particle(doc: Doc, at: int, names: Lexicon) -> Named | None:
    """A name to which a small word is written on: وفرنسا is 'and France', 미국은 the United States as a topic."""
    word = doc.tokens[at].text
    if word[:1] in PARTICLES_BEFORE.get(names.language, ()) and len(word) > _LEAST_STEM + 1:
        return _longest(doc, at, names, skip=1)
    for particle in PARTICLES_AFTER.get(names.language, ()):
        stem = word.removesuffix(particle)
        if len(stem) >= _LEAST_STEM and stem != word and (entry := names.entries.get(stem)):
            start = doc.tokens[at].idx
            return Named(at, at + 1, start, start + len(stem), entry.label)
    return None


def _stands(tokens: Sequence[Token], found: Named, language: str) -> bool:
    """Whether the words around leave it what it is: no part of a longer name, of a compound or of an address."""
    before = tokens[found.first - 1] if found.first else None
    after = tokens[found.last] if found.last < len(tokens) else None
    word = tokens[found.first].text
    if language == "it" and word == "Usa" and tokens[found.first].is_sent_start:
        return False  # Usa il telefono
    if found.label == "NORP":
        if before and before.text.lower() in titles.LANGUAGE_BEFORE.get(language, _NONE):
            return False
        if any(near and near.text == "-" and _touches(found, near) for near in (before, after)):
            return False
        return not (is_capital(word) and after and _goes_on(found, after))
    if before and before.end == found.start and before.text in "-@_/":
        return False
    if after and after.idx == found.end and after.text in "-@_/":
        return language == "de" and after.text == "-"
    if after and after.idx == found.end and after.text == "." and _is_address(tokens, found.last):
        return False
    if language in _NO_MATTER or not is_capital(word) or found.label == "ORG" or found.last - found.first > 1:
        return True
    if after and _goes_on(found, after):
        return False
    return not (before and is_name_word(before.text) and not before.is_sent_start and not _opens(tokens, found))


def _goes_on(found: Named, after: Token) -> bool:
    """Whether a capitalised word follows at once in the same sentence."""
    return after.idx == found.end + 1 and is_name_word(after.text) and not after.is_sent_start


def _touches(found: Named, other: Token) -> bool:
    return other.end == found.start or other.idx == found.end


def _is_address(tokens: Sequence[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].idx == tokens[at].end and tokens[at + 1].text.isalnum()


def _opens(tokens: Sequence[Token], found: Named) -> bool:
    return tokens[found.first].is_sent_start


def _city(doc: Doc, at: int, language: str) -> Named | None:
    """A large city by GeoNames' name for it, behind a word like 'in'; no longer name goes on behind it."""
    tokens = doc.tokens
    before = titles.PLACE_BEFORE.get(language)
    if not before or not at or not is_name_word(tokens[at].text) or tokens[at - 1].text not in before:
        return None
    for last in range(min(at + _MOST_CITY_WORDS, len(tokens)), at, -1):
        name = doc.plain[tokens[at].idx : tokens[last - 1].end]
        # Where nouns are small, what has a capital there is a name.
        if name in large_cities() and not (language == "de" and name in CONFUSABLE["de"]):
            found = Named(at, last, tokens[at].idx, tokens[last - 1].end, "GPE")
            after = tokens[last] if last < len(tokens) else None
            on = after and (
                (_goes_on(found, after) and language != "de") or (after.idx == found.end and after.text in "-'")
            )
            return None if on or any(tokens[n].is_sent_start for n in range(at, last)) else found
    return None
