"""The rules as a recogniser: what Tagger asks for the names of a text in a language that no model knows."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.enrich.rules import arabic, dense, persons
from pipeline.enrich.rules.lexicon import SAME, lexicon
from pipeline.enrich.rules.spaced import find_names
from pipeline.enrich.rules.values import find_values
from pipeline.enrich.rules.words import DENSE, Doc, make_doc

ANY = "xx"
"""The language of those that are for any."""

NAME = "rules@1"
"""Their name and version, on each row; a change that finds other names is another version."""

Found = tuple[int, int, str]


class RulesRecogniser:
    """The rules of one language."""

    name = NAME
    is_fast = False
    """A surname is known by the full name elsewhere in the text: another version of it is read whole."""

    reads_all = True

    def __init__(self, language: str) -> None:
        self._lexicon = lexicon(language)
        self._language = SAME.get(language, language)

    @property
    def knows_names(self) -> bool:
        """Whether there is anything that they could find."""
        return bool(self._lexicon.entries)

    def speaking(self, language: str) -> RulesRecogniser | None:
        """The rules of another language, where these are for any; these themselves where they are for one."""
        return rules_for(language) if self._language == ANY else self

    def make_doc(self, text: str) -> Doc:
        """The text as words, to mark where sentences begin."""
        return make_doc(text)

    def find(self, doc: Doc) -> list[Found]:
        """(first character, one past the last, label) of each name and value, in order and apart."""
        if not self.knows_names:
            return []
        values = find_values(doc.plain, self._language)
        if self._language in DENSE:
            people = ((start, end, "PERSON") for start, end in dense.find_persons(doc.plain, self._language))
            return apart(len(doc.text), people, values, dense.find_names(doc.plain, self._lexicon))
        names = list(find_names(doc, self._lexicon))
        known = persons.Known(
            {number for name in names for number in range(name.first, name.last)},
            {name.first: name.last for name in names},
        )
        if self._language == "ar":
            # A people's name may be a surname as well: خالد المصري.
            taken = {number for name in names if name.label != "NORP" for number in range(name.first, name.last)}
            people_at: Iterable[tuple[int, int]] = arabic.find_persons(doc.tokens, taken, known.taken)
        else:
            people_at = persons.find_persons(doc, self._language, known)
        people = ((doc.tokens[first].idx, doc.tokens[last - 1].end, "PERSON") for first, last in people_at)
        return apart(len(doc.text), people, values, ((name.start, name.end, name.label) for name in names))


def rules_for(language: str) -> RulesRecogniser | None:
    """The rules of one language, those of any where it is 'xx'; None where CLDR does not know it."""
    recogniser = RulesRecogniser(language)
    return recogniser if recogniser.knows_names or language == ANY else None


def apart(length: int, *found: Iterable[Found]) -> list[Found]:
    """What was found, in order and apart: of two that overlap the surer kind stays, then the longer."""
    taken = bytearray(length)
    kept: list[Found] = []
    for kind in found:
        for start, end, label in sorted(set(kind), key=lambda one: (one[0] - one[1], one)):
            if not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                kept.append((start, end, label))
    return sorted(kept)
