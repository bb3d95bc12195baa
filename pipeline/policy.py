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
    With `first_bytes` no more of a body is read than those, and what follows counts for nothing.
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
    first_bytes: int | None = None
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


def retry_at(
    policy: RetryPolicy, *, attempts: int, now: datetime, after_seconds: float | None = None, wishes: int = 0
) -> datetime:
    """When to try again after the `attempts`-th attempt failed (from 1).

    Each of the `wishes` for patience that went before doubles the delay: they cost no attempt, and must end somewhere.

    The delay is the policy's, at least what the other side asked for, at most a day, and up to a tenth longer so that
    documents that failed together do not come back together.
    """
    delay = policy.delays[min(max(attempts, 1), len(policy.delays)) - 1]
    delay = min(max(delay, asked_delay(after_seconds)) * (1 << min(wishes, 20)), MAX_RETRY_AFTER)
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
    """How often a source is asked: between `floor` and `ceiling`, oftener when it had news.

    One that is gone or has failed for weeks is asked every `dead`: it may come back. Without validators a source is
    asked once in `full`, since validators may lie.
    """

    floor: timedelta = timedelta(minutes=5)
    ceiling: timedelta = timedelta(days=1)
    start: timedelta = timedelta(minutes=15)
    dead: timedelta = timedelta(days=7)
    full: timedelta = timedelta(days=1)


_FITTING_SHARE = 0.1
_HASTY_SHARE = 0.5


def next_interval(policy: PollPolicy, *, interval: timedelta | None, new_entries: int, listed: int = 0) -> timedelta:
    """The interval to the next poll after a successful one, by the share of new entries in the list.

    None: half as long again. A few: the rhythm fits. More: half of it; most of the list: a quarter, for entries may
    scroll away. How long the list is may be unknown (0): any news halve the interval then.
    """
    current = interval or policy.start
    share = new_entries / listed if listed else _FITTING_SHARE * bool(new_entries)
    if not new_entries:
        changed = current * 1.5
    elif listed and share < _FITTING_SHARE:
        changed = current
    else:
        changed = current / (4 if share > _HASTY_SHARE and interval is not None else 2)
    return min(max(changed, policy.floor), policy.ceiling)


def next_poll(policy: PollPolicy, *, interval: timedelta, asked_seconds: float | None) -> tuple[timedelta, str]:
    """How long until the next poll after a success, and why: its rhythm, or the longer rest that the source asks for.

    A source can ask for no more than the ceiling. The delay is up to a twentieth longer, so that sources that were
    added together are not polled together for ever.
    """
    asked = min(timedelta(seconds=max(asked_seconds or 0.0, 0.0)), policy.ceiling)
    delay, why = (asked, "it asks to be left alone so long") if asked > interval else (interval, "its own rhythm")
    return delay * (1 + random.random() / 20), why  # noqa: S311 - spreads load, guards nothing


def failed_poll(
    policy: PollPolicy, *, interval: timedelta | None, failures: int, gone: bool, silent: timedelta
) -> tuple[timedelta, str]:
    """How long until a source that failed for certain is asked again, and why: longer each time, but never given up.

    `silent` is how long it has not answered.
    """
    if gone or silent > DEAD_AFTER:
        delay, why = policy.dead, "gone, by its own word" if gone else f"no answer for {silent.days} days"
    else:
        doubled = (interval or policy.start) * 2 ** min(failures, 12)
        delay, why = min(max(doubled, policy.floor), policy.ceiling), f"{failures} failures in a row"
    return delay * (1 + random.random() / 10), why  # noqa: S311 - spreads load, guards nothing


GAP_PAGES = 10
"""So many older pages of a feed are followed to fill a gap."""

DEAD_AFTER = timedelta(days=14)
"""A source that has not answered for so long is asked rarely."""

MOVE_HITS, MOVE_AFTER = 5, timedelta(days=3)
"""A source moves when so many answers in a row, over so long, were permanently redirected to one place."""


def moves(*, hits: int, since: datetime | None, now: datetime) -> bool:
    """Whether a source is polled where its redirects lead from now on."""
    return since is not None and hits >= MOVE_HITS and now - since >= MOVE_AFTER


def recheck_at(delays: tuple[timedelta, ...], *, published_at: datetime, now: datetime) -> datetime | None:
    """When an article's page is looked at again: after the first of the delays from its publication still to come."""
    moments = (published_at + delay for delay in sorted(delays))
    return next((moment for moment in moments if moment > now), None)


SAME_PAGE_DELAYS = timedelta(seconds=2), timedelta(minutes=10)
"""The shortest and the longest rest of a document while an older one of the same page is in work or in a queue."""


def follow_at(*, now: datetime, since: datetime, rests_until: datetime | None) -> datetime:
    """When a document looks again whether the older one of its page is through, for which it has waited `since`.

    After a sixteenth of the time that it has waited, so that it asks some ten times while that doubles, and not before
    the older one wakes from a rest: asked every two seconds, what rests for a day would fill the log.
    """
    shortest, longest = SAME_PAGE_DELAYS
    rest = min(max((now - since) / 16, shortest), longest)
    return max(now, rests_until or now) + rest


SHORT_PAGE_SHARE = 0.5
"""A page whose text is shorter than this share of what the feed gave is a teaser: the feed's content is kept."""


def prefers_feed(*, page_chars: int, feed_chars: int) -> bool:
    """Whether the feed's own content makes the better article than the page."""
    return page_chars < feed_chars * SHORT_PAGE_SHARE


@dataclass(frozen=True)
class Politeness:
    """How we behave as guests of a host.

    Requests of one host lie `delay` apart, or what its robots.txt asks for, but no longer than `ceiling`. `own` are
    'host:port' pairs that are the operator's own: neither asked nor spared. `opt_outs` says whether pages that are
    reserved against text and data mining are left alone, or only marked. No more than `requests` are with it at once.
    """

    robots: bool = True
    opt_outs: bool = True
    delay: timedelta = timedelta(seconds=1)
    ceiling: timedelta = timedelta(seconds=30)
    requests: int = 2
    own: frozenset[str] = frozenset()


RECHECKS = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24), timedelta(days=7))
"""How long after publication a page is looked at again: corrections come early, or not at all."""


@dataclass(frozen=True)
class StageRules:
    """What the stages are told about time and limits.

    `lease` outlives every attempt; a message that nobody took within `resend` is sent again. `interrupts` are the
    exceptions by which the caller cuts a stage short that runs too long. Pages are looked at again after `rechecks`.
    `callback_url` is where hubs reach the receiver; '' asks none.
    """

    lease: timedelta = timedelta(minutes=6)
    resend: timedelta = timedelta(minutes=2)
    limits: FetchLimits = FetchLimits()
    retry: RetryPolicy = RetryPolicy()
    poll: PollPolicy = PollPolicy()
    politeness: Politeness = Politeness()
    rechecks: tuple[timedelta, ...] = RECHECKS
    callback_url: str = ""
    interrupts: tuple[type[BaseException], ...] = ()
