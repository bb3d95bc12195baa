"""Asking something of a server: a form that is posted, under the guards of every other request."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import urlencode

from pipeline.errors import Fail, Reason
from pipeline.fetch.addresses import find_endpoints
from pipeline.fetch.answer import one_line, refusal
from pipeline.fetch.connection import make_connection
from pipeline.fetch.deadline import Deadline
from pipeline.fetch.urls import Target, read_location, read_url
from pipeline.fetch.web import explained
from pipeline.policy import FetchLimits

_KEEP_METHOD = frozenset((307, 308))


def post_form(url: str, fields: Mapping[str, str], *, limits: FetchLimits) -> None:
    """Post a form; what a success says is not read. A redirect is followed where it keeps the method (307, 308), but
    not out of https: a form may hold a secret.

    Raises Retry, Reject or Fail, as `fetch_page` does.
    """
    target = read_url(url)
    body = urlencode(fields).encode("ascii")
    with Deadline(limits.total_seconds) as deadline:
        for _ in range(limits.max_redirects + 1):
            onward = _post(target, body, limits=limits, deadline=deadline)
            if onward is None:
                return
            target = onward
    raise Fail(Reason.REDIRECT_LIMIT, f"more than {limits.max_redirects} redirects, the last to {target.address}")


def _post(target: Target, body: bytes, *, limits: FetchLimits, deadline: Deadline) -> Target | None:
    headers = {
        "User-Agent": one_line(limits.user_agent).encode("ascii", "replace").decode("ascii"),
        "Content-Type": "application/x-www-form-urlencoded",
        "Connection": "close",
    }
    endpoints = find_endpoints(target, limits=limits, deadline=deadline)
    connection = make_connection(target, endpoints, limits=limits, deadline=deadline)
    try:
        with explained(target, deadline, reading="the head"):
            connection.request("POST", target.path, body=body, headers=headers, preload_content=False)
            response = connection.getresponse()
        response.close()
    finally:
        connection.close()
    location = response.headers.get("location")
    if response.status in _KEEP_METHOD and location is not None:
        onward = read_location(location, base=target)
        if (target.scheme, onward.scheme) == ("https", "http"):
            raise Fail(Reason.TLS_FAILED, f"{target.address} leads from https to http, where the form could be read")
        return onward
    if not 200 <= response.status < 300:
        raise refusal(response.status, response.headers, now=datetime.now(UTC), host=target.address)
    return None
