"""What a document agrees on: one label and one entity a name. Each rule has a text of its own in tests/data/enrich."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from pipeline.enrich import Tagger, find_in
from pipeline.enrich.edges import mend_edges
from pipeline.enrich.entities import join
from pipeline.enrich.labels import CLASSES, Decision, decide
from pipeline.enrich.names import Range, Words, collect, end_of, find_again, key_of, marks, words_of
from pipeline.enrich.runs import add_runs
from pipeline.enrich.shorter import stands_for
from pipeline.enrich.spans import Span
from pipeline.models import Article
from pipeline.parse import split_sentences
from tests.fuzz.marker import Marker

CASES = json.loads((Path(__file__).parents[2] / "data" / "enrich" / "names.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
def test_golden(tagger: Tagger, case: dict[str, Any]) -> None:
    mentions = tagger.tag(case["text"], language="en").mentions
    counts = Counter((mention.label, mention.name) for mention in mentions)
    for labels, name, count in case.get("expect", []):
        assert sum(counts[label, name] for label in labels.split("|")) == count, counts
        assert not [key for key in counts if key[1] == name and key[0] not in labels.split("|")], counts
    for never in case.get("never", []):
        assert not [key for key in counts if key[1].startswith(never)], counts


def test_an_organisation_is_one_with_its_plural() -> None:
    assert stands_for(("Houthi",), [("Houthis",), ("Houthi", "Council")]) == [("Houthis",)]


def spans(text: str, *marked: tuple[str, str]) -> list[Span]:
    """The first place of each of these strings, as spans."""
    return sorted(Span(text.index(part), text.index(part) + len(part), label) for part, label in marked)


def texts(words: Words, found: list[Span]) -> list[str]:
    return [words.text[span.start_char : span.end_char] for span in found]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("U.N.", ("UN",)),
        ("UN", ("UN",)),
        ("J. Edgar Hoover", ("J", "Edgar", "Hoover")),
        ("U.N. Women", ("UN", "Women")),
        ("al-Sisi", ("al", "-", "Sisi")),
        ("X", ("X",)),
    ],
)
def test_dots_do_not_make_another_name(text: str, key: tuple[str, ...]) -> None:
    assert key_of(words_of(text)) == key


def test_capitals_make_no_other_name_where_the_text_has_both() -> None:
    assert key_of(["TORONTO"], written=frozenset({"Toronto"})) == ("Toronto",)
    assert key_of(["TORONTO"]) == ("TORONTO",)
    assert key_of(["WHO"], written=frozenset({"Who"})) == ("WHO",)


def test_a_name_is_found_again_where_it_stands_alone_and_only_there() -> None:
    text = "Park Min spoke. Then Park left. They met in Hyde Park Street. A park is green. Mr Park smiled."
    words = Words(text)
    marked = spans(text, ("Park Min", "PERSON"))
    names = collect(words, [*marked, Span(21, 25, "ORG")])
    find_again(words, names, marks(words, [*marked, Span(21, 25, "ORG")]))
    assert [words.words[place.first].start_char for place in names["Park",].ranges] == [21, text.rindex("Park")]


def test_a_name_is_not_found_over_what_is_marked() -> None:
    text = "May arrived in May 2018."
    words = Words(text)
    marked = [Span(0, 3, "PERSON"), Span(15, 23, "DATE")]
    names = collect(words, marked)
    find_again(words, names, marks(words, marked))
    assert names["May",].ranges == [Range(0, 1, "PERSON")]


def test_runs_of_capitals_are_candidates_but_not_the_word_that_begins_a_sentence() -> None:
    words = Words("Yesterday Bulan Tisen sang. Singers of BTS and of Kalu cheered. Nobody left. The BTS fans cried.")
    names: dict[tuple[str, ...], Any] = {}
    add_runs(words, names, [False] * len(words.words))
    assert set(names) == {("Bulan", "Tisen"), ("BTS",), ("Kalu",)}


@pytest.mark.parametrize(
    ("text", "marked", "mended"),
    [
        ("the CPI(M) won", ("CPI(M", "ORG"), ["CPI(M)"]),
        ("the Popular Union (UP) won", ("Popular Union (UP", "ORG"), ["Popular Union", "UP"]),
        ("see www.example.org/Paris now", ("www.example.org/Paris", "ORG"), []),
        ("met Moon Jae-in today", ("Moon Jae", "PERSON"), ["Moon Jae-in"]),
        ("met Lt. Gen. Ana Ruiz today", ("Lt. Gen. Ana Ruiz", "PERSON"), ["Ana Ruiz"]),
        ("met Dr", ("Dr", "PERSON"), ["Dr"]),
        ("on 4 May", ("4 May", "DATE"), ["4 May"]),
        ("then Bubacar Keita won", ("Keita", "PERSON"), ["Bubacar Keita"]),
        ("and Minister Keita won", ("Keita", "PERSON"), ["Keita"]),
        ("in Cahuita National Park today", ("Cahuita", "GPE"), ["Cahuita National Park"]),
    ],
)
def test_edges_are_mended(text: str, marked: tuple[str, str], mended: list[str]) -> None:
    words = Words(text)
    assert texts(words, mend_edges(words, spans(text, marked))) == mended


def test_halves_of_a_persons_name_are_one() -> None:
    text = "then Andrés Manuel López Obrador spoke"
    words = Words(text)
    found = mend_edges(words, spans(text, ("Andrés Manuel", "PERSON"), ("López Obrador", "PERSON")))
    assert texts(words, found) == ["Andrés Manuel López Obrador"]


def test_every_decision_has_a_probability_and_a_label_that_is_a_names() -> None:
    text = "The minister, Ana Ruiz, flew to Lima. Ruiz met Reuters there."
    words = Words(text)
    names = collect(words, spans(text, ("Ana Ruiz", "PERSON"), ("Lima", "GPE"), ("Reuters", "ORG")))
    decisions = decide(words, names, {("Lima",): "city6", ("Reuters",): "org"})
    assert {key: decision.label for key, decision in decisions.items()} == {
        ("Ana", "Ruiz"): "PERSON",
        ("Lima",): "GPE",
        ("Reuters",): "ORG",
    }
    assert all(1 / len(CLASSES) <= decision.score <= 1 for decision in decisions.values())


def test_middle_names_do_not_make_another_person() -> None:
    text = "Ana Maria Ruiz Vega won. Ana Vega, or Ruiz Vega, thanked Vega."
    words = Words(text)
    marked = [Span(0, 19, "PERSON"), Span(25, 33, "PERSON"), Span(38, 47, "PERSON"), Span(57, 61, "PERSON")]
    names = collect(words, marked)
    called = join(words, names, {key: Decision("PERSON", 1.0) for key in names})
    assert set(called.values()) == {"Ana Maria Ruiz Vega"} and len(called) == 4


def test_a_name_does_not_stand_on_two_lines() -> None:
    words = Words("Doctors Without Borders came.\n\nHe saw two Doctors\n\nWithout Borders it is hard.")
    places = [at for at in range(len(words.words)) if end_of(words, at, ("Doctors", "Without", "Borders"))]
    assert places == [0]


@pytest.mark.parametrize("unit", ["U.", "3 May ", "He said she said ", "“a” said "])
def test_a_text_of_one_unit_again_and_again_takes_linear_time(unit: str) -> None:
    text = unit * (40_000 // len(unit))
    article = Article(url="u", text=text, language="en", sentences=split_sentences(text))
    spent = time.process_time()
    find_in(article, Tagger({"en": Marker()}))  # type: ignore[dict-item]
    assert time.process_time() - spent < 4
