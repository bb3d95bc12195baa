"""From a text to its mentions: cut, find, mend, decide, join."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from pipeline.enrich.abroad import without_article
from pipeline.enrich.agreement import agree
from pipeline.enrich.cuts import cut_ends
from pipeline.enrich.datelines import cut_dateline, find_dateline
from pipeline.enrich.edges import complete, find_addresses, mend_edges, part_places
from pipeline.enrich.entities import join
from pipeline.enrich.gazetteer import gazetteer
from pipeline.enrich.joints import join_parts, no_values
from pipeline.enrich.known import joined_organisations, known_names
from pipeline.enrich.labels import decide
from pipeline.enrich.longer import lengthen
from pipeline.enrich.models import MULTILINGUAL, Recogniser, installed_models, load_model
from pipeline.enrich.names import (
    NAMES,
    Key,
    Name,
    Words,
    add_acronyms,
    add_full_names,
    add_known,
    add_short_forms,
    collect,
    find_again,
    marks,
)
from pipeline.enrich.nearby import listed_places
from pipeline.enrich.pieces import cut
from pipeline.enrich.places import locate
from pipeline.enrich.reuse import marks_again
from pipeline.enrich.rules import RulesRecogniser
from pipeline.enrich.runs import add_institutions, add_runs
from pipeline.enrich.spans import Span, clean_spans, mention_of
from pipeline.enrich.spellings import join_spellings
from pipeline.enrich.surnamed import with_surnames
from pipeline.enrich.vocabulary import IsWord, vocabulary
from pipeline.enrich.whole import whole_names, whole_values
from pipeline.models import Earlier, Location, Mark, Mention, Sentence

EVIDENCE_LANGUAGE = "en"
"""The language whose names are decided by evidence; in others a name gets the label that the model gave it most, and a
lone surname the full name of the one person who bears it."""


class Tagging(NamedTuple):
    """The mentions of one text, in order and apart, the model that found them ('name@version'), if there is one, and
    where those are that name a place.

    `marks` are the model's own, where another version of the text can use them. The text itself begins at `begin`,
    behind its dateline.
    """

    mentions: tuple[Mention, ...] = ()
    model: str | None = None
    locations: tuple[Location, ...] = ()
    marks: tuple[Mark, ...] = ()
    begin: int = 0


_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character: the NLP library cannot encode it. What stands in for it is as long, so offsets hold."""


class Tagger:
    """Holds the loaded models, one a language. May be called from many threads: they take turns."""

    def __init__(self, models: Mapping[str, Recogniser]) -> None:
        self._models = dict(models)
        self._lock = threading.Lock()

    @property
    def languages(self) -> frozenset[str]:
        """ISO 639-1 codes of the languages that have a model."""
        return frozenset(self._models)

    def tag(
        self, text: str, *, language: str | None, sentences: Sequence[Sentence] = (), earlier: Earlier | None = None
    ) -> Tagging:
        """The mentions in a text of this language; none, and no model, where no model knows it.

        `sentences` are the text's own: they tell the model where a name cannot go on, as line breaks always do. Where
        `earlier`, the article's former text, was read by the same model, that reads the changed sentences only.
        """
        if not language or (model := self._model(language)) is None:
            return Tagging()
        dateline = find_dateline(text, known_names())
        marks = self._marks(model, text, _starts(sentences, dateline), sentences, earlier)
        spans = clean_spans(text, marks)
        if language == EVIDENCE_LANGUAGE:
            starts = {sentence.start_char for sentence in sentences}
            mentions = tuple(_by_evidence(text, spans, starts, dateline, vocabulary(model)))
        else:
            mentions = tuple(join_spellings([_mention(text, span) for span in agree(text, spans)], language))
        mentions = with_surnames(text, mentions, gazetteer())
        return Tagging(
            mentions,
            model.name,
            locate(text, mentions, gazetteer(), language=language),
            tuple(marks) if model.is_fast else (),
            dateline[1],
        )

    def marked(self, text: str, *, language: str, sentences: Sequence[Sentence] = ()) -> list[Span]:
        """What the model itself marks, with clean edges; nothing in a language without a model."""
        model = self._model(language)
        if model is None:
            return []
        starts = _starts(sentences, find_dateline(text, known_names()))
        return clean_spans(text, self._marks(model, text, starts, sentences, None))

    def _marks(
        self,
        model: Recogniser,
        text: str,
        starts: Set[int],
        sentences: Sequence[Sentence],
        earlier: Earlier | None,
    ) -> list[Span]:
        if earlier is None or earlier.model != model.name or not model.is_fast:
            with self._lock:
                return list(_find(model, text, starts))
        marks, parts = marks_again(text, sentences, earlier)
        with self._lock:
            for part in parts:
                for found in _find(model, text, starts, within=(part.start, part.end)):
                    if part.first <= found.start_char < part.last:
                        marks.append(found)
        return sorted(marks)

    def vocabulary(self, language: str) -> IsWord | None:
        """Which words the language's model has met, where it can tell."""
        model = self._model(language)
        return vocabulary(model) if model else None

    def _model(self, language: str) -> Recogniser | None:
        model = self._models.get(language) or self._models.get(MULTILINGUAL)
        return model.speaking(language) if isinstance(model, RulesRecogniser) else model


def load_tagger(models: Mapping[str, str] | None = None) -> Tagger:
    """A tagger with a model loaded for each language: ISO 639-1 code (xx: any other) -> spaCy package (or folder).

    Where none are given it takes those that are installed; with an empty mapping no text has names. Takes seconds and
    some hundred megabytes: once a process, after the fork. Raises ModelError.
    """
    models = installed_models() if models is None else models
    # Now, not with the first article, which would wait for it; and before the models, which then take the memory that
    # making it needed for a moment.
    if models:
        known_names()
    return Tagger({language: load_model(package, language=language) for language, package in models.items()})


def load_shared() -> None:
    """Load what every tagger needs and nothing changes: the NLP library and the names that everybody knows.

    For a program that forks: its children then have it in common.
    """
    import_module("spacy")
    known_names()


def tag_text(text: str, *, language: str = "en") -> tuple[Mention, ...]:
    """The mentions in a text, by the default models; they are loaded at the first call. Raises ModelError."""
    with _default_lock:
        tagger = _default_tagger()
    return tagger.tag(text, language=language).mentions


_default_lock = threading.Lock()


@cache
def _default_tagger() -> Tagger:
    return load_tagger()


def _starts(sentences: Sequence[Sentence], dateline: tuple[list[Span], int]) -> set[int]:
    """Where the text's sentences begin, that behind the dateline too."""
    return {sentence.start_char for sentence in sentences} | {dateline[1]}


def candidates(
    text: str,
    spans: Sequence[Span],
    sentence_starts: Set[int] = frozenset(),
    *,
    dateline: tuple[list[Span], int] | None = None,
    is_word: IsWord | None = None,
) -> tuple[Words, dict[Key, Name], list[Span]]:
    """The text's words, all that may be a name in it, and the spans that stay as the model marked them.

    `dateline` is the text's, as `find_dateline` gives it, where it was sought before.
    """
    known = known_names()
    places, begin = dateline or find_dateline(text, known)
    words = Words(text, sentence_starts=sentence_starts | {begin}, is_word=is_word)
    spans = no_values(words, whole_values(text, spans), known)
    spans = mend_edges(words, cut_ends(words, spans, known), known)
    spans = lengthen(words, whole_names(words, spans, known), known)
    spans = join_parts(words, list(part_places(words, spans, known)), known)
    spans = cut_dateline(complete(words, spans), places, begin)
    names = collect(words, spans)
    add_short_forms(names)
    add_acronyms(words, names)
    add_institutions(words, names)
    add_known(words, names, joined_organisations())
    before = [Span(0, begin, "")] if begin else []  # the agency of a dateline is no part of the story
    marked = marks(words, [*spans, *find_addresses(text), *before])
    add_full_names(words, names, marked)
    find_again(words, names, marked)
    add_runs(words, names, marked, known)
    names = {key: name for key, name in names.items() if name.ranges}
    return words, names, [span for span in spans if span.label not in NAMES or words.range_of(span) is None]


def _mention(text: str, span: Span) -> Mention:
    """The mention at a span; a place is called without the article that its language sets before it."""
    mention = mention_of(text, span)
    return replace(mention, name=without_article(mention.name)) if span.label in ("GPE", "LOC") else mention


def _by_evidence(
    text: str,
    spans: Sequence[Span],
    sentence_starts: Set[int],
    dateline: tuple[list[Span], int],
    is_word: IsWord | None,
) -> Iterator[Mention]:
    words, names, rest = candidates(text, spans, sentence_starts, dateline=dateline, is_word=is_word)
    places, _ = dateline
    decisions = decide(
        words,
        names,
        known_names(),
        places=places,
        listed=listed_places(names, known_names(), gazetteer()),
    )
    called = join(words, names, decisions, shouted=[place for place in places if "." not in text[slice(*place[:2])]])
    mentions = [mention_of(text, span) for span in rest]
    for key, decision in decisions.items():
        for place in names[key].ranges:
            span = words.span(place.first, place.last, decision.label)
            mentions.append(mention_of(text, span, name=called.get(key), score=decision.score))
    yield from sorted(mentions, key=lambda mention: mention.start_char)


def _find(model: Recogniser, text: str, starts: Set[int], *, within: tuple[int, int] | None = None) -> Iterator[Span]:
    low, high = within or (0, len(text))
    pieces = [(0, high - low)] if model.reads_all else cut(text[low:high])
    for start, end in ((low + start, low + end) for start, end in pieces):
        doc = _doc(model, text[start:end], start, starts)
        for first, last, label in model.find(doc):
            yield Span(start + first, start + last, label)


def _doc(model: Recogniser, piece: str, offset: int, starts: Set[int]) -> Any:
    """The piece as tokens, marked where a sentence begins: over such a mark the model draws no name."""
    doc = model.make_doc(_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", piece))
    after_break = False
    for token in doc:
        if after_break or offset + token.idx in starts:
            token.is_sent_start = True
        after_break = "\n" in token.text
    return doc
