"""Places in texts that are not English: countries by their names there, articles outside the name."""

from __future__ import annotations

import pytest

from pipeline.enrich.abroad import find_places, without_article
from pipeline.enrich.gazetteer import gazetteer
from pipeline.enrich.places import locate
from pipeline.models import Mention


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("la France", "France"),
        ("l'Italie", "Italie"),
        ("l’Équateur", "Équateur"),
        ("de Colombia", "Colombia"),
        ("die Schweiz", "Schweiz"),
        ("La Rochelle", "La Rochelle"),
        ("El Salvador", "El Salvador"),
        ("les deux rives", "les deux rives"),
        ("a", "a"),
    ],
)
def test_the_article_in_small_letters_is_no_part_of_a_places_name(written: str, name: str) -> None:
    assert without_article(written) == name


@pytest.mark.parametrize(
    ("name", "language", "country"),
    [("Maroc", "fr", "MA"), ("Alemania", "es", "DE"), ("Schweiz", "de", "CH"), ("Côte d’Ivoire", "fr", "CI")],
)
def test_a_country_is_known_by_its_name_in_the_texts_language(name: str, language: str, country: str) -> None:
    found = find_places(name, language, gazetteer())
    assert [(place.kind, place.country) for place in found] == [("country", country)]


def test_what_is_no_country_or_of_a_language_that_nobody_knows_is_looked_up_as_it_is() -> None:
    assert find_places("Roubaix", "fr", gazetteer()) == gazetteer().find("Roubaix") != []
    assert find_places("Maroc", "qq", gazetteer()) == gazetteer().find("Maroc")


@pytest.mark.parametrize(
    ("name", "language", "place"),
    [("Londres", "fr", "London"), ("Москва", "ru", "Moscow"), ("开罗", "zh", "Cairo"), ("Köln", "de", "Köln")],
)
def test_a_city_is_known_by_its_name_in_the_texts_language(name: str, language: str, place: str) -> None:
    assert [one.name for one in find_places(name, language, gazetteer())] == [place]


def test_a_part_of_the_world_is_known_by_its_name_in_the_texts_language() -> None:
    assert [one.name for one in find_places("Afrika", "de", gazetteer())] == ["Africa"]


def test_a_country_that_cldr_names_twice_is_found() -> None:
    assert [one.country for one in find_places("缅甸", "zh", gazetteer())] == ["MM"]


def test_a_text_in_another_language_has_its_countries_placed() -> None:
    text = "Ils partent pour le Maroc."
    mention = Mention(label="LOC", start_char=20, end_char=25, text="Maroc", name="Maroc")
    assert [one.place.country for one in locate(text, [mention], gazetteer(), language="fr")] == ["MA"]
