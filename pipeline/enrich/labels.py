"""One label a name by all that a text says of it: weights for each feature of evidence, summed. Pure.

The weights are a multinomial logistic regression that `python -m tests.benchmarks.fit_names` fits on texts labelled by
hand (its docstring says which, and how well it does on texts it has not seen). They know English.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

from pipeline.enrich import lexicon
from pipeline.enrich.beside import beside
from pipeline.enrich.evidence import features_of, relations_of
from pipeline.enrich.given_names import begins_with_a_given_name
from pipeline.enrich.kinds import STORMS
from pipeline.enrich.lists import by_lists
from pipeline.enrich.names import Key, Name, Words
from pipeline.enrich.shorter import aliases, introduced
from pipeline.enrich.spans import Span
from pipeline.enrich.stated import stated

CLASSES = ("PER", "ORG", "LOC", "MISC", "NONE")
"""What a name may turn out to be: a person, an organisation, a place, another name, no name."""

CLASS_OF = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
"""The class of each label that has one of its own; all others are MISC."""

_SHORT_FOR_A_PERSON = ({"tail:PER"}, {"head:PER"})
"""A name that ends or begins the names of persons alone is theirs, whatever stands around it."""

_MOSTLY = 0.5
"""Of a name's places: where so many say 'the town of', it is one."""

_LONGEST_PERSON = 5

_UNSURE = 0.6
"""Below this probability what the text says of a name in so many words goes before the weights."""

_CALLED = {"called-org": "ORG", "called-place": "LOC", "called-role": "PER"}

_OF_A_PERSON = frozenset({"before-title?", "before-role?", "after:who?", "called-role?", "after,-role?"})

_OF_A_FIRM = frozenset(
    {
        "called-org",
        "own-org",
        "own-org2",
        "before-org?",
        "after-org?",
        "after-org2?",
        "acronym-follows?",
        "inner-joiner",
    }
)
"""What speaks against a person whose name begins with a given name: Marie Curie, the charity."""

_PLACES = ("GPE", "LOC", "FAC")


class Decision(NamedTuple):
    """A name's label, and how sure it is: a probability."""

    label: str
    score: float


def decide(
    words: Words,
    names: Mapping[Key, Name],
    known: Mapping[Key, str],
    *,
    places: Iterable[Span] = (),
    listed: Mapping[Key, str] = MappingProxyType({}),
) -> dict[Key, Decision]:
    """The label of each name that is one; names that are none are left out. `known` is what a gazetteer calls them.

    What stands among `places`, those of the dateline, is a place. `listed` says which names are those of places, and
    whether near the others.
    """
    sure = {words.key(*at) for place in places if (at := words.range_of(place))}
    weights = _weights()
    classes = {key: marked_class(name) for key, name in names.items()}
    relations = relations_of(names, classes, known)
    neighbours = beside(words, names, classes, known)
    people: set[Key] = set()
    classes_found: dict[Key, tuple[str, float]] = {}
    for key, name in names.items():
        around = relations.get(key, set())
        evidence = {"known": known.get(key), "listed": listed.get(key)}
        features = features_of(words, name, relations=around, neighbours=neighbours[key], **evidence)
        found, score = _best(features, weights)
        if key in sure or features.get("before2-place-of", 0) >= _MOSTLY:
            found = "LOC"
        else:
            found = _overruled(name, _as_called(found, score, features), known.get(key), around, features)
            of_a_person = bool(_OF_A_PERSON & features.keys())
            found = stated(words, name, found, known.get(key), features, of_a_person=of_a_person)
        classes_found[key] = found, score
        if found == "PER" and _OF_A_PERSON & features.keys():
            people.add(key)
    shared = by_lists(words, names, classes_found)
    labels = {key: _label(names[key], shared.get(key, classes_found[key][0]), known.get(key)) for key in names}
    decisions = {key: Decision(label, classes_found[key][1]) for key, label in labels.items() if label}
    return _by_others(words, names, decisions, people, known)


def _by_others(
    words: Words,
    names: Mapping[Key, Name],
    decisions: dict[Key, Decision],
    people: Set[Key],
    known: Mapping[Key, str],
) -> dict[Key, Decision]:
    """The decisions, with what others say of a name: the surname whose bearer has a post, the one it is short for."""
    decisions |= {
        key: Decision("PERSON", decision.score)
        for key, decision in decisions.items()
        if decision.label in CLASS_OF and key not in known and key[-1:] in people and _may_be_a_full_name(key)
    }
    bearers = {key[-1] for key, decision in decisions.items() if decision.label == "PERSON" and len(key) > 1}
    decisions |= {
        key: Decision("PERSON", decision.score)
        for key, decision in decisions.items()
        if key[0] in bearers
        and len(key) == 1
        and known.get(key, "city").startswith("city")
        and _is_bare(words, names[key])
    }
    decisions |= _short_for_people(decisions, known)
    surnames = {key for key, decision in decisions.items() if decision.label == "PERSON" and len(key) == 1}
    decisions |= {
        key: Decision("PERSON", decision.score)
        for key, decision in decisions.items()
        if key[-1:] in surnames and key not in known and begins_with_a_given_name(key) and _may_be_a_full_name(key)
    }
    organisations = [key for key, decision in decisions.items() if decision.label == "ORG"]
    told = introduced(words, names, organisations)
    persons = [key for key, decision in decisions.items() if decision.label == "PERSON"]
    decisions |= {key: decisions[other] for key, other in aliases(words, names, persons).items()}
    return decisions | {key: Decision("ORG", decisions[other].score) for key, other in told.items()}


def _short_for_people(decisions: Mapping[Key, Decision], known: Mapping[Key, str]) -> dict[Key, Decision]:
    """Unknown names of one word that begin or end people's names, and nobody else's, whatever a model says."""
    long = {key: decision.label for key, decision in decisions.items() if len(key) > 1 and decision.label in CLASS_OF}
    people = {word for key, label in long.items() if label == "PERSON" for word in (key[0], key[-1])}
    others = {word for key, label in long.items() if label != "PERSON" for word in key}
    return {
        key: Decision("PERSON", decision.score)
        for key, decision in decisions.items()
        if len(key) == 1 and key not in known and decision.label in CLASS_OF and key[0] in people - others
    }


def _is_bare(words: Words, name: Name) -> bool:
    """Whether the model marks this name nowhere, and it stands nowhere as a place does."""
    before = {words.lower[place.first - 1] for place in name.ranges if place.first}
    return marked_class(name) == "NONE" and not before & (lexicon.PLACE_PREPOSITIONS | {"of"})


def _may_be_a_full_name(key: Key) -> bool:
    """Whether these words may be given names and a surname that the text uses of a person elsewhere."""
    heads = lexicon.ORG_HEADS | lexicon.PLACE_HEADS | lexicon.FACILITY_HEADS | lexicon.FOREIGN_HEADS
    return 1 < len(key) < _LONGEST_PERSON and all(part.istitle() and part.casefold() not in heads for part in key)


def _as_called(found: str, score: float, features: Mapping[str, float]) -> str:
    """The class that an apposition states (Brava, the country's largest charity), where nothing surer speaks."""
    said = {_CALLED[feature] for feature in _CALLED if features.get(feature, 0) >= _MOSTLY}
    return said.pop() if len(said) == 1 and (found in ("MISC", "NONE") or score < _UNSURE) else found


def _overruled(name: Name, found: str, known: str | None, around: Set[str], features: Mapping[str, float]) -> str:
    """The class that a name has for sure, whatever the weights say; else the one found."""
    if known == "country" and found not in ("PER", "LOC"):
        return "LOC"
    if known is None and not around and len(name.key) == 1 and _is_a_common_word(features):
        return "NONE"
    if known in (None, "org") and around in _SHORT_FOR_A_PERSON:
        return "PER"
    if around == {"head:ORG"} and _may_be_short_for_it(name, known is not None, features):
        return "ORG"
    if found == "PER" and len(name.key) > 1 and features.get("listed:here") and not _OF_A_PERSON & features.keys():
        return "LOC"
    if known == "org" and found == "LOC" and len(name.key) > 1:
        return "ORG"
    if known == "org" and found == "PER" and not _OF_A_PERSON & features.keys():
        return "ORG"
    if found == "ORG" and known is None and "given-name" in features and not _OF_A_FIRM & features.keys():
        return "PER" if _may_be_a_full_name(name.key) else found
    if found == "MISC" and name.key[0] == "The" and len(name.key) > 2 and marked_class(name) == "ORG":
        return "ORG"  # an article with a capital inside a sentence is a newspaper's or a band's
    if found in ("PER", "ORG", "LOC") and not any(any(map(str.isupper, part)) for part in name.key):
        return "NONE"  # 'the electoral commission' describes, and names nobody
    return "MISC" if known == "demonym" and found != "ORG" else found


def _is_a_common_word(features: Mapping[str, float]) -> bool:
    """Whether it only ever begins sentences, is no acronym, and is met in lower case as well: 'Grass is patient'."""
    return (
        features.get("start", 0) == 1 and any(f.startswith("met:yes") for f in features) and "acronym" not in features
    )


def _may_be_short_for_it(name: Name, is_known: bool, features: Mapping[str, float]) -> bool:
    """Whether the first word of an organisation's name, where it stands alone, may mean the organisation.

    A model often takes it for a person's surname; then nothing around it may speak of a person.
    """
    marked = marked_class(name)
    return marked in ("NONE", "ORG") or (marked == "PER" and not is_known and not _OF_A_PERSON & features.keys())


def marked_class(name: Name) -> str:
    """The class under which the model marked it most often; NONE if it never did."""
    votes = Counter(CLASS_OF.get(place.label, "MISC") for place in name.ranges if place.label)
    return votes.most_common(1)[0][0] if votes else "NONE"


def _best(features: Mapping[str, float], weights: Mapping[str, tuple[float, ...]]) -> tuple[str, float]:
    sums = [0.0] * len(CLASSES)
    for feature, value in features.items():
        for number, weight in enumerate(weights.get(feature, ())):
            sums[number] += value * weight
    most = max(sums)
    return CLASSES[sums.index(most)], 1.0 / sum(math.exp(value - most) for value in sums)


def _label(name: Name, found: str, known: str | None) -> str | None:
    """The OntoNotes label of a name of this class, by the model's votes where they fit, else by its words."""
    votes = Counter(place.label for place in name.ranges if place.label)
    if found == "PER":
        return "PERSON"
    if found == "ORG":
        return "ORG"
    last = name.key[-1].casefold()
    if found == "LOC":
        voted = [label for label, _ in votes.most_common() if label in _PLACES]
        if last in lexicon.FACILITY_HEADS:
            return "FAC"
        return voted[0] if voted else "LOC" if known == "area" or last in lexicon.NATURAL_HEADS else "GPE"
    if known == "demonym":
        return "NORP"
    voted = [label for label, _ in votes.most_common() if label not in CLASS_OF]
    if voted and (found == "MISC" or voted[0] == votes.most_common(1)[0][0]):
        return voted[0]
    return _other_label(name.key, last) if found == "MISC" else None


def _other_label(key: Key, last: str) -> str:
    """The label of another name, by its last word: the model gave none that fits."""
    for label, heads in (("FAC", lexicon.FACILITY_HEADS), ("EVENT", lexicon.EVENT_HEADS), ("LAW", lexicon.LAW_HEADS)):
        if last in heads:
            return label
    if key[0].casefold() in STORMS:
        return "EVENT"
    if len(key) == 1:
        if key[0].isupper() or any(character.isdigit() for character in key[0]):
            return "PRODUCT"
        return "NORP" if key[0].endswith((*lexicon.NATIONALITY_ENDS, "s", "i")) else "PRODUCT"
    return "WORK_OF_ART"


@cache
def _weights() -> dict[str, tuple[float, ...]]:
    content = files(__package__).joinpath("name_weights.json").read_text(encoding="utf-8")
    return {feature: tuple(weights) for feature, weights in json.loads(content).items()}
