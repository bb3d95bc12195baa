"""Edges of mentions, names of entities, and what is no mention at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.enrich.spans import OTHER_LABELS, Span, clean_spans, mention_of, name_of, standard_label, trim


def cleaned(text: str, *marked: str, label: str = "ORG") -> list[str]:
    """What remains of the marked parts of a text; each must occur in it."""
    spans = [Span(text.index(part), text.index(part) + len(part), label) for part in marked]
    return [text[span.start_char : span.end_char] for span in clean_spans(text, spans)]


@pytest.mark.parametrize(
    ("marked", "kept"),
    [
        ("“Reuters”", "Reuters"),
        ('"Reuters', "Reuters"),
        ("‘Le Monde’", "Le Monde"),
        ("«Le Monde»", "Le Monde"),
        ("  Oslo\t", "Oslo"),
        ("\u00a0Oslo\u200b", "Oslo"),
        ("Libya's", "Libya"),
        ("Libya’s", "Libya"),
        ("the Philippines'", "the Philippines"),
        ("the Philippines’", "the Philippines"),
        ("“Libya’s", "Libya"),
        ("(UNICEF)", "UNICEF"),
        ("UNICEF)", "UNICEF"),
        ("(UNICEF", "UNICEF"),
        ("[AFP]", "AFP"),
        (")AFP(", "AFP"),
        ("— Cairo —", "Cairo"),
        ("Hamas,", "Hamas"),
        ("*Vogue*", "Vogue"),
    ],
)
def test_what_only_stands_around_a_name_is_cut_off(marked: str, kept: str) -> None:
    assert cleaned(f"x {marked} y", marked) == [kept]


@pytest.mark.parametrize(
    "name",
    [
        "U.N.",
        "Yahoo!",
        "O'Brien",
        "F-16",
        "Guns N' Roses",
        "Bank (of) England",
        "St. John's Hall",
        "$85 million",
        "€59",
    ],
)
def test_what_belongs_to_a_name_stays(name: str) -> None:
    assert cleaned(f"at {name} now", name) == [name]


def test_a_bracket_whose_other_half_is_inside_stays() -> None:
    assert cleaned("by Group (Holdings) today", "Group (Holdings)") == ["Group (Holdings)"]


@pytest.mark.parametrize("marked", ["...", "’s", "—", '""', "( )", "   ", "🙂"])
def test_what_has_no_letter_and_no_digit_is_no_mention(marked: str) -> None:
    assert cleaned(f"a{marked}b", marked) == []


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n\r\n", " \n ", "\u2028", "\u2029", "\x0b"])
def test_a_span_over_a_line_break_becomes_one_a_line(gap: str) -> None:
    text = f"Lisbon{gap}Porto"
    assert cleaned(text, text) == ["Lisbon", "Porto"]


def test_an_empty_line_at_the_edge_leaves_one_mention() -> None:
    assert cleaned("\n\nOslo\n\n", "\n\nOslo\n") == ["Oslo"]


def test_spans_are_sorted_and_the_longer_of_two_with_one_start_stays() -> None:
    text = "New York Times, Paris"
    spans = [Span(16, 21, "GPE"), Span(0, 8, "GPE"), Span(0, 14, "ORG")]
    assert clean_spans(text, spans) == [Span(0, 14, "ORG"), Span(16, 21, "GPE")]


def test_of_two_that_overlap_the_earlier_stays() -> None:
    assert clean_spans("abcdef", [Span(2, 6, "ORG"), Span(0, 3, "GPE")]) == [Span(0, 3, "GPE")]


def test_spans_that_touch_both_stay() -> None:
    assert clean_spans("abcdef", [Span(0, 3, "ORG"), Span(3, 6, "GPE")]) == [Span(0, 3, "ORG"), Span(3, 6, "GPE")]


def test_a_span_that_reaches_beyond_the_text_ends_with_it() -> None:
    assert clean_spans("Oslo", [Span(-3, 99, "GPE")]) == [Span(0, 4, "GPE")]


def test_a_span_outside_the_text_is_none() -> None:
    assert clean_spans("Oslo", [Span(7, 9, "GPE"), Span(3, 2, "GPE")]) == []


def test_labels_of_another_scheme_are_translated_or_left_out() -> None:
    text = "Ann Oslo"
    assert clean_spans(text, [Span(0, 3, "PER"), Span(4, 8, "MISC")]) == [Span(0, 3, "PERSON")]


@pytest.mark.parametrize(
    ("label", "standard"),
    [
        ("persName", "PERSON"), ("PRS", "PERSON"), ("ORGANIZATION", "ORG"), ("GPE_LOC", "GPE"), ("placeName", "GPE"),
        ("NAT_REL_POL", "NORP"), ("work of art", "WORK_OF_ART"), ("TME", "TIME"), ("GPE", "GPE"), ("MISC", None),
        ("DRV", None), ("", None),
    ],
)  # fmt: skip
def test_a_label_of_any_known_scheme_has_its_standard_spelling(label: str, standard: str | None) -> None:
    assert standard_label(label) == standard


def test_the_data_dictionary_names_every_label_that_is_translated() -> None:
    written = (Path(__file__).parents[3] / "sql" / "README.md").read_text("utf-8")
    assert not [label for label in OTHER_LABELS if label not in written]


def test_offsets_count_code_points_beyond_the_first_plane_as_one() -> None:
    text = "👩‍👩‍👧 “Oslo”"
    start = text.index("“")
    (span,) = clean_spans(text, [Span(start, len(text), "GPE")])
    assert text[span.start_char : span.end_char] == "Oslo"


def test_trimming_what_is_nothing_but_edge_gives_an_empty_range() -> None:
    start, end = trim("“ ( ) ”", 0, 7)
    assert start == end


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("the African Union", "African Union"),
        ("The Hague", "Hague"),
        ("a Boeing", "Boeing"),
        ("An Airbus", "Airbus"),
        ("the", "the"),
        ("Theodor", "Theodor"),
        ("Anna", "Anna"),
        ("Libya’s", "Libya"),
        ("the United States'", "United States"),
        ("New\u00a0 York", "New York"),
        ("NATO", "NATO"),
        ("the The Band", "The Band"),
    ],
)
def test_an_entity_is_called_without_article_and_possessive(mention: str, name: str) -> None:
    assert name_of(mention) == name


def test_a_mention_is_the_text_at_its_span_and_knows_its_name() -> None:
    mention = mention_of("For the African Union now", Span(4, 21, "ORG"))
    assert (mention.text, mention.name, mention.label) == ("the African Union", "African Union", "ORG")
    assert (mention.start_char, mention.end_char, mention.score) == (4, 21, None)
