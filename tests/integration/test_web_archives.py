"""Archives and lists of entries on the web: their entries are documents of their own, under tighter limits."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from typing import Any

import pytest

from pipeline import identity, stages
from pipeline.cli.reading import read_document
from pipeline.errors import Fail, Reason
from pipeline.models import State
from pipeline.policy import StageRules
from pipeline.polling import Polled
from pipeline.settings import read
from pipeline.storage import Connection, books, sources
from tests.builders import WORKER
from tests.integration.test_archives import zip_of
from tests.integration.test_files import RSS, STORY, poll_children, sound, work
from tests.publisher import Publisher


def poll(conn: Connection, owner: Connection, url: str, rules: StageRules) -> Polled:
    number, _ = sources.add_source(conn, url, url_key=identity.url_key(url))
    owner.execute("update ingest.sources set due_at = now() where lease_token is null")
    polled = stages.poll_source(conn, number, rules=rules, worker=WORKER)
    assert polled is not None
    return polled


def outcomes(conn: Connection) -> dict[str, tuple[str, str | None]]:
    rows = conn.execute("select url, state, reason from ingest.documents order by document_id").fetchall()
    return {row["url"].rpartition("/")[2]: (row["state"], row["reason"]) for row in rows}


def test_an_archive_on_the_web_is_a_source_and_its_members_are_documents_with_addresses_of_their_own(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules
):
    inner = zip_of(("deep.txt", STORY.format("Deep").encode()), ("news.xml", RSS))
    members = [
        ("good.txt", STORY.format("Good").encode()), ("other.txt", STORY.format("Other").encode()), ("../evil", b"x"),
        ("zeros", b"\0" * 3_000_000), ("in.zip", inner),
    ]  # fmt: skip
    url = publisher.url("/week.zip")
    publisher.add("/week.zip", zip_of(*members), media_type="application/zip", etag='"1"')
    polled = poll(conn, owner, url, local)
    assert (polled.new_documents, polled.new_sources, polled.failure) == (5, 1, None)
    poll_children(conn, local)
    work(conn, local)
    found = outcomes(conn)
    assert found == {
        "week.zip#member=good.txt": ("enriched", None),
        "week.zip#member=other.txt": ("enriched", None),
        "evil": ("rejected", Reason.OUTSIDE_ROOT),
        "week.zip#member=zeros": ("rejected", Reason.ARCHIVE_BOMB),
        "week.zip#member=in.zip&member=deep.txt": ("enriched", None),
        "1": ("failed", Reason.NOT_FOUND),  # the page that news.xml lists
    }
    keys = conn.execute("select count(distinct url_key) as n from ingest.documents").fetchone()
    assert keys is not None and keys["n"] == 6 and sound(conn)
    asked = f"{url}#member=good.txt"
    (number,) = books.find_documents(conn, document_id=None, url="", url_key=identity.page_key(asked))
    row, _ = books.explain_document(conn, number)
    assert (row["url"], row["body_source"], row["state"]) == (asked, "file", "enriched")
    assert conn.execute("select from ingest.documents where recheck_at is not null").fetchall() == []


def test_an_archive_on_the_web_that_is_polled_again_gives_new_and_changed_members_and_loses_none(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules
):
    url, names = publisher.url("/lines"), ("a", "b")
    lines = [{"id": name, "title": name, "text": STORY.format(name)} for name in names]
    publisher.add("/lines", "\n".join(map(json.dumps, lines)).encode(), media_type="text/plain", etag='"1"')
    assert poll(conn, owner, url, local).new_documents == 2
    work(conn, local)
    assert poll(conn, owner, url, local).new_documents == 0
    assert publisher.requests[-1].headers["if-none-match"] == '"1"'
    lines = [
        lines[1] | {"text": STORY.format("b") + "\n\nIt barks."},
        {"id": "c", "title": "c", "text": STORY.format("c")},
    ]
    publisher.add("/lines", "\n".join(map(json.dumps, lines)).encode(), media_type="text/plain", etag='"2"')
    assert poll(conn, owner, url, local).new_documents == 1
    work(conn, local)
    rows = conn.execute("select url, version from news.articles order by url").fetchall()
    assert [(row["url"][-1], row["version"]) for row in rows] == [("a", 1), ("b", 2), ("c", 1)]
    assert conn.execute("select from ingest.files where gone_at is not null").fetchall() == [] and sound(conn)


def test_an_operator_can_look_at_one_member_of_an_archive_on_the_web(publisher: Publisher):
    publisher.add("/week.zip", zip_of(("a.txt", STORY.format("A").encode()), ("b.txt", b"words")))
    settings = read({"DATELINE_ALLOW_ADDRESSES": publisher.address})
    raw, article = read_document(f"{publisher.url('/week.zip')}#member=a.txt", settings)
    assert article.title == "Keeper leaves A rock" and raw.media_type == "text/plain"
    with pytest.raises(Fail, match="not_found"):
        read_document(f"{publisher.url('/week.zip')}#member=c.txt", settings)


def test_a_member_of_an_archive_on_the_web_is_fetched_again_and_missed_when_it_is_gone(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules
):
    publisher.add("/week.zip", zip_of(("a", STORY.format("a").encode())), media_type="application/zip")
    poll(conn, owner, publisher.url("/week.zip"), local)
    again = "update ingest.documents set state = 'discovered', due_at = now()"
    owner.execute(again)
    assert stages.fetch_document(conn, 1, rules=local, worker=WORKER) is State.FETCHED
    raw = conn.execute("select media_type, body_source from ingest.raw_documents").fetchone()
    assert raw == {"media_type": "", "body_source": "file"}
    publisher.add("/week.zip", zip_of(("b", b"words")), media_type="application/zip")
    owner.execute(again)
    assert stages.fetch_document(conn, 1, rules=local, worker=WORKER) is State.FAILED
    assert outcomes(conn) == {"week.zip#member=a": ("failed", Reason.NOT_FOUND)}


def test_an_entry_whose_link_is_an_archive_is_refused_with_what_to_do_and_one_that_is_only_packed_is_read(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules
):
    for path, body in (
        ("/week.zip", zip_of(("a.txt", STORY.format("a").encode()))),
        ("/lines", b'{"id": 1, "text": "One two three."}\n{"id": 2, "text": "Four five six."}\n'),
        ("/packed", gzip.compress(STORY.format("Packed").encode())),
    ):
        publisher.add(path, body, media_type="application/octet-stream")
    links = "".join(f"<item><link>{publisher.url(path)}</link></item>" for path in ("/week.zip", "/lines", "/packed"))
    rss = f'<?xml version="1.0"?><rss version="2.0"><channel><title>N</title>{links}</channel></rss>'
    publisher.add("/feed", rss.encode(), media_type="application/rss+xml")
    poll(conn, owner, publisher.url("/feed"), local)
    work(conn, local)
    assert outcomes(conn) == {
        "week.zip": ("rejected", Reason.NOT_AN_ARTICLE), "lines": ("rejected", Reason.NOT_AN_ARTICLE),
        "packed": ("enriched", None),
    }  # fmt: skip
    details = conn.execute("select detail from ingest.documents where state = 'rejected'").fetchall()
    assert all("dateline sources add" in row["detail"] for row in details)


def broken(kind: str) -> tuple[bytes, dict[str, Any], Reason]:
    """An archive that is made to hurt, the limits that it meets, and the reason against it."""
    story = STORY.format("x").encode()
    many = zip_of(*((f"{n}.txt", story) for n in range(40)))
    heavy = zip_of(*((f"{n}.txt", f"{n} ".encode() * 30_000) for n in range(60)))
    return {
        "many": (many, {"max_archive_entries": 30}, Reason.ARCHIVE_BOMB),
        "heavy": (heavy, {"max_body_bytes": 100_000}, Reason.ARCHIVE_BOMB),
        "cut": (gzip.compress(b"\n".join([b'{"id": 1, "text": "One two three."}'] * 3))[:-9], {}, Reason.TRUNCATED),
    }[kind]


@pytest.mark.parametrize("kind", ["many", "heavy", "cut"])
def test_an_archive_on_the_web_that_is_made_to_hurt_keeps_what_came_before_and_says_why(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules, kind: str
):
    body, limits, reason = broken(kind)
    publisher.add("/bad", body, media_type="application/octet-stream")
    tight = replace(local, limits=replace(local.limits, **limits))
    polled = poll(conn, owner, publisher.url("/bad"), tight)
    assert polled.failure is not None and polled.failure.reason is reason
    assert 1 < len(outcomes(conn)) < 60 and outcomes(conn)["bad"][1] == reason and sound(conn)


def test_a_member_that_is_reserved_against_mining_is_refused_and_nothing_of_it_is_kept(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules
):
    page = b'<html><head><meta name="robots" content="noai"></head><body><p>One two three four.</p></body></html>'
    publisher.add("/week.zip", zip_of(("a.html", page), ("b.txt", STORY.format("b").encode())))
    poll(conn, owner, publisher.url("/week.zip"), local)
    assert outcomes(conn)["week.zip#member=a.html"] == ("rejected", Reason.OPTED_OUT)
    kept = conn.execute("select content from ingest.bodies").fetchall()
    assert not any(b"three four" in bytes(row["content"]) for row in kept)


def test_of_the_feeds_in_an_archive_on_the_web_no_more_become_sources_than_may(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules
):
    feeds = [(f"{n}.xml", RSS.replace(b"<guid>1", b"<guid>%d" % n)) for n in range(110)]
    publisher.add("/feeds.zip", zip_of(*feeds), media_type="application/zip")
    polled = poll(conn, owner, publisher.url("/feeds.zip"), local)
    assert (polled.new_sources, polled.new_documents) == (100, 10)
    work(conn, local)
    assert set(outcomes(conn).values()) == {("rejected", Reason.NOT_AN_ARTICLE)}
