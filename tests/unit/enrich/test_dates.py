"""Dates resolved against the publication date. Each rule has a sentence of its own in tests/data/enrich/dates.json."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.enrich.dates import dates_in, find_dates
from pipeline.models import Article, DateValue, Mention, Sentence

CASES = json.loads((Path(__file__).parents[2] / "data" / "enrich" / "dates.json").read_text("utf-8"))
NOW = datetime(2024, 5, 15, 10, 30, tzinfo=UTC)


def marked(text: str, *parts: str) -> list[Mention]:
    """The first place of each of these strings as the tagger would mark a date."""
    return [Mention("DATE", text.index(part), text.index(part) + len(part), part, part) for part in parts]


def found(text: str, *parts: str, published_at: datetime | None = NOW) -> tuple[DateValue, ...]:
    sentence = Sentence(0, 0, 0, len(text), text)
    return find_dates(text, [sentence], marked(text, *parts), published_at)


def at(instant: str | None) -> datetime | None:
    return datetime.fromisoformat(f"{instant}:00+00:00") if instant else None


@pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
def test_golden(case: dict[str, Any]) -> None:
    published_at = datetime.fromisoformat(case["published"]) if case["published"] else None
    parts = [case["date"]] if case["date"] else []
    values = found(case["text"], *parts, published_at=published_at)
    if case["precision"] is None:
        assert values == ()
        return
    (value,) = values
    assert case["text"][value.start_char : value.end_char] == value.text == (case["date"] or value.text)
    assert (value.start, value.end) == (at(case["start"]), at(case["end"]))
    assert (value.precision, value.approximate) == (case["precision"], case["approximate"])
    assert value.relation == case["relation"]


def test_offsets_hold_and_ranges_run_forward_on_any_input() -> None:
    rng = random.Random(7)
    words = ["early", "May", "the", "1990s", "last", "9999", "0000-00-00", "30", "night", "\ud800", "👩‍👩‍👧", "é", "-"]
    words += ["ago", "two", "years", "2020-02-30", "2021-03-04", "weekend", "\n", "of", "١٢", "²"]
    for _ in range(3000):
        text = " ".join(rng.choices(words, k=rng.randint(1, 12)))
        cuts = sorted(rng.sample(range(len(text) + 1), 2))
        mentions = [Mention("DATE", cuts[0], cuts[1], text[cuts[0] : cuts[1]], "x")]
        for value in find_dates(text, [], mentions, rng.choice([NOW, None])):
            assert text[value.start_char : value.end_char] == value.text
            assert (value.start is None) == (value.end is None)
            assert value.start is None or value.end is None or value.start < value.end


def test_a_date_at_the_calendars_edge_is_left_out_and_not_a_crash() -> None:
    assert found("Year one.", "Year one", published_at=datetime(1, 1, 1, tzinfo=UTC)) == ()
    assert found("It was last year.", "last year", published_at=datetime(1, 1, 1, tzinfo=UTC)) == ()


def test_the_work_grows_no_faster_than_the_text() -> None:
    text = "will be " * 50_000 + "Friday"
    mentions = [Mention("DATE", 0, len(text), text, text), *marked(text, "Friday")]
    (value,) = find_dates(text, [Sentence(0, 0, 0, len(text), text)], mentions, NOW)
    assert value.text == "Friday" and value.start == datetime(2024, 5, 17, tzinfo=UTC)


def test_a_day_and_its_part_that_were_marked_apart_are_one_date() -> None:
    text = "The raid began on Tuesday night."
    apart = [Mention("DATE", 18, 25, "Tuesday", "Tuesday"), Mention("TIME", 26, 31, "night", "night")]
    (date,) = find_dates(text, (), apart, datetime(2024, 5, 9, 12, tzinfo=UTC))
    assert (date.text, date.precision, date.start and date.start.day) == ("Tuesday night", "part-of-day", 7)


def test_a_language_without_tables_has_no_dates() -> None:
    day = [Mention("DATE", 0, 10, "2024-05-07", "2024-05-07")]
    found = [
        dates_in(Article(url="u", text="2024-05-07", title="t", language=code), day) for code in ("nb", "fr", "en")
    ]
    assert [len(values) for values in found] == [0, 1, 1]
