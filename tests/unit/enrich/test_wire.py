"""Whole wire stories: of the names that a careful reader lists nearly all are found, each one entity with one label."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.enrich import Tagger
from tests.benchmarks.wire import LATER, STORIES, Verdict, bare, judge, tagged

LEAST_SHARE = 0.92
"""95 and 94 in 100 were found when this was written. The stories are our own; most rules were made with them in sight.
"""
MOST_EXTRA = 3
"""Names in one story that its reader did not list."""


@pytest.mark.parametrize("folder", [STORIES, LATER], ids=lambda folder: folder.name)
def test_of_the_names_that_a_careful_reader_lists_far_more_are_found_than_the_model_alone_finds(
    tagger: Tagger, folder: Path
) -> None:
    ours, theirs = Verdict(), Verdict()
    for path in folder.glob("*.json"):
        story = json.loads(path.read_text(encoding="utf-8"))
        for total, found in ((ours, tagged), (theirs, bare)):
            verdict = judge(story["names"], found(tagger, story["text"]))
            total.listed, total.right = total.listed + verdict.listed, total.right + verdict.right
            total.wrong += verdict.wrong
            total.extra += verdict.extra
            assert found is bare or len(verdict.extra) <= MOST_EXTRA, (path.stem, verdict.extra)
    assert ours.listed > 300 and ours.right >= LEAST_SHARE * ours.listed, ours.wrong
    assert ours.right > 1.1 * theirs.right and len(ours.extra) * 2 < len(theirs.extra)
