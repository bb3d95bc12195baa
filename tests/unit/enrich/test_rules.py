"""Names by rule in languages without a model: each rule, how many names they find, and that nothing makes them fail."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.enrich import Tagger, load_tagger
from pipeline.enrich.models import ModelError, installed_models, load_model
from pipeline.enrich.rules import NAME, bodies, cities, rules_for
from pipeline.enrich.rules.atlas import places
from pipeline.enrich.rules.lexicon import lexicon
from pipeline.enrich.spans import LABELS
from pipeline.models import Mention
from pipeline.parse.sentences import split_sentences
from tests.tongues import DATA, SETS, gold, languages, score, unmarked

RULES = json.loads((DATA / "rules.json").read_text("utf-8"))
SOME_LANGUAGES = ("de", "fr", "es", "it", "pt", "nl", "ru", "ar", "zh", "ja", "ko", "th", "fi", "tr", "hi", "he", "sw")

PARTS = (
    *(
        "Präsident",
        "ministre",
        "presidente",
        "премьер",
        "总统",
        "首相",
        "الوزير",
        "Anna",
        "Петров",
        "李",
        "田中",
        "محمد",
    ),
    *("·", "・", "-", "'", ".", ",", "\n", "5", "%", "€", "3", "März", "月", "日", "France", "России", "中国", "日本"),
    *("مصر", "المصري", "van", "de", "la", "\ud800", "\x00", "ा", "\u0301", "İ", "ß"),
)
"""What rules look at."""


@pytest.fixture(scope="module")
def ruled() -> Tagger:
    return load_tagger({"xx": "rules"})


def tag(tagger: Tagger, text: str, language: str) -> tuple[Mention, ...]:
    return tagger.tag(text, language=language, sentences=split_sentences(text, language=language)).mentions


@pytest.mark.parametrize("case", RULES, ids=[f"{case['language']}: {case['rule']}" for case in RULES])
def test_each_rule_finds_what_it_is_for_and_no_more(ruled: Tagger, case: dict[str, str]) -> None:
    text, marked = unmarked(case["text"])
    expected = []
    for start, end, meant in marked:
        label, _, name = meant.partition("=")
        if label != "-":
            expected.append((start, end, label, name or text[start:end]))
    found = tag(ruled, text, case["language"])
    assert [(m.start_char, m.end_char, m.label, m.name) for m in found] == expected


@pytest.mark.parametrize("language", languages(SETS[0]))
def test_nine_of_ten_names_that_rules_find_are_right(ruled: Tagger, language: str) -> None:
    texts = [text for folder in SETS if language in languages(folder) for text in gold(folder, language)]
    made = score(texts, lambda text: [(m.start_char, m.end_char, m.label) for m in tag(ruled, text, language)])
    assert made.precision >= 0.9 and made.recall >= 0.6, made


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(SOME_LANGUAGES),
    st.lists(
        st.one_of(
            st.text(max_size=8),
            st.sampled_from(PARTS),
        ),
        max_size=25,
    ),
)
def test_whatever_a_text_is_made_of_mentions_are_exact_and_apart(language: str, parts: list[str]) -> None:
    tagger = load_tagger({"xx": "rules"})
    for text in ("".join(parts), " ".join(parts)):
        at = 0
        for mention in tag(tagger, text, language):
            assert text[mention.start_char : mention.end_char] == mention.text != ""
            assert mention.start_char >= at and mention.label in LABELS and mention.name
            at = mention.end_char


@pytest.mark.parametrize(
    ("language", "unit"),
    [
        ("de", "Präsident Anna Ober "), ("de", "a-"), ("fr", "ministre de la "), ("pt", "João da "), ("ru", "Мэр "),
        ("ar", "وزير "), ("zh", "总统李"), ("zh", "·阿"), ("ja", "・ア"), ("ja", "首相"), ("de", "1 111 "),
        ("ja", "1億"), ("zh", "1,000"),
        ("it", "l'"),
        ("th", "ก"), ("es", "."), ("nl", "van "), ("ko", "은"),
    ],
)  # fmt: skip
def test_a_quarter_of_a_megabyte_of_anything_takes_seconds(ruled: Tagger, language: str, unit: str) -> None:
    started = time.process_time()
    ruled.tag(unit * (250_000 // len(unit)), language=language)
    assert time.process_time() - started < 15


def test_rules_serve_every_language_that_has_no_model_of_its_own_and_are_named_on_the_row(tagger: Tagger) -> None:
    assert installed_models()["xx"] == "rules"
    assert tagger.tag("Hon bor i Oslo.", language="sv").model == NAME
    assert tagger.tag("Anna lives in Oslo.", language="en").model == "en_core_web_md@3.7.1"


@pytest.mark.parametrize("language", ["tlh", "", None])
def test_without_tables_of_a_language_or_without_a_language_there_are_no_names_and_no_model(
    ruled: Tagger, language: str | None
) -> None:
    tagging = ruled.tag("Angela Merkel in Berlin.", language=language)
    assert tagging.mentions == () and tagging.model is None


def test_an_operator_may_leave_the_rules_out_or_name_them_for_one_language() -> None:
    assert load_tagger({"en": "rules"}).tag("Ich war in Frankreich.", language="de").model is None
    one = load_tagger({"de": "rules"})
    assert one.tag("Ich war in Frankreich.", language="de").model == NAME
    assert one.tag("J'étais en France.", language="fr").model is None


def test_rules_for_a_language_that_nobody_knows_are_refused() -> None:
    with pytest.raises(ModelError, match=r"no rules for 'tlh'"):
        load_model("rules", language="tlh")


def test_no_name_of_the_tables_mixes_scripts() -> None:
    for language in cities.LANGUAGES:
        for name, _, _ in cities.cities(language):
            scripts = {
                "latin" if ch < "\u0250" else "cyrillic" if ch < "\u0530" else "arabic" if ch < "\u0780" else "han"
                for ch in name
                if ch.isalpha()
            }
            assert len(scripts) == 1, (language, name)


def test_every_city_of_the_table_is_one_that_the_gazetteer_has() -> None:
    from pipeline.enrich.gazetteer import gazetteer

    missing = [
        (english, code)
        for _, english, code in cities.cities("de")
        if not any(place.country == code for place in gazetteer().find(english))
    ]
    assert missing == []


def test_tables_have_no_country_of_a_code_that_cldr_lacks() -> None:
    for language in bodies.COUNTRIES:
        assert all(len(code) == 2 and code.isupper() for _, code in bodies.countries(language)), language
        assert places(language) and lexicon(language).entries


def test_a_name_stands_for_the_same_whatever_its_apostrophe(ruled: Tagger) -> None:
    names = [m.name for m in tag(ruled, "La Côte d'Ivoire et la Côte d’Ivoire.", "fr")]
    assert len(names) == 2 and len(set(names)) == 1


def test_rules_for_any_language_speak_each() -> None:
    of_any = rules_for("xx")
    assert of_any is not None and of_any.speaking("de") is not None and of_any.speaking("tlh") is None
