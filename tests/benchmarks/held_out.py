"""Pages of hosts that the trees never saw (`python -m tests.benchmarks.held_out [--seed N]`).

`tests.benchmarks.pages` reads the pages that the trees of pipeline/parse/block_trees.json were fitted on, which
flatters them. Here the trees are fitted five times, each time without a fifth of the hosts, and the whole of
`parse_page` reads the pages of that fifth with them. Prints F1 of word 4-grams of the main text and F1 over
paragraphs, of the publishers also in English alone. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.parse import block_model
from tests.benchmarks.fit_blocks import FOLDS, Example, example, fit, host_of, written
from tests.benchmarks.pages import DATA, Read, _ours, _pages, _paragraphs_f1, _text_f1

Page = tuple[dict[str, Any], bytes]


def main() -> int:
    """Print the table; status 1 if the pages are not here."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seed", type=int, default=3, help="another division of the hosts")
    seed = options.parse_args().seed
    if not DATA.is_dir():
        print(f"there is no {DATA}: nothing to measure on", file=sys.stderr)
        return 1
    sets = {path.stem: list(_pages(path, 10_000)) for path in sorted(DATA.glob("*.zip"))}
    answers = read_apart([(kind, page) for kind, pages in sets.items() for page in pages], seed=seed)
    print(f"{'set':<14}{'pages':>6}{'text F1':>9}{'par. F1':>9}")
    for kind, pages in sets.items():
        gold = [page for page, _ in pages]
        _row(kind, gold, [answers[kind, page["id"]] for page in gold])
        if kind == "publishers":
            english = [page for page in gold if page.get("language") == "en"]
            _row("  in English", english, [answers[kind, page["id"]] for page in english])
    return 0


def read_apart(pages: Sequence[tuple[str, Page]], *, seed: int) -> dict[tuple[str, str], Read]:
    """What is read of each page with trees that were fitted without its host."""
    examples: list[Example] = [
        made for kind, (page, html) in pages if (made := example(kind, page, html)) is not None
    ]  # fmt: skip
    hosts = sorted({host_of(page) for _, (page, _) in pages})
    fold = dict(zip(hosts, np.random.RandomState(seed).permutation(len(hosts)) % FOLDS, strict=True))
    answers: dict[tuple[str, str], Read] = {}
    for number in range(FOLDS):
        with tempfile.TemporaryDirectory() as folder:
            block_model.TREES = written(
                Path(folder) / "trees.json", fit([e for e in examples if fold[e.host] != number])
            )
            block_model._forest.cache_clear()
            for kind, (page, html) in pages:
                if fold[host_of(page)] == number:
                    answers[kind, page["id"]] = _ours(html, page["url"])
    return answers


def _row(name: str, gold: Sequence[dict[str, Any]], answers: Sequence[Read]) -> None:
    cells = [_text_f1(gold, answers), _paragraphs_f1(gold, answers)]
    print(f"{name:<14}{len(gold):>6}" + "".join(f"{one:>9.4f}" if one is not None else " " * 9 for one in cells))


if __name__ == "__main__":
    sys.exit(main())
