"""http and https: one fetch is a walk over redirects, every step of it checked, the whole of it under one deadline."""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

import urllib3.exceptions
from urllib3.response import BaseHTTPResponse

from pipeline.errors import Fail, Reason, Retry, StageError
from pipeline.fetch.addresses import find_endpoints
from pipeline.fetch.answer import (
    REDIRECTS,
    WITH_BODY,
    can_validate,
    keep_headers,
    one_line,
    read_content_type,
    refusal,
)
from pipeline.fetch.body import ACCEPTED, read_body
from pipeline.fetch.connection import OUT_OF_RESOURCES, make_connection
from pipeline.fetch.deadline import Deadline, out_of_time
from pipeline.fetch.urls import Target, read_location, read_url
from pipeline.models import BodySource, NotModified, RawDocument
from pipeline.policy import FetchLimits

ACCEPT = "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/xml;q=0.9,*/*;q=0.8"


def fetch_page(
    url: str,
    *,
    limits: FetchLimits,
    etag: str | None = None,
    last_modified: str | None = None,
    permit: Callable[[str], None] | None = None,
) -> RawDocument | NotModified:
    """The body behind an http or https URL, redirects followed; NotModified only if a validator was sent.

    Every hop has a connection of its own, without cookies or credentials, to an address that was just checked.
    """
    target = read_url(url)
    headers = _request_headers(limits, etag=etag, last_modified=last_modified)
    with Deadline(limits.total_seconds) as deadline:
        hops: list[str] = []
        for _ in range(limits.max_redirects + 1):
            try:
                answer = _ask(url, target, headers, limits=limits, deadline=deadline)
            except StageError as error:
                error.target = target.url if hops else ""
                raise
            if not isinstance(answer, _Hop):
                return replace(answer, hops=tuple(hops))
            target = answer.target
            hops.append(f"{answer.status} {target.url}"[:2000])
            if permit is not None:
                permit(target.url)
    raise Fail(Reason.REDIRECT_LIMIT, f"more than {limits.max_redirects} redirects, the last to {target.address}")


class _Hop(NamedTuple):
    """A redirect: where to ask next."""

    status: int
    target: Target


def _request_headers(limits: FetchLimits, *, etag: str | None, last_modified: str | None) -> dict[str, str]:
    headers = {
        "User-Agent": one_line(limits.user_agent).encode("ascii", "replace").decode("ascii"),
        "Accept": ACCEPT,
        "Accept-Encoding": ACCEPTED,
        "Connection": "close",
    }
    for name, value in (("If-None-Match", etag), ("If-Modified-Since", last_modified)):
        if value is not None and can_validate(value):
            headers[name] = value
    return headers


def _ask(
    url: str, target: Target, headers: dict[str, str], *, limits: FetchLimits, deadline: Deadline
) -> RawDocument | NotModified | _Hop:
    """One hop: the document, the word that nothing changed, or where to ask next."""
    endpoints = find_endpoints(target, limits=limits, deadline=deadline)
    connection = make_connection(target, endpoints, limits=limits, deadline=deadline)
    try:
        with explained(target, deadline, reading="the head"):
            connection.request("GET", target.path, headers=headers, preload_content=False, decode_content=False)
            response = connection.getresponse()
        try:
            with explained(target, deadline, reading="the body"):
                return _read(url, target, response, headers, limits=limits, deadline=deadline)
        finally:
            response.close()
    finally:
        connection.close()


def _read(
    url: str,
    target: Target,
    response: BaseHTTPResponse,
    sent: dict[str, str],
    *,
    limits: FetchLimits,
    deadline: Deadline,
) -> RawDocument | NotModified | _Hop:
    """What an answer says. Only the body of a success is read; that of a redirect or an error may be a bomb."""
    location = response.headers.get("location")
    if response.status in REDIRECTS and location is not None:
        return _Hop(response.status, read_location(location, base=target))
    if response.status == 304 and ("If-None-Match" in sent or "If-Modified-Since" in sent):
        return NotModified(url, target.url, keep_headers(response.headers))
    if response.status not in WITH_BODY:
        raise refusal(response.status, response.headers, now=datetime.now(UTC), host=target.address)
    content = read_body(response, limits=limits, deadline=deadline)
    if not content:
        raise Retry(Reason.EMPTY_BODY, f"{target.address} answered {response.status} with an empty body")
    media_type, charset = read_content_type(response.headers.getlist("content-type"))
    return RawDocument(
        url=url,
        final_url=target.url,
        content=content,
        media_type=media_type,
        charset=charset,
        status=response.status,
        headers=keep_headers(response.headers),
        body_source=BodySource.PAGE,
    )


@contextmanager
def explained(target: Target, deadline: Deadline, *, reading: str) -> Iterator[None]:
    """Turn what the libraries raise into the three errors. A deadline that has passed explains everything else:
    the connection was cut by us."""
    try:
        yield
    except (urllib3.exceptions.HTTPError, http.client.HTTPException, OSError, Retry) as error:
        if isinstance(error, OSError) and error.errno in OUT_OF_RESOURCES:
            raise
        if deadline.expired:
            raise out_of_time(f"reading {reading} from {target.address}") from None
        if isinstance(error, Retry):
            raise
        raise _explain(error, target, reading=reading) from error


def _explain(error: Exception, target: Target, *, reading: str) -> StageError:
    cause = error.args[-1] if error.args and isinstance(error.args[-1], Exception) else error
    if isinstance(cause, ssl.SSLCertVerificationError):
        return Fail(Reason.TLS_FAILED, f"{target.address}: {one_line(cause.verify_message, limit=200)}")
    if isinstance(error, ssl.SSLError | urllib3.exceptions.SSLError):
        return Retry(Reason.TLS_FAILED, f"{target.address}: the TLS connection failed while reading {reading}")
    if isinstance(error, TimeoutError | urllib3.exceptions.TimeoutError):
        return Retry(Reason.TIMEOUT_TOTAL, f"{target.address} fell silent while sending {reading}")
    if reading == "the body":
        return Retry(Reason.TRUNCATED, f"{target.address} broke off in the middle of the body")
    if isinstance(error, ConnectionError):
        return Retry(Reason.BAD_HTTP, f"{target.address} closed the connection without an answer")
    return Retry(Reason.BAD_HTTP, f"{target.address} does not speak HTTP: {type(error).__name__}")
