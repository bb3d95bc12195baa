"""Quotes and their speakers. Each rule has a text of its own in tests/data/enrich/quotes.json."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.enrich.datelines import find_dateline
from pipeline.enrich.known import known_names
from pipeline.enrich.quotes import find_quotes, quotes_in
from pipeline.models import Article, Mention
from pipeline.parse.sentences import split_sentences

CASES = json.loads((Path(__file__).parents[2] / "data" / "enrich" / "quotes.json").read_text("utf-8"))


def marked(text: str, names: dict[str, str]) -> list[Mention]:
    """Every place of each of these names, as the tagger would mark it."""
    found = [
        Mention(label, place.start(), place.end(), name, name)
        for name, label in names.items()
        for place in re.finditer(rf"\b{re.escape(name)}\b", text)
    ]
    return sorted(found, key=lambda mention: mention.start_char)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["rule"])
def test_each_rule_finds_what_is_said_and_who_says_it(case: dict[str, Any]) -> None:
    text, mentions = case["text"], marked(case["text"], case["names"])
    quotes = find_quotes(text, split_sentences(text), mentions, begin=find_dateline(text, known_names())[1])
    found = [
        [q.kind, q.text, q.cue, q.speaker, mentions[q.mention_no].name if q.mention_no is not None else None]
        for q in quotes
    ]
    assert found == case["quotes"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["rule"])
def test_quotes_and_speakers_are_what_stands_at_their_offsets(case: dict[str, Any]) -> None:
    text = case["text"]
    for quote in find_quotes(text, split_sentences(text), marked(text, case["names"])):
        assert text[quote.start_char : quote.end_char] == quote.text
        if quote.speaker is not None and quote.speaker_start_char is not None:
            assert text.startswith(quote.speaker, quote.speaker_start_char)


PARTS = [
    "“",
    "”",
    '"',
    "‘",
    "’",
    "«",
    "»",
    "said",
    "He",
    "she",
    "told",
    "according to",
    ",",
    ".",
    "\n\n",
    " ",
    "Olsen",
    "x" * 9,
]


@given(st.lists(st.sampled_from(PARTS), max_size=40).map(" ".join))
def test_any_mixture_of_marks_and_verbs_gives_quotes_in_order_and_apart(text: str) -> None:
    quotes = find_quotes(text, split_sentences(text), marked(text, {"Olsen": "PERSON"}))
    assert all(text[q.start_char : q.end_char] == q.text and q.text.strip() for q in quotes)
    assert all(a.end_char <= b.start_char for a, b in pairwise(quotes))


@pytest.mark.parametrize("piece", ["“", '" ', "said ", "a said, ", "“a,” he said. ", "He told b that c, "])
def test_a_megabyte_of_marks_and_verbs_ends_soon(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    sentences = split_sentences(text)
    assert isinstance(find_quotes(text, sentences, []), tuple)


def test_languages_without_tables_have_no_quotes() -> None:
    text = "« Vi drar », sa Olsen."
    assert quotes_in(Article(url="", text=text, language="nb", sentences=split_sentences(text)), []) == ()
