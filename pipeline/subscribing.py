"""Hubs (WebSub): asked to deliver what a source publishes, and their deliveries read. Polls go on beside them, ever
more slowly, as they find nothing that was not delivered."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from pipeline import fetch, parse
from pipeline.announcing import announce
from pipeline.errors import Fail, Reason, StageError
from pipeline.models import FeedEntry, RawDocument
from pipeline.policy import StageRules
from pipeline.storage import Connection, hubs, sources

LEASE = timedelta(days=10)
"""For how long a hub is asked to deliver; it may decide otherwise."""

PATIENCE = timedelta(hours=1)
"""How long a hub may take to ask back before it is asked again."""

REST = timedelta(hours=12)
"""How long a hub is left alone that could not be asked, or whose list names another one already."""


def keep_subscription(conn: Connection, claim: sources.SourceClaim, raw: RawDocument | None, rules: StageRules) -> None:
    """Ask the source's hub to deliver, where it names one and its time has come. A hub that fails is no failed poll."""
    listed = claim.scheduled and claim.parent_source_id is None and claim.url.startswith(("http:", "https:"))
    if not rules.callback_url or not listed:
        return
    known = hubs.find_subscription(conn, claim.source_id)
    if raw is not None:
        named = parse.hub_of(raw)
        base = raw.final_url
    elif known is not None:
        named, base = (known["hub"], known["topic"]), known["base"]
    else:
        return
    if named is None:
        return
    hub, topic = named
    asked = hubs.want_subscription(
        conn, claim.source_id, hub=hub, topic=topic, base=base, token=secrets.token_urlsafe(24),
        secret=secrets.token_hex(32) if _is_private(hub, rules) else None, patience=PATIENCE, rest=REST,
    )  # fmt: skip
    if asked is None:
        return
    fields = {
        "hub.callback": f"{rules.callback_url.rstrip('/')}/{asked['token']}", "hub.mode": "subscribe",
        "hub.topic": topic, "hub.lease_seconds": str(int(LEASE.total_seconds())),
    }  # fmt: skip
    if asked["secret"]:
        fields["hub.secret"] = asked["secret"]
    try:
        fetch.post_form(hub, fields, limits=rules.limits)
    except StageError as error:
        hubs.fail_subscription(conn, claim.source_id, detail=f"{hub}: {error}"[:500], patience=REST)


def take_deliveries(conn: Connection, claim: sources.SourceClaim, *, rules: StageRules, worker: str) -> int | None:
    """Make documents of what was delivered for the source, one delivery at a time, and give its lease back: how many.

    None if nothing was delivered: the source is to be polled. What cannot be read is in the event log, and the source
    is polled at once instead: the hub said that there is something.
    """
    new, unread, above = 0, False, 0
    for number in range(hubs.MOST_AT_ONCE):
        row = hubs.begin_delivery(conn, claim.source_id, above=above)
        if row is None and not number:
            return None
        if row is None or unread:
            break
        above = row["delivery_id"]
        entries, why = _read(row, claim, rules)
        unread = why is not None
        found = _keep(conn, claim, above, entries, why, rules=rules, worker=worker)
        if found is None:
            return new
        new += found
    hubs.end_delivery(conn, claim, unread=unread)
    return new


def _keep(
    conn: Connection, claim: sources.SourceClaim, delivery_id: int, entries: Sequence[FeedEntry],
    why: StageError | None, *, rules: StageRules, worker: str,
) -> int | None:  # fmt: skip
    """Make documents of a delivery's entries and drop it, both or neither: how many; None if the lease was lost."""
    with conn.transaction():
        if not sources.renew_source(conn, claim, lease=rules.lease):
            return None
        found, _ = announce(conn, claim, entries, worker=worker)
        if found:
            sources.mark_news(conn, claim.source_id)
        hubs.drop_delivery(conn, claim.source_id, delivery_id)
        sources.log_poll(
            conn, claim, worker=worker, outcome="failed" if why else "delivered",
            reason=why.reason if why else None, detail=f"delivered: {why.detail}" if why else f"{found} new",
        )  # fmt: skip
        return found


def _read(
    row: Mapping[str, Any], claim: sources.SourceClaim, rules: StageRules
) -> tuple[Sequence[FeedEntry], StageError | None]:
    """The entries of a delivery, or why it cannot be read; its links count from where polls find the list."""
    if row["attempts"] > hubs.MOST_ATTEMPTS:
        return (), Fail(Reason.WORKER_LOST, "whoever read it fell silent")
    raw = RawDocument(
        claim.url, row["base"], bytes(row["content"]), media_type=row["media_type"], charset=row["charset"]
    )  # fmt: skip
    try:
        return parse.read_entries(raw, now=claim.now).entries, None
    except StageError as error:
        return (), error
    except MemoryError:
        return (), Fail(Reason.OUT_OF_MEMORY, "reading it ran into the memory limit")
    except rules.interrupts:
        return (), Fail(Reason.TIME_LIMIT, "reading it ran into the time limit")


def _is_private(hub: str, rules: StageRules) -> bool:
    """Whether a secret can be told to the hub without being overheard (WebSub, section 5.1)."""
    parts = urlsplit(hub)
    return parts.scheme == "https" or parts.netloc in rules.politeness.own
