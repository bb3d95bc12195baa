"""All names of one language by their first word, made once a process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pipeline.enrich.rules import bodies, nations
from pipeline.enrich.rules.atlas import MOST_LANGUAGES, locale_of, places
from pipeline.enrich.rules.forms import forms_of
from pipeline.enrich.rules.words import DENSE, make_doc, plain_of

SAME = {"nn": "nb", "no": "nb"}
"""Languages for which another one's tables do: Norwegian."""

_UPPER_CHARS = 4
"""Shorter names in capitals alone are acronyms of something else as well."""


class Entry(NamedTuple):
    """What a name stands for: its label, and what its entity is called."""

    label: str
    name: str


@dataclass(frozen=True)
class Lexicon:
    """The names of one language: as they are written, and the number of words of the longest behind a first word."""

    language: str
    entries: Mapping[str, Entry]
    longest: Mapping[str, int]

    def find(self, mention: str) -> Entry | None:
        """What the tables have of a mention; None where they do not have it."""
        return self.entries.get(plain_of(mention))


@lru_cache(maxsize=MOST_LANGUAGES)
def lexicon(language: str) -> Lexicon:
    """The names of a language; none where CLDR does not know it."""
    if language in SAME:
        return lexicon(SAME[language])
    entries: dict[str, Entry] = {}
    if locale_of(language) is not None:
        for written, entry in _names(language):
            entries.setdefault(plain_of(written), entry)
    longest: dict[str, int] = {}
    for written in entries:
        first, length = _measure(written, language)
        longest[first] = max(length, longest.get(first, 0))
    return Lexicon(language, entries, longest)


def _measure(written: str, language: str) -> tuple[str, int]:
    """A name's first word and number of words; without spaces, its first two characters and number of characters."""
    if language in DENSE:
        return written[:2], len(written)
    tokens = make_doc(written).tokens
    return tokens[0].text, len(tokens)


def _names(language: str) -> Iterator[tuple[str, Entry]]:
    """Every form of every name, the surest first."""
    for written, name in bodies.pairs(bodies.BODIES, language):
        yield written, Entry("ORG", name)
    for code in ("EU", "UN"):
        if name := locale_of(language).territories.get(code):
            yield from ((form, Entry("ORG", name)) for form in (name, _lower_rest(name)))
    for place in places(language):
        yield place.written, Entry(place.label, place.name)
    for form, name in nations.words_of(language):
        yield form, Entry("NORP", name)
    for place in places(language):
        for form in forms_of(place.written, language):
            yield form, Entry(place.label, place.name)
        if len(place.written) >= _UPPER_CHARS and place.written != place.written.upper():
            yield place.written.upper(), Entry(place.label, place.name)
    if _is_latin(language):
        yield from ((written, Entry("ORG", name)) for written, name in bodies.everywhere())
    if language in ("ja", "zh"):
        # 中国人 and フランス人: who comes from there.
        yield from ((f"{p.written}人", Entry("NORP", f"{p.written}人")) for p in places(language) if p.label == "GPE")


def _lower_rest(name: str) -> str:
    first, _, rest = name.partition(" ")
    return f"{first} {rest.lower()}" if rest else name


def _is_latin(language: str) -> bool:
    return str(locale_of(language).territories.get("DE", ""))[:1].isascii()
