"""What has scrolled away, or changed since: sitemaps, older pages of feeds, pages that are looked at again."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pipeline import identity, polling, stages
from pipeline.asking import Answer
from pipeline.cli.sources import sources_meant
from pipeline.enrich import Tagger
from pipeline.models import Pages, State
from pipeline.policy import Politeness, StageRules
from pipeline.storage import Connection, books, hosts, sources
from tests.builders import WORKER
from tests.publisher import Publisher

ATOM = "application/atom+xml"
STORY = "<html><head><title>Tides</title></head><body><article><h1>Tides</h1>{}</article></body></html>"
SENTENCE = "<p>The tide gauge at the old pier was read {} today, and the figures were sent to the harbour office.</p>"


@pytest.fixture
def local(rules: StageRules, publisher: Publisher) -> StageRules:
    """Rules that let the fetcher reach the local web server as the operator's own."""
    own = frozenset({publisher.address})
    return replace(rules, limits=replace(rules.limits, allowed_addresses=own), politeness=Politeness(own=own))


def add(conn: Connection, url: str, *, older: int = 0, pages: Pages = Pages.NEVER) -> int:
    return sources.add_source(conn, url, url_key=identity.url_key(url), pages=pages, older=older)[0]


def poll_all(conn: Connection, local: StageRules) -> None:
    """Poll what is due until nothing is."""
    for _ in range(50):
        due = [row["source_id"] for row in conn.execute("select source_id from ingest.sources where due_at <= now()")]
        if not due:
            return
        for number in due:
            stages.poll_source(conn, number, rules=local, worker=WORKER)
    raise AssertionError("the sources never come to rest")


def due_now(owner: Connection, number: int) -> None:
    owner.execute("update ingest.sources set due_at = now() where source_id = %s", (number,))


def archive(publisher: Publisher, path: str, names: str, *, older: str | None) -> None:
    link = f'<link rel="prev-archive" href="{older}"/>' if older else ""
    entries = "".join(
        f"<entry><id>{name}</id><title>{name}</title><content>All of it</content></entry>" for name in names
    )
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>{link}{entries}</feed>'
    publisher.add(path, feed.encode(), media_type=ATOM)


def known(conn: Connection) -> str:
    rows = conn.execute("select e.entry ->> 'title' as title from ingest.entries as e order by 1").fetchall()
    return "".join(row["title"] for row in rows)


def test_an_index_leads_to_its_sitemaps_and_they_to_their_pages_packed_or_not(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules
):
    index = "".join(
        f"<sitemap><loc>{publisher.url(path)}</loc></sitemap>" for path in ("/a.xml", "/b.xml.gz", "/index.xml")
    )
    publisher.add("/index.xml", f"<sitemapindex>{index}</sitemapindex>".encode(), media_type="text/xml")
    pages = "<urlset><url><loc>{}</loc></url></urlset>"
    publisher.add("/a.xml", pages.format(publisher.url("/1")).encode(), media_type="text/xml")
    packed = gzip.compress(pages.format(publisher.url("/2")).encode())
    publisher.add("/b.xml.gz", packed, media_type="application/gzip")
    number = add(conn, publisher.url("/index.xml"))
    poll_all(conn, local)
    urls = {row["url"] for row in conn.execute("select url from ingest.documents")}
    assert urls == {publisher.url("/1"), publisher.url("/2")}
    children = conn.execute("select parent_source_id from ingest.sources where source_id <> %s", (number,)).fetchall()
    assert [row["parent_source_id"] for row in children] == [number, number]


def test_an_index_within_an_index_is_not_followed(conn: Connection, publisher: Publisher, local: StageRules):
    for n in range(9):
        child = f"<sitemapindex><sitemap><loc>{publisher.url(f'/{n + 1}')}</loc></sitemap></sitemapindex>"
        publisher.add(f"/{n}", child.encode(), media_type="text/xml")
    add(conn, publisher.url("/0"))
    poll_all(conn, local)
    assert publisher.paths() == ["/0", "/1"]


def test_back_fill_follows_as_many_older_pages_as_were_asked_for_behind_the_news(
    conn: Connection, publisher: Publisher, local: StageRules
):
    archive(publisher, "/feed", "gh", older="/3")
    archive(publisher, "/3", "ef", older="/2")
    archive(publisher, "/2", "cd", older="/1")
    archive(publisher, "/1", "ab", older=None)
    add(conn, publisher.url("/feed"))
    poll_all(conn, local)
    assert known(conn) == "gh"
    add(conn, publisher.url("/feed"), older=2)
    poll_all(conn, local)
    assert known(conn) == "cdefgh"
    waiting = conn.execute(
        "select e.entry ->> 'title' as title from ingest.documents join ingest.entries as e using (document_id)"
        " where priority = 1 order by 1"
    ).fetchall()
    assert "".join(row["title"] for row in waiting) == "cdef"


def test_back_fill_that_is_asked_for_during_a_poll_is_followed_by_the_next(
    conn: Connection, publisher: Publisher, local: StageRules, monkeypatch: pytest.MonkeyPatch
):
    archive(publisher, "/feed", "cd", older="/1")
    archive(publisher, "/1", "ab", older=None)
    number, ask_source = add(conn, publisher.url("/feed")), polling.ask_source

    def ask_during(*arguments: Any) -> Answer:
        answer = ask_source(*arguments)
        monkeypatch.undo()
        assert add(conn, publisher.url("/feed"), older=1) == number
        return answer

    monkeypatch.setattr(polling, "ask_source", ask_during)
    poll_all(conn, local)
    assert known(conn) == "abcd" and publisher.paths() == ["/feed", "/feed", "/1"]


def test_an_older_page_that_holds_only_new_entries_when_it_is_read_again_is_no_overrun(
    conn: Connection, publisher: Publisher, local: StageRules
):
    archive(publisher, "/feed", "ab", older="/1")
    for names in ("cd", "ef"):
        archive(publisher, "/1", names, older=None)
        add(conn, publisher.url("/feed"), older=1)
        poll_all(conn, local)
    assert known(conn) == "abcdef" and conn.execute("select from news.gaps").fetchall() == []


def test_a_feed_whose_older_pages_go_round_in_a_circle_ends(conn: Connection, publisher: Publisher, local: StageRules):
    archive(publisher, "/feed", "ab", older="/1")
    archive(publisher, "/1", "cd", older="/feed")
    add(conn, publisher.url("/feed"), older=1000)
    poll_all(conn, local)
    assert known(conn) == "abcd"


def test_an_overrun_is_filled_from_older_pages_back_to_what_is_known(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules
):
    archive(publisher, "/feed", "ab", older="/1")
    archive(publisher, "/1", "_", older=None)
    number = add(conn, publisher.url("/feed"))
    poll_all(conn, local)
    assert known(conn) == "ab"
    archive(publisher, "/feed", "gh", older="/3")
    archive(publisher, "/3", "ef", older="/2")
    archive(publisher, "/2", "bcd", older="/1")
    due_now(owner, number)
    poll_all(conn, local)
    assert known(conn) == "abcdefgh" and "/1" not in publisher.paths()
    gaps = conn.execute("select source_id, filled_at is not null as filled from news.gaps").fetchall()
    assert gaps == [{"source_id": number, "filled": True}]


def serve_index(publisher: Publisher) -> None:
    """An index of a site: what its pages are in changed last; before it stand many others, one of them an index."""
    now = datetime.now(UTC)
    parts = [("/index.xml", 0), *((f"/old-{days}.xml", days) for days in range(1, 9)), ("/pages.xml", 0)]
    listed = "".join(
        f"<sitemap><loc>{publisher.url(path)}</loc>"
        f"<lastmod>{(now - timedelta(days=days)).isoformat()}</lastmod></sitemap>"
        for path, days in parts
    )
    publisher.add("/index.xml", f"<sitemapindex>{listed}</sitemapindex>".encode(), media_type="application/xml")
    other = "<sitemapindex><sitemap><loc>{}</loc></sitemap></sitemapindex>".format(publisher.url("/deeper.xml"))
    publisher.add("/old-1.xml", other.encode(), media_type="application/xml")
    tags = f"<url><loc>{publisher.url('/x')}</loc><lastmod>2001-01-01</lastmod></url>"
    publisher.add("/old-2.xml", f"<urlset>{tags}</urlset>".encode(), media_type="application/xml")


@pytest.mark.parametrize(
    ("named", "reaches_back", "filled"),
    [("/pages.xml", True, True), ("/pages.xml", False, False), ("/index.xml", True, True)],
)
def test_an_overrun_of_a_list_without_older_pages_is_filled_from_the_sitemap_of_its_site(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules, named: str, reaches_back: bool,
    filled: bool,
):  # fmt: skip
    guest = replace(local, politeness=Politeness(delay=timedelta(0)))
    serve_index(publisher)
    body = f"User-agent: *\nSitemap: {publisher.url(named)}\nSitemap: {publisher.url('/none.xml')}\n"
    hosts.keep_robots(conn, publisher.url("").rstrip("/"), status="read", body=body, lifetime=timedelta(days=1))

    def listed(names: str) -> None:
        items = "".join(f"<item><title>{n}</title><link>{publisher.url('/' + n)}</link></item>" for n in names)
        publisher.add("/feed", f"<rss><channel>{items}</channel></rss>".encode(), media_type="application/rss+xml")

    published = {"a": 200, "c": 120, "d": 60, "f": 0} | ({"z": 9000} if reaches_back else {})
    now = datetime.now(UTC)
    urls = "".join(
        f"<url><loc>{publisher.url('/' + name)}</loc>"
        f"<lastmod>{(now - timedelta(minutes=minutes)).isoformat()}</lastmod></url>"
        for name, minutes in published.items()
        if reaches_back or minutes < 150
    )
    publisher.add("/pages.xml", f"<urlset>{urls}</urlset>".encode(), media_type="application/xml")
    listed("ab")
    number = add(conn, publisher.url("/feed"))
    poll_all(conn, guest)
    owner.execute("update ingest.sources set last_success_at = now() - interval '150 minutes'")
    listed("ef")
    due_now(owner, number)
    poll_all(conn, guest)
    rows = conn.execute("select url from ingest.documents where state = 'discovered' order by url").fetchall()
    assert "".join(row["url"][-1] for row in rows) == "abcdef"
    gaps = conn.execute("select filled_at is not null as filled from news.gaps").fetchall()
    assert gaps == [{"filled": filled}] and not list(books.audit(conn, grace=timedelta(hours=1)))
    asked = publisher.paths()
    assert asked.count("/pages.xml") == asked.count("/none.xml") == 1 and "/deeper.xml" not in asked
    assert sorted(path for path in asked if "old" in path) == [f"/old-{days}.xml" for days in (1, 2, 3)] * (
        named != "/pages.xml"
    )


def test_one_sitemap_fills_the_gaps_of_all_lists_of_its_site(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules
):
    guest = replace(local, politeness=Politeness(delay=timedelta(0)))
    robots = f"Sitemap: {publisher.url('/pages.xml')}\n"
    hosts.keep_robots(conn, publisher.url("").rstrip("/"), status="read", body=robots, lifetime=timedelta(days=1))
    now = datetime.now(UTC)
    parts = (("lost-in-sport", 60), ("lost-in-arts", 60), ("old", 9000))
    urls = "".join(
        f"<url><loc>{publisher.url('/' + name)}</loc>"
        f"<lastmod>{(now - timedelta(minutes=minutes)).isoformat()}</lastmod></url>"
        for name, minutes in parts
    )
    publisher.add("/pages.xml", f"<urlset>{urls}</urlset>".encode(), media_type="application/xml")
    for asked, section in enumerate(("sport", "arts"), 1):
        for names in ("ab", "ef"):
            items = "".join(f"<item><link>{publisher.url(f'/{section}-{name}')}</link></item>" for name in names)
            feed = f"<rss><channel><title>{section}</title>{items}</channel></rss>".encode()
            publisher.add(f"/{section}", feed, media_type="application/rss+xml")
            number = add(conn, publisher.url(f"/{section}"))
            poll_all(conn, guest)
            owner.execute("update ingest.sources set last_success_at = now() - interval '150 minutes'")
        assert publisher.paths().count("/pages.xml") == asked
        lost = {"source": number, "url": publisher.url(f"/lost-in-{section}")}
        found = "select from ingest.documents where source_id = %(source)s and url = %(url)s"
        told = sources_meant(conn, publisher.url("/pages.xml"))
        assert len(told) == asked and all(row["events"] for row in told)
        assert conn.execute(found, lost).fetchall() and not list(books.audit(conn, grace=timedelta(hours=1)))


def test_a_page_that_was_corrected_is_found_when_it_is_looked_at_again(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules, tagger: Tagger
):
    publisher.add("/1", STORY.format(SENTENCE.format("twice") * 4).encode())
    feed = f"<rss><channel><item><link>{publisher.url('/1')}</link></item></channel></rss>"
    publisher.add("/feed", feed.encode(), media_type="application/rss+xml")
    stages.poll_source(conn, add(conn, publisher.url("/feed"), pages=Pages.AUTO), rules=local, worker=WORKER)

    def through() -> None:
        (row,) = conn.execute("select document_id from ingest.documents").fetchall()
        number = row["document_id"]
        assert stages.fetch_document(conn, number, rules=local, worker=WORKER) is State.FETCHED
        stages.parse_document(conn, number, rules=local, worker=WORKER)
        assert stages.enrich_document(conn, number, tagger=tagger, rules=local, worker=WORKER) is State.ENRICHED

    def again() -> int:
        owner.execute("update ingest.documents set recheck_at = now() where recheck_at is not null")
        swept = stages.sweep(conn, stages.Room(0, 9, 9), rules=local, worker=WORKER)
        return sum(len(numbers) for numbers in swept.documents.values())

    def versions() -> list[tuple[int, str]]:
        rows = conn.execute("select version, version_reason from news.article_versions order by version").fetchall()
        return [(row["version"], row["version_reason"]) for row in rows]

    through()
    due = conn.execute("select recheck_at - discovered_at as after from ingest.documents").fetchone()
    assert due is not None and timedelta(minutes=59) < due["after"] <= timedelta(hours=1)
    assert again() == 1
    through()
    assert versions() == [(1, "new")]
    publisher.add("/1", STORY.format(SENTENCE.format("three times") * 4).encode())
    assert again() == 1
    through()
    assert versions() == [(1, "new"), (2, "revised")] and not list(books.audit(conn, grace=timedelta(hours=1)))
    publisher.add("/1", b"", status=404)
    assert again() == 1
    (row,) = conn.execute("select document_id from ingest.documents").fetchall()
    stages.fetch_document(conn, row["document_id"], rules=local, worker=WORKER)
    assert conn.execute("select state from ingest.documents").fetchall() == [{"state": "enriched"}]
    publisher.add("/1", STORY.format(SENTENCE.format("four times") * 4).encode())
    assert again() == 1, "a page that could not be had once is not looked at any more"
    through()
    assert versions()[-1] == (3, "revised")


def test_a_page_that_comes_back_takes_the_place_of_the_feeds_words_and_gives_way_to_them_no_more(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules, tagger: Tagger
):
    page, words = SENTENCE.format("twice") * 4, SENTENCE.format("once").replace("<", "&lt;")
    item = f"<item><link>{publisher.url('/1')}</link><description>{words}</description></item>"
    feed = f"<rss><channel>{item}</channel></rss>"
    publisher.add("/feed", feed.encode(), media_type="application/rss+xml")
    stages.poll_source(conn, add(conn, publisher.url("/feed"), pages=Pages.AUTO), rules=local, worker=WORKER)

    def look_again() -> tuple[str, int]:
        owner.execute("update ingest.documents set recheck_at = now() where recheck_at is not null")
        stages.sweep(conn, stages.Room(0, 9, 9), rules=local, worker=WORKER)
        stages.fetch_document(conn, 1, rules=local, worker=WORKER)
        stages.parse_document(conn, 1, rules=local, worker=WORKER)
        stages.enrich_document(conn, 1, tagger=tagger, rules=local, worker=WORKER)
        row = conn.execute("select body_source, version from news.articles").fetchone()
        assert row is not None and not list(books.audit(conn, grace=timedelta(hours=1)))
        return row["body_source"], row["version"]

    assert look_again() == ("feed", 1)
    publisher.add("/1", STORY.format(page).encode())
    assert look_again() == ("page", 2)
    for status in (404, 410):
        publisher.add("/1", b"gone", status=status)
        assert look_again() == ("page", 2)
    publisher.add("/1", STORY.format(page + SENTENCE.format("at last")).encode())
    assert look_again() == ("page", 3)


def test_what_has_no_page_or_is_old_is_not_looked_at_again(
    conn: Connection, publisher: Publisher, local: StageRules, tagger: Tagger
):
    archive(publisher, "/feed", "a", older=None)
    stages.poll_source(conn, add(conn, publisher.url("/feed")), rules=local, worker=WORKER)
    (row,) = conn.execute("select document_id from ingest.documents").fetchall()
    stages.fetch_document(conn, row["document_id"], rules=local, worker=WORKER)
    stages.parse_document(conn, row["document_id"], rules=local, worker=WORKER)
    stages.enrich_document(conn, row["document_id"], tagger=tagger, rules=local, worker=WORKER)
    assert conn.execute("select recheck_at from ingest.documents").fetchall() == [{"recheck_at": None}]
