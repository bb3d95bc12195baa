"""What statuses and headers mean."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from urllib3 import HTTPHeaderDict

from pipeline.errors import Fail, Reason, Retry, StageError
from pipeline.fetch.answer import can_validate, keep_headers, one_line, read_content_type, refusal, retry_after

NOW = datetime(2024, 5, 1, 12, 0, 0, tzinfo=UTC)
DAY = 86400.0


def refuse(status: int, **headers: str) -> StageError:
    return refusal(
        status, {name.replace("_", "-"): value for name, value in headers.items()}, now=NOW, host="a.example"
    )


@pytest.mark.parametrize(
    ("status", "kind", "reason"),
    [
        (401, Fail, Reason.FORBIDDEN),
        (403, Fail, Reason.FORBIDDEN),
        (451, Fail, Reason.FORBIDDEN),
        (404, Fail, Reason.NOT_FOUND),
        (410, Fail, Reason.GONE),
        (400, Fail, Reason.HTTP_CLIENT_ERROR),
        (418, Fail, Reason.HTTP_CLIENT_ERROR),
        (408, Retry, Reason.HTTP_CLIENT_ERROR),
        (425, Retry, Reason.HTTP_CLIENT_ERROR),
        (429, Retry, Reason.RATE_LIMITED),
        (500, Retry, Reason.HTTP_SERVER_ERROR),
        (502, Retry, Reason.HTTP_SERVER_ERROR),
        (503, Retry, Reason.HTTP_SERVER_ERROR),
        (599, Retry, Reason.HTTP_SERVER_ERROR),
        (999, Retry, Reason.HTTP_SERVER_ERROR),
        (204, Retry, Reason.EMPTY_BODY),
        (205, Retry, Reason.EMPTY_BODY),
        (202, Retry, Reason.BAD_HTTP),
        (206, Retry, Reason.BAD_HTTP),
        (304, Retry, Reason.BAD_HTTP),
        (101, Retry, Reason.BAD_HTTP),
        (300, Fail, Reason.BAD_REDIRECT),
        (302, Fail, Reason.BAD_REDIRECT),
    ],
)
def test_each_status_has_its_error_and_reason(status: int, kind: type[StageError], reason: Reason) -> None:
    error = refuse(status)
    assert (type(error), error.reason) == (kind, reason)
    assert str(status) in error.detail


def test_a_server_that_asks_for_patience_gets_the_attempt_back() -> None:
    for status in (429, 503):
        error = refuse(status, retry_after="120")
        assert isinstance(error, Retry)
        assert (error.reason, error.after_seconds, error.counts) == (Reason.RATE_LIMITED, 120.0, False)


def test_too_many_requests_without_a_time_does_not_count_either() -> None:
    error = refuse(429)
    assert isinstance(error, Retry)
    assert (error.after_seconds, error.counts) == (None, False)


def test_a_server_error_counts_and_keeps_the_time_that_the_server_asked_for() -> None:
    error = refuse(500, retry_after="7")
    assert isinstance(error, Retry)
    assert (error.after_seconds, error.counts) == (7.0, True)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 5 ", 5.0),
        ("1.5", 1.0),
        ("0", 1.0),
        ("-5", 1.0),
        ("99999999999999999999", DAY),
        ("9" * 10_000, DAY),
        ("-" + "9" * 10_000, 1.0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 1.0),
        ("Wed, 01 May 2024 12:05:00 GMT", 300.0),
        ("Wed, 01 May 2024 12:05:00", 300.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", DAY),
    ],
)
def test_retry_after_is_clamped_to_a_second_and_a_day(value: str, seconds: float) -> None:
    assert retry_after(value, date=None, now=NOW) == seconds


@pytest.mark.parametrize("value", [None, "", "soon", "12 minutes", "Wed, 99 May 2024 12:05:00 GMT", "\x00"])
def test_a_retry_after_that_cannot_be_read_is_none(value: str | None) -> None:
    assert retry_after(value, date=None, now=NOW) is None


def test_a_date_to_retry_after_counts_from_the_server_s_own_clock() -> None:
    until, date = "Wed, 01 May 2030 12:05:00 GMT", "Wed, 01 May 2030 12:04:00 GMT"
    assert retry_after(until, date=date, now=NOW) == 60.0
    assert retry_after(until, date="nonsense", now=NOW) == DAY


@pytest.mark.parametrize(
    ("values", "media_type", "charset"),
    [
        (["text/html; charset=utf-8"], "text/html", "utf-8"),
        (["Text/HTML;Charset=ISO-8859-1"], "text/html", "iso-8859-1"),
        (['application/rss+xml; charset="utf-8"; x=y'], "application/rss+xml", "utf-8"),
        (["text/html; charset='windows-1251'"], "text/html", "windows-1251"),
        (["text/html; charset="], "text/html", None),
        (["text/html; charset=\x00"], "text/html", None),
        (["application/gzip"], "application/gzip", None),
        (["text/plain", "text/html; charset=utf-8"], "text/html", "utf-8"),
        (["text/html", "nonsense"], "text/html", None),
        (["nonsense"], "", None),
        (["a" * 5000 + "/html"], "", None),
        ([], "", None),
    ],
)
def test_a_content_type_gives_media_type_and_charset(values: list[str], media_type: str, charset: str | None) -> None:
    assert read_content_type(values) == (media_type, charset)


def test_only_useful_headers_are_kept() -> None:
    given = {"etag": '"1"', "set-cookie": "id=secret", "content-type": "text/html", "server": "x", "link": "<a>; rel=b"}
    assert keep_headers(given) == {"etag": '"1"', "content-type": "text/html", "link": "<a>; rel=b"}


def test_a_robots_header_for_all_stands_before_one_for_a_single_agent_however_they_came() -> None:
    """Joined the other way round, what is said to all would read as if it were said to that agent alone."""
    headers = HTTPHeaderDict()
    for value in ("otherbot: noindex", "noai", "max-snippet: 20, noindex"):
        headers.add("X-Robots-Tag", value)
    assert keep_headers(headers) == {"x-robots-tag": "noai, max-snippet: 20, noindex, otherbot: noindex"}


def test_header_values_have_no_control_characters_and_an_end() -> None:
    kept = keep_headers({"link": "a\x00b\r\n c" + "d" * 5000, "date": "\x07"})
    assert kept["link"].startswith("a b  c")
    assert len(kept["link"]) == 2000
    assert kept["date"] == ""


@pytest.mark.parametrize("value", ['"' + "a" * 3000 + '"', '"a\x01b"', '"caf\u00e9"'])
def test_a_validator_that_could_not_be_sent_back_as_it_was_is_dropped(value: str) -> None:
    assert "etag" not in keep_headers({"etag": value})
    assert not can_validate(value)


def test_an_empty_validator_validates_nothing() -> None:
    assert not can_validate("")
    assert not can_validate(None)
    assert can_validate('W/"abc"')


def test_one_line_is_one_line() -> None:
    assert one_line("a\nb\x85c") == "a b c"
    assert one_line("abcdef", limit=3) == "abc"
