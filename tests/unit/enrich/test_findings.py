"""What the kinds of findings tell each other."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import cast

import pytest

from pipeline.enrich import Tagger, Tagging, find_in
from pipeline.enrich.foreign import MOST, foreign_runs
from pipeline.enrich.rules import NAME
from pipeline.models import Article, Mention
from pipeline.parse.sentences import split_sentences


class Certain:
    """Stands in for a tagger that takes every one of these words for a date."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def tag(self, text: str, **_: object) -> Tagging:
        starts = [(word, text.index(word)) for word in self.words]
        return Tagging(tuple(Mention("DATE", at, at + len(word), word, word) for word, at in starts), "m@1")


def test_a_count_of_the_dead_is_no_date_and_a_year_stays_one() -> None:
    text = "In 2011 the war began. By Monday the death toll was 40."
    article = Article(url="", text=text, language="en", sentences=split_sentences(text))
    found = find_in(article, cast(Tagger, Certain("2011", "Monday", "40")))
    assert [(m.text, m.label) for m in found.mentions] == [("2011", "DATE"), ("Monday", "DATE"), ("40", "CARDINAL")]


def test_french_names_are_found_by_the_french_model_and_surnames_joined(tagger: Tagger) -> None:
    if "fr" not in tagger.languages:
        pytest.skip("no model for French is installed: pip install 'dateline[french]'")
    text = "Le maire Antoine Lefort a reçu mercredi Claire Dumas à Lyon. Lefort partira pour la Côte d'Ivoire."
    tagging = tagger.tag(text, language="fr")
    assert (tagging.model or "").startswith("fr_core_news_")
    assert [(m.name, m.label) for m in tagging.mentions] == [
        ("Antoine Lefort", "PERSON"),
        ("Claire Dumas", "PERSON"),
        ("Lyon", "LOC"),
        ("Antoine Lefort", "PERSON"),
        ("Côte d'Ivoire", "LOC"),
    ]
    assert [one.place.country for one in tagging.locations] == ["FR", "CI"]


def test_a_language_without_a_model_gets_no_names_and_no_model(tagger: Tagger) -> None:
    (missing,) = [code for code in ("tlh",) if code not in tagger.languages]
    if tagger.tag("Berlin", language="sv").model != NAME:
        pytest.skip("a model for any language is installed")
    assert tagger.tag("Angela Merkel in Berlin.", language=missing) == Tagging()


def test_a_dateline_is_no_part_of_the_first_quote_with_a_model_or_without(tagger: Tagger) -> None:
    text = "QUITO, Ecuador — The bridge will stay shut until May, Ana Ruiz said on Monday."
    article = Article(url="", text=text, language="en", sentences=split_sentences(text, language="en"))
    for one in (tagger, Tagger({})):
        assert [quote.text for quote in find_in(article, one).quotes] == ["The bridge will stay shut until May"]


ENGLISH = (
    "The mayor of Lisbon, Ana Ruiz, said that the bridge will stay shut until May, and that the city has no money for"
    " the works of which it has spoken since the flood."
)
GERMAN = (
    "Bei dem Hochwasser an der Elbe sind am Montag mindestens zwölf Menschen ums Leben gekommen, wie die Behörden in"
    " Dresden mitteilten. Bundeskanzler Jonas Albrecht sagte, dass der Bund die Brücke bezahlen werde."
)


def mixed(*paragraphs: str) -> Article:
    text = "\n\n".join(paragraphs)
    return Article(url="", text=text, language="en", sentences=split_sentences(text, language="en"))


def test_paragraphs_in_another_language_are_read_in_that_and_offsets_hold(tagger: Tagger) -> None:
    article = mixed(ENGLISH, GERMAN, "Zur Lage", GERMAN.replace("Albrecht", "Brandt"), *[ENGLISH] * 3)
    assert [run.language for run in foreign_runs(article.text, "en")] == ["de"]
    found = find_in(article, tagger)
    for one in (*found.mentions, *found.dates, *found.quantities, *found.quotes):
        assert article.text[one.start_char : one.end_char] == one.text
    names = {(m.label, m.name) for m in found.mentions if m.label in ("PERSON", "GPE", "ORG")}
    assert names == {
        ("PERSON", "Ana Ruiz"), ("PERSON", "Jonas Albrecht"), ("PERSON", "Jonas Brandt"), ("GPE", "Lisbon"),
        ("GPE", "Dresden"),
    }  # fmt: skip
    assert [(q.unit, q.value, q.bound) for q in found.quantities] == [("killed", 12, "at-least")] * 2
    speakers = [found.mentions[q.mention_no].name for q in found.quotes if q.mention_no is not None]
    assert speakers == ["Ana Ruiz", "Jonas Albrecht", "Jonas Brandt", *["Ana Ruiz"] * 3]
    for quote in found.quotes:
        assert quote.speaker and article.text.startswith(quote.speaker, quote.speaker_start_char)
    places = {found.mentions[one.mention_no].name: one.place.country for one in found.locations}
    assert places == {"Lisbon": "PT", "Dresden": "DE"}


def test_a_text_of_which_more_than_half_is_in_another_language_is_read_as_it_says(tagger: Tagger) -> None:
    article = mixed(ENGLISH, GERMAN, GERMAN)
    assert foreign_runs(article.text, "en") == [] and not find_in(article, tagger).quantities


def test_a_text_that_changes_its_language_all_the_time_is_read_as_it_says() -> None:
    assert foreign_runs("\n\n".join([ENGLISH * 2, GERMAN] * MOST), "en") != []
    assert foreign_runs("\n\n".join([ENGLISH * 2, GERMAN] * (MOST + 1)), "en") == []


@pytest.mark.parametrize(
    "paragraph",
    [
        "Er sagte das in Berlin.",
        "Der Spiegel, Die Zeit, Das Erste and Die Welt wrote of the von der Leyen plan, and Der Standard was first.",
        "Og i dag er det en af de store dage for havnen, som har fået et nyt skib med på vejen til den anden by.",
        "В града на реката има мост, който е построен от хората и за хората, и не са малко тези, които го знаят.",
    ],
    ids=["short", "names in English", "Danish", "Bulgarian"],
)
def test_what_is_not_beyond_doubt_is_read_with_the_rest(paragraph: str) -> None:
    assert foreign_runs("\n\n".join((ENGLISH, paragraph, ENGLISH)), "en") == []


def test_no_paragraph_of_thirty_languages_is_taken_for_another(gold_dir: Path) -> None:
    path = gold_dir.parent / "language" / "udhr.jsonl.gz"
    for row in map(json.loads, gzip.decompress(path.read_bytes()).decode().splitlines()):
        for own in ("en", "de", "fr", "es", "it", "pt", "nl", "ru"):
            text = "\n\n".join((row["text"].replace("\n", " "), " " * len(row["text"])))
            assert {run.language for run in foreign_runs(text, own)} <= {row["language"]} - {own}
