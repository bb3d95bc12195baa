"""Which words a model has met: what it never met in lower case is hardly a common word, so with a capital a name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from pipeline.enrich.models import Recogniser

IsWord: TypeAlias = Callable[[str], bool]
"""Whether a model has met this word, spelt just so."""


def vocabulary(model: Recogniser) -> IsWord | None:
    """The words that the model has vectors for; None where it has none."""
    vocab = getattr(getattr(model, "pipeline", None), "vocab", None)
    if vocab is None or not vocab.vectors.n_keys:
        return None
    is_word: IsWord = vocab.has_vector
    return is_word
