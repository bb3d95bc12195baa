"""What a text says about one of its names: the features that decide its label. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from pipeline.enrich import kinds, lexicon
from pipeline.enrich.given_names import begins_with_a_given_name
from pipeline.enrich.names import MANY_NAMES, Key, Name, Range, Words
from pipeline.enrich.shorter import spelt_by

Groups = tuple[tuple[str, frozenset[str]], ...]

_HEADS: Groups = (
    ("org", lexicon.ORG_HEADS | lexicon.FOREIGN_HEADS),
    ("place", lexicon.PLACE_HEADS),
    ("facility", lexicon.FACILITY_HEADS),
    ("misc", lexicon.MISC_HEADS),
    ("title", lexicon.TITLES),
    ("particle", lexicon.PARTICLES),
)
_INNER: Groups = (("org", lexicon.ORG_HEADS), ("joiner", lexicon.JOINERS), ("particle", lexicon.PARTICLES))
_BEFORE: Groups = (
    ("title", lexicon.TITLES),
    ("role", lexicon.PERSON_ROLES),
    ("prep", lexicon.PLACE_PREPOSITIONS),
    ("place", lexicon.PLACE_NOUNS),
    ("org", lexicon.ORG_NOUNS),
    ("team", lexicon.TEAM_BEFORE),
    ("work", lexicon.WORK_VERBS),
    ("speech", lexicon.SPEECH_VERBS),
    ("product", kinds.PRODUCTS),
)
_AFTER: Groups = (
    ("verb", lexicon.PERSON_VERBS),
    ("role", lexicon.PERSON_ROLES),
    ("place", lexicon.PLACE_NOUNS),
    ("org", lexicon.ORG_NOUNS),
    ("org2", lexicon.ORG_AFTER),
    ("person", lexicon.PERSON_AFTER),
    ("head-org", lexicon.ORG_HEADS),
    ("product", kinds.PRODUCTS),
)
_CALLED: Groups = (
    ("role", lexicon.PERSON_ROLES | lexicon.MORE_ROLES),
    ("place", lexicon.PLACE_NOUNS),
    ("org", lexicon.ORG_NOUNS | {"rival", "faction", "wing", "arm", "firm", "builder", "junta", "outfit"}),
    ("product", kinds.PRODUCTS),
)
_OWN: Groups = (*_CALLED, ("org2", lexicon.ORG_AFTER))
_PASSED_OVER = frozenset({"'", "’", "s", "-"})
_LONGEST_APPOSITION = 10
"""Words of an apposition in which its noun is looked for."""
_BETWEEN = (
    "before-prep",
    "before-team",
    *(f"before:{word}" for word in ("in", "at", "from", "to", "of", "by", "with")),
)
"""Of these what they say depends on what the model says."""
_LINKS = frozenset({"of", "the", "at", "for", "from", "with", ","})
"""Between a role or kind and a name each of these says something else: a guard at, a spokesman for, a man from."""
_MARKS = "-'&.’/("
_LONG_ACRONYM = 5
_MANY_TIMES = 8


def features_of(
    words: Words,
    name: Name,
    *,
    relations: Iterable[str],
    known: str | None,
    listed: str | None = None,
    neighbours: Mapping[str, float] = MappingProxyType({}),
) -> dict[str, float]:
    """Feature -> value above 0, at most 1: its share of the name's places, or 1 for what holds of the name itself.

    `relations` says what the longer names are that hold this one, `known` what a gazetteer calls it, `listed` whether a
    place of this name lies here, near the others that the text names, or elsewhere; `neighbours` what stands beside it.
    """
    count = len(name.ranges)
    found: dict[str, float] = {"always": 1.0, "times": min(count, _MANY_TIMES) / _MANY_TIMES}
    labels = Counter(place.label or "none" for place in name.ranges)
    for label, number in labels.items():
        found[f"model:{label}"] = number / count
        found[f"model-any:{label}"] = 1.0
    most = labels.most_common(1)[0][0]
    found.update(dict.fromkeys(_shape(name.key), 1.0))
    found.update(dict.fromkeys(_inside(name.key), 1.0))
    found.update(dict.fromkeys(_met(words, name.key), 1.0))
    found.update(dict.fromkeys(relations, 1.0))
    found.update(neighbours)
    if known:
        found[f"known:{known}"] = 1.0
    if listed:
        found[f"listed:{listed}"] = 1.0
        found[f"listed:{listed}&{most}"] = 1.0
    around: Counter[str] = Counter()
    for place in name.ranges:
        around.update(set(_before(words, place)))
        around.update(set(_after(words, place)))
    found.update(_shares(around, count, most=most, listed=listed))
    return found


def _shares(around: Mapping[str, int], count: int, *, most: str, listed: str | None) -> dict[str, float]:
    """What stands around the places: the share of them that have it, and that one has."""
    found: dict[str, float] = {}
    for feature, number in around.items():
        found[feature] = number / count
        found[feature + "?"] = 1.0
        if feature.startswith(_BETWEEN):
            found[f"{feature}&{most}"] = number / count
            if listed:
                found[f"{feature}&listed:{listed}"] = number / count
    return found


def relations_of(names: Iterable[Key], labels: Mapping[Key, str], known: Mapping[Key, str]) -> dict[Key, set[str]]:
    """For each name, as what it ends, begins or abbreviates the longer names of the text, whose labels are given.

    Of a longer name whether a country ends it: Hockey Canada.
    """
    relations: dict[Key, set[str]] = {}
    for key in names:
        if len(key) < 2:
            continue
        if known.get(key[-1:]) == "country":
            relations.setdefault(key, set()).add("last-country")
        inner = {(part,) for part in key[1:-1]} if len(key) > MANY_NAMES and labels[key] == "PER" else set()
        for short in ({key[-1:], key[:1], key[1:], key[:-1], key[-2:]} | inner) - {key}:
            if short in labels:
                where = "tail" if key[-len(short) :] == short or short in inner else "head"
                relations.setdefault(short, set()).add(f"{where}:{labels[key]}")
        for acronym in spelt_by(key):
            if len(acronym) > 1 and (acronym,) in labels:
                relations.setdefault((acronym,), set()).add(f"acronym-of:{labels[key]}")
    return relations


def _shape(key: Key) -> Iterator[str]:
    parts = [part for part in key if part[:1].isalnum()]
    yield f"words:{min(len(parts), 5)}"
    if len(parts) == 1:
        yield from _shape_of_one(parts[0])
    if any(character.isdigit() for part in parts for character in part):
        yield "digit"
    if any(len(part) == 1 for part in parts[:-1]):
        yield "initial"
    if len(parts) > 1 and begins_with_a_given_name(key):
        yield "given-name"
        yield f"given-name:{min(len(parts), 4)}"
    for mark in _MARKS:
        if mark in key:
            yield f"mark:{mark}"
    if len(parts) > 1 and any(map(is_camel, parts)):
        yield "camel-inside"
    if parts and parts[0] in ("al", "el", "Al", "El"):
        yield "al-first"


def _met(words: Words, key: Key) -> Iterator[str]:
    """Whether the name's words are common ones: met in lower case elsewhere, or in this text."""
    parts = [part for part in key if part.isalpha()]
    if words.is_word is None or not parts:
        return
    new = sum(not words.is_word(part.casefold()) for part in parts)
    if len(parts) == 1:
        yield f"met:{'no' if new else 'yes'}-{'yes' if words.is_word(parts[0]) else 'no'}"
        if parts[0].casefold() in words.written:
            yield "also-lower"
    else:
        yield "met-all" if not new else "met-all-but-one" if new == 1 else "met-few"


def _shape_of_one(part: str) -> Iterator[str]:
    if part.isupper():
        yield "acronym" if len(part) <= _LONG_ACRONYM else "capitals"
    elif is_camel(part):
        yield "camel"
    if part[:1].islower():
        yield "lower"
    if part.endswith(lexicon.NATIONALITY_ENDS):
        yield "demonym"
    if part.endswith("s") and not part.endswith("ss"):
        yield "plural"
    folded = part.casefold()
    yield f"end:{folded[-2:]}"
    yield f"end:{folded[-3:]}"


def is_camel(part: str) -> bool:
    """Whether capitals stand within a word, as in BaFin and QatarEnergy; MacDonald and O'Brien are people's."""
    inner = part[1:]
    return (
        not part.isupper()
        and not inner.islower()
        and inner.isalpha()
        and not part.startswith(("Mc", "Mac", "De", "La", "Le"))
    )


def _inside(key: Key) -> Iterator[str]:
    parts = [part.casefold() for part in key if part[:1].isalnum()]
    if not parts:
        return
    where = ("only",) if len(parts) == 1 else ("first", "last")
    for position, part in zip(where, (parts[0], parts[-1]), strict=False):
        for kind, group in _HEADS:
            if part in group:
                yield f"{position}-{kind}"
    if len(parts) == 1 and parts[0] in lexicon.GENERIC:
        yield "generic"
    for kind, group in _INNER:
        if any(part in group for part in parts[1:-1]):
            yield f"inner-{kind}"


def _before(words: Words, place: Range) -> Iterator[str]:
    first = place.first
    if words.begins(first):
        yield "start"
        return
    word = words.lower[first - 1]
    yield from _near("before", word, _BEFORE)
    if first < 2:
        return
    second = words.lower[first - 2]
    if word in lexicon.TRANSPARENT and second in lexicon.FUNCTION_WORDS:
        yield f"before2:{second}-{word}"
    link = f"-{word}" if word in _LINKS else ""
    if word == "to" and second == "according":
        yield "according-to"
    if word == "the" and second == "," and first > 2:
        second, link = words.lower[first - 3], "-,-the"  # 'the riders' union, the CPA'
    for kind, group in _BEFORE:
        if second in group or (second.endswith("s") and second[:-1] in group):
            yield f"before2-{kind}{link}"


def _after(words: Words, place: Range) -> Iterator[str]:
    last = place.last
    if last >= len(words.words) or words.is_broken(last):
        yield "line-end"
        return
    word = words.lower[last]
    yield from _near("after", word, _AFTER)
    if place.first and word == ")" and words.lower[place.first - 1] == "(":
        yield "in-brackets"
    if last + 1 >= len(words.words):
        return
    second = words.words[last + 1].text
    yield from _called(words, last)
    if word == "," and second.isdigit() and words.lower[last + 2 : last + 3] == ["-"]:
        yield "score"
    if word in (",", "'", "’", "("):
        yield from _near(f"after{word}", words.lower[last + 1], _AFTER)
    if word == "(" and second.isupper():
        yield "acronym-follows"
    if word == "," and second[:1].isupper():
        yield "comma-capital"


def _called(words: Words, at: int) -> Iterator[str]:
    """What an apposition says that the name is (Maersk, the Danish line), or what is said to be its own (its coach)."""
    if words.words[at].text == "," and words.lower[at + 1] in lexicon.DETERMINERS:
        called = None
        for number, word in enumerate(words.lower[at + 2 : at + 2 + _LONGEST_APPOSITION], at + 3):
            # In 'the country's largest charity' it is the charity that is meant, in 'a party leader' the leader.
            if word in _PASSED_OVER or words.lower[number : number + 1] in (["'"], ["’"]):
                continue
            if word in lexicon.FUNCTION_WORDS:
                break
            for kind, group in _CALLED:
                if word in group:
                    if words.lower[number : number + 1] and words.lower[number] in lexicon.SPEECH_VERBS:
                        return  # '..., a monitoring group said' speaks of somebody else
                    called = kind
                    break
        if called:
            yield f"called-{called}"
    elif words.words[at].text in ("'", "’") and words.lower[at + 1] == "s":
        for word in words.lower[at + 2 : at + 4]:
            for kind, group in _OWN:
                if word in group:
                    yield f"own-{kind}"
                    return


def _near(where: str, word: str, groups: Groups) -> Iterator[str]:
    if word in lexicon.FUNCTION_WORDS:
        yield f"{where}:{word}"
    for kind, group in groups:
        if word in group:
            yield f"{where}-{kind}"
