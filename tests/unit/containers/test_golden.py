"""Each kind of container gives the entries, articles and refusals that stand beside it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline import identity
from pipeline.errors import Reject, StageError
from pipeline.fetch import fetch, list_members
from pipeline.models import Article, RawDocument
from pipeline.parse import read_article
from pipeline.policy import FetchLimits

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
FILES = Path(__file__).parents[2] / "data" / "parse" / "containers"
EXPECTED = sorted(FILES.glob("*.expected.json"))


def outcome(raw: RawDocument, refusal: StageError | None) -> Article | str:
    if refusal is not None:
        return refusal.reason.value
    try:
        return read_article(raw, now=NOW)
    except Reject as error:
        return error.reason.value


def shown(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.name.partition(".")[0])
def test_a_container_gives_the_entries_that_stand_beside_it(path: Path) -> None:
    expected = json.loads(path.read_text(encoding="utf-8"))
    url = (FILES / expected["file"]).resolve().as_uri()
    found = list(list_members(url, limits=FetchLimits()))
    told = [
        identity.member_url(url, [(kind, name) for kind, name in entry.pop("steps")]) for entry in expected["entries"]
    ]
    assert [raw.url for raw, _ in found] == told
    for (raw, refusal), entry in zip(found, expected["entries"], strict=True):
        article = outcome(raw, refusal)
        if "reason" in entry:
            assert article == entry["reason"]
            continue
        assert isinstance(article, Article)
        assert {name: shown(getattr(article, name)) for name in entry} == entry
        assert fetch(raw.url, limits=FetchLimits()) == raw
