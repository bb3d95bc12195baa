"""How likely a block is the article's: what a forest of trees over `block_features.NAMES` says on the average.

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
    count, width = values.shape
    values, begins = values.ravel(), (np.arange(count, dtype=np.int32) * width)[:, None]
    inner, leaves = forest["inner"], forest["leaves"]
    at = np.zeros((count, leaves.shape[0]), dtype=np.int32)
    trees = np.arange(leaves.shape[0], dtype=np.int32)
    for _ in range(forest["depth"]):
        node = at + trees * inner
        right = values.take(begins + forest["features"].take(node)) > forest["thresholds"].take(node)
        at = 2 * at + 1 + right
    told = leaves.ravel().take(at - inner + trees * leaves.shape[1]).mean(axis=1)
    return [float(one) for one in told]


@cache
def _forest() -> dict[str, Any]:
    """Each tree as rows of tables: inner nodes level by level, and leaves; left is what is not above the threshold."""
    import numpy as np

    told = json.loads(TREES.read_text("utf-8"))
    if tuple(told["names"]) != NAMES:
        raise RuntimeError("block_trees.json was fitted on other features: run tests/benchmarks/fit_blocks.py --write")
    features = np.asarray(told["features"], dtype=np.int32)
    return {
        "inner": features.shape[1],
        "features": features.ravel(),
        "thresholds": np.asarray(told["thresholds"], dtype=np.float32).ravel(),
        "leaves": np.asarray(told["leaves"], dtype=np.float32),
        "depth": (features.shape[1] + 1).bit_length() - 1,
    }
