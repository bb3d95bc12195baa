"""Parts of one name are joined where the words between say so, and names that are two stay two."""

from __future__ import annotations

import pytest

from pipeline.enrich.cuts import cut_ends
from pipeline.enrich.joints import join_parts
from pipeline.enrich.known import known_names
from pipeline.enrich.lists import by_lists
from pipeline.enrich.longer import lengthen
from pipeline.enrich.names import Words, collect
from pipeline.enrich.spans import Span


def spans(text: str, *marked: tuple[str, str]) -> list[Span]:
    return sorted(Span(text.index(part), text.index(part) + len(part), label) for part, label in marked)


def joined(text: str, *marked: tuple[str, str]) -> list[tuple[str, str]]:
    words = Words(text)
    found = join_parts(words, cut_ends(words, spans(text, *marked), known_names()), known_names())
    return [(text[span.start_char : span.end_char], span.label) for span in found]


def test_a_firm_and_the_place_that_it_is_of_are_two() -> None:
    text = "It is run by Tamar Gas of Sharjah."
    assert joined(text, ("Tamar Gas of Sharjah", "ORG")) == [("Tamar Gas", "ORG"), ("Sharjah", "GPE")]


def test_an_institution_keeps_the_place_that_it_is_of() -> None:
    text = "She taught at the University of Sharjah."
    assert joined(text, ("University of Sharjah", "ORG")) == [("University of Sharjah", "ORG")]


@pytest.mark.parametrize(
    ("text", "marked", "whole"),
    [
        (
            "the Peace Society of Moravia won",
            [("Peace Society", "ORG"), ("Moravia", "GPE")],
            "Peace Society of Moravia",
        ),
        ("the Vasa Center for River Policy won", [("Vasa Center", "ORG")], "Vasa Center for River Policy"),
        ("he met Awa Jallow-Tambang there", [("Awa Jallow", "PERSON")], "Awa Jallow-Tambang"),
        ("in Lipova nad Moravou today", [("Lipova", "GPE")], "Lipova nad Moravou"),
    ],
)
def test_what_was_marked_in_part_is_whole(text: str, marked: list[tuple[str, str]], whole: str) -> None:
    assert [name for name, _ in joined(text, *marked)] == [whole]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("the Party of the century", [("Party", "ORG")]),
        ("the Board of the Peace Society met", [("Peace Society", "ORG")]),
        ("talks of the Ankara-Baghdad group", [("Ankara", "GPE"), ("Baghdad", "GPE")]),
        ("the United Nations and the Peace Society", [("United Nations", "ORG"), ("Peace Society", "ORG")]),
        ("a Foundation of Rosa Weber", [("Foundation", "ORG"), ("Rosa Weber", "PERSON")]),
    ],
)
def test_what_is_two_stays_two(text: str, marked: list[tuple[str, str]]) -> None:
    assert joined(text, *marked) == marked


def test_small_words_at_the_end_of_a_mark_go() -> None:
    text = "She studied the Verano Cartel for years, and so on."
    found = cut_ends(Words(text), spans(text, ("the Verano Cartel for", "ORG"), ("so on", "ORG")), known_names())
    assert [text[span.start_char : span.end_char] for span in found] == ["the Verano Cartel", "so on"]


def test_the_unsure_name_in_a_list_is_what_all_the_others_are() -> None:
    text = "Rivals such as Vlora, Tessin and Pramek fell. Doubts of Tessin and Marta grew."
    words = Words(text)
    names = collect(words, spans(text, ("Vlora", "ORG"), ("Tessin", "ORG"), ("Pramek", "GPE"), ("Marta", "PERSON")))
    found = {("Vlora",): ("ORG", 0.9), ("Tessin",): ("ORG", 0.9), ("Pramek",): ("NONE", 0.4), ("Marta",): ("PER", 0.5)}
    assert by_lists(words, names, found) == {("Pramek",): "ORG"}
    assert by_lists(words, names, found | {("Pramek",): ("NONE", 0.9)}) == {}
    assert by_lists(words, names, found | {("Vlora",): ("LOC", 0.9)}) == {}


@pytest.mark.parametrize(
    ("text", "marked", "whole"),
    [
        (
            "said Amina Okorafor, a nurse",
            [("Amina", "ORG"), ("Okorafor", "PERSON")],
            ("Amina Okorafor", "PERSON"),
        ),
        ("the road to Um Sidrat was shut", [("Um", "GPE"), ("Sidrat", "GPE")], ("Um Sidrat", "GPE")),
    ],
)
def test_two_marks_of_one_name_are_one(text: str, marked: list[tuple[str, str]], whole: tuple[str, str]) -> None:
    found = lengthen(Words(text), spans(text, *marked), known_names())
    assert [(text[span.start_char : span.end_char], span.label) for span in found] == [whole]


def test_a_person_and_a_great_city_that_a_headline_puts_side_by_side_are_two() -> None:
    text = "Ana Ruiz Paris return"
    found = lengthen(Words(text), spans(text, ("Ana Ruiz", "PERSON"), ("Paris", "GPE")), known_names())
    assert [(text[span.start_char : span.end_char], span.label) for span in found] == [
        ("Ana Ruiz", "PERSON"),
        ("Paris", "GPE"),
    ]
