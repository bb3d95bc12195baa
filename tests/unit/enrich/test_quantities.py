"""Figures as values. Each rule has a sentence of its own in tests/data/enrich/quantities.json."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.enrich.currencies import currency_names
from pipeline.enrich.numbers import find_numbers
from pipeline.enrich.quantities import find_quantities, quantities_in
from pipeline.models import Article, Quantity, Sentence

CASES = json.loads((Path(__file__).parents[2] / "data" / "enrich" / "quantities.json").read_text("utf-8"))


def found(text: str) -> tuple[Quantity, ...]:
    return find_quantities(text, [Sentence(0, 0, 0, len(text), text)])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["rule"])
def test_each_rule_reads_its_figures(case: dict[str, Any]) -> None:
    rows = [
        [q.text, q.kind, f"{q.value:f}".removesuffix(".0"), q.high and f"{q.high:f}", q.unit, q.approximate, q.bound]
        for q in found(case["text"])
    ]
    assert rows == case["found"]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("1,500", 1500),
        ("2.5 million", 2_500_000),
        ("twenty-one", 21),
        ("a hundred and ten", 110),
        ("twelve million three hundred thousand and four", 12_300_004),
        ("half a million", 500_000),
        ("half a dozen", 6),
        ("three dozen", 36),
        ("tens of thousands", 20_000),
        ("5bn", 5_000_000_000),
        ("50 crore", 500_000_000),
    ],
)
def test_a_number_is_read_as_it_is_said(words: str, value: int) -> None:
    assert [number.value for number in find_numbers(f"They saw {words} birds.")] == [Decimal(value)]


@pytest.mark.parametrize("words", ["10:30", "9/11", "G20", "1,2,3", "one two", "a score", "2.5.1"])
def test_what_only_looks_like_a_number_is_none(words: str) -> None:
    assert not [number for number in find_numbers(f"at {words} sharp") if number.value != 1]


PARTS = [
    "12",
    "1,500",
    "2.5",
    "million",
    "dollars",
    "$",
    "%",
    "people",
    "were",
    "killed",
    "to",
    "-",
    "between",
    "and",
    "km",
]


@given(st.lists(st.sampled_from(PARTS), max_size=40).map(" ".join))
def test_any_mixture_of_numbers_and_units_gives_figures_in_order_and_apart(text: str) -> None:
    figures = found(text)
    assert all(text[q.start_char : q.end_char] == q.text for q in figures)
    assert all(a.end_char <= b.start_char for a, b in pairwise(figures))
    assert all(q.high is None or q.high > q.value for q in figures)


@pytest.mark.parametrize(
    "piece", ["12 ", "12 people ", "$1 to ", "hundred ", "killed 12 ", "12,", "a million ", "1 200 ", "100 "]
)
def test_a_long_text_of_numbers_ends_soon(piece: str) -> None:
    assert isinstance(found(piece * (100_000 // len(piece))), tuple)


def test_currencies_are_told_by_their_country_alone() -> None:
    names = currency_names()
    assert (names["libyan dinars"], names["euros"], names["dollars"], names["baht"]) == ("LYD", "EUR", "USD", "THB")
    assert names["dinars"] is None


def test_a_language_without_tables_has_no_figures() -> None:
    text = "12 ludzi zginęło, 5 km stąd."
    assert quantities_in(Article(url="", text=text, language="pl", sentences=(Sentence(0, 0, 0, 28, text),))) == ()
