"""Redirects: followed a few times, checked each time, never read."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from pipeline.errors import Fail, Reason, Reject, Retry, StageError
from pipeline.fetch import fetch
from pipeline.models import NotModified, RawDocument
from pipeline.policy import FetchLimits
from tests.publisher import Publisher


def refused(publisher: Publisher, limits: FetchLimits, path: str = "/0") -> StageError:
    with pytest.raises(StageError) as caught:
        fetch(publisher.url(path), limits=limits)
    return caught.value


def chain(publisher: Publisher, hops: int) -> None:
    """/0 -> /1 -> ... -> /hops, which is a page."""
    for number in range(hops):
        publisher.redirect(f"/{number}", f"/{number + 1}")
    publisher.add(f"/{hops}", b"arrived")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed(publisher: Publisher, limits: FetchLimits, status: int) -> None:
    publisher.redirect("/old?a=1", "/new#part", status=status)
    publisher.add("/new", b"arrived")
    answer = fetch(publisher.url("/old?a=1"), limits=limits)
    assert isinstance(answer, RawDocument)
    assert answer.content == b"arrived"
    assert (answer.url, answer.final_url) == (publisher.url("/old?a=1"), publisher.url("/new"))


def test_five_redirects_are_followed_and_a_sixth_is_not(publisher: Publisher, limits: FetchLimits) -> None:
    chain(publisher, 6)
    assert isinstance(fetch(publisher.url("/1"), limits=limits), RawDocument)
    error = refused(publisher, limits)
    assert (type(error), error.reason) == (Fail, Reason.REDIRECT_LIMIT)


def test_a_redirect_loop_ends(publisher: Publisher, limits: FetchLimits) -> None:
    publisher.redirect("/0", "/1")
    publisher.redirect("/1", "/0")
    assert refused(publisher, limits).reason is Reason.REDIRECT_LIMIT
    assert len(publisher.requests) == limits.max_redirects + 1


def test_the_body_of_a_redirect_is_not_inflated(publisher: Publisher, limits: FetchLimits) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    publisher.add("/0", bomb, status=302, headers={"Location": "/ok", "Content-Encoding": "gzip"})
    publisher.add("/ok", b"arrived")
    answer = fetch(publisher.url("/0"), limits=limits)
    assert isinstance(answer, RawDocument)
    assert answer.content == b"arrived"


def test_a_redirect_to_an_inside_address_is_blocked(publisher: Publisher, limits: FetchLimits) -> None:
    with Publisher() as secret:
        secret.add("/secret", b"secret")
        publisher.redirect("/0", secret.url("/secret"))
        error = refused(publisher, limits)
        assert secret.requests == []
    assert (type(error), error.reason) == (Reject, Reason.BLOCKED_ADDRESS)


@pytest.mark.parametrize("location", ["file:///etc/passwd", "gopher://127.0.0.1:6379/_FLUSHALL", "ftp://a.example/"])
def test_a_redirect_out_of_the_web_is_blocked(publisher: Publisher, limits: FetchLimits, location: str) -> None:
    publisher.redirect("/0", location)
    error = refused(publisher, limits)
    assert (type(error), error.reason) == (Reject, Reason.BLOCKED_SCHEME)


@pytest.mark.parametrize("location", ["http://[::1", "http://user:pw@a.example/", "http://a.example:port/", "\\\\a"])
def test_a_redirect_to_what_is_no_url_is_a_bad_redirect(
    publisher: Publisher, limits: FetchLimits, location: str
) -> None:
    publisher.redirect("/0", location)
    error = refused(publisher, limits)
    assert (type(error), error.reason) == (Fail, Reason.BAD_REDIRECT)
    assert "pw" not in error.detail


def test_a_redirect_to_nowhere_is_a_bad_redirect(publisher: Publisher, limits: FetchLimits) -> None:
    publisher.add("/0", b"moved", status=302)
    assert refused(publisher, limits).reason is Reason.BAD_REDIRECT


def test_cookies_are_neither_kept_nor_sent(publisher: Publisher, limits: FetchLimits) -> None:
    publisher.add("/0", b"", status=302, headers={"Location": "/1", "Set-Cookie": "id=1; Path=/"})
    publisher.add("/1", b"arrived")
    fetch(publisher.url("/0"), limits=limits)
    for request in publisher.requests:
        assert not {"cookie", "authorization", "referer"} & set(request.headers)


def test_proxies_and_netrc_of_the_environment_take_no_part(
    publisher: Publisher, limits: FetchLimits, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    publisher.add("/", b"direct")
    (folder / "netrc").write_text("machine 127.0.0.1 login a password b\n")
    monkeypatch.setenv("NETRC", str(folder / "netrc"))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    answer = fetch(publisher.url("/"), limits=limits)
    assert isinstance(answer, RawDocument)
    assert "authorization" not in publisher.requests[0].headers


def test_a_matching_validator_is_answered_with_not_modified(publisher: Publisher, limits: FetchLimits) -> None:
    publisher.add("/feed", b"<rss/>", etag='"1"', last_modified="Wed, 01 May 2024 12:00:00 GMT")
    url = publisher.url("/feed")
    first = fetch(url, limits=limits)
    assert isinstance(first, RawDocument)
    assert (first.headers["etag"], first.headers["last-modified"]) == ('"1"', "Wed, 01 May 2024 12:00:00 GMT")
    answer = fetch(url, limits=limits, etag='"1"')
    assert isinstance(answer, NotModified) and answer.final_url == url and answer.hops == ()
    assert isinstance(fetch(url, limits=limits, last_modified=first.headers["last-modified"]), NotModified)
    assert isinstance(fetch(url, limits=limits, etag='"2"'), RawDocument)


def test_validators_are_sent_to_where_a_redirect_leads(publisher: Publisher, limits: FetchLimits) -> None:
    publisher.redirect("/old", "/new")
    publisher.add("/new", b"<rss/>", etag='"1"')
    answer = fetch(publisher.url("/old"), limits=limits, etag='"1"')
    assert isinstance(answer, NotModified) and answer.hops == (f"302 {publisher.url('/new')}",)


@pytest.mark.parametrize("etag", [None, "", '"a\r\nX: y"', '"caf\u00e9"'])
def test_not_modified_is_an_error_where_no_validator_was_sent(
    publisher: Publisher, limits: FetchLimits, etag: str | None
) -> None:
    publisher.add("/feed", b"", status=304)
    with pytest.raises(Retry) as caught:
        fetch(publisher.url("/feed"), limits=limits, etag=etag)
    assert caught.value.reason is Reason.BAD_HTTP
    assert "if-none-match" not in publisher.requests[0].headers


def test_a_part_of_a_page_is_not_the_page(publisher: Publisher, limits: FetchLimits) -> None:
    publisher.add("/0", b"part", status=206, headers={"Content-Range": "bytes 0-3/100"})
    assert refused(publisher, limits).reason is Reason.BAD_HTTP


@pytest.mark.parametrize(
    ("value", "seconds"), [("99999999999999999999", 86400.0), ("-5", 1.0), ("Thu, 01 Jan 1970 00:00:00 GMT", 1.0)]
)
def test_a_publisher_cannot_postpone_for_longer_than_a_day(
    publisher: Publisher, limits: FetchLimits, value: str, seconds: float
) -> None:
    publisher.add("/0", b"slow down", status=429, headers={"Retry-After": value})
    error = refused(publisher, limits)
    assert isinstance(error, Retry)
    assert (error.reason, error.after_seconds, error.counts) == (Reason.RATE_LIMITED, seconds, False)


def test_the_fetcher_says_who_it_is(publisher: Publisher, limits: FetchLimits) -> None:
    publisher.add("/", b"text")
    named = FetchLimits(
        allowed_addresses=limits.allowed_addresses, user_agent="Caf\u00e9/1\r\nX-Evil: 1 (+mailto:a@b.c)"
    )
    fetch(publisher.url("/"), limits=named)
    assert publisher.requests[0].headers["user-agent"] == "Caf?/1 X-Evil: 1 (+mailto:a@b.c)"
    assert "x-evil" not in publisher.requests[0].headers
