"""Rows of `ingest.sources`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from psycopg.rows import DictRow

from pipeline.errors import Reason
from pipeline.models import EntryList, Pages
from pipeline.recognition import IdentityPolicy, Known
from pipeline.storage.connection import Connection
from pipeline.storage.queries import run, run_one


@dataclass(frozen=True)
class SourceClaim:
    """A source whose lease this worker holds, as it was when it was claimed; `now` is the database's clock then."""

    source_id: int
    token: UUID
    url: str
    pages: Pages
    etag: str | None
    last_modified: str | None
    body_key: bytes | None
    failures: int
    poll_interval: timedelta | None
    last_entry_at: datetime | None
    last_success_at: datetime | None
    added_at: datetime
    full_at: datetime | None
    validators_lie: bool
    slot_at: datetime | None
    parent_source_id: int | None
    older_page: bool
    older: int
    fills_gap: bool
    scheduled: bool
    now: datetime

    @property
    def list_id(self) -> int:
        """The source whose entries these are: an older page's are its parent's."""
        return self.parent_source_id if self.older_page and self.parent_source_id is not None else self.source_id


def add_source(
    conn: Connection,
    url: str,
    *,
    url_key: bytes,
    pages: Pages = Pages.AUTO,
    scheduled: bool = True,
    parent_source_id: int | None = None,
    older: int = 0,
) -> tuple[int, bool]:
    """Register a source, or make a known one active and due now; gives its number and whether it is new.

    One that is not `scheduled` is polled this once; one that already was stays scheduled. The URL that a source had
    before it moved means that source. So many pages of `older` entries are followed as well.
    """
    if moved := run_one(conn, "moved_source", url_key=url_key):
        url, url_key = moved["url"], moved["url_key"]
    row = run_one(
        conn, "add_source", url=url, url_key=url_key, pages=pages, scheduled=scheduled,
        parent_source_id=parent_source_id, older=older,
    )  # fmt: skip
    assert row is not None
    return row["source_id"], row["added"]


def add_child_sources(conn: Connection, source_id: int, urls: Sequence[str], *, url_keys: Sequence[bytes]) -> list[int]:
    """Register feeds found in a directory; gives the numbers of those that are now due."""
    rows = run(conn, "add_child_sources", source_id=source_id, urls=list(urls), url_keys=list(url_keys))
    return [row["source_id"] for row in rows]


def add_listed_sources(conn: Connection, source_id: int, urls: Sequence[str], *, url_keys: Sequence[bytes]) -> None:
    """Register an index's sitemaps, which keep a rhythm of their own from then on."""
    run(conn, "add_listed_sources", source_id=source_id, urls=list(urls), url_keys=list(url_keys))


def add_older_page(conn: Connection, source_id: int, url: str, *, url_key: bytes, older: int, fills_gap: bool) -> None:
    """Register the page before a list's page, to be polled once; so many more before it are still to be followed."""
    run(
        conn, "add_older_page", source_id=source_id, url=url, url_key=url_key, older=older, fills_gap=fills_gap
    )  # fmt: skip


def identity_policy(conn: Connection, source_id: int) -> IdentityPolicy:
    """What tells a source's entries apart."""
    row = run_one(conn, "identity_policy", source_id=source_id)
    assert row is not None
    return IdentityPolicy(row["identity_policy"])


def degrade_identity(conn: Connection, source_id: int, policy: IdentityPolicy, *, why: str) -> bool:
    """Tell a source's entries apart by less from now on; False where they are already."""
    return run_one(conn, "degrade_identity", source_id=source_id, policy=policy, why=why) is not None


def known_entries(
    conn: Connection, source_id: int, *, entry_keys: Sequence[bytes], url_keys: Sequence[bytes]
) -> list[Known]:
    """What the source has announced under one of these keys, or at one of these pages, the oldest first."""
    rows = run(conn, "known_entries", source_id=source_id, entry_keys=list(entry_keys), url_keys=list(url_keys))
    return [Known(bytes(row["entry_key"]), row["url_key"], row["title"], row["published_at"]) for row in rows]


def has_listed(conn: Connection, source_id: int, *, own_key: bytes) -> bool:
    """Whether a source has been a list: it said so of itself, or announced another entry than itself."""
    row = run_one(conn, "has_listed", source_id=source_id, own_key=own_key)
    return row is not None and bool(row["listed"])


def directory_sources(conn: Connection) -> list[DictRow]:
    """source_id and url of every source that is polled by the schedule and may be a directory."""
    return run(conn, "directory_sources")


def wake_sources(conn: Connection, source_ids: Sequence[int]) -> None:
    """Let these be polled now; one that is being polled, once more afterwards."""
    run(conn, "wake_sources", source_ids=list(source_ids))


def fill_gap(conn: Connection, source_id: int) -> None:
    """Note that what scrolled away at a source's last overrun has been found on its older pages."""
    run(conn, "fill_gap", source_id=source_id)


def last_gap(conn: Connection, source_id: int) -> DictRow | None:
    """gap_from and gap_until of a source's last overrun, filled or not; None if there is none."""
    return run_one(conn, "last_gap", source_id=source_id)


def claim_source(conn: Connection, source_id: int, *, lease: timedelta) -> SourceClaim | None:
    """Take the lease of a source; None if it is not due, not active, or somebody polls it already."""
    token = uuid4()
    row = run_one(conn, "claim_source", source_id=source_id, token=token, lease=lease)
    return SourceClaim(token=token, **row | {"pages": Pages(row["pages"])}) if row else None


def postpone_poll(conn: Connection, claim: SourceClaim, *, slot_at: datetime) -> None:
    """Let the poll wait for its slot at the host."""
    run(conn, "postpone_poll", source_id=claim.source_id, token=claim.token, slot_at=slot_at)


def save_poll(
    conn: Connection,
    claim: SourceClaim,
    *,
    due_at: datetime,
    due_why: str,
    poll_interval: timedelta,
    etag: str | None,
    last_modified: str | None,
    body_key: bytes | None,
    about: EntryList | None,
    full: bool = False,
    lied: bool = False,
    moved_to: str | None = None,
) -> DictRow | None:
    """End a successful poll; gives moved_hits and moved_since, None if the lease was lost.

    `about` is what the list says of itself, None where it was not read; a title stays until there is another. `full`
    says that no validators were sent, `lied` that those which were kept said nothing had changed when it had,
    `moved_to` where the answer was permanently redirected to. Belongs in the transaction that stores the entries.
    """
    told = about or EntryList()
    return run_one(
        conn, "save_poll", source_id=claim.source_id, token=claim.token, due_at=due_at, due_why=due_why,
        poll_interval=poll_interval, etag=etag, last_modified=last_modified, body_key=body_key, full=full, lied=lied,
        moved_to=moved_to, told=about is not None, title=told.title, title_html=told.title_html, link=told.link,
        description=told.description, language=told.language, feed_guid=told.identity, authors=list(told.authors),
    )  # fmt: skip


def move_source(conn: Connection, source_id: int, url: str, *, url_key: bytes) -> bool:
    """Poll a source there from now on, and keep where it was; False where another source is polled there already."""
    return run_one(conn, "move_source", source_id=source_id, url=url, url_key=url_key) is not None


def renew_source(conn: Connection, claim: SourceClaim, *, lease: timedelta) -> bool:
    """Keep the lease while a poll takes long; False if it was lost."""
    return run_one(conn, "renew_source", source_id=claim.source_id, token=claim.token, lease=lease) is not None


def mark_news(conn: Connection, source_id: int) -> None:
    """Note that a poll found something new."""
    run(conn, "mark_news", source_id=source_id)


def note_gap(conn: Connection, claim: SourceClaim, *, entries: int) -> None:
    """Note that nothing of what this poll found was there at the last one: some entries may have come and gone."""
    run(
        conn, "note_gap", source_id=claim.source_id, gap_from=claim.last_success_at, gap_until=claim.now,
        entries=entries,
    )  # fmt: skip


def fail_poll(
    conn: Connection,
    claim: SourceClaim,
    *,
    due_at: datetime,
    due_why: str,
    failures: int,
    certain: bool,
    reason: Reason,
    detail: str,
) -> bool:
    """End a failed poll; False if the lease was lost. Once `certain`, a source that is not scheduled is left alone."""
    row = run_one(
        conn, "fail_poll", source_id=claim.source_id, token=claim.token, due_at=due_at, due_why=due_why,
        failures=failures, certain=certain, reason=reason, detail=detail,
    )  # fmt: skip
    return row is not None


def log_poll(
    conn: Connection,
    claim: SourceClaim,
    *,
    worker: str,
    outcome: str,
    reason: Reason | None = None,
    detail: str | None = None,
) -> None:
    """Put a poll into the event log."""
    run(
        conn, "log_poll", source_id=claim.source_id, attempt=claim.failures + 1, worker=worker, started_at=claim.now,
        outcome=outcome, reason=reason, detail=detail,
    )  # fmt: skip


def recover_sources(conn: Connection, *, room: int) -> list[DictRow]:
    """Take the lease from pollers that fell silent: rows of source_id and failures."""
    return run(conn, "recover_sources", room=room)


def hand_out_sources(
    conn: Connection, *, resend: timedelta, room: int, full: Sequence[int] = (), older: bool = True
) -> list[int]:
    """Choose at most `room` sources to poll now and note that messages are on their way.

    None of those that are `full`, and no older pages unless `older`.
    """
    rows = run(conn, "hand_out_sources", resend=resend, room=room, full=list(full), no_older=not older)
    return [row["source_id"] for row in rows]


def set_source_state(conn: Connection, state: str, *, source_id: int | None, url_key: bytes | None) -> list[DictRow]:
    """Make a source 'active', 'paused' or 'removed'; gives source_id and url of what was changed."""
    return run(conn, "set_source_state", state=state, source_id=source_id, url_key=url_key)


def list_sources(conn: Connection) -> list[dict[str, Any]]:
    """Every source that is not removed, with its books."""
    return run(conn, "list_sources")


def source_family(conn: Connection, source_ids: Sequence[int]) -> list[DictRow]:
    """The named sources and the feeds found in them."""
    return run(conn, "source_family", source_ids=list(source_ids))


def note_pause(conn: Connection, kind: str, *, subject: str, detail: str, holds: timedelta) -> None:
    """Put an alarm among the books that stands for so long, unless it is noted again."""
    run(conn, "note_pause", kind=kind, subject=subject, detail=detail, holds=holds)


def in_backlog(conn: Connection) -> bool:
    """Whether the backlog that some sweeper saw lasts."""
    row = run_one(conn, "in_backlog")
    return row is not None and bool(row["lasts"])


def note_backlog(conn: Connection, *, waiting: int, most: int, holds: timedelta) -> None:
    """Put the backlog among the alarms for so long, unless it is noted again."""
    run(conn, "note_backlog", waiting=waiting, most=most, holds=holds)


def end_backlog(conn: Connection) -> None:
    """End the backlog before its time: enough is published."""
    run(conn, "end_backlog")
