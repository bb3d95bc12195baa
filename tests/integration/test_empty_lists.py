"""Lists that are empty, broken or odd: what a poll makes of them, and what a feed says of itself."""

from __future__ import annotations

import pytest

from pipeline import stages
from pipeline.errors import Reason
from pipeline.policy import StageRules
from pipeline.storage import Connection, sources
from tests.builders import WORKER
from tests.integration.test_polling import add, due_now, feed, source_row
from tests.publisher import Publisher


def details(conn: Connection) -> list[str]:
    rows = conn.execute(
        "select detail from ingest.events where stage = 'poll' and outcome = 'polled' order by event_id"
    )
    return [row["detail"] for row in rows]


def states(conn: Connection) -> list[tuple[str, str | None]]:
    rows = conn.execute("select state, reason from ingest.documents order by document_id").fetchall()
    return [(row["state"], row["reason"]) for row in rows]


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (feed(), "application/rss+xml"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"><title>New</title></feed>', "application/atom+xml"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "title": "New", "items": []}', "application/feed+json"),
        (b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>', "application/xml"),
    ],
)
def test_a_new_list_that_is_empty_yet_is_read_and_does_not_count_as_failing(
    conn: Connection, publisher: Publisher, local: StageRules, body: bytes, media_type: str
):
    publisher.add("/new", body, media_type=media_type)
    number = add(conn, publisher.url("/new"))
    polled = stages.poll_source(conn, number, rules=local, worker=WORKER)
    assert polled is not None and polled.failure is None
    assert states(conn) == []
    (row,) = sources.list_sources(conn)
    assert (row["health"], row["failures"], row["reason"]) == ("ok", 0, None)
    assert row["last_success_at"] is not None and row["last_entry_at"] is None
    assert details(conn) == ["0 new; the list is empty"]


def test_the_log_says_what_is_odd_about_a_list_that_gives_entries_in_spite_of_it(
    conn: Connection, publisher: Publisher, local: StageRules
):
    publisher.add("/feed", feed("a")[:-10], media_type="application/rss+xml")
    stages.poll_source(conn, add(conn, publisher.url("/feed")), rules=local, worker=WORKER)
    (detail,) = details(conn)
    assert detail.startswith("1 new; read in spite of SAXParseException")


def test_what_a_feed_says_of_itself_is_kept_and_stays_while_it_is_not_read_again(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules
):
    head = "<link>/home</link><description>All &lt;b&gt;ports&lt;/b&gt;</description><language>de-CH</language>"
    body = feed("a").replace(b"</title>", f" &lt;i&gt;daily&lt;/i&gt;</title>{head}".encode(), 1)
    publisher.add("/feed", body, media_type="application/rss+xml")
    number = add(conn, publisher.url("/feed"))
    for _ in range(2):
        due_now(owner)
        stages.poll_source(conn, number, rules=local, worker=WORKER)
        row = source_row(conn, number)
        assert (row["title"], row["title_html"]) == ("News daily", "News <i>daily</i>")
        assert (row["link"], row["description"]) == (publisher.url("/home"), "All ports")
        assert (row["language"], row["feed_guid"], row["authors"]) == ("de", "", [])


def test_a_known_feed_that_breaks_off_before_its_entries_keeps_no_validators(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules
):
    publisher.add("/feed", feed("a"), media_type="application/rss+xml", headers={"ETag": '"1"'})
    number = add(conn, publisher.url("/feed"))
    stages.poll_source(conn, number, rules=local, worker=WORKER)
    publisher.add("/feed", feed("b")[:70], media_type="application/rss+xml", headers={"ETag": '"2"'})
    due_now(owner)
    polled = stages.poll_source(conn, number, rules=local, worker=WORKER)
    assert polled is not None and polled.failure is not None and polled.failure.reason is Reason.NO_ENTRIES
    assert source_row(conn, number)["etag"] == '"1"'


def test_a_feed_that_is_empty_one_day_has_a_quiet_day(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules
):
    publisher.add("/feed", feed("a"), media_type="application/rss+xml")
    number = add(conn, publisher.url("/feed"))
    stages.poll_source(conn, number, rules=local, worker=WORKER)
    publisher.add("/feed", feed(), media_type="application/rss+xml")
    due_now(owner)
    polled = stages.poll_source(conn, number, rules=local, worker=WORKER)
    assert polled is not None and polled.failure is None
    assert source_row(conn, number)["failures"] == 0


@pytest.mark.parametrize("known", [feed("a"), feed()], ids=["with entries", "empty yet"])
def test_a_page_in_place_of_a_known_feed_is_no_article_but_a_failure_and_the_feed_may_come_back(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules, known: bytes
):
    publisher.add("/feed", known, media_type="application/rss+xml", headers={"ETag": '"1"'})
    number = add(conn, publisher.url("/feed"))
    stages.poll_source(conn, number, rules=local, worker=WORKER)
    publisher.add("/feed", b"<html><body><p>We are back soon.</p></body></html>", headers={"ETag": '"2"'})
    due_now(owner)
    polled = stages.poll_source(conn, number, rules=local, worker=WORKER)
    assert polled is not None and polled.failure is not None and polled.failure.reason is Reason.NOT_A_FEED
    assert source_row(conn, number)["etag"] == '"1"' and ("failed", Reason.NOT_A_FEED) in states(conn)
    publisher.add("/feed", feed("a", "b"), media_type="application/rss+xml")
    due_now(owner)
    polled = stages.poll_source(conn, number, rules=local, worker=WORKER)
    assert polled is not None and polled.failure is None and source_row(conn, number)["failures"] == 0
