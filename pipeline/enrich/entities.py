"""Which names of a text are one entity, and what it is called: full names, expansions, one spelling. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from pipeline.enrich.famous import KNOWN_ACRONYMS, OTHER_NAMES
from pipeline.enrich.kinds import DIRECTIONS, KINDS_BEFORE, LAND_KINDS, REGION_KINDS
from pipeline.enrich.known import known_names, one_organisation
from pipeline.enrich.labels import Decision
from pipeline.enrich.lexicon import GENERIC, ORG_HEADS, PARTICLES
from pipeline.enrich.names import MANY_NAMES, Key, Name, Words
from pipeline.enrich.same_places import other_names
from pipeline.enrich.shorter import aliases, introduced, is_acronym, stands_for
from pipeline.enrich.spans import Span, name_of

MIN_SHORT_FORM = 4
"""Letters of the shortest word that stands for an organisation of a longer name: Amnesty for Amnesty International."""

MIN_SHOUTED = 5
"""Letters from which capitals alone mean a headline or a dateline, not an acronym."""

MIN_NAMES = 2
"""A person of so many names has one surname."""

SUFFIXES = frozenset(
    {"jr", "sr", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi"}
)
"""Behind a person's surname, and no part of it."""

FORMS = frozenset({"group", "corp", "corporation", "co", "company", "inc", "ltd", "holdings", "plc", "llc", ".", "ag"})
"""Behind a firm's name: Haneul is Haneul Group, not Haneul Motors."""

_GREATER: tuple[str, ...] = ("city", "country", "region")
"""What a gazetteer calls the places whose names rivers and lakes bear as well."""

_TOWNS = frozenset({"city", "town", "village", "municipality"})

_EXPANDED = frozenset({"ORG", "GPE"})
"""Labels of what is called by acronyms that everybody knows."""


def join(
    words: Words, names: Mapping[Key, Name], decisions: Mapping[Key, Decision], *, shouted: Collection[Span] = ()
) -> dict[Key, str]:
    """What the entity of each name is called: surnames by the full name, acronyms by their expansion.

    Places of a dateline are `shouted`: LIMA is Lima though it has no more letters than an acronym.

    A name that may be short for two of the text's longer ones stays as it is, but where one of them alone was named
    before it.
    """
    by_label: dict[str, list[Key]] = {}
    for key, decision in decisions.items():
        by_label.setdefault(decision.label, []).append(key)
    first = {key: min(place.first for place in names[key].ranges) for key in decisions}
    full: dict[Key, Key] = {}
    people = by_label.get("PERSON", [])
    also = aliases(words, names, people)
    for key in people:
        full[key] = also.get(key) or _person(key, people, first) or key
    full |= {key: full[other] for key, other in also.items() if other in full}
    organisations = by_label.get("ORG", [])
    told = introduced(words, names, organisations)
    for key in organisations:
        full[key] = told.get(key) or _organisation(key, organisations, first) or key
    full |= _same(key for key in organisations if full[key] == key)
    for key in by_label.get("GPE", []):
        full[key] = _city(key, decisions) or key
    for key in (*by_label.get("GPE", []), *by_label.get("LOC", [])):
        short = _without_kind(key)
        if short in decisions and decisions[short].label in ("GPE", "LOC"):
            full[short] = key
    starts = {span.start_char for span in shouted}
    called = {
        key: _spelling(words, names[full.get(key, key)], decision.label, starts) for key, decision in decisions.items()
    }
    for key, decision in decisions.items():
        whole = full.get(key, key)
        known = OTHER_NAMES.get(whole) or (KNOWN_ACRONYMS.get(key[0]) if whole == key and len(key) == 1 else None)
        if known and decision.label in _EXPANDED:
            called[key] = known
    places = [key for label in ("GPE", "LOC") for key in by_label.get(label, [])]
    return called | other_names(places, called)


def _person(key: Key, people: Sequence[Key], first: Mapping[Key, int]) -> Key | None:
    """The one full name that this name is short for: a surname, a given name, or both without the middle ones.

    Of several who bear it that one who alone was named before the surname first stood alone: news calls his relatives
    by their full names.
    """
    parts = _parts(key)
    longer = [
        other
        for other in people
        if len(_parts(other)) > len(parts)
        and (_is_within(parts, _parts(other)) or _is_within(parts, _without_suffix(_parts(other))))
    ]
    if not longer and len(parts) == 1:
        longer = [other for other in people if _is_first_surname(parts[0], _parts(other))]
    if not longer and len(parts) == 1:
        longer = [other for other in people if len(other) > MANY_NAMES and parts[0] in _parts(other)[1:-1]]
    by_surname = [other for other in longer if _without_suffix(_parts(other))[-1] == _without_suffix(parts)[-1]]
    return _longest(by_surname or longer) or _longest(_named_before(key, by_surname or longer, first))


def _named_before(key: Key, longer: Sequence[Key], first: Mapping[Key, int]) -> list[Key]:
    """Those of the longer names that the text gives before this one stands for the first time."""
    return [other for other in longer if first[other] < first[key]] if len(key) == 1 else []


def _is_first_surname(word: str, parts: Sequence[str]) -> bool:
    """Whether a person of three names or more may be called so: Spanish news calls Ana Beltrán Ruiz by Beltrán."""
    return len(parts) > MIN_NAMES and parts[-2] == word and word not in PARTICLES


def _organisation(key: Key, organisations: Sequence[Key], first: Mapping[Key, int]) -> Key | None:
    if others := stands_for(key, organisations):
        return _longest(others)
    word = key[0]
    if is_acronym(key):
        return _longest(
            [o for o in organisations if o[0] == word and {*map(str.casefold, o[1:])} <= FORMS and o != key]
        )
    if len(key) > 1:
        return None
    folded = word.casefold()
    if len(word) < MIN_SHORT_FORM or folded in GENERIC or folded in ORG_HEADS:
        return None
    longer = [other for other in organisations if len(other) > 1 and other[0] == word]
    return (
        _longest(longer)
        or _longest([other for other in longer if {*map(str.casefold, other[1:])} <= FORMS])
        or _longest(_named_before(key, longer, first))
    )


def _without_kind(key: Key) -> Key:
    """The name of a region or river that a text may use alone: Gaza Strip, Rakhine State, the Uraricoera River.

    None where the short name is that of something greater: Chad is no lake, and Niger no river.
    """
    if len(key) < 2 or key[0].casefold() in DIRECTIONS:
        return ()
    if key[0].casefold() in KINDS_BEFORE:
        short, others = key[1:], _GREATER
    elif key[-1].casefold() in LAND_KINDS:
        short, others = key[:-1], _GREATER
    elif key[-1].casefold() in REGION_KINDS:
        short, others = key[:-1], _GREATER[:2]
    else:
        return ()
    return () if key[-1] != "Strip" and known_names().get(short, "").startswith(others) else short


def _same(organisations: Iterable[Key]) -> dict[Key, Key]:
    """Names that are known to be those of one organisation -> the one of them that has most letters."""
    known: dict[int, list[Key]] = {}
    for key in organisations:
        if (number := one_organisation().get(key)) is not None:
            known.setdefault(number, []).append(key)
    return {key: max(keys, key=lambda key: sum(map(len, key))) for keys in known.values() for key in keys}


def _city(key: Key, decisions: Mapping[Key, Decision]) -> Key | None:
    """The place that 'the City of X' governs, where the text names it alone."""
    if len(key) < 3 or key[1] != "of" or key[0].casefold() not in _TOWNS:
        return None
    return key[2:] if key[2:] in decisions and decisions[key[2:]].label == "GPE" else None


def _longest(keys: Sequence[Key]) -> Key | None:
    """The longest, if all the others are short for it."""
    if not keys:
        return None
    longest = max(keys, key=len)
    return longest if all(key == longest or _is_within(_parts(key), _parts(longest)) for key in keys) else None


def _parts(key: Key) -> list[str]:
    return [part.casefold() for part in key if part[:1].isalnum()]


def _without_suffix(parts: list[str]) -> list[str]:
    """A person's words but for a last Jr. or III, which stands behind the surname."""
    return parts[:-1] if len(parts) > 1 and parts[-1] in SUFFIXES else parts


def _is_within(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether the words of one stand in the other in the same order, from its first or to its last."""
    if not short or (short[0] != long[0] and short[-1] != long[-1]):
        return False
    rest = iter(long)
    return all(part in rest for part in short)


def _spelling(words: Words, name: Name, label: str, shouted: Collection[int]) -> str:
    """How the text writes the name most often; a place or person that it only shouts gets its usual capitals."""
    spans = [words.span(place.first, place.last, label) for place in name.ranges]
    spellings = [words.text[span.start_char : span.end_char] for span in spans]
    plain = [
        spelling
        for spelling, span in zip(spellings, spans, strict=True)
        if not (spelling.isupper() and (len(spelling) >= MIN_SHOUTED or span.start_char in shouted))
    ]
    if plain:
        counts = Counter(plain)
        return name_of(max(counts, key=counts.__getitem__))
    if label not in ("GPE", "LOC", "PERSON"):
        return name_of(spellings[0])
    return name_of(" ".join(part.capitalize() for part in spellings[0].split()))
