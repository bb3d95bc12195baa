"""The demo's server: on loopback alone, with the manners of a good publisher."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator

import pytest

from pipeline.cli.demo import DemoSite, serve
from pipeline.cli.demo.content import stories


@pytest.fixture
def site() -> Iterator[DemoSite]:
    with serve(0) as running:
        yield running


def ask(site: DemoSite, path: str, method: str = "GET", **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    connection = http.client.HTTPConnection(site.address, timeout=10)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def path_of(url: str) -> str:
    return "/" + url.split("/", 3)[3]


def a_page() -> str:
    return next(story.path for story in stories() if not story.missing)


def test_it_listens_on_loopback_and_says_where(site: DemoSite) -> None:
    assert site.address == f"127.0.0.1:{site.port}"
    assert len(site.feeds) == 2 and all(feed.startswith(f"http://{site.address}/") for feed in site.feeds)


def test_feeds_and_pages_have_their_media_types(site: DemoSite) -> None:
    types = [ask(site, path_of(feed))[1]["Content-Type"] for feed in site.feeds]
    assert types == ["application/rss+xml; charset=utf-8", "application/atom+xml; charset=utf-8"]
    status, headers, body = ask(site, a_page())
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert int(headers["Content-Length"]) == len(body) > 0


def test_links_in_a_feed_lead_to_this_server(site: DemoSite) -> None:
    body = b"".join(ask(site, path_of(feed))[2] for feed in site.feeds)
    for story in stories():
        assert f"http://{site.address}{story.path}".encode() in body


def test_a_missing_page_and_an_unknown_path_are_not_found(site: DemoSite) -> None:
    missing = next(story.path for story in stories() if story.missing)
    assert [ask(site, path)[0] for path in (missing, "/nowhere", "/../server.py")] == [404] * 3


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
def test_a_reader_with_the_current_etag_is_told_that_nothing_changed(site: DemoSite, form: str) -> None:
    etag = ask(site, a_page())[1]["ETag"]
    status, headers, body = ask(site, a_page(), If_None_Match=form.format(etag))
    assert (status, body, headers["ETag"], headers["Content-Length"]) == (304, b"", etag, None)


def test_another_etag_gets_the_page_whatever_the_date_says(site: DemoSite) -> None:
    since = ask(site, a_page())[1]["Last-Modified"]
    assert ask(site, a_page(), If_None_Match='"other"', If_Modified_Since=since)[0] == 200


@pytest.mark.parametrize(
    ("since", "status"),
    [
        ("Fri, 01 Jan 2027 00:00:00 GMT", 304),
        ("Thu, 01 Jan 2026 00:00:00 GMT", 200),
        ("yesterday", 200),
        ("Fri, 01 Jan 2027 00:00:00 -0000", 200),
    ],
)
def test_a_date_counts_if_it_can_be_read_and_is_not_older(site: DemoSite, since: str, status: int) -> None:
    assert ask(site, a_page(), If_Modified_Since=since)[0] == status


def test_the_page_s_own_date_is_current(site: DemoSite) -> None:
    since = ask(site, a_page())[1]["Last-Modified"]
    assert ask(site, a_page(), If_Modified_Since=since)[0] == 304


def test_a_query_does_not_change_the_page(site: DemoSite) -> None:
    assert ask(site, a_page() + "?utm_source=feed")[2] == ask(site, a_page())[2]


def test_the_head_comes_alone_when_it_is_asked_for_alone(site: DemoSite) -> None:
    status, headers, body = ask(site, a_page(), "HEAD")
    assert (status, body) == (200, b"") and int(headers["Content-Length"]) > 0


def test_a_second_demo_takes_another_port(site: DemoSite) -> None:
    with serve(site.port) as second:
        assert second.port != site.port
        assert ask(second, a_page())[0] == ask(site, a_page())[0] == 200


def test_the_next_demo_is_at_the_same_address_so_that_its_sources_are_known() -> None:
    with serve(0) as first:
        port = first.port
        assert ask(first, a_page())[0] == 200
    with serve(port) as second:
        assert second.port == port


def test_nothing_is_left_when_the_block_ends(capfd: pytest.CaptureFixture[str]) -> None:
    with serve(0) as site:
        assert ask(site, "/nowhere")[0] == 404
    assert "demo-site" not in [thread.name for thread in threading.enumerate()]
    with pytest.raises(OSError):
        ask(site, a_page())
    assert capfd.readouterr() == ("", "")
