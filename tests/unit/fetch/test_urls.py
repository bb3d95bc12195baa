"""How web URLs are read."""

from __future__ import annotations

import pytest

from pipeline.errors import Fail, Reason, Reject
from pipeline.fetch.urls import MAX_URL_BYTES, Target, read_location, read_url, scheme_of

BASE = Target("https", "news.example", 443, "/2024/05/list?page=2")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("http://news.example", "http://news.example/"),
        ("HTTPS://News.Example:443/a", "https://news.example/a"),
        ("https://news.example:8443/a", "https://news.example:8443/a"),
        ("  https://news.example/a\n", "https://news.example/a"),
        ("https://news.example/a#part", "https://news.example/a"),
        ("https://news.example/a b?q=c d", "https://news.example/a%20b?q=c%20d"),
        ("https://news.example/caf\u00e9?q=\u00e9", "https://news.example/caf%C3%A9?q=%C3%A9"),
        ("https://news.example/already%20escaped", "https://news.example/already%20escaped"),
        ("https://b\u00fccher.example/", "https://xn--bcher-kva.example/"),
        ("https://news.example./a", "https://news.example./a"),
        ("https://my_host.example/", "https://my_host.example/"),
        ("http://[2001:DB8::1]:8080/x", "http://[2001:db8::1]:8080/x"),
        ("http://\u2460\u2461\u2466.\u24ea.\u24ea.\u2460/", "http://127.0.0.1/"),
        ("http://127\u30020\u30020\u30021/", "http://127.0.0.1/"),
        ("https://news.example?q=1", "https://news.example/?q=1"),
    ],
)
def test_a_url_is_brought_into_one_form(written: str, read: str) -> None:
    assert read_url(written).url == read


@pytest.mark.parametrize(
    "url",
    [
        "http://user:pw@host.example/",
        "http://user@host.example/",
        "http://@host.example/",
        "http://ok.example\\@127.0.0.1/",
        "http:\\\\host.example\\a",
        "http://host.example/a\\b",
        "http://host.example/a\r\nHost: other",
        "http://host.example/a\tb",
        "ht\ttp://host.example/",
        "http://host.example/a\x00b",
        "http://host.example/a\u2028b",
        "http://host.example/\ud800",
        "http://host.example/" + "a" * 100_000,
        "http://host.example/" + "\u00e9" * 2000,
        "http://",
        "http:///path",
        "http:host.example",
        "http://[::1",
        "http://[::1%25eth0]/",
        "http://[fe80::1%eth0]/",
        "http://[not-an-address]/",
        "http://host.example:99999/",
        "http://host.example:port/",
        "http://%31%32%37.0.0.1/",
        "http://a..b.example/",
        "http://-/",
        "http://" + "a" * 64 + ".example/",
        "http://" + "a." * 200 + "example/",
        "http://host example/",
        "http://a\u2100b.example/",
    ],
)
def test_a_url_that_programs_could_read_in_two_ways_is_refused(url: str) -> None:
    with pytest.raises(Reject) as caught:
        read_url(url)
    assert caught.value.reason is Reason.BAD_URL


def test_a_refused_url_is_not_repeated_in_the_message() -> None:
    with pytest.raises(Reject) as caught:
        read_url("http://alice:s3cret@host.example/")
    assert "s3cret" not in str(caught.value)
    assert "alice" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["ftp://host.example/", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"]
)
def test_other_schemes_are_blocked(url: str) -> None:
    with pytest.raises(Reject) as caught:
        read_url(url)
    assert caught.value.reason is Reason.BLOCKED_SCHEME


@pytest.mark.parametrize(
    ("url", "scheme"), [("HTTP://a/", "http"), (" file:///a", "file"), ("/a/b", ""), ("a b:c", ""), ("", "")]
)
def test_the_scheme_is_what_stands_before_the_first_colon(url: str, scheme: str) -> None:
    assert scheme_of(url) == scheme


def test_a_url_of_exactly_the_longest_length_is_read() -> None:
    url = "http://host.example/"
    assert len(read_url(url + "a" * (MAX_URL_BYTES - len(url))).url) == MAX_URL_BYTES


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/new", "https://news.example/new"),
        ("new", "https://news.example/2024/05/new"),
        ("?page=3", "https://news.example/2024/05/list?page=3"),
        ("//other.example/x", "https://other.example/x"),
        ("http://other.example/x#top", "http://other.example/x"),
        ("/caf\u00c3\u00a9", "https://news.example/caf%C3%A9"),
        ("/caf\u00e9", "https://news.example/caf%E9"),
        ("http://b\u00c3\u00bccher.example/", "http://xn--bcher-kva.example/"),
        (" /spaces around ", "https://news.example/spaces%20around"),
    ],
)
def test_a_location_is_read_relative_to_the_page_that_redirects(location: str, url: str) -> None:
    assert read_location(location, base=BASE).url == url


@pytest.mark.parametrize(
    "location",
    [
        "http://[::1",
        "http://a:b@host.example/",
        "http://host.example:99999/",
        "http://\\host.example",
        "/a\tb",
        "http://",
    ],
)
def test_a_location_that_cannot_be_read_is_a_bad_redirect(location: str) -> None:
    with pytest.raises(Fail) as caught:
        read_location(location, base=BASE)
    assert caught.value.reason is Reason.BAD_REDIRECT


@pytest.mark.parametrize("location", ["file:///etc/passwd", "gopher://127.0.0.1:6379/_FLUSHALL", "mailto:a@b.example"])
def test_a_location_outside_the_web_is_blocked(location: str) -> None:
    with pytest.raises(Reject) as caught:
        read_location(location, base=BASE)
    assert caught.value.reason is Reason.BLOCKED_SCHEME
    assert "news.example:443 redirects" in caught.value.detail
