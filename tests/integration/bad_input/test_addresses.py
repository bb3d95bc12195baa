"""Ways inside (B11, B14, B16): whatever leads there, nobody goes."""

from __future__ import annotations

import logging
from collections.abc import Callable

from pipeline import stages
from pipeline.errors import Reason
from pipeline.policy import StageRules
from pipeline.storage import Connection
from tests.builders import WORKER
from tests.integration.bad_input.conftest import Outcome, discover, outcomes, texts
from tests.publisher import Publisher

TEXT = "<p>The harbour opens again on Monday, the mayor of the town said to everybody who asked.</p>" * 4
Poll = Callable[..., int]
Settle = Callable[[], dict[str, Outcome]]


def feed(item: str) -> bytes:
    return f'<rss version="2.0"><channel><title>News</title>{item}</channel></rss>'.encode()


def test_b14_a_feeds_link_to_an_address_inside_is_blocked_and_its_neighbour_is_read(
    conn: Connection, publisher: Publisher, secret: Publisher, poll: Poll, settle: Settle
):
    links = (secret.url("/secret"), publisher.url("/ok"))
    publisher.add("/ok", f"<html><title>Harbour</title><body><article>{TEXT}</article></body></html>".encode())
    items = "".join(f"<item><title>T</title><link>{link}</link><guid>{link}</guid></item>" for link in links)
    publisher.add("/feed", feed(items), media_type="application/rss+xml")
    assert poll(publisher.url("/feed")) == 2
    assert [outcome[1:] for outcome in settle().values()] == [
        ("rejected", Reason.BLOCKED_ADDRESS),
        ("enriched", None),
    ]


def test_b14_a_page_that_redirects_inside_is_blocked(conn: Connection, publisher: Publisher, secret: Publisher, settle):
    publisher.redirect("/hop", secret.url("/secret"))
    discover(conn, publisher.url("/hop"))
    assert [outcome[1:] for outcome in settle().values()] == [("rejected", Reason.BLOCKED_ADDRESS)]


def test_b14_a_source_that_redirects_inside_is_blocked_and_stands_in_the_books(
    conn: Connection, publisher: Publisher, secret: Publisher, poll: Poll
):
    publisher.redirect("/feed", secret.url("/secret"), status=301)
    assert poll(publisher.url("/feed")) == -1
    assert [outcome[1:] for outcome in outcomes(conn).values()] == [("rejected", Reason.BLOCKED_ADDRESS)]


def test_b14_neither_an_enclosure_nor_a_base_nor_a_refresh_nor_a_frame_is_followed(
    conn: Connection, publisher: Publisher, secret: Publisher, poll: Poll, settle: Settle
):
    inside = secret.url("/secret")
    page = (
        f'<html><head><base href="{secret.url("/")}"><meta http-equiv="refresh" content="0;url={inside}"><link rel='
        f'"canonical" href="{inside}"><link rel="alternate" type="application/rss+xml" href="{inside}"><title>Harbour'
        f'</title></head><body><article>{TEXT}<img src="{inside}"><iframe src="{inside}"></iframe></article></body>'
    )
    publisher.add("/page", page.encode())
    item = (
        f'<item><title>T</title><link>{publisher.url("/page")}</link><enclosure url="{inside}" type="text/html"'
        f' length="1"/><comments>{inside}</comments><source url="{inside}">S</source></item>'
    )
    publisher.add("/feed", feed(item), media_type="application/rss+xml")
    assert poll(publisher.url("/feed")) == 1
    assert [outcome.state for outcome in settle().values()] == ["enriched"]
    assert "secret" not in texts(conn)[0]


def test_b14_a_relative_link_under_a_base_that_lies_inside_leads_nowhere(
    conn: Connection, publisher: Publisher, secret: Publisher, poll: Poll, settle: Settle
):
    atom = (
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{secret.url("/")}"><entry><id>1</id><title>T</title>'
        f'<link href="secret"/></entry></feed>'
    )
    publisher.add("/feed", atom.encode(), media_type="application/atom+xml")
    assert poll(publisher.url("/feed")) == 1
    assert {outcome.state for outcome in settle().values()} <= {"rejected", "failed"}


def test_b14_a_sitemaps_page_and_an_indexs_sitemap_inside_are_blocked(
    conn: Connection, publisher: Publisher, secret: Publisher, poll: Poll, settle: Settle, local: StageRules
):
    publisher.add("/map.xml", f"<urlset><url><loc>{secret.url('/secret')}</loc></url></urlset>".encode())
    publisher.add(
        "/index.xml", f"<sitemapindex><sitemap><loc>{secret.url('/m')}</loc></sitemap></sitemapindex>".encode()
    )
    assert poll(publisher.url("/map.xml")) == 1
    poll(publisher.url("/index.xml"))
    child = conn.execute("select source_id from ingest.sources where url like '%%/m'").fetchone()
    assert child is not None
    polled = stages.poll_source(conn, child["source_id"], rules=local, worker=WORKER)
    assert polled is not None and polled.failure is not None
    assert polled.failure.reason is Reason.BLOCKED_ADDRESS
    assert settle()[secret.url("/secret")].reason == Reason.BLOCKED_ADDRESS


def test_b14_a_robots_txt_that_redirects_inside_is_not_followed(
    conn: Connection, publisher: Publisher, secret: Publisher, guest: StageRules
):
    publisher.redirect("/robots.txt", secret.url("/secret"))
    publisher.redirect("/.well-known/tdmrep.json", secret.url("/secret"))
    publisher.add("/1", f"<article>{TEXT}</article>".encode())
    stages.fetch_document(conn, discover(conn, publisher.url("/1")), rules=guest, worker=WORKER)
    assert "/robots.txt" in publisher.paths()


LINKS = [
    "http://user:s3cret@host.example/a", "http://ok.example\\@127.0.0.1/s3cret", "http://host.example/" + "a" * 99_999,
    "http://{ok}/a\r\nHost:%20s3cret", "http://{ok}/a\tb", "http://[::1", "gopher://127.0.0.1:6379/_FLUSHALL",
    "file:///etc/passwd", "javascript:alert(1)", "http://127.1:{port}/secret", "http://0x7f.1:{port}/secret",
    "http://2130706433:{port}/secret", "http://\u2460\u2461\u2466.\u24ea.\u24ea.\u2460:{port}/secret",
    "//0:{port}/secret", "http://[::ffff:127.0.0.1]:{port}/secret", "http://0177.0.0.1:{port}/secret",
]  # fmt: skip


def test_b11_b12_b16_a_link_that_is_no_good_url_ends_with_a_reason_and_its_password_stands_in_no_log(
    conn: Connection, publisher: Publisher, secret: Publisher, poll: Poll, settle: Settle, caplog
):
    caplog.set_level(logging.DEBUG)
    links = [link.replace("{port}", str(secret.port)).replace("{ok}", publisher.address) for link in LINKS]
    items = "".join(
        f"<item><title>T</title><guid isPermaLink='false'>{number}</guid><link><![CDATA[{link}]]></link></item>"
        for number, link in enumerate(links)
    )
    publisher.add("/feed", feed(items), media_type="application/rss+xml")
    assert poll(publisher.url("/feed")) == len(LINKS)
    settle()
    rows = conn.execute("select url, state, reason from ingest.documents order by document_id").fetchall()
    assert {row["state"] for row in rows} == {"rejected", "failed"} and all(row["reason"] for row in rows), rows
    blocked = [row["url"] for row in rows if row["reason"] == Reason.BLOCKED_ADDRESS]
    assert len(blocked) == sum("{port}" in link for link in LINKS)
    details = conn.execute("select coalesce(string_agg(detail, ' '), '') as said from ingest.events").fetchone()
    assert "s3cret" not in caplog.text + str(details)
