"""The publisher that the other tests rely on does what it says."""

from __future__ import annotations

import time
import urllib.request
from urllib.error import HTTPError

import pytest

from tests.publisher import Publisher


def get(url: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status, answer.read(), {name.lower(): value for name, value in answer.headers.items()}
    except HTTPError as error:
        with error:
            return error.code, error.read(), {name.lower(): value for name, value in error.headers.items()}


def test_it_serves_what_it_was_given(publisher: Publisher) -> None:
    publisher.add("/a", b"text", media_type="text/plain", status=201, headers={"X-Own": "1"})
    status, body, headers = get(publisher.url("/a?x=1"))
    assert (status, body) == (201, b"text")
    assert (headers["content-type"], headers["content-length"], headers["x-own"]) == ("text/plain", "4", "1")
    publisher.remove("/a")
    assert get(publisher.url("/a"))[0] == 404


def test_it_remembers_every_request(publisher: Publisher) -> None:
    start = time.monotonic()
    get(publisher.url("/one"))
    get(publisher.url("/two?q=1"), Cookie="a=b")
    assert publisher.paths() == ["/one", "/two?q=1"]
    first, second = publisher.requests
    assert start <= first.time <= second.time
    assert second.headers["cookie"] == "a=b"


def test_it_answers_a_matching_validator_with_304(publisher: Publisher) -> None:
    publisher.add("/a", b"text", etag='"1"', last_modified="Wed, 01 May 2024 12:00:00 GMT")
    assert get(publisher.url("/a"), **{"If-None-Match": '"1"'})[:2] == (304, b"")
    assert get(publisher.url("/a"), **{"If-None-Match": '"2"'})[0] == 200
    assert get(publisher.url("/a"), **{"If-Modified-Since": "Wed, 01 May 2024 12:00:00 GMT"})[0] == 304


def test_it_lets_a_test_write_on_the_socket(publisher: Publisher) -> None:
    publisher.raw("/a", lambda sock: sock.sendall(b"HTTP/1.1 200 OK\r\nX: y\r\n\r\nraw"))
    assert get(publisher.url("/a"))[1] == b"raw"


def test_two_publishers_have_addresses_of_their_own(publisher: Publisher) -> None:
    with Publisher() as other:
        assert other.address != publisher.address
        assert other.url("/") == f"http://{other.address}/"


def test_it_goes_away_although_a_page_is_still_waiting() -> None:
    start = time.monotonic()
    with Publisher() as publisher:
        publisher.add("/", b"late", delay=30)
        with pytest.raises(OSError):
            urllib.request.urlopen(publisher.url("/"), timeout=0.2)
    assert time.monotonic() - start < 3
