"""Models that are asked for types in words: what they answer becomes marks at the text's own offsets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.enrich import ModelError, Tagger
from pipeline.enrich.gliner import MOST_WORDS, PROMPTS, GlinerRecogniser, parts_of
from pipeline.enrich.models import load_model

TEXT = "Anna Berg spoke in Oslo. The Red Cross met Anna Berg there."
ANSWERS = {"Anna Berg": "person", "Oslo": "country, state or city", "Red Cross": "organization"}


class Model:
    """Answers as the library does: offsets in the part that it was given, more than one type for the same words."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    def predict_entities(self, text: str, labels: list[str], *, threshold: float) -> list[dict[str, Any]]:
        assert labels == list(PROMPTS) and 0 < threshold < 1
        self.parts.append(text)
        found = [
            {"start": text.index(name), "end": text.index(name) + len(name), "label": label, "score": 0.9}
            for name, label in ANSWERS.items()
            if name in text
        ]
        return [*found, *({**answer, "label": "product", "score": 0.6} for answer in found)]


def test_the_surest_answer_for_each_words_becomes_a_mark_where_they_stand() -> None:
    model = Model()
    recogniser = GlinerRecogniser(model, name="gliner_news@1", language="en")
    found = recogniser.find(recogniser.make_doc(TEXT))
    assert [(TEXT[start:end], label) for start, end, label in found] == [
        ("Anna Berg", "PERSON"), ("Oslo", "GPE"), ("Red Cross", "ORG"),
    ]  # fmt: skip


def test_its_marks_go_through_the_same_rules_as_any_models() -> None:
    tagging = Tagger({"en": GlinerRecogniser(Model(), name="gliner_news@1", language="en")}).tag(TEXT, language="en")
    assert tagging.model == "gliner_news@1"
    assert [(m.text, m.label) for m in tagging.mentions if m.label == "PERSON"] == [("Anna Berg", "PERSON")] * 2


def test_it_reads_sentence_by_sentence_and_a_long_one_in_parts() -> None:
    recogniser = GlinerRecogniser(Model(), name="gliner_news@1", language="en")
    doc = recogniser.make_doc(TEXT + " word" * (MOST_WORDS + 5))
    doc[6].is_sent_start = True
    parts = [doc.text[start:end] for start, end in parts_of(doc)]
    assert parts[0] == "Anna Berg spoke in Oslo." and parts[1].startswith("The Red Cross met")
    assert all(len(part.split()) <= MOST_WORDS for part in parts) and len(parts) == 3


def test_a_folder_that_cannot_be_read_is_named_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"'gliner:.*' for 'en' cannot be loaded: .*DATELINE_MODELS"):
        load_model(f"gliner:{tmp_path / 'none'}", language="en")
