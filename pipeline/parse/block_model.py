"""How likely a block is the article's: a forest of small trees over `block_features.NAMES`.

The trees are data (block_trees.json), fitted by `python -m tests.benchmarks.fit_blocks --write`
on pages that people read.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.parse.block_features import NAMES

TREES = Path(__file__).with_name("block_trees.json")


def likelihoods(rows: Sequence[Sequence[float]]) -> list[float]:
    """For each row of features how likely its block is a part of the article, from 0 to 1."""
    import numpy as np  # late: the command line reads no pages

    if not rows:
        return []
    forest = _forest()
    values = np.asarray(rows, dtype=np.float32)
    blocks, trees = np.arange(len(rows))[:, None], np.arange(forest["features"].shape[0])
    at = np.zeros((len(rows), trees.size), dtype=np.intp)
    for _ in range(forest["depth"]):
        right = values[blocks, forest["features"][trees, at]] > forest["thresholds"][trees, at]
        at = 2 * at + 1 + right
    raw = forest["base"] + forest["leaves"][trees, at - forest["features"].shape[1]].sum(axis=1)
    return [float(one) for one in 1 / (1 + np.exp(-raw))]


@cache
def _forest() -> dict[str, Any]:
    """Each tree as rows of tables: inner nodes level by level, and leaves; left is what is not above the threshold."""
    import numpy as np

    told = json.loads(TREES.read_text("utf-8"))
    if tuple(told["names"]) != NAMES:
        raise RuntimeError("block_trees.json was fitted on other features: run tests/benchmarks/fit_blocks.py --write")
    features = np.asarray(told["features"], dtype=np.intp)
    return {
        "features": features,
        "thresholds": np.asarray(told["thresholds"], dtype=np.float32),
        "leaves": np.asarray(told["leaves"], dtype=np.float64),
        "base": float(told["base"]),
        "depth": (features.shape[1] + 1).bit_length() - 1,
    }
