"""The soak's press and the figures of its report."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.cli.chaos import press
from pipeline.cli.chaos.report import quantile, spark
from pipeline.cli.chaos.soak import Verdict
from pipeline.models import RawDocument
from pipeline.parse import read_article, read_entries


def test_what_the_press_announces_is_what_a_reader_of_its_pages_gets():
    with press.serve() as running:
        feed = running.announce(3)
        path = feed.removeprefix(f"http://{running.address}")
        body, kind = running.answer(path) or (b"", "")
        listed = read_entries(RawDocument(url=feed, final_url=feed, content=body, media_type=kind), now=NOW)
        assert [entry.url for entry in listed.entries] == [running.url(number) for number in range(3)]
        for number in range(3):
            page, _ = running.answer(f"/news/{number}.html") or (b"", "")
            url = running.url(number)
            raw = RawDocument(url=url, final_url=url, content=page, media_type="text/html")
            assert read_article(raw, entry=None, now=NOW).text == press.text(number)
        assert running.answer("/news/3.html") is running.answer("/feeds/1.rss") is running.answer("/") is None


def test_no_two_articles_of_the_press_are_alike():
    assert len({press.text(number) for number in range(3000)}) == 3000


@pytest.mark.parametrize(
    ("samples", "width", "drawn"),
    [([], 5, ""), ([0, 0], 5, ""), ([1, 8], 5, "▂█"), ([1, 1, 1, 8], 2, "▂█"), ([4] * 100, 3, "███")],
)
def test_samples_are_drawn_as_the_largest_of_each_share(samples: list[float], width: int, drawn: str):
    assert spark(samples, width=width) == drawn


@pytest.mark.parametrize(("share", "value"), [(0.5, 2), (0.95, 4), (0.01, 1), (1.0, 4)])
def test_a_quantile_is_a_value_that_occurred(share: float, value: float):
    assert quantile([4, 1, 3, 2], share) == value


@pytest.mark.parametrize("flaw", ["lost", "wrong", "doubled", "findings"])
def test_any_flaw_makes_a_verdict_unclean(flaw: str):
    assert Verdict(announced=1, published=1).clean
    assert not Verdict(announced=1, published=1, **{flaw: ["x"]}).clean
    assert not Verdict(announced=2, published=1).clean
    assert not Verdict().clean


NOW = datetime(2026, 11, 20, tzinfo=UTC)
