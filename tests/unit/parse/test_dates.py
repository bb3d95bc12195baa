"""Dates as sources write them, and those that are none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.parse.dates import in_range, read_date

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2026-05-04T10:20:30Z", utc(2026, 5, 4, 10, 20, 30)),
        ("2026-05-04T10:20:30.123456Z", utc(2026, 5, 4, 10, 20, 30)),
        ("2026-05-04T10:20:30+02:00", utc(2026, 5, 4, 8, 20, 30)),
        ("2026-05-04T10:20:30+0530", utc(2026, 5, 4, 4, 50, 30)),
        ("2026-05-04T10:20:30-07", utc(2026, 5, 4, 17, 20, 30)),
        ("2026-05-04 10:20", utc(2026, 5, 4, 10, 20)),
        ("2026-05-04 10:20:30 UTC", utc(2026, 5, 4, 10, 20, 30)),
        ("20260504T102030Z", utc(2026, 5, 4, 10, 20, 30)),
        ("Mon, 04 May 2026 10:20:30 GMT", utc(2026, 5, 4, 10, 20, 30)),
        ("Mon, 04 May 2026 10:20:30 -0400", utc(2026, 5, 4, 14, 20, 30)),
        ("4 May 2026 10:20:30 EST", utc(2026, 5, 4, 15, 20, 30)),
        ("1777890030", utc(2026, 5, 4, 10, 20, 30)),
        ("1777890030000", utc(2026, 5, 4, 10, 20, 30)),
        ("May 4, 2026 at 10:20 p.m. EDT", utc(2026, 5, 5, 2, 20)),
        ("Published: May 4, 2026, 12:05 am", utc(2026, 5, 4, 0, 5)),
        ("04.05.2026, 10:20 Uhr", utc(2026, 5, 4, 10, 20)),
        ("2026-05-04 10:20:30 EST", utc(2026, 5, 4, 15, 20, 30)),
        ("2026-05-04 10:20 CEST", utc(2026, 5, 4, 8, 20)),
        ("2026-05-04 10:20 PM", utc(2026, 5, 4, 22, 20)),
        ("2026-05-04T10:20:30+02:00[Europe/Berlin]", utc(2026, 5, 4, 8, 20, 30)),
        ("20260504102030", utc(2026, 5, 4, 10, 20, 30)),
        ("2026/05/04 10:20", utc(2026, 5, 4, 10, 20)),
        ("Published 2026-05-04 10:20", utc(2026, 5, 4, 10, 20)),
        ("Mon May 4 2026 10:20:30 GMT+0200 (CEST)", utc(2026, 5, 4, 8, 20, 30)),
        ("Mon May 04 10:20:30 CEST 2026", utc(2026, 5, 4, 8, 20, 30)),
        ("4. Mai 2026, 10:20 Uhr", utc(2026, 5, 4, 10, 20)),
        ("Publié le 4 mai 2026 à 10h20", utc(2026, 5, 4, 10, 20)),
        ("4 de mayo de 2026 a las 10:20", utc(2026, 5, 4, 10, 20)),
        ("4 maggio 2026 - 10.20", utc(2026, 5, 4, 10, 20)),
        ("4 de maio de 2026 às 10h20", utc(2026, 5, 4, 10, 20)),
        ("4 mei 2026 10:20", utc(2026, 5, 4, 10, 20)),
        ("4 мая 2026, 10:20", utc(2026, 5, 4, 10, 20)),
        ("2026年5月4日 10:20", utc(2026, 5, 4, 10, 20)),
        ("2026. 5. 4. 오후 10:20", utc(2026, 5, 4, 22, 20)),
        ("٤ مايو ٢٠٢٦ - ١٠:٢٠", utc(2026, 5, 4, 10, 20)),
    ],
)
def test_a_date_with_an_hour_is_an_instant_in_utc(written: str, instant: datetime) -> None:
    assert read_date(written, now=NOW) == (instant, "instant")


@pytest.mark.parametrize(
    "written",
    [
        "2026-05-04",
        "20260504",
        "May 4, 2026",
        "4 May 2026",
        "4th of nothing, but 4 May 2026",
        "Posted May 4th, 2026",
        "4.5.2026",
        "le 4 mai 2026",
        "4 de mayo del 2026",
        "4 maja 2026",
        "4 Mayıs 2026",
        "4 мая 2026 года",
        "٤ مايو ٢٠٢٦",
        "2026年5月4日",
        "2026. május 4.",
    ],
)
def test_a_date_without_an_hour_has_the_precision_of_a_day(written: str) -> None:
    assert read_date(written, now=NOW) == (utc(2026, 5, 4), "day")


@pytest.mark.parametrize(
    "written",
    [
        "",
        None,
        "today",
        "0000-01-01",
        "99999-01-01",
        "Feb 30, 2026",
        "2026-02-30",
        "2026-13-01",
        "2026-05-04T10:20:30+99:99",
        "2099-01-01",
        "2569-05-04",
        "1850-01-01",
        "9" * 5_000,
        "Mon, 99 May 2026 10:20:30 GMT",
        "31.02.2026",
        "-5",
        "1e9",
        "Mon, 04 Foo 2026 10:20:30 GMT",
        "2026",
        "12:30",
        {"a": 1},
        ["2026"],
        "04/05/2026",
        "4 de broma de 2026",
        "31 février 2026",
        "2026年13月4日",
    ],
)
def test_what_is_no_date_or_out_of_range_is_none(written: object) -> None:
    assert read_date(written, now=NOW) is None


@pytest.mark.parametrize("seconds", [1_712_121_234, 1_703_101_234, 1_790_011_500])
def test_seconds_since_1970_are_no_day_of_the_eighteenth_century(seconds: int) -> None:
    expected = datetime.fromtimestamp(seconds, UTC)
    assert read_date(str(seconds), now=NOW) == (expected, "instant")
    assert read_date(str(seconds * 1000), now=NOW) == (expected, "instant")


def test_a_numeric_date_is_read_where_only_one_order_makes_a_day_of_it() -> None:
    assert read_date("05/14/2026", now=NOW) == read_date("14/05/2026", now=NOW) == (utc(2026, 5, 14), "day")
    assert read_date("05/04/2026", now=NOW) is None


def test_the_range_runs_from_1990_to_two_days_after_now() -> None:
    assert read_date("1990-01-01", now=NOW) is not None
    assert read_date("1989-12-31", now=NOW) is None
    assert read_date("2026-11-22T11:00:00Z", now=NOW) is not None
    assert read_date("2026-11-22T13:00:00Z", now=NOW) is None


def test_without_a_clock_the_range_ends_in_2100() -> None:
    assert read_date("2099-01-01") is not None
    assert read_date("2101-01-01") is None
    assert in_range(utc(2050, 1, 1))


@pytest.mark.parametrize(
    "written", ["2026-05-04T00:20:30+02:00", "Mon, 04 May 2026 00:20:30 +0200", "May 4, 2026 12:20 AM CEST"]
)
def test_a_date_stays_in_the_zone_that_it_is_written_in_so_that_its_day_is_the_publishers(written: str) -> None:
    moment = read_date(written, now=NOW)
    assert moment is not None and moment[0].date().isoformat() == "2026-05-04"
    assert moment[0].astimezone(UTC).date().isoformat() == "2026-05-03"
