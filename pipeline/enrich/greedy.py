"""The same entities as spaCy's own greedy decoder gives, all tokens at once instead of one after the other.

spaCy scores the actions of its entity recogniser state by state. But a state without an open entity depends on its
token alone, and one with an open entity on the token, the one before and the entity's first: so all tokens are scored
in one product of matrices, then all entities that begin anywhere are followed together, step by step. What the decoder
would never reach is scored for nothing, which still costs a fraction of its walk.

See spacy/pipeline/_parser_internals/ner.pyx (which actions are valid) and spacy/ml/parser_model.pyx (how they score).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.intp]

TOKENS_OF_A_STATE = 3
"""The features that this decoder knows: the next token, the entity's first, the one before the next."""


class Actions(NamedTuple):
    """The model's actions: their columns in the scores, and which column each label's actions have."""

    labels: Sequence[str]
    begin: Ints
    inside: Ints
    last: Ints
    unit: Ints
    out: int


class GreedyDecoder:
    """Finds the entities of documents by the weights of one entity recogniser."""

    def __init__(self, recogniser: Any) -> None:
        model = recogniser.model
        self._recogniser = recogniser
        self._tokens = model.get_ref("tok2vec")
        self._lower = model.get_ref("lower")
        upper = model.get_ref("upper")
        self._weights: Floats = upper.get_param("W")
        self._bias: Floats = upper.get_param("b")
        self._actions = _actions(
            [recogniser.moves.get_class_name(number) for number in range(recogniser.moves.n_moves)]
        )
        self._unseen = sorted(model.attrs["unseen_classes"])

    def find(self, doc: Any) -> list[tuple[int, int, str]]:
        """(first token, one past the last, label) of each entity of one document, in order."""
        if not len(doc):
            return []
        parts: Floats = self._lower.predict(self._tokens.predict([doc]))
        bias: Floats = self._lower.get_param("b")
        is_space, may_go_on = _limits(doc)
        begins, columns = self._outside(parts, bias, is_space, may_go_on)
        ends = self._follow(parts, bias, begins, columns, may_go_on)
        return _walk(columns, ends, self._actions)

    def _outside(
        self, parts: Floats, bias: Floats, is_space: npt.NDArray[np.bool_], may_go_on: npt.NDArray[np.bool_]
    ) -> tuple[Ints, Ints]:
        """The best action at each token while no entity is open; and the tokens where one begins."""
        scores = self._scores(parts[1:, 0] + parts[0, 1] + parts[0, 2] + bias)
        actions = self._actions
        valid = np.zeros(scores.shape, dtype=bool)
        valid[:, actions.out] = True
        valid[:, actions.unit] = ~is_space[:, None]
        valid[:, actions.begin] = (~is_space & may_go_on)[:, None]
        columns = np.where(valid, scores, -np.inf).argmax(axis=1)
        return np.flatnonzero(np.isin(columns, actions.begin)), columns

    def _follow(
        self, parts: Floats, bias: Floats, begins: Ints, columns: Ints, may_go_on: npt.NDArray[np.bool_]
    ) -> dict[int, int]:
        """First token -> one past the last, of an entity begun at each of these tokens."""
        actions = self._actions
        ends: dict[int, int] = {}
        label = np.searchsorted(actions.begin, columns[begins])
        first, token = begins, begins + 1
        while first.size:
            # The row of a token in `parts` is one more than its number: the first is padding.
            hidden = (parts[token + 1, 0] + parts[first + 1, 1] + parts[token, 2] + bias).max(axis=2)
            inside, last = actions.inside[label], actions.last[label]
            go_on = np.einsum("ij,ij->i", hidden, self._weights[inside]) + self._bias[inside]
            stop = np.einsum("ij,ij->i", hidden, self._weights[last]) + self._bias[last]
            on = may_go_on[token] & (go_on >= stop if inside[0] < last[0] else go_on > stop)
            ends.update(zip(first[~on].tolist(), (token[~on] + 1).tolist(), strict=True))
            first, token, label = first[on], token[on] + 1, label[on]
        return ends

    def _scores(self, unmaxed: Floats) -> Floats:
        scores: Floats = np.dot(unmaxed.max(axis=2), self._weights.T) + self._bias
        if self._unseen:
            scores[:, self._unseen] = scores.min()
        return scores


def is_known(recogniser: Any) -> bool:
    """Whether this is a recogniser whose decoder this module knows: any other runs as spaCy wrote it."""
    model = getattr(recogniser, "model", None)
    if model is None or model.name != "parser_model" or not model.attrs.get("has_upper"):
        return False
    if recogniser.cfg.get("beam_width", 1) != 1 or recogniser.postprocesses:
        return False
    return bool(
        model.get_ref("lower").get_dim("nF") == TOKENS_OF_A_STATE and type(recogniser).__name__ == "EntityRecognizer"
    )


def use_fast_products(pipeline: Any) -> None:
    """Multiply the pipeline's matrices by NumPy's BLAS: on many machines three times as fast as thinc's own."""
    from thinc.api import NumpyOps

    class FastOps(NumpyOps):  # type: ignore[misc, unused-ignore]
        """thinc's operations, but for the product of two matrices."""

        def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
            return np.dot(x.T if trans1 else x, y.T if trans2 else y, out=out)

    operations = FastOps()
    for _, component in pipeline.pipeline:
        model = getattr(component, "model", None)
        for node in model.walk() if model is not None else ():
            if type(node.ops) is NumpyOps:
                node.ops = operations


def _actions(names: Sequence[str]) -> Actions:
    labels = [name[2:] for name in names if name.startswith("B-") and name[2:]]
    column = {name: number for number, name in enumerate(names)}
    columns = {kind: np.array([column[f"{kind}-{label}"] for label in labels]) for kind in "BILU"}
    return Actions(labels, columns["B"], columns["I"], columns["L"], columns["U"], column["O"])


def _limits(doc: Any) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """For each token: whether it is white space, and whether an entity may go on behind it."""
    from spacy.attrs import IS_SPACE, SENT_START

    attributes = doc.to_array([IS_SPACE, SENT_START])
    may_go_on = np.zeros(len(doc), dtype=bool)
    may_go_on[:-1] = attributes[1:, 1].astype(np.int64) != 1
    return attributes[:, 0] == 1, may_go_on


def _walk(columns: Ints, ends: dict[int, int], actions: Actions) -> list[tuple[int, int, str]]:
    """The entities in order: after one, the walk goes on behind it."""
    begin = dict(zip(actions.begin.tolist(), actions.labels, strict=True))
    unit = dict(zip(actions.unit.tolist(), actions.labels, strict=True))
    found, at = [], 0
    for token in np.flatnonzero(columns != actions.out).tolist():
        if token < at:
            continue
        column = int(columns[token])
        at = ends[token] if column in begin else token + 1
        found.append((token, at, begin.get(column) or unit[column]))
    return found
