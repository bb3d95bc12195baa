"""Directories and files that are polled again: new, changed and removed ones."""

from __future__ import annotations

import gzip
import os
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline import fetch, identity, stages
from pipeline.enrich import Tagger
from pipeline.errors import Reason
from pipeline.policy import StageRules
from pipeline.polling import Polled
from pipeline.storage import Connection, books, sources
from tests.builders import WORKER

STORY = "Keeper leaves {0} rock\n\nThe keeper of {0} rock left on Monday, after thirty years.\n\nHis dog stayed.\n"
RSS = b'<?xml version="1.0"?><rss version="2.0"><channel><title>N</title><item><guid>1</guid></item></channel></rss>'


def poll(conn: Connection, owner: Connection, path: Path, rules: StageRules) -> Polled:
    number, _ = sources.add_source(conn, path.as_uri(), url_key=identity.url_key(path.as_uri()))
    owner.execute("update ingest.sources set due_at = now() where source_id = %s and lease_token is null", (number,))
    polled = stages.poll_source(conn, number, rules=rules, worker=WORKER)
    assert polled is not None
    return polled


def poll_children(conn: Connection, rules: StageRules) -> None:
    for row in conn.execute("select source_id from ingest.sources where parent_source_id is not null").fetchall():
        stages.poll_source(conn, row["source_id"], rules=rules, worker=WORKER)


def work(conn: Connection, rules: StageRules) -> None:
    """Put every open document through the stages that are ahead of it."""
    for row in conn.execute("select document_id from ingest.documents where due_at is not null order by 1").fetchall():
        number = row["document_id"]
        stages.fetch_document(conn, number, rules=rules, worker=WORKER)
        stages.parse_document(conn, number, rules=rules, worker=WORKER)
        stages.enrich_document(conn, number, tagger=Tagger({}), rules=rules, worker=WORKER)


def outcomes(conn: Connection) -> dict[str, tuple[str, str | None]]:
    """State and reason of each document, under what its URL says behind the folder."""
    rows = conn.execute("select url, state, reason from ingest.documents order by document_id").fetchall()
    return {row["url"].rpartition("/in/")[2]: (row["state"], row["reason"]) for row in rows}


def log_of(conn: Connection, name: str) -> list[str]:
    rows = conn.execute(
        "select outcome from ingest.events join ingest.documents using (document_id) where url like %s "
        "order by event_id",
        (f"%{name}",),
    )
    return [row["outcome"] for row in rows]


def sound(conn: Connection) -> bool:
    return not list(books.audit(conn, grace=timedelta(hours=1)))


def test_a_changed_file_is_another_version_of_the_same_article(
    conn: Connection, owner: Connection, rules: StageRules, folder: Path
):
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(STORY.format(name[0].upper()))
    assert poll(conn, owner, folder, rules).new_documents == 2
    work(conn, rules)
    (folder / "a.txt").write_text(STORY.format("A") + "\nIt barks.\n")
    assert poll(conn, owner, folder, rules).new_documents == 0
    assert outcomes(conn) == {"a.txt": ("discovered", None), "b.txt": ("enriched", None)}
    work(conn, rules)
    rows = conn.execute("select url, version, text from news.articles order by url").fetchall()
    assert [(row["url"][-5:], row["version"], "barks" in row["text"]) for row in rows] == [
        ("a.txt", 2, True), ("b.txt", 1, False),
    ]  # fmt: skip
    assert sound(conn)


def test_a_file_that_was_only_touched_is_left_alone_and_not_read_at_each_poll(
    conn: Connection, owner: Connection, rules: StageRules, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    (folder / "a.txt").write_text(STORY.format("A"))
    poll(conn, owner, folder, rules)
    work(conn, rules)
    os.utime(folder / "a.txt", (1_700_000_000, 1_700_000_000))
    read: list[str] = []
    real = fetch.fetch
    monkeypatch.setattr(fetch, "fetch", lambda url, **rest: (read.append(url), real(url, **rest))[1])
    for _ in range(3):
        poll(conn, owner, folder, rules)
    assert outcomes(conn) == {"a.txt": ("enriched", None)} and len(read) == 1


def test_a_refused_file_is_tried_again_when_it_has_changed(
    conn: Connection, owner: Connection, rules: StageRules, folder: Path
):
    (folder / "a.txt").write_bytes(b"")
    poll(conn, owner, folder, rules)
    work(conn, rules)
    assert outcomes(conn)["a.txt"] == ("rejected", Reason.EMPTY_BODY)
    (folder / "a.txt").write_text(STORY.format("A"))
    poll(conn, owner, folder, rules)
    work(conn, rules)
    assert outcomes(conn)["a.txt"] == ("enriched", None) and sound(conn)


def test_a_removed_file_keeps_its_document_and_the_books_say_that_it_is_gone_and_back(
    conn: Connection, owner: Connection, rules: StageRules, folder: Path
):
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(STORY.format(name[0].upper()))
    poll(conn, owner, folder, rules)
    work(conn, rules)
    (folder / "a.txt").rename(folder.parent / "a.txt")
    poll(conn, owner, folder, rules)
    poll(conn, owner, folder, rules)
    number = conn.execute("select document_id from ingest.documents where url like '%%a.txt'").fetchone()
    assert number is not None
    row, events = books.explain_document(conn, number["document_id"])
    assert row["state"] == "enriched" and row["gone_at"] is not None
    assert [event["outcome"] for event in events].count("gone") == 1 and log_of(conn, "b.txt").count("gone") == 0
    (folder.parent / "a.txt").rename(folder / "a.txt")
    poll(conn, owner, folder, rules)
    row, events = books.explain_document(conn, number["document_id"])
    assert row["gone_at"] is None and events[-1]["outcome"] == "returned" and sound(conn)


def test_a_file_that_is_a_source_itself_becomes_another_version_when_it_changed(
    conn: Connection, owner: Connection, rules: StageRules, folder: Path
):
    path = folder / "a.txt"
    for text in (STORY, STORY, STORY + "\nIt barks.\n"):
        path.write_text(text.format("A"))
        poll(conn, owner, path, rules)
        work(conn, rules)
    rows = conn.execute("select version, text like '%barks%' as barks from news.articles").fetchall()
    assert rows == [{"version": 2, "barks": True}] and sound(conn)
    path.unlink()
    poll(conn, owner, path, rules)
    assert log_of(conn, "a.txt")[-1] == "gone" and outcomes(conn)["a.txt"] == ("enriched", None)


def test_a_compressed_feed_is_polled_as_a_feed(conn: Connection, owner: Connection, rules: StageRules, folder: Path):
    (folder / "feed").write_bytes(gzip.compress(RSS))
    assert poll(conn, owner, folder, rules).new_sources == 1
    poll_children(conn, rules)
    row = conn.execute("select title from ingest.sources where parent_source_id is not null").fetchone()
    assert row == {"title": "N"}


def test_a_directory_that_was_emptied_is_no_failure(
    conn: Connection, owner: Connection, rules: StageRules, folder: Path
):
    (folder / "a.txt").write_text(STORY.format("A"))
    poll(conn, owner, folder, rules)
    (folder / "a.txt").unlink()
    assert poll(conn, owner, folder, rules).failure is None
    assert log_of(conn, "a.txt")[-1] == "gone"
