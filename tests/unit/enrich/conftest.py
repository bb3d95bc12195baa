"""One loaded tagger for all tests of tagging: loading takes seconds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.enrich import Tagger, load_tagger

SHARED = Path(__file__).resolve().parents[4] / "shared"


@pytest.fixture(scope="session")
def tagger() -> Iterator[Tagger]:
    yield load_tagger()


@pytest.fixture
def seed_text() -> str:
    """The seed article; it is nobody's to ship, so the test needs the material beside the checkout."""
    found = sorted((SHARED / "corpus" / "seed").glob("*.txt"))
    if not found:
        pytest.skip("the seed article is not here: ../shared/corpus/seed")
    return found[0].read_text("utf-8")


@pytest.fixture
def gold_dir() -> Path:
    folder = SHARED / "quality" / "data" / "entities"
    if not folder.is_dir():
        pytest.skip("the development texts are not here: ../shared/quality/data/entities")
    return folder
