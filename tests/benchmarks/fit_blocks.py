"""Fit the trees that tell an article's blocks from a page's others (`python -m tests.benchmarks.fit_blocks [--write]`).

Needs scikit-learn (`pip install scikit-learn`), which nothing else here does. Learns from the three sets of pages in
../shared/quality together: a block belongs to the article when half of its words, by threes, are in the gold text.
Prints F1 of word 4-grams of the first reading, of the reader view, of ours, and of a choice without fault; ours by
five folds in which no host is both learnt from and asked. With --write it then fits on all pages and writes
pipeline/parse/block_trees.json.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from pipeline.errors import Reject
from pipeline.parse.alignment import threes, words_of
from pipeline.parse.block_choice import COVERED, FEWEST, FRAMES, enough
from pipeline.parse.block_features import NAMES, Page
from pipeline.parse.block_model import TREES
from pipeline.parse.blocks import cut_blocks
from pipeline.parse.decode import decode
from pipeline.parse.evidence import read_evidence
from pipeline.parse.main_text import described, first_reading, titles_of
from pipeline.parse.reader import shown_elements
from pipeline.parse.tree import bare_text, read_tree, too_deep
from tests.benchmarks.pages import DATA, _grams, _pages

FOLDS = 5
DEPTH = 9
OPTIONS = {"n_estimators": 80, "max_depth": DEPTH, "max_features": 0.33, "min_samples_leaf": 10, "random_state": 1}


@dataclass(frozen=True)
class Example:
    """One page: its blocks as features, and how much of each is in the gold text."""

    kind: str
    host: str
    gold: str
    text: str
    texts: list[str]
    lengths: list[int]
    rows: list[list[float]]
    kept: list[float]
    right: list[float]
    coverage: float
    shown: list[bool]
    read: list[bool]
    plain: list[bool]


def main() -> int:
    """Print the figures, and write the trees if told to; status 1 if the pages are not here."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--write", action="store_true", help="fit on all pages and write the trees")
    write = options.parse_args().write
    if not DATA.is_dir():
        print(f"there is no {DATA}: nothing to learn from", file=sys.stderr)
        return 1
    examples = [made for path in sorted(DATA.glob("*.zip")) for page, html in _pages(path, 10_000)
                if (made := example(path.stem, page, html)) is not None]  # fmt: skip
    print(f"{'set':<14}{'pages':>6}{'first':>8}{'view':>8}{'ours':>8}{'perfect':>9}")
    likely = folded(examples)
    for kind in sorted({one.kind for one in examples}):
        numbers = [n for n, one in enumerate(examples) if one.kind == kind]
        cells = [
            f1(examples, numbers, lambda n: examples[n].text),
            f1(examples, numbers, lambda n: viewed(examples[n])),
            f1(examples, numbers, lambda n: chosen(examples[n], likely[n])),
            f1(examples, numbers, lambda n: chosen(examples[n], examples[n].right)),
        ]
        print(f"{kind:<14}{len(numbers):>6}{cells[0]:>8.4f}{cells[1]:>8.4f}{cells[2]:>8.4f}{cells[3]:>9.4f}")
    if write:
        written(TREES, fit(examples))
        print(f"wrote {TREES}, {TREES.stat().st_size} bytes")
    return 0


def example(kind: str, page: dict[str, Any], html: bytes) -> Example | None:
    """The page as an example; None for one without gold text, or that is no page."""
    if page.get("text") is None:
        return None
    markup = decode(html)
    try:
        tree = read_tree(markup)
    except Reject:
        return None
    if too_deep(tree):
        return None
    evidence = read_evidence(tree, url=page["url"])
    blocks = cut_blocks(tree)
    text, _ = first_reading(tree, body=evidence.body, markup=markup, blocks=len(blocks))
    seen = Page(
        blocks,
        text=text,
        declared="\n".join(bare_text(evidence.body)),
        described=described(tree),
        titles=titles_of(tree),
        shown=shown_elements(tree),
    )
    gold = unicodedata.normalize("NFKC", page["text"]).replace("\r", "")
    grams = set(threes(words_of(gold)))
    lines = {" ".join(words_of(line)) for line in gold.split("\n")}

    def share(words: list[str]) -> float:
        if len(words) < 3:
            return float(bool(words) and " ".join(words) in lines)
        return sum(gram in grams for gram in threes(words)) / (len(words) - 2)

    return Example(
        kind, host_of(page), page["text"], text, [block.text for block in blocks],
        [len(block.words) for block in blocks], seen.rows(), seen.kept, [share(block.words) for block in blocks],
        seen.coverage, seen.shown, [seen.reads(block) for block in blocks],
        [not evidence.is_article and block.place.tags.isdisjoint(FRAMES) for block in blocks],
    )  # fmt: skip


def host_of(page: dict[str, Any]) -> str:
    """The page's host; of a set that hides the hosts, what its pages' names begin with."""
    host = urlsplit(page["url"]).hostname or ""
    return host if "." in host else re.sub(r"-?\d+$", "", page["id"])


def viewed(one: Example) -> str:
    """The text of the reader view."""
    return "\n".join(text for text, seen in zip(one.texts, one.shown, strict=True) if seen)


def chosen(one: Example, likely: Sequence[float]) -> str:
    """The text as `block_choice.choose_blocks` makes it by the trees alone: no rule adds or takes a block."""
    if one.coverage < COVERED:
        return one.text
    if len(one.texts) < FEWEST:
        return "\n".join(text for text, read in zip(one.texts, one.read, strict=True) if read) or one.text
    told = zip(one.texts, likely, one.kept, one.shown, one.plain, strict=True)
    taken = [text for text, p, kept, seen, plain in told if p > enough(kept >= 0.5, seen, plain=plain)]
    return "\n".join(taken) or one.text


def fit(examples: Sequence[Example]) -> Any:
    """The classifier of all these; a block weighs as much as it is of its page's article."""
    from sklearn.ensemble import ExtraTreesClassifier

    weights = []
    for one in examples:
        article = max(sum(n for n, right in zip(one.lengths, one.right, strict=True) if right >= 0.5), 30)
        weights += [min((0.3 + n) / article * 200, 60) for n in one.lengths]
    model = ExtraTreesClassifier(**OPTIONS)
    rows = np.asarray([row for one in examples for row in one.rows], dtype=np.float32)
    model.fit(rows, [right >= 0.5 for one in examples for right in one.right], sample_weight=weights)
    return model


def folded(examples: Sequence[Example]) -> list[list[float]]:
    """For each example the likelihoods of its blocks by a model that never saw its host."""
    hosts = sorted({one.host for one in examples})
    fold = dict(zip(hosts, np.random.RandomState(3).permutation(len(hosts)) % FOLDS, strict=True))
    likely: list[list[float]] = [[] for _ in examples]
    for number in range(FOLDS):
        model = fit([one for one in examples if fold[one.host] != number])
        for n, one in enumerate(examples):
            if fold[one.host] == number and one.rows:
                likely[n] = model.predict_proba(np.asarray(one.rows, dtype=np.float32))[:, 1].tolist()
    return likely


def f1(examples: Sequence[Example], numbers: Sequence[int], text: Callable[[int], str]) -> float:
    """F1 of the means of precision and recall of word 4-grams."""
    pairs: list[tuple[Counter[Any], Counter[Any]]] = [(_grams(examples[n].gold), _grams(text(n))) for n in numbers]
    precision = sum((a & b).total() / max(1, b.total()) for a, b in pairs) / len(pairs)
    recall = sum((a & b).total() / max(1, a.total()) for a, b in pairs) / len(pairs)
    return 2 * precision * recall / (precision + recall)


def written(path: Path, model: Any) -> Path:
    """The file in which the trees of this classifier stand now."""
    path.write_text(json.dumps(as_tables(model), separators=(",", ":")) + "\n", "utf-8")
    return path


def as_tables(model: Any) -> dict[str, Any]:
    """The trees as tables of inner nodes level by level and of leaves, all of one depth."""
    features, thresholds, leaves = [], [], []
    for estimator in model.estimators_:
        tree = estimator.tree_
        level = [0]
        inner: list[tuple[int, float]] = []
        for _ in range(DEPTH):
            below = []
            for node in level:
                leaf = tree.children_left[node] < 0
                inner.append((0, 3e38) if leaf else (int(tree.feature[node]), float(tree.threshold[node])))
                below += [node, node] if leaf else [int(tree.children_left[node]), int(tree.children_right[node])]
            level = below
        features.append([feature for feature, _ in inner])
        thresholds.append([float(f"{threshold:.5g}") for _, threshold in inner])
        leaves.append([round(float(tree.value[node][0][1] / tree.value[node][0].sum()), 3) for node in level])
    return {"names": NAMES, "features": features, "thresholds": thresholds, "leaves": leaves}


if __name__ == "__main__":
    sys.exit(main())
