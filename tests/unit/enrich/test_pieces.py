"""How long texts are cut: nothing lost, nothing twice, nothing too long."""

from __future__ import annotations

import time

import pytest

from pipeline.enrich.pieces import PIECE_CHARS, PROSE_CHARS, WORD_CHARS, cut


def pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in cut(text)]


def test_an_article_of_ordinary_length_is_one_piece() -> None:
    text = "A paragraph.\n\n" * 500
    assert list(cut(text)) == [(0, len(text))]


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\t" * 50_000])
def test_where_there_is_only_white_space_there_is_no_piece(text: str) -> None:
    assert pieces(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "word " * 20_000,
        "A paragraph of some words.\n\n" * 5_000,
        "x" * (PROSE_CHARS - 1),
        "Paris,London," * 600 + " and Rome",
        "a " + "b" * 500 + " c " + "d" * 700,
        "🙂" * 5_000 + "\n\n" + "word " * 9_000,
    ],
)
def test_pieces_follow_each_other_and_hold_every_character_that_is_not_white_space(text: str) -> None:
    at = 0
    for start, end in cut(text):
        assert start >= at and 0 < end - start <= PIECE_CHARS
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()


def test_a_long_text_is_cut_between_paragraphs() -> None:
    text = "A paragraph of some words.\n\n" * 5_000
    assert len(pieces(text)) > 1
    assert all(piece.startswith("A paragraph") and piece.endswith("words.\n\n") for piece in pieces(text))


def test_a_long_paragraph_is_cut_between_words() -> None:
    text = "word " * 20_000
    assert all(piece.startswith("word") and piece.endswith("word ") for piece in pieces(text))


def test_a_long_run_is_cut_behind_a_mark_where_it_has_one() -> None:
    found = pieces("Paris,London," * 100)
    assert len(found) > 1 and all(len(piece) <= WORD_CHARS for piece in found)
    assert all(piece.endswith(",") for piece in found)


def test_a_run_without_marks_is_cut_at_the_limit() -> None:
    assert [len(piece) for piece in pieces("x" * (2 * WORD_CHARS + 1))] == [WORD_CHARS, WORD_CHARS, 1]


def test_a_run_that_no_prose_holds_is_left_out_and_its_neighbours_are_not() -> None:
    text = "before " + "x" * (PROSE_CHARS + 1) + " after"
    assert pieces(text) == ["before ", " after"]


@pytest.mark.parametrize("unit", ["x", "'s", "word ", "\n", "x" * 190 + " ", "a,"])
def test_two_million_characters_are_cut_in_seconds(unit: str) -> None:
    text = unit * (2_000_000 // len(unit))
    started = time.process_time()
    for _ in cut(text):
        pass
    assert time.process_time() - started < 5
