"""Feeds that change their mind (B19), too large ones beside sound ones (B27), and bytes that are kept (B22, B25)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import Reason
from pipeline.models import Pages
from pipeline.storage import Connection
from tests.integration.bad_input.conftest import Outcome, discover, texts
from tests.publisher import Publisher

Poll = Callable[..., int]
Settle = Callable[[], dict[str, Outcome]]
TEXT = "The harbour opens again on Monday, the mayor of the town said to everybody who asked."


def item(guid: str, words: str = "", *, link: str = "") -> str:
    words = words or f"Of {guid[:9]}."
    identity = f"<guid isPermaLink='false'>{guid}</guid>" if guid else ""
    address = f"<link>{link}</link>" if link else ""
    return (
        f"<item><title>{guid[:9] or words}</title>{identity}{address}<description>{TEXT} {words}</description></item>"
    )


def rss(*items: str) -> bytes:
    return f'<rss version="2.0"><channel><title>News</title>{"".join(items)}</channel></rss>'.encode()


@pytest.fixture
def again(owner: Connection, publisher: Publisher, poll: Poll) -> Callable[..., int]:
    """Serve these items, and poll whatever the rhythm says."""

    def run(*items: str, etag: str | None = None) -> int:
        publisher.add("/feed", rss(*items), media_type="application/rss+xml", etag=etag)
        owner.execute("update ingest.sources set due_at = now()")
        return poll(publisher.url("/feed"), pages=Pages.NEVER)

    return run


def test_b19_a_feed_that_shrinks_and_grows_back_announces_each_entry_once(
    conn: Connection, again: Poll, settle: Settle
):
    assert again(item("a", "one"), item("b", "two"), item("c", "three")) == 3
    assert again(item("c", "three")) == 0
    assert again(item("a", "one"), item("b", "two"), item("c", "three"), item("d", "four")) == 1
    settle()
    assert len(texts(conn)) == 4


def test_b19_an_etag_that_lies_hides_nothing_for_long(owner: Connection, again: Poll):
    assert again(item("a"), etag='"1"') == 1
    again(item("b"), item("a"), etag='"1"')
    owner.execute("update ingest.sources set full_at = now() - interval '8 days'")
    again(item("b"), item("a"), etag='"1"')
    rows = owner.execute("select count(*) as n from ingest.documents").fetchone()
    assert rows == {"n": 2}


def test_b19_a_guid_with_new_content_is_another_version_of_one_document(
    conn: Connection, owner: Connection, again: Poll, settle: Settle
):
    assert again(item("a", "One version.")) == 1
    settle()
    owner.execute("update ingest.documents set changed_at = now() - interval '2 days'")
    assert again(item("a", "Another version.")) == 0
    settle()
    assert texts(conn) == [f"{TEXT} Another version."]
    row = conn.execute("select version from news.articles").fetchone()
    assert row == {"version": 2}


def test_b19_entries_without_guid_with_a_huge_one_and_two_of_one_link_are_told_apart(
    conn: Connection, again: Poll, settle: Settle
):
    huge = "g" * 10_000
    items = (
        item("", "No guid, first."), item("", "No guid, second."), item(huge, "Huge."), item(huge + "x", "Huge too."),
        item("", "One link, first.", link="https://news.example/a"),
        item("", "One link, second.", link="https://news.example/a"),
    )  # fmt: skip
    assert again(*items) == 6
    assert again(*items) == 0
    settle()
    assert len(texts(conn)) >= 5
    found = conn.execute("select state, reason from ingest.documents where state <> 'enriched'").fetchall()
    assert all(row["reason"] == Reason.SAME_URL for row in found)


def test_b27_a_feed_that_is_refused_keeps_no_other_from_being_read(
    conn: Connection, publisher: Publisher, poll: Poll, settle: Settle
):
    hostile = {
        "long": rss(item("a", "x" * 8_100_000)),
        "attributes": b"<rss " + b" ".join(b"a%d='1'" % n for n in range(100_000)) + b"><channel/></rss>",
        "nesting": rss("<a>" * 200_000),
        "declarations": rss("<![" * 60_000),
    }
    for name, body in hostile.items():
        publisher.add(f"/{name}", body, media_type="application/rss+xml")
        assert poll(publisher.url(f"/{name}")) == -1, name
    publisher.add("/good", rss(item("a", "Good.")), media_type="application/rss+xml")
    assert poll(publisher.url("/good"), pages=Pages.NEVER) == 1
    found = settle()
    reasons = {name: found[publisher.url(f"/{name}")].reason for name in hostile}
    assert reasons == {
        "long": Reason.TOO_LARGE, "attributes": Reason.PARSE_ERROR, "nesting": Reason.PARSE_ERROR,
        "declarations": Reason.PARSE_ERROR,
    }  # fmt: skip
    assert texts(conn) == [f"{TEXT} Good."]


def test_b25_no_entity_opens_a_file_or_a_connection_on_the_way_from_feed_to_article(
    conn: Connection, publisher: Publisher, secret: Publisher, poll: Poll, settle: Settle, tmp_path: Path
):
    (tmp_path / "secret.txt").write_text("the-secret-of-the-house")
    door = f"file://{tmp_path}/secret.txt"
    doctypes = {
        "xxe": f'<!DOCTYPE r [<!ENTITY e SYSTEM "{door}">]>',
        "http": f'<!DOCTYPE r [<!ENTITY e SYSTEM "{secret.url("/secret")}">]>',
        "dtd": f'<!DOCTYPE r SYSTEM "{secret.url("/secret")}">',
        "pe": f'<!DOCTYPE r [<!ENTITY % p SYSTEM "{secret.url("/secret")}"> %p;]>',
        "laughs": "<!DOCTYPE r [<!ENTITY a 'haha'>"
        + "".join(
            f"<!ENTITY {x} '&{y};&{y};&{y};&{y};&{y};&{y};'>" for y, x in zip("abcdefgh", "bcdefghe", strict=True)
        )
        + "]>",
    }
    for name, doctype in doctypes.items():
        words = f"{TEXT} {name} &e;"
        publisher.add(f"/{name}.rss", doctype.encode() + rss(item("g" + name, words)), media_type="application/rss+xml")
        nitf = f"<nitf><head><title>N</title></head><body><body.content><p>{words}</p></body.content></body></nitf>"
        publisher.add(f"/{name}.xml", (doctype + nitf).encode(), media_type="application/xml")
        page = f"{doctype}<html xmlns='http://www.w3.org/1999/xhtml'><title>H</title><body><p>{words}</p></body></html>"
        publisher.add(f"/{name}.html", page.encode(), media_type="application/xhtml+xml")
        sitemap = f"{doctype}<urlset><url><loc>{publisher.url('/')}{name}&e;</loc></url></urlset>"
        publisher.add(f"/{name}.map", sitemap.encode(), media_type="application/xml")
        for ending in ("rss", "map"):
            poll(publisher.url(f"/{name}.{ending}"), pages=Pages.NEVER)
        for ending in ("xml", "html"):
            discover(conn, publisher.url(f"/{name}.{ending}"))
    found = settle()
    assert {outcome.state for outcome in found.values()} <= {"enriched", "rejected", "failed", "duplicate"}
    kept = conn.execute("select coalesce(string_agg(entry::text, ''), '') as kept from ingest.entries").fetchone()
    everything = " ".join(texts(conn)) + str(kept) + " ".join(found)
    assert "the-secret" not in everything and "secret of the house" not in everything
    assert everything.count("haha") < 50


def test_the_raw_bytes_of_a_page_that_is_refused_are_kept(conn: Connection, publisher: Publisher, settle: Settle):
    pages = {
        "wall": b"<html><title>Before you go on</title><body><p>We use cookies. Accept all or manage them.</p>",
        "deep": b"<html><body>" + b"<div>" * 30_000,
        "binary": b"\x7fELF" + bytes(range(256)) * 9,
    }
    for name, body in pages.items():
        publisher.add(f"/{name}", body)
        discover(conn, publisher.url(f"/{name}"))
    assert {outcome.state for outcome in settle().values()} == {"rejected"}
    rows = conn.execute(
        "select count(distinct body_key) as n from ingest.raw_documents join ingest.bodies using (body_key)"
    )
    assert rows.fetchone() == {"n": 3}
