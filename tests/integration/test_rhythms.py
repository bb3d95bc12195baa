"""What falls off its own rhythm, by the hour of the week, is an alarm while it lasts; what all have less of is one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.storage import Connection, books
from pipeline.storage.rhythms import judge_rhythms, measure_hour
from tests.tellings import write

LAST = "date_bin('1 hour', now() - interval '65 minutes', '2000-01-01T00:00Z')"
WEEKS = f"""
insert into ingest.measured_hours (hour)
select {LAST} - n * interval '1 hour' from generate_series(0, 9 * 168 - 1) as n;
insert into ingest.rhythms (hour, kind, subject, amount)
select {LAST} - n * interval '1 hour', k.kind, k.subject, k.amount
from generate_series(0, 9 * 168 - 1) as n,
    (values ('stage', 'poll', 20), ('stage', 'fetch', 20), ('stage', 'parse', 20), ('stage', 'enrich', 20),
        ('language', 'en', 12), ('language', 'de', 6), ('label', 'any', 20), ('label', 'GPE', 15), ('label', 'LAW', 9),
        ('source', '1', 12), ('source', '2', 8)) as k (kind, subject, amount)
"""


@pytest.fixture
def usual(owner: Connection, source_id: int) -> Connection:
    """Nine weeks of an even rhythm, of two sources."""
    owner.execute("insert into ingest.sources (url, url_key) values ('https://other.example/feed', '2')")
    for statement in WEEKS.split(";"):
        owner.execute(statement)  # type: ignore[arg-type]
    return owner


def fall(conn: Connection, *subjects: str, hours: int = 6, share: float = 0.0) -> None:
    cut = "update ingest.rhythms set amount = amount * %s where subject = any (%s) and hour > "
    cut += f"{LAST} - %s * interval '1 hour'"
    conn.execute(cut, (share, list(subjects), hours))  # type: ignore[arg-type]


def alarms(conn: Connection) -> dict[str, str]:
    judge_rhythms(conn)
    return {row["subject"]: row["detail"] for row in books.alarms(conn) if row["kind"] == "off rhythm"}


SILENT = {
    "de": ("language de", "0 in 6 hours, usually 36 in these hours of the week"),
    "parse": ("stage parse", "0 in 6 hours, usually 120 in these hours of the week"),
    "LAW": ("label LAW", "0 in 6 hours, usually 54 in these hours of the week"),
    "any": ("label of any kind", "0 in 6 hours, usually 120 in these hours of the week"),
    "1": ("https://news.example/feed", "0 in 6 hours, usually 72 in these hours of the week"),
}


def test_what_falls_silent_while_all_else_goes_on_is_an_alarm_until_it_is_back(usual: Connection):
    assert alarms(usual) == {}
    for subject, (alarm, detail) in SILENT.items():
        fall(usual, subject)
        assert alarms(usual) == {alarm: detail}
        usual.execute("update ingest.rhythms set amount = 20 where subject = %s", (subject,))
        assert alarms(usual) == {}


def test_a_stage_that_stands_still_is_one_alarm_and_not_one_for_each_language_label_and_source(usual: Connection):
    fall(usual, "enrich", "en", "de", "any", "GPE", "LAW")
    assert alarms(usual).keys() == {"stage enrich"}


def test_no_rhythm_is_fallen_off_by_less_than_four_fifths_or_where_some_weeks_are_as_quiet(usual: Connection):
    fall(usual, "de", share=0.3)
    assert alarms(usual) == {}
    fall(usual, "de")
    usual.execute(
        f"delete from ingest.rhythms where subject = 'de' and hour <= {LAST} - interval '14 days'"
        f" and hour > {LAST} - interval '35 days'"
    )
    assert alarms(usual) == {}


def test_a_subject_that_is_rare_is_judged_by_its_week(usual: Connection):
    usual.execute(
        "delete from ingest.rhythms where subject = 'LAW' and extract(hour from hour at time zone 'UTC') <> 7"
    )
    assert alarms(usual) == {}
    fall(usual, "LAW", hours=168)
    assert alarms(usual) == {"label LAW": "0 in 168 hours, usually 63 in these hours of the week"}


def test_nothing_is_judged_by_weeks_that_nobody_counted(usual: Connection):
    fall(usual, "de")
    usual.execute(f"delete from ingest.measured_hours where hour = {LAST} - interval '2 hours'")
    usual.execute(f"delete from ingest.measured_hours where hour <= {LAST} - interval '20 days'")
    assert alarms(usual) == {}


def test_a_source_that_is_paused_has_no_rhythm_to_fall_off(usual: Connection):
    fall(usual, "1")
    usual.execute("update ingest.sources set state = 'paused' where source_id = 1")
    assert alarms(usual) == {}


def test_each_hour_is_counted_once_when_it_is_over(conn: Connection, owner: Connection, parsed: Callable[..., int]):
    number = parsed("1")
    write(conn, number, "Oslo")
    parsed("2")
    assert measure_hour(conn) is None
    owner.execute("update ingest.events set ended_at = ended_at - interval '2 hours'")
    owner.execute("update ingest.documents set discovered_at = discovered_at - interval '2 hours'")
    hours = [measure_hour(conn), measure_hour(conn), measure_hour(conn)]
    assert None not in hours[:1] and hours[-1] is None
    rows = owner.execute("select kind, subject, amount from ingest.rhythms order by 1, 2").fetchall()
    assert [tuple(row.values()) for row in rows] == [
        ("label", "GPE", 1), ("label", "any", 1), ("language", "en", 1), ("source", "1", 2), ("stage", "enrich", 1),
        ("stage", "fetch", 2), ("stage", "parse", 2), ("stage", "poll", 2),
    ]  # fmt: skip
    owner.execute("update ingest.rhythms set hour = hour - interval '71 days'")
    judge_rhythms(conn)
    assert owner.execute("select from ingest.rhythms").fetchall() == []
