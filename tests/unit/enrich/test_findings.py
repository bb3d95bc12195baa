"""What the kinds of findings tell each other."""

from __future__ import annotations

from typing import cast

import pytest

from pipeline.enrich import Tagger, Tagging, find_in
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
