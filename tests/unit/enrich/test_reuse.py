"""Of a changed article the model reads the changed sentences only, and finds what it would find in all of it."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.enrich import Tagger
from pipeline.enrich import tagger as tagging
from pipeline.enrich.spans import Span
from pipeline.models import Earlier, Sentence
from pipeline.parse.sentences import split_sentences

TEXT = """Marta Oliveira opened the Lisbon office of the European Bank on Tuesday. She had flown in from Nairobi.

The bank lends to towns along the Tagus, said Jonas Brandt, its chairman. Porto signed first, and Coimbra in May. \
Nobody at the Ministry of Finance would comment. The minister, Ana Prado, is in Brussels.

Brandt and Oliveira met in Geneva, where both worked for the United Nations."""


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pieces that the model read, in order."""
    pieces: list[str] = []
    make = tagging._doc

    def noted(model: object, piece: str, *rest: object) -> object:
        pieces.append(piece)
        return make(model, piece, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(tagging, "_doc", noted)
    return pieces


def earlier_of(tagger: Tagger, text: str) -> Earlier:
    sentences = split_sentences(text, language="en")
    found = tagger.tag(text, language="en", sentences=sentences)
    assert found.model is not None
    return Earlier(text, found.model, tuple((one.start_char, one.end_char) for one in sentences), found.marks)


def again(tagger: Tagger, text: str, earlier: Earlier | None) -> tuple[object, ...]:
    found = tagger.tag(text, language="en", sentences=split_sentences(text, language="en"), earlier=earlier)
    return found.mentions, found.locations, found.marks


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("on Tuesday", "on Wednesday"),
        ("Jonas Brandt, its", "Jonas Brandt of Zurich, its"),
        ("Porto signed first", "Faro signed first, then Porto and the city of Evora"),
        ("Nobody at the Ministry of Finance would comment. ", ""),
        ("The minister, Ana Prado,", "The minister"),
        ("Marta Oliveira opened", "Correction: a name was wrong. Marta Oliveira opened"),
        ("United Nations.", "United Nations. Kenya Airways flies there on Mondays."),
    ],
)
def test_a_changed_text_has_the_mentions_that_it_would_have_as_a_new_one(tagger: Tagger, old: str, new: str) -> None:
    changed = TEXT.replace(old, new)
    assert changed != TEXT
    assert again(tagger, changed, earlier_of(tagger, TEXT)) == again(tagger, changed, None)


def test_the_model_reads_the_changed_sentence_and_what_stands_around_it(tagger: Tagger, read: list[str]) -> None:
    text = "\n\n".join(f"{TEXT} That was report number {number}." for number in range(8))
    earlier = earlier_of(tagger, text)
    changed = text.replace("report number 4.", "report number 4, as Reuters wrote from Accra.")
    read.clear()
    mentions, _, _ = again(tagger, changed, earlier)
    assert sum(map(len, read)) < len(text) / 4 and "Accra" in "".join(read)
    assert "Accra" in [mention.text for mention in mentions]  # type: ignore[attr-defined]


def test_an_unchanged_text_is_not_read_at_all(tagger: Tagger, read: list[str]) -> None:
    earlier = earlier_of(tagger, TEXT)
    read.clear()
    assert again(tagger, TEXT, earlier) == again(tagger, TEXT, None) and len(read) == 1


def test_marks_of_another_model_are_not_used(tagger: Tagger) -> None:
    other = Earlier(TEXT, "another@1", ((0, len(TEXT)),), ((0, 5, "GPE"),))
    assert again(tagger, TEXT, other) == again(tagger, TEXT, None)


def test_a_text_cut_in_sentences_otherwise_is_read_anew_where_it_is(tagger: Tagger) -> None:
    earlier = earlier_of(tagger, TEXT)
    joined = TEXT.replace(". She had", "; she had")
    assert again(tagger, joined, earlier) == again(tagger, joined, None)


def edited(sentences: Sequence[Sentence], chance: random.Random) -> str:
    """The sentences with some left out, doubled or cut short."""
    kept: list[str] = []
    for sentence in sentences:
        words = sentence.text.split(" ")
        fate = chance.random()
        if fate < 0.05:
            continue
        if fate < 0.1:
            del words[chance.randrange(len(words))]
        kept += [" ".join(words)] * (2 if 0.1 <= fate < 0.12 else 1)
    return "\n".join(kept)


def test_edits_anywhere_in_real_articles_change_no_mention_of_the_rest(tagger: Tagger, gold_dir: Path) -> None:
    chance = random.Random(7)
    with gzip.open(gold_dir / "worldwire.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"].replace("\r", "") for line, _ in zip(lines, range(12), strict=False)]
    for text in texts:
        lines_of = "\n".join(one.text.replace("\n", " ") for one in split_sentences(text, language="en"))
        changed = edited(split_sentences(lines_of, language="en"), chance)
        assert again(tagger, changed, earlier_of(tagger, lines_of)) == again(tagger, changed, None)


def test_marks_are_exact_spans_of_the_text(tagger: Tagger) -> None:
    marks = [Span(*mark) for mark in earlier_of(tagger, TEXT).marks]
    assert "Jonas Brandt" in [TEXT[mark.start_char : mark.end_char] for mark in marks] and marks == sorted(marks)
