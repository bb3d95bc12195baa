"""Plain text files: headline or not, byline, paragraphs, a title where none stands."""

from __future__ import annotations

import pytest

from pipeline.parse.plain import MAX_TITLE, first_sentence, is_headline, read_plain


@pytest.mark.parametrize(
    "line",
    [
        "Harbour closes for the winter",
        "Who owns the harbour?",
        "‘We were cold,’ say sailors",
        "Harbour closes – again",
        "港口关闭",
    ],
)
def test_one_short_line_without_a_full_stop_is_a_headline(line: str) -> None:
    assert is_headline(line)


@pytest.mark.parametrize(
    "line",
    [
        "The harbour closes for the winter.",
        "By Jane Roe",
        "CAIRO — The council met late",
        "two lines\nof text",
        "12",
        "---",
        "x" * 200,
        "One sentence. And the second",
        "It went on,",
        "He said “no.”",
    ],
)
def test_what_ends_like_a_sentence_or_opens_a_wire_text_is_no_headline(line: str) -> None:
    assert not is_headline(line)


def test_headline_byline_and_paragraphs_are_told_apart() -> None:
    plain = read_plain("Harbour closes\n\nBy Jane Roe\n\nThe harbour closed.\nIt was cold.\n\nIt opens in May.\n")
    assert plain.title == "Harbour closes"
    assert plain.byline == "Jane Roe"
    assert plain.text == "The harbour closed. It was cold.\n\nIt opens in May."


def test_a_text_without_a_headline_keeps_its_first_paragraph() -> None:
    plain = read_plain("CAIRO — The council met on Friday.\n\nIt will meet again.")
    assert plain.title == ""
    assert plain.text.startswith("CAIRO — The council")


def test_a_single_line_is_text_and_not_only_a_headline() -> None:
    plain = read_plain("Harbour closes for the winter")
    assert (plain.title, plain.text) == ("", "Harbour closes for the winter")


def test_long_lines_without_empty_lines_are_paragraphs() -> None:
    line = "The harbour was closed for the winter and the sailors went home to their families in the hills. " * 2
    assert read_plain("\n".join([line] * 4)).text.count("\n\n") == 3


def test_wrapped_lines_are_one_paragraph() -> None:
    assert read_plain("The harbour was\nclosed for the\nwinter.\n").text == "The harbour was closed for the winter."


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_paragraphs_do_not_depend_on_the_kind_of_line_break(newline: str) -> None:
    assert read_plain(newline.join(["One is here.", "", "Two is here."])).text == "One is here.\n\nTwo is here."


def test_the_first_sentence_is_a_title_in_its_whole_when_it_is_short() -> None:
    assert first_sentence("The harbour closed. It was cold.", language="en") == "The harbour closed."


def test_a_long_first_sentence_is_cut_at_a_word() -> None:
    title = first_sentence("The harbour " + "very " * 100 + "late closed.", language=None)
    assert len(title) <= MAX_TITLE and title.endswith("very…")


def test_a_long_word_is_cut_where_the_limit_is() -> None:
    assert first_sentence("x" * 500, language="en") == "x" * (MAX_TITLE - 1) + "…"


def test_no_text_has_no_first_sentence() -> None:
    assert first_sentence("", language="en") == ""
