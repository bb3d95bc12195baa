"""Polling: what a source lists becomes documents, once each, with its validators in the same transaction."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest

from pipeline import identity, stages, storage
from pipeline.errors import Reason
from pipeline.models import Pages
from pipeline.policy import Politeness, StageRules
from pipeline.storage import Connection, documents, sources
from tests.builders import WORKER
from tests.publisher import Publisher

ITEM = (
    "<item><title>{0}</title><link>https://news.example/{0}</link><guid>{0}</guid>"
    "<description>About {0}.</description></item>"
)


def feed(*names: str) -> bytes:
    items = "".join(ITEM.format(name) for name in names)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'.encode()


def add(conn: Connection, url: str, pages: Pages = Pages.AUTO) -> int:
    return sources.add_source(conn, url, url_key=identity.url_key(url), pages=pages)[0]


def due_now(owner: Connection) -> None:
    owner.execute("update ingest.sources set due_at = now() where lease_token is null")


def source_row(conn: Connection, number: int) -> dict[str, object]:
    row = conn.execute("select * from ingest.sources where source_id = %s", (number,)).fetchone()
    assert row is not None
    return row


def states(conn: Connection) -> list[tuple[str, str | None]]:
    rows = conn.execute("select state, reason from ingest.documents order by document_id").fetchall()
    return [(row["state"], row["reason"]) for row in rows]


def test_every_entry_of_a_feed_becomes_a_document(conn: Connection, publisher: Publisher, local: StageRules):
    publisher.add("/feed", feed("a", "b"), media_type="application/rss+xml", etag='"1"')
    number = add(conn, publisher.url("/feed"))
    polled = stages.poll_source(conn, number, rules=local, worker=WORKER)
    assert polled is not None and polled.new_documents == 2
    assert states(conn) == [("discovered", None)] * 2
    row = source_row(conn, number)
    assert (row["title"], row["etag"], row["failures"], row["reason"]) == ("News", '"1"', 0, None)
    assert row["last_entry_at"] is not None


def test_an_operator_may_record_that_a_feed_is_reserved_and_all_that_it_announces_carries_it(
    conn: Connection, publisher: Publisher, local: StageRules
):
    headers = {"tdm-reservation": "1"}
    publisher.add("/feed", feed("a", "b"), media_type="application/rss+xml", headers=headers)
    number = add(conn, publisher.url("/feed"))
    recording = replace(local, politeness=Politeness(robots=False, opt_outs=False))
    stages.poll_source(conn, number, rules=recording, worker=WORKER)
    rows = conn.execute("select opt_out from ingest.documents").fetchall()
    assert [row["opt_out"] for row in rows] == ["tdm-reservation (header) of its source"] * 2


def test_a_second_poll_finds_only_what_is_new(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules
):
    publisher.add("/feed", feed("a", "b"), media_type="application/rss+xml")
    number = add(conn, publisher.url("/feed"))
    stages.poll_source(conn, number, rules=local, worker=WORKER)
    publisher.add("/feed", feed("c", "b"), media_type="application/rss+xml")
    due_now(owner)
    polled = stages.poll_source(conn, number, rules=local, worker=WORKER)
    assert polled is not None and polled.new_documents == 1
    assert len(states(conn)) == 3


def test_a_feed_that_shares_no_entry_with_its_last_poll_is_an_overrun_with_its_bounds(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules
):
    number = add(conn, publisher.url("/feed"))
    for names in (("a", "b"), ("b", "c"), ("x", "y", "z")):
        publisher.add("/feed", feed(*names), media_type="application/rss+xml")
        due_now(owner)
        stages.poll_source(conn, number, rules=local, worker=WORKER)
    gaps = conn.execute("select entries, gap_from < gap_until as bounded from news.gaps").fetchall()
    assert gaps == [{"entries": 3, "bounded": True}]
    assert source_row(conn, number)["poll_interval"] == local.poll.floor
    assert [row["gaps"] for row in sources.list_sources(conn)] == [1]


def test_validators_are_sent_back_and_not_modified_is_a_success(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules
):
    publisher.add("/feed", feed("a"), media_type="application/rss+xml", etag='"v1"')
    number = add(conn, publisher.url("/feed"))
    stages.poll_source(conn, number, rules=local, worker=WORKER)
    due_now(owner)
    polled = stages.poll_source(conn, number, rules=local, worker=WORKER)
    assert polled is not None and polled.failure is None and polled.new_documents == 0
    assert source_row(conn, number)["etag"] == '"v1"'
    outcomes = conn.execute("select outcome from ingest.events where stage = 'poll' order by event_id").fetchall()
    assert [row["outcome"] for row in outcomes] == ["polled", "unchanged"]


def test_validators_are_not_kept_when_the_entries_cannot_be(
    conn: Connection, publisher: Publisher, local: StageRules, monkeypatch: pytest.MonkeyPatch
):
    publisher.add("/feed", feed("a"), media_type="application/rss+xml", etag='"v1"')
    number = add(conn, publisher.url("/feed"))

    def broken(*_: object, **__: object) -> list[int]:
        raise psycopg.OperationalError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(documents, "discover_documents", broken)
        with pytest.raises(storage.Unavailable):
            stages.poll_source(conn, number, rules=local, worker=WORKER)
    row = source_row(conn, number)
    assert (row["etag"], row["body_key"], row["last_success_at"]) == (None, None, None)


def test_a_poller_that_lost_its_lease_keeps_neither_entries_nor_validators(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules, monkeypatch: pytest.MonkeyPatch
):
    publisher.add("/feed", feed("a"), media_type="application/rss+xml", etag='"v1"')
    number = add(conn, publisher.url("/feed"))
    real = documents.discover_documents

    def slow(connection: Connection, source_id: int, discoveries: list[documents.Discovery], **rest: Any) -> list[int]:
        owner.execute("update ingest.sources set lease_token = null")
        return real(connection, source_id, discoveries, **rest)

    monkeypatch.setattr(documents, "discover_documents", slow)
    assert stages.poll_source(conn, number, rules=local, worker=WORKER) is None
    assert states(conn) == []
    assert source_row(conn, number)["etag"] is None


def test_a_missing_feed_stands_in_the_books_as_a_failed_document(
    conn: Connection, publisher: Publisher, local: StageRules
):
    number = add(conn, publisher.url("/gone"))
    polled = stages.poll_source(conn, number, rules=local, worker=WORKER)
    assert polled is not None and polled.failure is not None
    assert states(conn) == [("failed", Reason.NOT_FOUND)]
    row = source_row(conn, number)
    assert (row["failures"], row["reason"]) == (1, Reason.NOT_FOUND)


def test_a_dead_host_is_asked_again_before_it_counts_as_failed(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules
):
    number = add(conn, "http://127.0.0.1:9/feed")
    own = frozenset({"127.0.0.1:9"})
    local = replace(local, limits=replace(local.limits, allowed_addresses=own), politeness=Politeness(own=own))
    for attempt in (1, 2, 3):
        assert states(conn) == []
        due_now(owner)
        stages.poll_source(conn, number, rules=local, worker=WORKER)
        assert source_row(conn, number)["failures"] == attempt
    assert states(conn) == [("failed", Reason.CONNECT_FAILED)]


def test_a_source_that_comes_back_stops_counting_as_failed(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules
):
    number = add(conn, publisher.url("/feed"))
    stages.poll_source(conn, number, rules=local, worker=WORKER)
    publisher.add("/feed", feed("a"), media_type="application/rss+xml")
    due_now(owner)
    stages.poll_source(conn, number, rules=local, worker=WORKER)
    assert states(conn) == [("duplicate", Reason.LISTED_AS_SOURCE), ("discovered", None)]
    assert source_row(conn, number)["failures"] == 0


def test_a_page_lists_itself_and_its_bytes_are_not_fetched_twice(
    conn: Connection, publisher: Publisher, local: StageRules
):
    publisher.add("/page", b"<html><body><p>Text.</p></body></html>")
    stages.poll_source(conn, add(conn, publisher.url("/page")), rules=local, worker=WORKER)
    assert states(conn) == [("fetched", None)]
    assert publisher.paths() == ["/page"]


def test_a_page_that_a_poll_has_fetched_is_sent_on_by_the_next_sweep(
    conn: Connection, publisher: Publisher, local: StageRules
):
    publisher.add("/page", b"<html><body><p>Text.</p></body></html>")
    stages.poll_source(conn, add(conn, publisher.url("/page")), rules=local, worker=WORKER)
    swept = stages.sweep(conn, stages.Room(10, 10, 10), rules=local, worker=WORKER)
    assert [len(numbers) for state, numbers in swept.documents.items() if state == "fetched"] == [1]


def test_a_directory_lists_its_files_and_its_feeds_become_sources(
    conn: Connection, owner: Connection, rules: StageRules, tmp_path: Path
):
    (tmp_path / "a.txt").write_text("A story.")
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "b.html").write_text("<p>A page.</p>")
    (tmp_path / "news.xml").write_bytes(feed("x"))
    (tmp_path / ".hidden").write_text("no")
    number = add(conn, tmp_path.as_uri(), Pages.NEVER)
    polled = stages.poll_source(conn, number, rules=rules, worker=WORKER)
    assert polled is not None and (polled.new_documents, polled.new_sources) == (2, 1)
    child = conn.execute("select url, pages, parent_source_id from ingest.sources order by source_id").fetchall()[1]
    assert child == {"url": (tmp_path / "news.xml").as_uri(), "pages": "never", "parent_source_id": number}

    (tmp_path / "c.md").write_text("# New\n\nText.")
    due_now(owner)
    polled = stages.poll_source(conn, number, rules=rules, worker=WORKER)
    assert polled is not None and polled.new_documents == 1


def test_an_empty_directory_ends_with_a_reason(conn: Connection, rules: StageRules, tmp_path: Path):
    stages.poll_source(conn, add(conn, tmp_path.as_uri()), rules=rules, worker=WORKER)
    assert states(conn) == [("rejected", Reason.NO_ENTRIES)]


def test_a_file_that_was_missing_is_ingested_when_it_is_there(
    conn: Connection, owner: Connection, rules: StageRules, tmp_path: Path
):
    path = tmp_path / "late.txt"
    number = add(conn, path.as_uri())
    stages.poll_source(conn, number, rules=rules, worker=WORKER)
    assert states(conn) == [("failed", Reason.NOT_FOUND)]
    path.write_text("Here it is.")
    due_now(owner)
    stages.poll_source(conn, number, rules=rules, worker=WORKER)
    assert states(conn) == [("fetched", None)]
    assert conn.execute("select from ingest.entries").rowcount == 1, "without one it could not be done again"


def test_a_local_address_that_is_not_allowed_is_refused(conn: Connection, publisher: Publisher, rules: StageRules):
    publisher.add("/feed", feed("a"))
    stages.poll_source(conn, add(conn, publisher.url("/feed")), rules=rules, worker=WORKER)
    assert states(conn) == [("rejected", Reason.BLOCKED_ADDRESS)]
    assert publisher.paths() == []


def test_a_paused_source_is_not_polled(conn: Connection, publisher: Publisher, local: StageRules):
    number = add(conn, publisher.url("/feed"))
    sources.set_source_state(conn, "paused", source_id=number, url_key=None)
    assert stages.poll_source(conn, number, rules=local, worker=WORKER) is None


def test_two_entries_of_one_feed_with_one_identity_are_one_document(
    conn: Connection, publisher: Publisher, local: StageRules
):
    publisher.add("/feed", feed("a", "a"), media_type="application/rss+xml")
    polled = stages.poll_source(conn, add(conn, publisher.url("/feed")), rules=local, worker=WORKER)
    assert polled is not None and polled.new_documents == 1
