"""Words that tell what a line is for, and letters counted the same way in every script."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse.alignment import words_of
from pipeline.parse.line_cues import counted, is_credited, is_cued


def test_words_of_subscriptions_and_of_credits_are_known() -> None:
    for line, cued, credited in (
        ("Subscribe to the island letter", True, False),
        ("© The Quay", True, False),
        ("Foto: Ada Quay", False, True),
        ("The lamp was lit on Sunday", False, False),
        ("All of them sailed", False, False),
    ):
        assert (is_cued(line, words_of(line)), is_credited(line, words_of(line))) == (cued, credited)


@given(st.text())
def test_digits_and_capitals_are_those_that_python_knows(text: str) -> None:
    assert counted(text) == (sum(c.isdigit() for c in text), sum(c.isupper() for c in text))
