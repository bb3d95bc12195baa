"""The names of one text, each with every place where it stands, found by the model or not. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from pipeline.enrich.famous import KNOWN_ACRONYMS
from pipeline.enrich.kinds import PLATFORM
from pipeline.enrich.lexicon import KINDS_OF_FIRM, NEVER_ALONE, TITLES
from pipeline.enrich.openers import OPENERS
from pipeline.enrich.spans import Span

Key: TypeAlias = tuple[str, ...]
"""What makes two spellings one name: its words, without the dots of acronyms, without headlines' capitals."""

NAMES = frozenset({"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"})
"""Labels between which a model wavers over one name; values such as DATE and CARDINAL depend on their sentence."""

MOST_LETTERS = 12
"""An acronym of more letters is none: 'U.U.U.' over pages would be read from each of its letters to its end."""

MANY_NAMES = 3
"""A person of more names may be called by any of them: Luiz Inácio Lula da Silva."""

_NO_GIVEN_NAMES = OPENERS | NEVER_ALONE | KINDS_OF_FIRM

_LONGEST_TITLE = 5
"""Letters of a title that is shortened with a dot: Capt., Maj."""

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_SENTENCE_MARKS = frozenset(".!?:\"“”•»«…'‘")


class Word(NamedTuple):
    """A run of letters and digits, or one other character, as it stands in the text."""

    start_char: int
    end_char: int
    text: str


class Range(NamedTuple):
    """Where a name stands: a half-open range of words, and the model's label if it marked that range."""

    first: int
    last: int
    label: str | None


@dataclass(slots=True)
class Name:
    """One name of a text, and all its places in order of discovery."""

    key: Key
    ranges: list[Range] = field(default_factory=list)


class Words:
    """A text cut into words, with what is asked of them again and again.

    `is_word` says whether a word, spelt just so, is one that the model has met, where it can tell.
    """

    def __init__(
        self, text: str, *, sentence_starts: Set[int] = frozenset(), is_word: Callable[[str], bool] | None = None
    ) -> None:
        self.text = text
        self.is_word = is_word
        self.sentence_starts = sentence_starts
        self.words = [Word(found.start(), found.end(), found[0]) for found in _WORD.finditer(text)]
        self.starts = {word.start_char: number for number, word in enumerate(self.words)}
        self.ends = {word.end_char: number + 1 for number, word in enumerate(self.words)}
        self.lower = [word.text.casefold() for word in self.words]
        self.written = frozenset(word.text for word in self.words)

    def range_of(self, span: Span) -> tuple[int, int] | None:
        """The words that a span holds; None where it cuts one in two."""
        first, last = self.starts.get(span.start_char), self.ends.get(span.end_char)
        return (first, last) if first is not None and last is not None and first < last else None

    def span(self, first: int, last: int, label: str) -> Span:
        """The span of a range of words."""
        return Span(self.words[first].start_char, self.words[last - 1].end_char, label)

    def key(self, first: int, last: int) -> Key:
        """The key of the name that these words make."""
        return key_of([word.text for word in self.words[first:last]], written=self.written)

    def begins(self, at: int) -> bool:
        """Whether a sentence, a line or a quotation begins with this word, so that its capital says nothing."""
        return (
            at == 0
            or (self.words[at - 1].text in _SENTENCE_MARKS and not self._is_behind_a_title(at))
            or self.words[at].start_char in self.sentence_starts
            or self.is_broken(at)
        )

    def _is_behind_a_title(self, at: int) -> bool:
        """Whether the dot before this word is that of a title: Dr. Muneer Shabat."""
        title = self.words[at - 2] if at > 1 and self.words[at - 1].text == "." else None
        return title is not None and len(title.text) <= _LONGEST_TITLE and self.lower[at - 2] in TITLES

    def is_new(self, at: int) -> bool:
        """Whether this is no common word: the model has never met it in lower case, nor does this text have it so."""
        lower = self.lower[at]
        return self.is_word is not None and len(lower) > 2 and not (self.is_word(lower) or lower in self.written)

    def is_broken(self, at: int) -> bool:
        """Whether a line ends before this word."""
        return "\n" in self.text[self.words[at - 1].end_char : self.words[at].start_char]

    def is_next(self, at: int) -> bool:
        """Whether one space parts this word from the one before, and no sentence begins with it."""
        start = self.words[at].start_char
        return self.text[self.words[at - 1].end_char : start] == " " and start not in self.sentence_starts


def words_of(text: str) -> list[str]:
    """A name's words, cut as texts are."""
    return _WORD.findall(text)


def key_of(words: Sequence[str], *, written: frozenset[str] = frozenset()) -> Key:
    """One key for U.N. and UN; for TORONTO and Toronto as well if the text has both (`written`: all its words)."""
    joined: list[str] = []
    letters = ""
    for number, word in enumerate(words):
        is_letter = len(word) == 1 and word.isalpha() and word.isupper()
        if is_letter and (letters or words[number + 1 : number + 2] == ["."]):
            letters += word
        elif word != "." or not letters:
            if letters:
                joined.append(letters)
                letters = ""
            shouted = len(word) > 3 and word.isupper() and word.capitalize() in written
            joined.append(word.capitalize() if shouted else word)
    return (*joined, letters) if letters else tuple(joined)


def collect(words: Words, spans: Iterable[Span]) -> dict[Key, Name]:
    """The names that the model marked, each with its places."""
    names: dict[Key, Name] = {}
    for span in spans:
        if span.label in NAMES and (found := words.range_of(span)):
            key = words.key(*found)
            names.setdefault(key, Name(key)).ranges.append(Range(*found, span.label))
    return names


def marks(words: Words, spans: Iterable[Span]) -> list[bool]:
    """For each word whether a span covers it, wholly or in part."""
    marked = [False] * len(words.words)
    spans = iter(sorted(spans))
    span = next(spans, None)
    for number, word in enumerate(words.words):
        while span is not None and span.end_char <= word.start_char:
            span = next(spans, None)
        marked[number] = span is not None and span.start_char < word.end_char
    return marked


def add_short_forms(names: dict[Key, Name]) -> None:
    """Look for the surname of each person too, and for the first word of each organisation, marked or not."""
    for key, name in list(names.items()):
        labels = [place.label for place in name.ranges]
        if len(key) < 2 or len(set(labels)) > 1:
            continue
        surname = key[:-1][-1:] if key[-1] in ("Jr", "Sr", "II", "III", "IV") else key[-1:]
        short = surname if labels[0] == "PERSON" else key[:1] if labels[0] == "ORG" else ()
        inner = (
            [(part,) for part in key[1:-1] if part.istitle()] if labels[0] == "PERSON" and len(key) > MANY_NAMES else []
        )
        for part in [short, *inner]:
            if part and part[0].isalpha() and len(part[0]) > 3 and part[0].casefold() not in NEVER_ALONE:
                names.setdefault(part, Name(part))


def add_acronyms(words: Words, names: dict[Key, Name]) -> None:
    """Look for the acronyms that everybody knows and that the text writes with dots: U.S. in U.S.-backed."""
    for acronym in KNOWN_ACRONYMS:
        if len(acronym) == 2 and f"{acronym[0]}.{acronym[1]}." in words.text:
            names.setdefault((acronym,), Name((acronym,)))


def add_known(words: Words, names: dict[Key, Name], known: Mapping[str, Iterable[Key]]) -> None:
    """Look for each of these names, by their first words, whose words the text has, marked or not."""
    for word in words.written & known.keys():
        for key in known[word]:
            if words.written.issuperset(key):
                names.setdefault(key, Name(key))


def add_full_names(words: Words, names: dict[Key, Name], marked: list[bool]) -> None:
    """Add the name that begins a sentence and ends with a surname of the text: 'Sofia Keita won' where Keita is one.

    The model may have missed it there; its first word is a given name where it is none of those that begin sentences.
    """
    people = {key[0] for key, name in names.items() if len(key) == 1 and any(p.label == "PERSON" for p in name.ranges)}
    for at in range(1, len(words.words)):
        if words.words[at].text not in people or any(marked[at - 1 : at + 1]) or not words.is_next(at):
            continue
        given = words.words[at - 1].text
        if words.begins(at - 1) and given.istitle() and words.lower[at - 1] not in _NO_GIVEN_NAMES:
            key = words.key(at - 1, at + 1)
            names.setdefault(key, Name(key)).ranges.append(Range(at - 1, at + 1, "PERSON"))
            marked[at - 1 : at + 1] = [True, True]


def find_again(words: Words, names: dict[Key, Name], marked: list[bool]) -> None:
    """Add to each name the places where the model missed it, the longest name first; they are marked then."""
    first_words: dict[str, list[Key]] = {}
    for key in sorted(names, key=len, reverse=True):
        if key[0][:1].isupper() and (sum(map(len, key)) > 1 or key == (PLATFORM,)):
            first_words.setdefault(key[0], []).append(key)
    at = 0
    while at < len(words.words):
        found = None if marked[at] else _match(words, at, first_words, marked)
        if found is None:
            at += 1
            continue
        key, last = found
        names[key].ranges.append(Range(at, last, None))
        marked[at:last] = [True] * (last - at)
        at = last


def _match(words: Words, at: int, first_words: dict[str, list[Key]], marked: Sequence[bool]) -> tuple[Key, int] | None:
    """The longest name that begins at this word, and where it ends."""
    for key in _keys_at(words, at, first_words):
        last = end_of(words, at, key)
        if last is not None and not any(marked[at:last]) and stands_alone(words, at, last):
            return key, last
    return None


def _keys_at(words: Words, at: int, first_words: dict[str, list[Key]]) -> Iterator[Key]:
    word = words.words[at].text
    yield from first_words.get(word, ())
    if len(word) > 3 and word.isupper():
        yield from first_words.get(word.capitalize(), ())
    elif len(word) == 1 and word.isupper():
        last = _letters_end(words, at)
        if last > at + 1:
            yield from first_words.get(words.key(at, last)[0], ())


def _letters_end(words: Words, at: int) -> int:
    """Where letters with dots end: U.N. is four words. No name has more than MOST_LETTERS."""
    last, most = at, min(len(words.words), at + 2 * MOST_LETTERS)
    while last < most and len(words.words[last].text) == 1 and words.words[last].text.isupper():
        if last > at and words.words[last - 1].end_char != words.words[last].start_char:
            break
        last += 1
        if last < len(words.words) and words.words[last].text == ".":
            last += 1
    return last


def end_of(words: Words, at: int, key: Key) -> int | None:
    """One past the last word if this name stands here, in one line."""
    last = at
    for part in key:
        if last >= len(words.words):
            return None
        word = words.words[last].text
        if word == part or (word.isupper() and word.capitalize() == part):
            last += 1
        elif len(word) == 1 and word == part[:1] and part.isupper():
            end = _letters_end(words, last)
            if words.key(last, end) != (part,):
                return None
            last = end
        else:
            return None
    return None if any(words.is_broken(inner) for inner in range(at + 1, last)) else last


def stands_alone(words: Words, first: int, last: int) -> bool:
    """Whether no capitalised neighbour makes it part of a longer name; a title before it may stand."""
    if last < len(words.words) and words.words[last].text[:1].isupper() and words.is_next(last):
        return False
    if first and words.words[first - 1].text[:1].isupper() and words.is_next(first):
        return words.begins(first - 1) or words.lower[first - 1] in TITLES
    return True
