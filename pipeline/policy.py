"""Decisions about time and limits: pure, told what time it is, answering with values."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

MAX_RETRY_AFTER = timedelta(days=1)
"""No publisher can postpone a document or a source for longer than this, whatever its Retry-After says."""


@dataclass(frozen=True)
class FetchLimits:
    """What one fetch may cost, and where it may go. Sizes in bytes, times in seconds.

    `max_wire_bytes` bounds what is read from the socket, `max_body_bytes` what it becomes when decompressed (and the
    size of a file). `total_seconds` bounds the whole fetch, redirects included; `idle_seconds` one wait for a byte.
    `max_archive_bytes` bounds what all of an archive unpacks to, `max_archive_entries` how many entries it has,
    `max_archive_depth` how many archives may lie in each other.
    `allowed_addresses` holds 'host:port' pairs that may be reached although they are loopback or private.
    """

    max_wire_bytes: int = 10_000_000
    max_body_bytes: int = 20_000_000
    max_archive_bytes: int = 10_000_000_000
    max_archive_entries: int = 1_000_000
    max_archive_depth: int = 3
    total_seconds: float = 30.0
    connect_seconds: float = 10.0
    idle_seconds: float = 15.0
    max_redirects: int = 5
    allowed_ports: frozenset[int] = frozenset({80, 443, 8080, 8443})
    allowed_addresses: frozenset[str] = frozenset()
    user_agent: str = "Dateline/0.1"


@dataclass(frozen=True)
class RetryPolicy:
    """How often a document is tried at one stage, and how long it rests after each failed attempt."""

    max_attempts: int = 5
    delays: tuple[timedelta, ...] = (
        timedelta(seconds=30),
        timedelta(minutes=2),
        timedelta(minutes=10),
        timedelta(hours=1),
    )


def retry_at(policy: RetryPolicy, *, attempts: int, now: datetime, after_seconds: float | None = None) -> datetime:
    """When to try again after the `attempts`-th attempt failed (from 1).

    The delay is the policy's, at least what the other side asked for, at most a day, and up to a tenth longer so that
    documents that failed together do not come back together.
    """
    delay = policy.delays[min(max(attempts, 1), len(policy.delays)) - 1]
    delay = max(delay, asked_delay(after_seconds))
    jitter = delay * (random.random() / 10)  # noqa: S311 - spreads load, guards nothing
    return now + delay + jitter


def asked_delay(after_seconds: float | None) -> timedelta:
    """What the other side asked for, between nothing and a day."""
    return timedelta(seconds=min(max(after_seconds or 0.0, 0.0), MAX_RETRY_AFTER.total_seconds()))


def exhausted(policy: RetryPolicy, *, attempts: int) -> bool:
    """Whether a document that has been tried so often is given up."""
    return attempts >= policy.max_attempts


@dataclass(frozen=True)
class PollPolicy:
    """How often a source is asked: between `floor` and `ceiling`, oftener when it had news."""

    floor: timedelta = timedelta(minutes=5)
    ceiling: timedelta = timedelta(days=1)
    start: timedelta = timedelta(minutes=15)


def next_interval(policy: PollPolicy, *, interval: timedelta | None, new_entries: int) -> timedelta:
    """The interval to the next poll after a successful one: half with news, half as long again without."""
    current = interval or policy.start
    changed = current / 2 if new_entries else current * 1.5
    return min(max(changed, policy.floor), policy.ceiling)


SAME_PAGE_DELAY = timedelta(seconds=2)
"""How long a document rests while an older document of the same page is still on its way."""

SHORT_PAGE_SHARE = 0.5
"""A page whose text is shorter than this share of what the feed gave is a teaser: the feed's content is kept."""


def prefers_feed(*, page_chars: int, feed_chars: int) -> bool:
    """Whether the feed's own content makes the better article than the page."""
    return page_chars < feed_chars * SHORT_PAGE_SHARE


@dataclass(frozen=True)
class Politeness:
    """How we behave as guests of a host.

    Requests of one host lie `delay` apart, or what its robots.txt asks for, but no longer than `ceiling`. `own` are
    'host:port' pairs that are the operator's own: neither asked nor spared.
    """

    robots: bool = True
    delay: timedelta = timedelta(seconds=1)
    ceiling: timedelta = timedelta(seconds=30)
    own: frozenset[str] = frozenset()


@dataclass(frozen=True)
class StageRules:
    """What the stages are told about time and limits.

    `lease` outlives every attempt; a message that nobody took within `resend` is sent again. `interrupts` are the
    exceptions by which the caller cuts a stage short that runs too long.
    """

    lease: timedelta = timedelta(minutes=6)
    resend: timedelta = timedelta(minutes=2)
    limits: FetchLimits = FetchLimits()
    retry: RetryPolicy = RetryPolicy()
    poll: PollPolicy = PollPolicy()
    politeness: Politeness = Politeness()
    interrupts: tuple[type[BaseException], ...] = ()
