"""Being a guest: robots.txt before the first page of a host, no request before its turn, and what is reserved is left.

What an operator opened by name (DATELINE_ALLOW_ADDRESSES) is the operator's own: it is not asked, and has no slots.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from pipeline import fetch, parse
from pipeline.errors import Reason, Reject, Retry, StageError
from pipeline.models import RawDocument
from pipeline.policy import Politeness, StageRules
from pipeline.storage import Connection, hosts, usable

LIFETIME = timedelta(days=1)
"""RFC 9309, section 2.4: rules are not to be used longer, unless robots.txt cannot be reached."""

ASK_AGAIN = timedelta(minutes=10)
"""When a robots.txt that could not be reached is asked for again."""

SOON = timedelta(milliseconds=100)
"""A slot that is as near as this needs no wait."""

_BUSY = timedelta(seconds=1)
"""When to come back to a host that has as many guests as it may have."""

_LONGEST_VISIT = 4
"""Fetches in one visit: robots.txt, tdmrep.json, the page, and room."""

_TDMREP = "/.well-known/tdmrep.json"
_PORTS = {"http": 80, "https": 443}
_UNREACHABLE = frozenset(
    (Reason.HTTP_SERVER_ERROR, Reason.RATE_LIMITED, Reason.DNS_FAILED, Reason.CONNECT_FAILED, Reason.TLS_FAILED,
     Reason.TIMEOUT_TOTAL, Reason.BAD_HTTP, Reason.TRUNCATED, Reason.TOO_LARGE, Reason.BAD_ENCODING,
     Reason.UNSUPPORTED_ENCODING)
)  # fmt: skip
"""RFC 9309, section 2.3.1.4: server and network errors forbid everything for a while; a client error allows it.
One that cannot be unpacked cannot be read either: that must not open the host."""


def slot_of(conn: Connection, url: str, rules: StageRules, *, held: bool) -> datetime | None:
    """Reserve the next slot of the URL's host; None if it is now, else when it is.

    Who holds one whose time has come (`held`) needs no other, unless the host has asked for patience since.
    """
    host = _host(url, rules.politeness)
    if host is None or not rules.politeness.delay:
        return None
    if held and not hosts.host_rests(conn, host):
        return None
    slot_at, now = hosts.reserve_slot(conn, host, delay=rules.politeness.delay, ceiling=rules.politeness.ceiling)
    return slot_at if slot_at > now + SOON else None


@contextmanager
def turn(conn: Connection, url: str, rules: StageRules, *, held: bool) -> Iterator[datetime | None]:
    """Be the guest of the URL's host within the `with` block if this is the time (None), else when to come back.

    A slow host has no more than `Politeness.requests` guests at once, whatever its slots allow; `held` as in `slot_of`.
    """
    host, later = _host(url, rules.politeness), slot_of(conn, url, rules, held=held)
    if host is None or later is not None:
        yield later
        return
    longest = timedelta(seconds=_LONGEST_VISIT * rules.limits.total_seconds)
    until, now = hosts.enter_host(conn, host, most=rules.politeness.requests, lease=longest)
    if until is None:
        yield now + max(rules.politeness.delay, _BUSY)
        return
    try:
        yield None
    finally:
        if usable(conn):  # else it is counted out when its time is over
            hosts.leave_host(conn, host, until=until)


def rest(conn: Connection, url: str, error: StageError, rules: StageRules) -> None:
    """Where a host asks for patience, be it a redirect's target, let all its documents wait."""
    host = _host(error.target or url, rules.politeness)
    if host is not None and error.reason is Reason.RATE_LIMITED:
        asked = error.after_seconds if isinstance(error, Retry) else None
        hosts.rest_host(conn, host, pause=timedelta(seconds=min(asked or 60.0, 86_400.0)))


def visit(conn: Connection, url: str, rules: StageRules) -> None:
    """What a redirect's target asks of a guest. Raises as `ask_robots` does; the visit counts at its host."""
    ask_robots(conn, url, rules)
    count_visit(conn, url, rules)


def count_visit(conn: Connection, url: str, rules: StageRules) -> None:
    """Take a slot of the host to which a redirect leads, so that the next guest comes no sooner for it."""
    host = _host(url, rules.politeness)
    if host is not None and rules.politeness.delay:
        hosts.reserve_slot(conn, host, delay=rules.politeness.delay, ceiling=rules.politeness.ceiling)


def ask_robots(conn: Connection, url: str, rules: StageRules) -> None:
    """Raises Reject (ROBOTS) if the URL's robots.txt forbids it, Retry if that cannot be known yet."""
    if not rules.politeness.robots or (known := _site_rules(conn, url, rules)) is None:
        return
    if known["status"] == "unreachable":
        raise Retry(
            Reason.ROBOTS_UNREACHABLE, f"{known['origin']}/robots.txt cannot be reached: until then all is forbidden"
        )
    if known["status"] == "read" and not parse.may_fetch(known["body"], url, agent=rules.limits.user_agent):
        raise Reject(Reason.ROBOTS, f"{known['origin']}/robots.txt forbids it")


def site_opt_out(conn: Connection, url: str, rules: StageRules) -> str | None:
    """Where the publisher reserves the URL for its whole site against text and data mining; None if it does not."""
    known = _site_rules(conn, url, rules)
    return f"{known['origin']}{_TDMREP}" if known and parse.reserved_by_site(known["tdmrep"], url) else None


def opt_out_of(conn: Connection, raw: RawDocument, rules: StageRules, *, ask_site: bool = True) -> str | None:
    """Where the publisher reserves what came; None if nowhere, or if it is the operator's own.

    Without `ask_site` it is what the bytes and their headers say, and nothing is asked for.
    """
    if _host(raw.final_url, rules.politeness) is None:
        return None
    said = parse.opt_out(raw, agent=rules.limits.user_agent)
    return said or (site_opt_out(conn, raw.final_url, rules) if ask_site else None)


def _site_rules(conn: Connection, url: str, rules: StageRules) -> Mapping[str, Any] | None:
    """What the URL's site says of guests, asked for where it is not known; None for the operator's own."""
    host = _host(url, rules.politeness)
    if host is None:
        return None
    origin = f"{urlsplit(url).scheme}://{host}"
    known = hosts.find_robots(conn, origin)
    if known is None or not known["fresh"]:
        _bring(conn, origin, host, rules)
        known = hosts.find_robots(conn, origin)
    return known


def _bring(conn: Connection, origin: str, host: str, rules: StageRules) -> None:
    body, status, lifetime = "", "unavailable", LIFETIME
    try:
        if not rules.politeness.robots:  # kept for a moment only: an operator may change his mind
            lifetime = ASK_AGAIN
        else:
            body = _text(f"{origin}/robots.txt", rules, most=parse.MAX_ROBOTS)
        status = "read" if body else status
    except StageError as error:
        if error.reason in _UNREACHABLE:
            status, lifetime = "unreachable", ASK_AGAIN
    tdmrep = ""
    if status != "unreachable":
        with suppress(StageError):  # one that cannot be had reserves nothing
            tdmrep = _text(f"{origin}{_TDMREP}", rules, most=parse.MAX_TDMREP)
    hosts.keep_robots(conn, origin, status=status, body=body, tdmrep=tdmrep, lifetime=lifetime)
    if status == "read":
        seconds = parse.crawl_delay(body, agent=rules.limits.user_agent)
        hosts.keep_crawl_delay(conn, host, crawl_delay=timedelta(seconds=seconds) if seconds else None)


def _text(url: str, rules: StageRules, *, most: int) -> str:
    """The text of a file of rules as far as it is read: UTF-8, or what its mark says."""
    raw = fetch.fetch(url, limits=replace(rules.limits, max_redirects=5, first_bytes=most))
    if not isinstance(raw, RawDocument):
        return ""
    marked = raw.content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = raw.content.decode("utf-16" if marked else "utf-8-sig", "replace")
    return text.replace("\0", " ")[:most]


def _host(url: str, politeness: Politeness) -> str | None:
    """Host and port; None for what is no host, or the operator's own."""
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not parts.hostname:
        return None
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    address = f"{name}:{port}"
    return None if address in politeness.own else address
