"""Rows of hubs (WebSub): what was asked of them, and what they delivered."""

from __future__ import annotations

from datetime import timedelta

from psycopg.rows import DictRow

from pipeline.storage.connection import Connection
from pipeline.storage.queries import run, run_one
from pipeline.storage.sources import SourceClaim

MOST_WAITING = 100
"""Deliveries of one source that wait: with more, it is polled instead. Nobody fills our disk."""

MOST_AT_ONCE = 10
"""Deliveries that one task reads."""

MOST_ATTEMPTS = 2
"""A delivery whose reader ended so often without a word is not read again."""


def find_subscription(conn: Connection, source_id: int) -> DictRow | None:
    """hub, topic, base, state, lease_until, renew_at and now; None if the source names no hub."""
    return run_one(conn, "find_subscription", source_id=source_id)


def hub_status(conn: Connection) -> DictRow:
    """delivering, asked, denied, failed: hubs; kept, refused, waiting: deliveries; oldest_seconds of these."""
    row = run_one(conn, "hub_status")
    assert row is not None
    return row


def want_subscription(
    conn: Connection, source_id: int, *, hub: str, topic: str, base: str, token: str, secret: str | None,
    patience: timedelta, rest: timedelta,
) -> DictRow | None:  # fmt: skip
    """Note that a hub is asked now: token and secret to ask with; None where it need not be asked yet.

    It is asked again after `patience`, or for another hub or topic after `rest`.
    """
    return run_one(
        conn, "want_subscription", source_id=source_id, hub=hub, topic=topic, base=base, token=token, secret=secret,
        patience=patience, rest=rest,
    )  # fmt: skip


def fail_subscription(conn: Connection, source_id: int, *, detail: str, patience: timedelta) -> None:
    """Note that a hub could not be asked, and leave it alone for so long."""
    run(conn, "fail_subscription", source_id=source_id, detail=detail, patience=patience)


def confirm_subscription(conn: Connection, token: str, *, topic: str, lease: timedelta) -> bool:
    """A hub asks whether this is wanted; False if it is not."""
    return run_one(conn, "confirm_subscription", token=token, topic=topic, lease=lease) is not None


def deny_subscription(conn: Connection, token: str, *, topic: str, detail: str, patience: timedelta) -> bool:
    """A hub refuses to deliver, or ends it; False if there is no such subscription."""
    row = run_one(conn, "deny_subscription", token=token, topic=topic, detail=detail, patience=patience)
    return row is not None


def secret_of(conn: Connection, token: str) -> DictRow | None:
    """source_id, secret and whether the source is active; None if nobody was given this token."""
    return run_one(conn, "secret_of", token=token)


def refuse_delivery(conn: Connection, token: str) -> None:
    """Count a delivery that was not signed as it should be."""
    run(conn, "refuse_delivery", token=token)


def keep_delivery(
    conn: Connection, token: str, *, content: bytes | None, media_type: str = "", charset: str | None = None
) -> bool:
    """Keep a delivery (None: take it for a hint to poll) and make its source due; False if it was not kept."""
    row = run_one(
        conn, "keep_delivery", token=token, content=content, media_type=media_type, charset=charset, most=MOST_WAITING
    )  # fmt: skip
    return row is not None and bool(row["kept"])


def begin_delivery(conn: Connection, source_id: int, *, above: int) -> DictRow | None:
    """delivery_id, media_type, charset, content, attempts and base of the source's next delivery; None if none waits.

    The attempt is counted at once, so that a delivery that ends its reader is known by it.
    """
    return run_one(conn, "begin_delivery", source_id=source_id, above=above)


def drop_delivery(conn: Connection, source_id: int, delivery_id: int) -> None:
    """Remove a delivery; belongs in the transaction that makes documents of its entries."""
    conn.execute("select ingest.drop_deliveries(%s, %s)", (source_id, [delivery_id]))


def end_delivery(conn: Connection, claim: SourceClaim, *, unread: bool) -> bool:
    """Give the lease back; False if it was lost. The source is polled at once where something could not be read."""
    return run_one(conn, "end_delivery", source_id=claim.source_id, token=claim.token, unread=unread) is not None
