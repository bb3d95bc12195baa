"""Which place on earth each place name of a text means, by the company that it keeps. Pure but for the gazetteer."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from pipeline.enrich.abroad import find_places
from pipeline.enrich.gazetteer import SEATS, Gazetteer
from pipeline.enrich.geonames import plain_spelling
from pipeline.models import Location, Mention, Place

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})

PRIOR = {"country": 6.0, "area": 5.5, "region": 1.3, "district": -1.0, "city": 0.0}
"""How likely a name means a place of this kind, to which the digits of its population above a thousand are added."""

IN_COUNTRY = 1.6
"""What the text's own countries add to their places, by the share of its places that are theirs."""

BESIDE = 2.5
"""What it adds that the place stands beside the one that holds it: Athens, Georgia."""

NEAR = 0.5
"""What it adds that another place of the text lies within NEAR_KM."""

NEAR_KM = 300.0
MIN_SCORE = 0.4
"""Below this chance nothing is said: the name may mean any of several places."""

ITS_CITY = 0.15
"""The share of a region's people from which its name means its city, where the text does not call it a region."""

ITS_NAMED_CITY = 0.1
"""The same, where the region has a name of its own as well, in which the city's is no word: Khersonska oblast."""

ITS_LONGER_CITY = 0.25
"""The same, where the city's name is longer: New York is New York City, Kansas is not Kansas City."""

MILLION = 1_000_000

LEAST_ALONE = 100_000
"""People of a city that a text may mean though it speaks of other countries only: smaller ones bear the name of a place
that the gazetteer does not know. Kasai in a text on Congo is no town in Japan."""

_CALLED_REGION = (
    re.compile(
        r"(?:state|provinces?|regions?|oblasts?|governorates?|departments?|prefectures?|count(?:y|ies)|districts?) of"
        r" (?:the )?$",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:'s|’s)?,? (?:state|provinc(?:e|ial)|region(?:al)?|oblast|governorate|department|prefecture|county)\b",
        re.IGNORECASE,
    ),
)
"""What stands before or behind the name of a region that is called one."""

_NATURE = frozenset(
    {
        "sea",
        "ocean",
        "gulf",
        "bay",
        "strait",
        "straits",
        "channel",
        "lake",
        "river",
        "desert",
        "mountains",
        "mount",
        "mountain",
    }
)
_BESIDE = re.compile(r",\s*(?:in\s+)?(?:the\s+)?|\s*\(|\s+in\s+(?:the\s+)?")


def locate(
    text: str, mentions: Sequence[Mention], gazetteer: Gazetteer, *, language: str = "en"
) -> tuple[Location, ...]:
    """Where the mentions are that name a place whose meaning is clear enough.

    A name means one place in one text, but for those that stand beside what holds them (Paris, Texas). Countries are
    known by their names in the text's language.
    """
    numbers = [number for number, mention in enumerate(mentions) if mention.label in PLACE_LABELS]
    candidates = {
        mentions[number].name: _fit(mentions[number], find_places(mentions[number].name, language, gazetteer))
        for number in numbers
    }
    hints = _hints(mentions, candidates, gazetteer)
    every: Counter[str] = Counter()
    for counts in hints.values():
        every.update(counts)
    beside = _beside(text, mentions, numbers, candidates)
    holding = {
        following
        for number, following in pairwise(numbers)
        if any(
            _holds(holder, place) for holder in beside.get(number, ()) for place in candidates[mentions[number].name]
        )
    }
    certain = [places[0] for places in candidates.values() if len(places) == 1]
    found: list[Location] = []
    told = {mentions[number].name: holder for number, holder in beside.items()}
    for number in numbers:
        name = mentions[number].name
        holders = beside.get(number) or told.get(name) or ()
        location = _choose(
            number,
            candidates[name],
            _shares(every, hints.get(name, Counter())),
            holders,
            certain,
            is_region=number in holding or _is_region(text, mentions[number]),
        )
        if location is not None:
            found.append(location)
    return tuple(found)


def _is_region(text: str, mention: Mention) -> bool:
    """Whether the words around a name call it a province or the like."""
    before, behind = _CALLED_REGION
    said = before.search(text[max(mention.start_char - 25, 0) : mention.start_char])
    return said is not None or behind.match(text, mention.end_char) is not None


def _fit(mention: Mention, places: list[Place]) -> list[Place]:
    """The places that can be meant: no town bears the name of the sea that a text speaks of."""
    words = mention.name.casefold().split()
    if words[-1:] == ["city"]:
        return [place for place in places if place.kind == "city"] or places
    natural = mention.label == "LOC" and len(words) > 1 and not _NATURE.isdisjoint((words[0], words[-1]))
    return [place for place in places if place.kind in ("area", "country", "region")] if natural else places


def _hints(
    mentions: Sequence[Mention], candidates: Mapping[str, Sequence[Place]], gazetteer: Gazetteer
) -> dict[str, Counter[str]]:
    """Name -> hints at countries that it gives: their names, their people, places that only they have."""
    hints: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        if mention.label == "NORP" and (code := gazetteer.country_of(mention.name)):
            hints[mention.name][code] += 2
        elif mention.label in PLACE_LABELS:
            places = candidates[mention.name]
            codes = {place.country for place in places if place.country}
            if len(codes) == 1:
                hints[mention.name][codes.pop()] += 2 if any(place.kind == "country" for place in places) else 1
    return hints


def _shares(every: Counter[str], own: Counter[str]) -> dict[str, float]:
    """Country -> its share of what all names but this one hint at: a name is no witness for itself."""
    others = every - own
    total = others.total()
    return {code: number / total for code, number in others.items()}


def _beside(
    text: str, mentions: Sequence[Mention], numbers: Sequence[int], candidates: Mapping[str, Sequence[Place]]
) -> dict[int, list[Place]]:
    """For each mention that another follows at once, behind a comma or 'in', what that other may mean."""
    beside: dict[int, list[Place]] = {}
    for number, following in pairwise(numbers):
        between = text[mentions[number].end_char : mentions[following].start_char]
        if _BESIDE.fullmatch(between):
            holders = [place for place in candidates[mentions[following].name] if place.kind in ("country", "region")]
            if holders:
                beside[number] = holders
    return beside


def _choose(
    number: int,
    places: Sequence[Place],
    countries: Mapping[str, float],
    holders: Sequence[Place],
    certain: Sequence[Place],
    *,
    is_region: bool,
) -> Location | None:
    scored = sorted(
        ((_score(place, countries, holders, certain), place) for place in places),
        key=lambda pair: -pair[0][0],
    )
    if not scored:
        return None
    (best, evidence), place = scored[0]
    is_small = place.kind == "city" and place.population < LEAST_ALONE
    if is_small and countries and place.country not in countries and not any(_holds(one, place) for one in holders):
        return None
    if not is_region and place.name in SEATS:
        seat = next((other for _, other in scored if other.name == SEATS[place.name]), place)
        place, evidence = seat, f"{evidence}; the capital of that name"
    elif not is_region and (city := _its_city(place, [other for _, other in scored])):
        place, evidence = city, f"{evidence}; the city that {place.name} is named after"
    same = [score for (score, _), other in scored if other is not place and _apart(place, other) > NEAR_KM / 2]
    chance = 1.0 / (1.0 + sum(math.exp(2.0 * (score - best)) for score in same))
    return Location(number, place, chance, evidence) if chance >= MIN_SCORE else None


def _its_city(place: Place, places: Sequence[Place]) -> Place | None:
    """The city of the same name in which much of a region's people live, or would: who says Cairo means the city.

    Some capitals are regions of their own, beside the one that bears their name.
    """
    if place.kind not in ("region", "district"):
        return None
    inside = [
        other
        for other in places
        if other.kind == "city"
        and (other.region == place.region or (other.country == place.country and other.population >= MILLION))
    ]
    city = max(inside, key=lambda other: other.population, default=None)
    if city is None:
        return None
    longer = len(city.name) > len(place.name) and city.name.endswith(" City")
    alike = plain_spelling(place.name) == plain_spelling(city.name) or place.name.startswith(f"{city.name} ")
    named = place.kind == "region" and not alike
    share = ITS_LONGER_CITY if longer else ITS_NAMED_CITY if named else ITS_CITY
    return city if city.population >= share * place.population else None


def _score(
    place: Place, countries: Mapping[str, float], holders: Sequence[Place], certain: Sequence[Place]
) -> tuple[float, str]:
    score = PRIOR[place.kind] + math.log10(max(place.population, 1_000) / 1_000)
    reasons = [f"{place.kind} of {place.population}" if place.kind == "city" else place.kind]
    if place.country and (share := countries.get(place.country, 0.0)):
        score += IN_COUNTRY * (0.5 + share)
        reasons.append(f"the text is about {place.country}")
    if any(_holds(holder, place) for holder in holders):
        score += BESIDE
        reasons.append("named beside what holds it")
    if any(other.kind != "area" and other is not place and 0 < _apart(place, other) < NEAR_KM for other in certain):
        score += NEAR
        reasons.append("near another place of the text")
    return score, "; ".join(reasons)


def _holds(holder: Place, place: Place) -> bool:
    if holder.kind == "country":
        return holder.country == place.country and place.kind != "country"
    return holder.region is not None and holder.region == place.region and place.kind in ("city", "district")


def _apart(one: Place, other: Place) -> float:
    """Kilometres between two places on a sphere (haversine)."""
    a, b = math.radians(one.latitude), math.radians(other.latitude)
    wide = math.sin(math.radians(other.longitude - one.longitude) / 2) ** 2
    return 12_742.0 * math.asin(min(1.0, math.sqrt(math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * wide)))
