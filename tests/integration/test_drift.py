"""A site's pages are read worse than before: it is told which site, since when, and what differs."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.cli import doctor
from pipeline.settings import read
from pipeline.stages import Sweep
from pipeline.storage import Connection, books, sites
from workers import sweeper
from workers.context import Context

TODAY = datetime.now(UTC).date()

ARTICLES = """
with given as (
    select n, %(day)s::date + interval '1 hour' as at, 'https://' || %(host)s || '/' || %(day)s || '/' || n as url
    from generate_series(1, %(count)s) as n
),
announced as (
    insert into ingest.documents (source_id, entry_key, url, url_key, state, discovered_at, due_at)
    select %(source)s, sha256(url::bytea), url, sha256(url::bytea), 'enriched', at at time zone 'UTC', null from given
    returning document_id, url, discovered_at
)
insert into news.articles (
    article_id, source_id, source, url, canonical_url, title, title_source, authors, published_at, text, text_key,
    word_count, body_source, first_seen_at
)
select document_id, %(source)s, 's', url, url, 't', %(title_source)s, %(authors)s, %(published)s,
    replace(%(text)s, '#', url), sha256(url::bytea), 9, %(body)s, discovered_at
from announced
"""
GOOD = {
    "text": "\n\n".join(f"Paragraph {n} of the article at # tells more than the one before." for n in range(8)),
    "authors": ["Ann Lee"], "published": datetime(2026, 5, 1, tzinfo=UTC), "title_source": "json-ld",
    "body": "page",
}  # fmt: skip


@pytest.fixture
def tell(owner: Connection, source_id: int):
    """Has a site publish so many articles on the day that is so many days ago."""

    def publish(days_ago: int, host: str = "quay.example", count: int = 7, **changed: object) -> None:
        values = GOOD | changed
        owner.execute(ARTICLES, {"day": ago(days_ago), "host": host, "count": count, "source": source_id, **values})

    return publish


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def measure(conn: Connection) -> list[date]:
    """Measure whatever needs it; the days."""
    days: list[date] = []
    while (day := sites.measure_sites(conn)) is not None:
        days.append(day)
        assert len(days) < 50
    return days


def told(conn: Connection) -> dict[str, tuple[date, str]]:
    return {row["site"]: (row["since"], row["detail"]) for row in sites.drifts(conn)}


def test_each_day_is_measured_once_when_it_is_over_and_today_again_after_an_hour(owner: Connection, tell):
    tell(1, "www.quay.example", authors=[])
    tell(0)
    assert measure(owner) == [ago(n) for n in range(30, -1, -1)]
    rows = owner.execute("select * from ingest.site_days order by day").fetchall()
    assert [(row["site"], row["day"], row["articles"], row["unsigned"]) for row in rows] == [
        ("quay.example", ago(1), 7, 7), ("quay.example", ago(0), 7, 0),
    ]  # fmt: skip
    assert (rows[0]["paragraphs"], rows[0]["repetitive"], rows[0]["undated"]) == (8, 0, 0)
    owner.execute("update ingest.measured_days set measured_at = measured_at - interval '2 hours'")
    assert ago(0) in measure(owner) and measure(owner) == []


@pytest.mark.parametrize(
    ("changed", "detail"),
    [
        ({"text": "A short line of # only."}, "characters, usually"),
        ({"authors": []}, "100 % have no author, usually 0 %"),
        ({"published": None}, "100 % have no date, usually 0 %"),
        ({"title_source": "first-sentence"}, "100 % have no title, usually 0 %"),
        ({"body": "feed"}, "100 % are read from the feed, usually 0 %"),
        ({"text": GOOD["text"] + "\n\nSubscribe to our letter and win a basket of fish."}, "100 % repeat a paragraph"),
    ],
)
def test_a_site_whose_template_changed_is_named_with_the_day_and_what_differs(
    owner: Connection, tell, changed: dict[str, object], detail: str
):
    for day in range(12, 2, -1):
        tell(day)
        tell(day, "shore.example")
    for day in (2, 1, 0):
        tell(day, **changed)
        tell(day, "shore.example")
    measure(owner)
    ((site, (since, found)),) = told(owner).items()
    assert (site, since) == ("quay.example", ago(2)) and detail in found
    (alarm,) = [row for row in books.alarms(owner) if row["kind"] == "drift"]
    assert alarm["subject"] == "quay.example" and f"since {ago(2)}: " in alarm["detail"]
    (check,) = [check for check in doctor._alarms(owner) if check.name == "drift"]
    assert not check.ok and "quay.example" in check.found and "dateline parse" in check.advice


def test_pages_that_hold_no_article_any_more_are_a_drift(owner: Connection, tell):
    for day in range(12, 1, -1):
        tell(day)
    tell(1)
    owner.execute("delete from news.articles where first_seen_at > now() - interval '47 hours'")
    owner.execute(
        "update ingest.documents set state = 'rejected', reason = 'no_content'"
        " where not exists (select from news.articles where article_id = document_id)"
    )
    measure(owner)
    assert "100 % hold no article, usually 0 %" in told(owner)["quay.example"][1]


def test_a_site_that_reads_well_again_a_new_one_and_a_quiet_one_are_no_drift(owner: Connection, tell):
    for day in range(12, 2, -1):
        tell(day)
        tell(day, "quiet.example", count=2)
    tell(2, authors=[])
    tell(1)
    tell(1, "quiet.example", count=2, authors=[])
    for day in (2, 1):
        tell(day, "new.example", authors=[])
    measure(owner)
    assert told(owner) == {}


def test_the_sweeper_measures_a_day_with_each_sweep(
    owner: Connection, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    context = Context(read({"DATELINE_HOME": str(tmp_path), "DATELINE_DATABASE_URL": database_url}))
    stop = threading.Event()
    monkeypatch.setattr(sweeper, "mark_alive", lambda _: stop.set())
    monkeypatch.setattr(sweeper, "hand_out", lambda *_: Sweep())
    sweeper.loop(context, stop=stop)
    assert owner.execute("select day from ingest.measured_days").fetchall() == [{"day": ago(30)}]
    with context.connection() as conn:
        conn.close()


def test_two_sweepers_measure_a_day_once(owner: Connection, conn: Connection, tell):
    tell(1)
    assert sites.measure_sites(owner) != sites.measure_sites(conn)
