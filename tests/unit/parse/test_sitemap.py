"""Sitemaps: pages as entries, indexes as sources, whatever state they are in."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.errors import Reason, Reject
from pipeline.models import EntryList, RawDocument
from pipeline.parse import is_feed, linked_feeds, listed_sitemaps, read_entries, unpacked
from pipeline.parse.sitemap import MAX_FRESH, MAX_URLS
from tests.conftest import NOW

URL = "https://harbour.example/sitemap.xml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
NAMES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
NEWS = f"""{HEAD}<urlset {NAMES}><url><loc> https://harbour.example/tides?a=1&amp;b=2 </loc>
<lastmod>2026-03-10</lastmod><n:news><n:publication><n:name>Harbour News</n:name><n:language>en</n:language>
</n:publication><n:publication_date>2026-03-09T08:00:00+01:00</n:publication_date><n:title>Tides &amp; boats</n:title>
</n:news></url><url><loc>/ferries</loc></url><url><loc>ftp://harbour.example/x</loc></url></urlset>"""


def raw(text: str | bytes, media_type: str = "application/xml") -> RawDocument:
    return RawDocument(URL, URL, text.encode() if isinstance(text, str) else text, media_type)


def read(text: str, now: datetime = NOW) -> EntryList:
    assert is_feed(text.encode()[:4096])
    return read_entries(raw(text), now=now)


def test_a_news_sitemap_gives_title_dates_and_language() -> None:
    now = datetime(2026, 3, 11, tzinfo=UTC)
    listed = read(NEWS, now)
    first, second = listed.entries
    assert (first.url, first.title, first.language) == ("https://harbour.example/tides?a=1&b=2", "Tides & boats", "en")
    assert first.published_at == datetime(2026, 3, 9, 7, tzinfo=UTC)
    assert first.modified_at is not None and first.modified_at.day == 10
    assert (second.url, second.title, second.published_at) == ("https://harbour.example/ferries", "", None)
    assert listed.title == "Harbour News" and listed.complaint == "2 of 3 addresses are followed"


def test_an_index_gives_the_sitemaps_that_changed_lately_and_those_that_do_not_tell() -> None:
    parts = "".join(
        f"<sitemap><loc>https://harbour.example/{name}.xml</loc>{changed}</sitemap>"
        for name, changed in (
            ("new", f"<lastmod>{(NOW - timedelta(days=2)).date()}</lastmod>"),
            ("old", f"<lastmod>{(NOW - timedelta(days=400)).date()}</lastmod>"),
            ("silent", ""),
        )
    )
    listed = read(f"{HEAD}<sitemapindex {NAMES}>{parts}</sitemapindex>")
    assert listed.sources == ("https://harbour.example/new.xml", "https://harbour.example/silent.xml")
    assert listed.entries == () and listed.complaint == "2 of 3 addresses are followed"


def test_an_index_gives_first_what_changed_last_and_of_what_does_not_tell_news_and_this_month() -> None:
    parts = "".join(
        f"<sitemap><loc>https://harbour.example/{name}.xml</loc>{changed}</sitemap>"
        for name, changed in (
            ("tags", ""), (f"posts-{NOW:%Y-%m}", ""), ("news", ""), ("posts-1999-01", ""),
            ("b", f"<lastmod>{(NOW - timedelta(days=9)).isoformat()}</lastmod>"),
            ("a", f"<lastmod>{(NOW - timedelta(days=1)).isoformat()}</lastmod>"),
        )
    )  # fmt: skip
    listed = read(f"<sitemapindex>{parts}</sitemapindex>")
    names = [url.removeprefix("https://harbour.example/").removesuffix(".xml") for url in listed.sources]
    assert names == ["a", "b", f"posts-{NOW:%Y-%m}", "news", "tags", "posts-1999-01"]


def test_of_an_index_of_very_many_fresh_sitemaps_those_that_changed_last_become_sources() -> None:
    parts = "".join(
        f"<sitemap><loc>/{n}.xml</loc><lastmod>{(NOW - timedelta(seconds=n)).isoformat()}</lastmod></sitemap>"
        for n in range(MAX_FRESH + 50, -1, -1)
    )
    listed = read(f"<sitemapindex>{parts}</sitemapindex>")
    assert listed.sources == tuple(f"https://harbour.example/{n}.xml" for n in range(MAX_FRESH))
    assert listed.complaint == f"{MAX_FRESH} of {MAX_FRESH + 51} addresses are followed"


def test_a_sitemap_that_breaks_off_gives_what_came_before() -> None:
    assert len(read(NEWS[: NEWS.index("<url><loc>/ferries") + 30]).entries) >= 1


def test_no_more_is_taken_than_the_protocol_allows() -> None:
    urls = "".join(f"<url><loc>https://harbour.example/{n}</loc></url>" for n in range(MAX_URLS + 5))
    listed = read(f"<urlset>{urls}</urlset>")
    assert len(listed.entries) == MAX_URLS and str(MAX_URLS + 5) in listed.complaint


def test_entities_are_neither_expanded_nor_loaded() -> None:
    bomb = '<!DOCTYPE urlset [<!ENTITY a "aaaaaaaaaa"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    listed = read(f"{bomb}<urlset><url><loc>https://harbour.example/&a;&f;</loc></url></urlset>")
    assert [entry.url for entry in listed.entries] == ["https://harbour.example/"]


@pytest.mark.parametrize("text", [f"<urlset {NAMES}></urlset>", "<urlset/>", "<sitemapindex>\n</sitemapindex>\n"])
def test_an_empty_sitemap_lists_nothing(text: str) -> None:
    assert read(text).entries == ()


@pytest.mark.parametrize(
    "text", [f"<urlset {NAMES}>", f"<urlset {NAMES}><url><loc/></url></urlset>", "<urlset><url><loc>mailto:x</loc>"]
)
def test_a_sitemap_that_breaks_off_or_lists_nothing_that_can_be_read_is_refused(text: str) -> None:
    with pytest.raises(Reject) as caught:
        read(text)
    assert caught.value.reason is Reason.NO_ENTRIES


def test_gzip_is_undone_all_its_members_and_no_further_than_the_limit() -> None:
    packed = gzip.compress(NEWS[:100].encode()) + gzip.compress(NEWS[100:].encode())
    assert unpacked(raw(packed)).content == NEWS.encode()
    assert unpacked(raw(NEWS)).content == NEWS.encode()
    for content, reason in (
        (gzip.compress(bytes(60_000_000)), Reason.TOO_LARGE),
        (packed[:-20], Reason.BAD_ENCODING),
        (b"\x1f\x8b" + b"no gzip" * 9, Reason.BAD_ENCODING),
    ):
        with pytest.raises(Reject) as caught:
            unpacked(raw(content))
        assert caught.value.reason is reason


def test_a_page_names_its_feeds_and_a_robots_txt_its_sitemaps() -> None:
    page = """<html><head><base href="https://harbour.example/news/">
    <link rel="alternate" type="application/rss+xml" href="feed.xml"><link rel=stylesheet href=a.css>
    <link rel="Alternate home" type="application/atom+xml; charset=utf-8" href="/atom">
    <link rel="alternate" type="text/html" hreflang="fr" href="/fr"></head></html>"""
    assert linked_feeds(raw(page)) == ["https://harbour.example/news/feed.xml", "https://harbour.example/atom"]
    assert linked_feeds(raw(b"")) == []
    robots = "User-agent: *\nDisallow: /x\nSitemap: /news.xml\n sitemap:https://cdn.example/s.xml.gz\nSitemap:\n"
    assert listed_sitemaps(robots, base=URL) == ["https://harbour.example/news.xml", "https://cdn.example/s.xml.gz"]


def test_half_a_character_in_an_address_or_a_name_hides_no_other_page() -> None:
    broken = "<url><loc>https://harbour.example/&#xD800;</loc></url><url xmlns='\udc80'><loc>/b</loc></url>"
    text = f"<urlset>{broken}<url><loc>/c</loc></url></urlset>"
    listed = read_entries(raw(text.encode("utf-8", "surrogateescape")), now=NOW)
    assert "https://harbour.example/c" in [entry.url for entry in listed.entries]
    assert listed.complaint
