"""What a model has met is evidence where it can tell, and no name is lost where it cannot."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from pipeline.enrich import Tagger
from pipeline.enrich.gazetteer import gazetteer
from pipeline.enrich.known import known_names
from pipeline.enrich.names import Words
from pipeline.enrich.nearby import listed_places
from pipeline.enrich.vocabulary import vocabulary


def test_a_model_with_vectors_knows_common_words_and_no_made_up_ones(tagger: Tagger) -> None:
    is_word = tagger.vocabulary("en")
    assert is_word is not None
    assert is_word("custody") and not is_word("vloratrakt")


def test_a_model_without_vectors_says_nothing() -> None:
    empty: Any = SimpleNamespace(pipeline=SimpleNamespace(vocab=SimpleNamespace(vectors=SimpleNamespace(n_keys=0))))
    assert vocabulary(empty) is None and vocabulary(cast(Any, SimpleNamespace())) is None
    assert Tagger({}).vocabulary("en") is None


def test_a_word_is_new_where_neither_the_model_nor_the_text_has_it_in_lower_case() -> None:
    words = Words("Vlora met Custody and Pramek; a pramek is a boat.", is_word={"custody"}.__contains__)
    new = {word.text for at, word in enumerate(words.words) if word.text.istitle() and words.is_new(at)}
    assert new == {"Vlora"}
    assert not any(Words("Vlora").is_new(at) for at in range(1))


def test_a_place_is_listed_here_where_another_name_speaks_of_its_country() -> None:
    near = listed_places([("Lashio",), ("Myanmar",)], known_names(), gazetteer())
    far = listed_places([("Lashio",), ("Chile",)], known_names(), gazetteer())
    assert near[("Lashio",)] == "here" and far[("Lashio",)] == "elsewhere"
    assert ("Vloratrakt",) not in listed_places([("Vloratrakt",)], known_names(), gazetteer())
