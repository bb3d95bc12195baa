"""One entity for the forms of a name, in the languages that have them."""

from __future__ import annotations

import pytest

from pipeline.enrich.spellings import join_spellings
from pipeline.models import Mention


def joined(language: str, *mentions: tuple[str, str]) -> list[tuple[str, str]]:
    given = [Mention(label, 0, len(text), text, text) for text, label in mentions]
    return [(mention.name, mention.label) for mention in join_spellings(given, language)]


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("Игоря Зуева", "Игорь Зуев", "Игорь Зуев"),
        ("Марию Лаптеву", "Мария Лаптева", "Мария Лаптева"),
        ("Корнея Чуковского", "Корней Чуковский", "Корней Чуковский"),
        ("Олегом Северцевым", "Олег Северцев", "Олег Северцев"),
    ],
)
def test_a_declined_person_is_called_as_in_the_first_case(first: str, second: str, name: str) -> None:
    assert joined("ru", (first, "PERSON"), (second, "PERSON")) == [(name, "PERSON")] * 2


def test_a_declined_surname_is_the_one_person_who_bears_it() -> None:
    assert joined("ru", ("Олег Северцев", "PERSON"), ("Северцевым", "PERSON"))[1][0] == "Олег Северцев"


def test_a_declined_surname_of_two_persons_stays_alone() -> None:
    names = joined("ru", ("Олег Зуев", "PERSON"), ("Иван Зуев", "PERSON"), ("Зуеву", "PERSON"))
    assert names[2] == ("Зуеву", "PERSON")


def test_a_place_or_a_body_is_called_as_in_the_dictionary_whichever_model_found_it() -> None:
    assert joined("ru", ("Москве", "LOC"), ("ЕС", "ORG")) == [("Москва", "LOC"), ("Европейский союз", "ORG")]


def test_what_the_tables_know_is_no_person_and_no_body_where_it_is_a_place() -> None:
    assert joined("zh", ("安卡拉", "PERSON"), ("欧盟", "LOC")) == [("安卡拉", "GPE"), ("欧盟", "ORG")]


def test_japanese_family_names_and_last_parts_are_the_person_who_has_them() -> None:
    names = joined(
        "ja", ("高瀬健一", "PERSON"), ("高瀬", "PERSON"), ("グレース・ワンジャラ", "PERSON"), ("ワンジャラ", "PERSON")
    )
    assert [name for name, _ in names] == ["高瀬健一"] * 2 + ["グレース・ワンジャラ"] * 2


def test_a_family_name_of_two_persons_stays_alone() -> None:
    names = joined("ja", ("高瀬健一", "PERSON"), ("高瀬美咲", "PERSON"), ("高瀬", "PERSON"))
    assert names[2] == ("高瀬", "PERSON")


def test_a_small_word_belongs_to_the_surname_and_may_have_a_capital_without_the_first_name() -> None:
    names = joined("nl", ("Joris van Aalst", "PERSON"), ("Van Aalst", "PERSON"), ("Aalst", "PERSON"))
    assert [name for name, _ in names] == ["Joris van Aalst"] * 3
