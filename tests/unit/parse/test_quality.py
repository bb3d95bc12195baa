"""Gates on public gold data that stands beside the checkout; skipped, and saying so, where it does not."""

from __future__ import annotations

import importlib.util
import json
import zipfile
from argparse import Namespace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pipeline.errors import Reject
from pipeline.parse import is_feed, parse_page, split_sentences
from tests.benchmarks.feeds import ours

QUALITY = Path(__file__).parents[4] / "shared" / "quality"

pytestmark = pytest.mark.skipif(not (QUALITY / "score.py").exists(), reason="the gold data is not beside this checkout")


@pytest.fixture(scope="module")
def score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("quality_score", QUALITY / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def sentence_f1(score: ModuleType, name: str) -> float:
    """F1 of the boundaries inside paragraphs, as the scorer counts them."""
    right = wrong = missed = 0
    for document in score.jsonl(QUALITY / "data" / "sentences" / f"{name}.jsonl.gz"):
        for sentences in document["paragraphs"]:
            text = " ".join(sentences)
            ends, total = score.gold_ends(sentences)
            gold = set(ends) - {total}
            got = score.boundaries(text, score.pieces(text, split_sentences(text))) - {0, total}
            right, wrong, missed = right + len(gold & got), wrong + len(got - gold), missed + len(gold - got)
    return float(2 * right / (2 * right + wrong + missed))


@pytest.mark.parametrize(("name", "least"), [("news", 0.965), ("genres", 0.98)])
def test_sentence_boundaries_agree_with_the_gold(score: ModuleType, name: str, least: float) -> None:
    assert sentence_f1(score, name) >= least


def test_the_rules_of_english_segmentation_hold(score: ModuleType) -> None:
    examples = score.jsonl(QUALITY / "data" / "sentences" / "golden.jsonl.gz")
    right = sum(
        [score.squash(s.text) for s in split_sentences(example["text"])]
        == [score.squash(s) for s in example["sentences"]]
        for example in examples
    )
    assert right >= 48


def pages(score: ModuleType, name: str, *, step: int) -> list[dict[str, Any]]:
    """The scorer's row of every `step`-th page of a set."""
    rows = []
    with zipfile.ZipFile(QUALITY / "data" / "pages" / f"{name}.zip") as archive:
        for line in archive.read("index.jsonl").decode().splitlines()[::step]:
            page = json.loads(line)
            try:
                article: object = parse_page(archive.read(page["file"]), url=page["url"])
            except Reject:
                article = None
            rows.append(score.page_row(page, article))
    return rows


def share(rows: list[dict[str, Any]], name: str) -> float:
    found = [row[name][0] for row in rows if name in row]
    return sum(found) / len(found)


def test_main_text_and_metadata_of_publishers_agree_with_the_gold(score: ModuleType) -> None:
    rows = pages(score, "publishers", step=4)
    figures = score.page_figures(rows)
    assert figures["F1"] >= 0.93
    assert figures["par_F1"] >= 0.88
    assert share(rows, "title") >= 0.78
    assert share(rows, "author") >= 0.70
    assert share(rows, "date") >= 0.90
    assert share(rows, "lang") >= 0.95


def test_main_text_of_the_benchmark_agrees_with_the_gold(score: ModuleType) -> None:
    assert score.page_figures(pages(score, "benchmark181", step=4))["F1"] >= 0.93


def test_every_feed_ends_in_entries_or_a_reason_within_two_seconds_and_has_its_fields(score: ModuleType) -> None:
    asked = Namespace(data=str(QUALITY / "data"), set=None, declared=[], worst=0)
    ((figures, _),) = score.score_feeds(ours, asked)
    assert (figures["items"], figures["crash"], figures["not_feed_crash"], figures["slow"]) == (2_618, 0, 0, 0)
    assert figures["parsed"] == figures["with_items"]
    assert figures["count_right"] == figures["count_of"]
    assert figures["field_right"] >= 259  # of 275; feedparser's defaults reach 266, see tests/benchmarks/feeds.py


def test_no_page_is_taken_for_a_feed() -> None:
    for name in ("benchmark181", "publishers", "readable"):
        with zipfile.ZipFile(QUALITY / "data" / "pages" / f"{name}.zip") as archive:
            for line in archive.read("index.jsonl").decode().splitlines():
                assert not is_feed(archive.read(json.loads(line)["file"])[:4096])
