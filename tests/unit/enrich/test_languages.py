"""Figures, dates and speech in other languages; golden pairs for each rule in tests/data/enrich/languages.json."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.enrich.dates import dates_in
from pipeline.enrich.languages.all import LANGUAGES
from pipeline.enrich.quantities import quantities_in
from pipeline.enrich.quotes import quotes_in
from pipeline.enrich.rules.values import find_values
from pipeline.models import Article, DateValue, Mention, Quantity, Quote
from pipeline.parse.sentences import split_sentences

CASES = json.loads((Path(__file__).parents[2] / "data" / "enrich" / "languages.json").read_text("utf-8"))
NOW = datetime(2024, 5, 15, 10, 30, tzinfo=UTC)
KINDS = ("figures", "dates", "quotes")


def article(language: str, text: str) -> Article:
    sentences = split_sentences(text, language=language)
    return Article(url="", text=text, language=language, sentences=sentences, published_at=NOW)


def marked(text: str, names: Mapping[str, str]) -> list[Mention]:
    """Every place of each of these names, as the tagger would mark it."""
    found = [
        Mention(label, place.start(), place.end(), name, name)
        for name, label in names.items()
        for place in re.finditer(rf"\b{re.escape(name)}\b", text)
    ]
    return sorted(found, key=lambda mention: mention.start_char)


def named(case: dict[str, Any]) -> str:
    return f"{case['language']}: {case['rule']}"


@pytest.mark.parametrize("case", CASES["figures"], ids=named)
def test_each_rule_reads_its_figures(case: dict[str, Any]) -> None:
    assert [
        [q.text, q.kind, f"{q.value:f}".removesuffix(".0"), q.high and f"{q.high:f}", q.unit, q.approximate, q.bound]
        for q in quantities_in(article(case["language"], case["text"]))
    ] == case["found"]


@pytest.mark.parametrize("case", CASES["dates"], ids=named)
def test_each_rule_finds_its_day(case: dict[str, Any]) -> None:
    assert [
        [d.text, d.start.isoformat()[:13], d.end.isoformat()[:13], d.precision, d.approximate, d.relation]
        for d in dates_in(article(case["language"], case["text"]), [])
        if d.start and d.end
    ] == case["found"]


@pytest.mark.parametrize("case", CASES["quotes"], ids=named)
def test_each_rule_finds_what_is_said_and_who_says_it(case: dict[str, Any]) -> None:
    mentions = marked(case["text"], case["names"])
    assert [
        [q.kind, q.text, q.cue, q.speaker, mentions[q.mention_no].name if q.mention_no is not None else None]
        for q in quotes_in(article(case["language"], case["text"]), mentions)
    ] == case["found"]


def test_every_language_has_its_golden_pairs_of_each_kind() -> None:
    assert {(kind, case["language"]) for kind in KINDS for case in CASES[kind]} == {
        (kind, language) for kind in KINDS for language in LANGUAGES
    }


def all_in(language: str, text: str, names: Mapping[str, str]) -> Sequence[Sequence[DateValue | Quantity | Quote]]:
    story, mentions = article(language, text), marked(text, names)
    return dates_in(story, mentions), quantities_in(story), quotes_in(story, mentions)


WORDS = [word for kind in KINDS for case in CASES[kind] for word in re.split(r"(?<=\s)|(?=\W)", case["text"]) if word]
ANY = st.text(st.characters(codec=None), max_size=12)


@given(
    st.sampled_from(sorted(LANGUAGES)), st.lists(st.sampled_from(sorted(set(WORDS))) | ANY, max_size=40).map("".join)
)
def test_any_text_gives_what_stands_at_its_offsets_in_order_and_apart(language: str, text: str) -> None:
    for found in all_in(language, text, {"Olsen": "PERSON", "ONU": "ORG"}):
        assert all(text[one.start_char : one.end_char] == one.text and one.text.strip() for one in found)
        assert all(a.end_char <= b.start_char for a, b in pairwise(found))
        for quote in found:
            if isinstance(quote, Quote) and quote.speaker is not None:
                assert text.startswith(quote.speaker, quote.speaker_start_char)
            if isinstance(quote, Quantity) and quote.high is not None:
                assert quote.high > quote.value


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize(
    "piece",
    [
        "5 % ",
        "3 500 ",
        "3. ",
        "«a, ",
        "„a“ ",
        "— a, ",
        "Olsen sagte, dass ",
        "Olsen sagte, er habe ",
        ", sagte Olsen",
        "laut Olsen ",
        ", wie Olsen ",
        "« a », a dit Olsen. ",
        "12 Menschen ",
        "12 personnes et ",
        "a tué 12 ",
        "число погибших ",
        "dos mil ",
        "5 km ",
        "5 Grad ",
    ],
)
def test_a_long_text_of_one_thing_ends_soon(language: str, piece: str) -> None:
    assert all_in(language, piece * (50_000 // len(piece)), {"Olsen": "PERSON"}) is not None


@pytest.mark.parametrize("case", CASES["figures"], ids=named)
def test_a_sum_or_percentage_covers_what_the_tagger_marks(case: dict[str, Any]) -> None:
    story = article(case["language"], case["text"])
    marks = [mark for mark in find_values(story.text, case["language"]) if mark[2] in ("MONEY", "PERCENT")]
    for figure in (one for one in quantities_in(story) if one.kind in ("money", "percent")):
        assert any(figure.start_char <= start and start < figure.end_char for start, _, _ in marks)
