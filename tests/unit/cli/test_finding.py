"""Finding the feeds of a site."""

from __future__ import annotations

import pytest

from pipeline.cli.finding import find_feeds
from pipeline.policy import FetchLimits
from tests.publisher import Publisher

NEW = b"<rss><channel><title>New</title></channel></rss>"
FEED = b"<rss><channel><title>Harbour</title><item><title>Tides</title><guid>1</guid></item></channel></rss>"


def found(publisher: Publisher, path: str = "/") -> list[tuple[str, str, int]]:
    limits = FetchLimits(allowed_addresses=frozenset({publisher.address}))
    prefix = publisher.url("")
    return [(f.url.removeprefix(prefix), f.title, f.entries) for f in find_feeds(publisher.url(path), limits=limits)]


@pytest.fixture
def home(publisher: Publisher) -> Publisher:
    """A site whose page names two feeds, one of them broken."""
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{path}">' for path in ("/news.xml", "/bad.xml")
    )
    publisher.add("/", f"<html><head>{links}</head><body></body></html>".encode())
    publisher.add("/news.xml", FEED, media_type="application/rss+xml")
    publisher.add("/bad.xml", b"<rss><channel>", media_type="application/rss+xml")
    return publisher


def test_what_a_page_links_to_and_what_robots_txt_lists_is_named_if_it_can_be_read(home: Publisher) -> None:
    home.add("/robots.txt", b"Sitemap: /map.xml", media_type="text/plain")
    home.add("/map.xml", b"<urlset><url><loc>/1</loc></url><url><loc>/2</loc></url></urlset>", media_type="text/xml")
    assert found(home) == [("/news.xml", "Harbour", 1), ("/map.xml", "", 2)]


def test_the_usual_places_are_tried_where_a_page_names_none(publisher: Publisher) -> None:
    publisher.add("/", b"<html><body><p>Harbour</p></body></html>")
    publisher.add("/rss.xml", FEED, media_type="application/rss+xml")
    publisher.redirect("/feed", "/rss.xml")
    assert found(publisher) == [("/rss.xml", "Harbour", 1)]


def test_a_new_blogs_feed_is_found_though_it_lists_nothing_yet(publisher: Publisher) -> None:
    publisher.add("/rss.xml", NEW, media_type="application/rss+xml")
    assert found(publisher, "/rss.xml") == [("/rss.xml", "New", 0)]


def test_a_feed_is_found_at_itself_and_nothing_where_there_is_nothing(home: Publisher) -> None:
    assert found(home, "/news.xml") == [("/news.xml", "Harbour", 1)]
    assert found(home, "/nowhere") == []
