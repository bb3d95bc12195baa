"""Being a guest: robots.txt before the first page of a host, and no request before its turn.

What an operator opened by name (DATELINE_ALLOW_ADDRESSES) is the operator's own: it is not asked, and has no slots.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from pipeline import fetch, parse
from pipeline.errors import Reason, Reject, Retry, StageError
from pipeline.models import RawDocument
from pipeline.policy import Politeness, StageRules
from pipeline.storage import Connection, hosts

LIFETIME = timedelta(days=1)
"""RFC 9309, section 2.4: rules are not to be used longer, unless robots.txt cannot be reached."""

ASK_AGAIN = timedelta(minutes=10)
"""When a robots.txt that could not be reached is asked for again."""

SOON = timedelta(milliseconds=100)
"""A slot that is as near as this needs no wait."""

_PORTS = {"http": 80, "https": 443}
_UNREACHABLE = frozenset(
    (Reason.HTTP_SERVER_ERROR, Reason.RATE_LIMITED, Reason.DNS_FAILED, Reason.CONNECT_FAILED, Reason.TLS_FAILED,
     Reason.TIMEOUT_TOTAL, Reason.BAD_HTTP, Reason.TRUNCATED, Reason.TOO_LARGE)
)  # fmt: skip
"""RFC 9309, section 2.3.1.4: server and network errors forbid everything for a while; a client error allows it.
One that is larger than any body may be cannot be read either: that must not open the host."""


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


def rest(conn: Connection, url: str, error: StageError, rules: StageRules) -> None:
    """Where a host asks for patience, let all its documents wait."""
    host = _host(url, rules.politeness)
    if host is not None and error.reason is Reason.RATE_LIMITED:
        asked = error.after_seconds if isinstance(error, Retry) else None
        hosts.rest_host(conn, host, pause=timedelta(seconds=min(asked or 60.0, 86_400.0)))


def ask_robots(conn: Connection, url: str, rules: StageRules) -> None:
    """Raises Reject (ROBOTS) if the URL's robots.txt forbids it, Retry if that cannot be known yet."""
    host = _host(url, rules.politeness)
    if host is None or not rules.politeness.robots:
        return
    origin = f"{urlsplit(url).scheme}://{host}"
    known = hosts.find_robots(conn, origin)
    if known is None or not known["fresh"]:
        _bring(conn, origin, host, rules)
        known = hosts.find_robots(conn, origin)
        assert known is not None
    if known["status"] == "unreachable":
        raise Retry(Reason.ROBOTS_UNREACHABLE, f"{origin}/robots.txt cannot be reached: until then all is forbidden")
    if known["status"] == "read" and not parse.may_fetch(known["body"], url, agent=rules.limits.user_agent):
        raise Reject(Reason.ROBOTS, f"{origin}/robots.txt forbids it")


def _bring(conn: Connection, origin: str, host: str, rules: StageRules) -> None:
    body, status, lifetime = "", "unavailable", LIFETIME
    try:
        raw = fetch.fetch(f"{origin}/robots.txt", limits=replace(rules.limits, max_redirects=5))
    except StageError as error:
        if error.reason in _UNREACHABLE:
            status, lifetime = "unreachable", ASK_AGAIN
    else:
        if isinstance(raw, RawDocument):
            body, status = raw.content.decode("utf-8", "replace").replace("\0", " ")[: parse.MAX_ROBOTS], "read"
    hosts.keep_robots(conn, origin, status=status, body=body, lifetime=lifetime)
    if status == "read":
        seconds = parse.crawl_delay(body, agent=rules.limits.user_agent)
        hosts.keep_crawl_delay(conn, host, crawl_delay=timedelta(seconds=seconds) if seconds else None)


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
