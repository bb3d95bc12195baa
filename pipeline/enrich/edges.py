"""Where a name begins and ends: what a model draws too wide or too narrow, mended by rule. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from pipeline.enrich.famous import TITLED
from pipeline.enrich.lexicon import (
    FACILITY_HEADS,
    GENERIC,
    KINDS_OF_FIRM,
    MISC_HEADS,
    NAME_PREFIXES,
    ORG_HEADS,
    PERSON_ROLES,
    PLACE_HEADS,
    PREFIXES,
    TITLES,
)
from pipeline.enrich.names import NAMES, Key, Words, end_of, marks
from pipeline.enrich.spans import Span

ARTICLES = frozenset({"the", "a", "an"})
"""Outside a name, but for one with a capital in the middle of a sentence: the government in The Hague."""

MAX_HEAD_WORDS = 3
"""A head stands at most so many words behind what the model marked: Rincón | de la Vieja | National Park is too far."""

MAX_ROLE_WORDS = 4
"""A person's post is said within so many words behind the comma."""

LONGEST_ABBREVIATION = 5
"""Letters before a dot that belongs to the name: Calif., Minn."""

ROYAL = frozenset({"king", "queen", "prince", "princess", "duke", "earl", "count", "baron", "sultan"})
"""Titles that are given names as well."""

BEFORE_TITLES = frozenset({"crown", "grand", "vice", "deputy", "prime", "first", "chief", "ecumenical", "former"})
"""What stands before a title and is said with it: Crown Prince."""

REIGNING = frozenset({"pope", "king", "queen"})
"""Titles without which a given name alone says nothing: Pope Francis."""

NO_SURNAMES = frozenset(
    {"hospital", "airport", "stadium", "university", "street", "avenue", "highway", "observatory", "clinic", "museum"}
)
"""Heads that end no person's name: Vera Rubin Observatory."""

HEADS = ORG_HEADS | PLACE_HEADS | FACILITY_HEADS
NEVER_IN_NAMES = TITLES | PERSON_ROLES | GENERIC | HEADS
"""Words that stand beside a person's name, capitalised or not, and are no part of it."""

NO_PERSON = NEVER_IN_NAMES | MISC_HEADS
"""Words behind a title that show that it is none: King Fahd University, Judge Advocate."""

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,64}")
_HYPHENS = frozenset("-\u2010\u2011")


def mend_edges(words: Words, spans: Sequence[Span], known: Container[Key] = ()) -> list[Span]:
    """The spans with their edges at the name's own: sorted and apart, as they came.

    An article and a person's title stay outside (the, Gen Prayut), a hyphenated end belongs inside (Moon Jae-in), as
    does a bracket glued to the name (JD(S)); pro- and anti- are not part of it; a name with its acronym in brackets is
    two. What stands in the address of a page or a mailbox is no name.
    """
    parts = [part for span in outside(spans, find_addresses(words.text)) for part in _mend(words, span)]
    marked = marks(words, parts)
    kept: list[Span] = []
    for part in parts:
        wide = _widen(words, part, marked, known)
        if kept and _is_one_person(words, kept[-1], wide):
            kept[-1] = Span(kept[-1].start_char, wide.end_char, "PERSON")
        elif not kept or wide.start_char >= kept[-1].end_char:
            kept.append(wide)
    return kept


def complete(words: Words, spans: Sequence[Span]) -> list[Span]:
    """The spans, those that hold a part of a name replaced by the whole where the text has it whole elsewhere.

    'Doctors Without Borders' marked once makes it a name: where only 'Without Borders' is marked, it is meant again.
    """
    by_first: dict[str, list[tuple[Key, str]]] = {}
    for span in spans:
        found = words.range_of(span) if span.label in NAMES else None
        if found and found[1] - found[0] > 1:
            key = words.key(*found)
            if (key, span.label) not in by_first.setdefault(key[0], []):
                by_first[key[0]].append((key, span.label))
    kept = list(spans)
    for at, word in enumerate(words.words):
        for key, label in by_first.get(word.text, ()):
            last = end_of(words, at, key)
            if last is not None:
                _absorb(kept, words.span(at, last, label))
    return kept


def _absorb(spans: list[Span], whole: Span) -> None:
    """Put the whole in the place of the parts of it that are marked, if it cuts none in two."""
    first = bisect_right(spans, whole.start_char, key=lambda span: span.end_char)
    last = bisect_left(spans, whole.end_char, key=lambda span: span.start_char)
    parts = spans[first:last]
    inside = all(whole.start_char <= part.start_char and part.end_char <= whole.end_char for part in parts)
    if parts and inside and all(part.label in NAMES for part in parts):
        spans[first:last] = [
            whole._replace(label=parts[0].label) if len(parts) == 1 and parts[0][:2] == whole[:2] else whole
        ]


def find_addresses(text: str) -> list[Span]:
    """Where addresses of pages and mailboxes stand."""
    return [Span(found.start(), found.end(), "") for found in _ADDRESS.finditer(text)]


def outside(spans: Iterable[Span], others: Sequence[Span]) -> Iterator[Span]:
    """The spans that none of the others touches."""
    starts = [other.start_char for other in others]
    for span in spans:
        at = bisect_left(starts, span.end_char)
        if not at or others[at - 1].end_char <= span.start_char:
            yield span


def _widen(words: Words, span: Span, marked: Sequence[bool], known: Container[Key]) -> Span:
    """The name of a person or an unknown place goes on over capitalised words that nothing marks.

    An organisation's begins with them.

    Any name goes on up to a head such as Park.
    """
    found = words.range_of(span) if span.label in NAMES else None
    if found is None:
        return span
    first, last = found
    if span.label == "PERSON":
        while last < len(marked) and _goes_on(words, last, marked) and words.lower[last] not in NEVER_IN_NAMES:
            last += 1
    if span.label in ("GPE", "LOC") and words.words[last - 1].text != "." and words.key(first, last) not in known:
        while last < len(marked) and _goes_on(words, last, marked) and words.lower[last] not in NEVER_IN_NAMES:
            last += 1
    if span.label in ("PERSON", "ORG"):
        while first and _goes_on(words, first - 1, marked, at=first) and _may_begin(words, first - 1):
            first -= 1
    end = last
    while end < len(marked) and end - last < MAX_HEAD_WORDS and _goes_on(words, end, marked):
        end += 1
        if words.lower[end - 1] in HEADS:
            last = end
    return words.span(first, last, span.label)


def _goes_on(words: Words, word: int, marked: Sequence[bool], *, at: int | None = None) -> bool:
    """Whether this word is capitalised, unmarked, and one space from the name."""
    return words.words[word].text[:1].isupper() and not marked[word] and words.is_next(word if at is None else at)


def _may_begin(words: Words, word: int) -> bool:
    lower = words.lower[word]
    return not words.begins(word) and lower not in NEVER_IN_NAMES and words.words[word].text[1:].islower()


def _is_one_person(words: Words, before: Span, span: Span) -> bool:
    """Whether two spans are the halves of one person's name, with nothing but a space between them."""
    return before.label == span.label == "PERSON" and words.text[before.end_char : span.start_char] == " "


def _mend(words: Words, span: Span) -> Iterable[Span]:
    found = words.range_of(span) if span.label in NAMES else None
    if found is None:
        return (span,)
    first, last = found
    if last - first > 1 and (
        words.words[first].text in ARTICLES or (words.lower[first] in ARTICLES and words.begins(first))
    ):
        first += 1
    if words.words[last - 1].text == "." and len(words.words[last - 2].text) > LONGEST_ABBREVIATION:
        last -= 1
    if span.label == "ORG" and _is_a_post_and_name(words, first, last):
        span = span._replace(label="PERSON")
    if span.label == "PERSON" and last - first > 1 and words.lower[last - 1] in NO_SURNAMES:
        span = span._replace(label="ORG" if words.lower[last - 1] in ORG_HEADS else "FAC")
    if span.label == "PERSON":
        last = _with_hyphens(words, last)
        first = _without_titles(words, first, last)
        first -= first > 0 and words.is_next(first) and _reigns(words, first - 1, first, last)
    elif span.label == "ORG" and last - first > 1 and words.begins(first) and words.lower[first] in KINDS_OF_FIRM:
        first += 1
    if last - first >= 3 and words.words[first + 1].text in _HYPHENS and words.lower[first] in PREFIXES:
        first += 0 if words.words[first].text.istitle() and not words.begins(first) else 2
    elif first > 1 and words.words[first - 1].text in _HYPHENS and _is_prefix(words, first - 2):
        first -= 2
    return _brackets(words, first, last, span.label)


def _is_prefix(words: Words, at: int) -> bool:
    """Whether a capital prefix and its hyphen are glued to the name: Inter-American Development Bank."""
    prefix, hyphen, name = words.words[at : at + 3]
    glued = prefix.end_char == hyphen.start_char and hyphen.end_char == name.start_char
    return glued and prefix.text.istitle() and words.lower[at] in NAME_PREFIXES


def _with_hyphens(words: Words, last: int) -> int:
    """A name goes on behind a hyphen: models that cut words at hyphens lose the end of Moon Jae-in."""
    every = words.words
    while (
        last + 1 < len(every)
        and every[last].text in _HYPHENS
        and every[last - 1].end_char == every[last].start_char
        and every[last].end_char == every[last + 1].start_char
        and every[last + 1].text.isalpha()
    ):
        last += 2
    return last


def _without_titles(words: Words, first: int, last: int) -> int:
    start = first + (last - first > 2 and words.lower[first] in BEFORE_TITLES and words.lower[first + 1] in TITLES)
    while start < last - 1 and (words.lower[start] in TITLES or (start > first and words.lower[start] == ".")):
        start += 1
    # A role may be a surname or a given name as well (Carter Baker, Hunter Biden): two words have to be left.
    if start == first and first < last - 2 and words.lower[first] in PERSON_ROLES - ROYAL - {"hunter", "major"}:
        start += 1
    if start == last - 1 and (words.lower[start] in HEADS or words.key(first, last) in TITLED):
        return first
    if _reigns(words, first, start, last):
        return first
    return first if start == last - 1 == first + 1 and _is_called(words, first, last) else start


def _reigns(words: Words, title: int, first: int, last: int) -> bool:
    """Whether a title stands before one given name, with its number or without: Pope Leo XIV, Queen Camilla."""
    if words.lower[title] not in REIGNING or not words.words[title].text.istitle():
        return False
    return last - first == 1 or (last - first == 2 and words.words[last - 1].text.isupper())


def _is_a_post_and_name(words: Words, first: int, last: int) -> bool:
    """Whether a model took a person with his post for an organisation: Comptroller Tomasa Villarte."""
    rest = words.lower[first + 1 : last]
    texts = [word.text for word in words.words[first:last]]
    return words.lower[first] in TITLES and len(rest) > 1 and all(map(str.istitle, texts)) and not NO_PERSON & {*rest}


def _is_called(words: Words, first: int, last: int) -> bool:
    """Whether a royal title is a given name: 'Prince Alfani, Libya medical coordinator' has another post."""
    if words.lower[first] not in ROYAL or words.lower[last : last + 1] != [","]:
        return False
    return any(word in PERSON_ROLES - ROYAL for word in words.lower[last + 1 : last + 1 + MAX_ROLE_WORDS])


def _brackets(words: Words, first: int, last: int, label: str) -> Iterator[Span]:
    """The range as it is, closed behind a glued bracket, or cut in two at one that stands apart."""
    texts = [word.text for word in words.words[first:last]]
    closes = last < len(words.words) and words.words[last].text == ")"
    if "(" not in texts[1:] or ")" in texts or not closes:
        yield words.span(first, last, label)
        return
    at = first + texts.index("(", 1)
    if words.words[at].start_char == words.words[at - 1].end_char:
        yield words.span(first, last + 1, label)
        return
    yield words.span(first, at, label)
    if at + 1 < last:
        yield words.span(at + 1, last, label)


def part_places(words: Words, spans: Iterable[Span], known: Mapping[Key, str]) -> Iterator[Span]:
    """The spans, those cut in two that hold two known places joined by 'and' and are no known name: Kono and Bo."""
    for span in spans:
        found = words.range_of(span) if span.label in NAMES else None
        joined = found and "and" in words.lower[slice(*found)] and words.key(*found) not in known
        at = words.lower.index("and", found[0]) if found and joined else None
        if found and at and _are_places(known.get(words.key(*half)) for half in ((found[0], at), (at + 1, found[1]))):
            yield words.span(found[0], at, "GPE")
            yield words.span(at + 1, found[1], "GPE")
        else:
            yield span


def _are_places(kinds: Iterable[str | None]) -> bool:
    return all(kind is not None and kind.startswith(("city", "region", "country", "area")) for kind in kinds)
