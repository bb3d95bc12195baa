"""Taking documents: the claims of the three stages, and the sweeper's two statements."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from psycopg.rows import DictRow

from pipeline import identity
from pipeline.errors import Reason
from pipeline.models import Article, BodySource, FeedEntry, Pages, RawDocument, Stage, State
from pipeline.storage.connection import Connection
from pipeline.storage.queries import run, run_one
from pipeline.storage.staging import article_from_json, entry_from_json


@dataclass(frozen=True)
class Claim:
    """A document whose lease this worker holds; `now` is the database's clock when it was taken.

    `attempts` counts this try at the stage, from 1. `entry` is what the source said about it.
    """

    document_id: int
    source_id: int
    stage: Stage
    token: UUID
    version: int
    attempts: int
    url: str
    now: datetime
    entry: FeedEntry | None = None


@dataclass(frozen=True)
class FetchClaim(Claim):
    """With an older document of the same page, if there is one that is published or on its way.

    `same_rests_until` says when that is tried again, where nobody holds it. `reason` is why this one waited, if it did,
    and `since` when it came into its state; `has_page` says that its page was published before.
    """

    pages: Pages = Pages.AUTO
    same_document_id: int | None = None
    same_state: State | None = None
    same_rests_until: datetime | None = None
    since: datetime | None = None
    reason: Reason | None = None
    has_page: bool = False


@dataclass(frozen=True)
class ParseClaim(Claim):
    """With the bytes; `page_reason` and `page_detail` say why they are the feed's, `has_page` that the document's page
    was published before.
    """

    raw: RawDocument | None = None
    has_page: bool = False
    page_reason: Reason | None = None
    page_detail: str = ""


@dataclass(frozen=True)
class EnrichClaim(Claim):
    """With the article, and another that has the same text, if there is one.

    `published` says that this document has an article already, `unchanged` that it has these words, `revised` that its
    source changed the entry, `forgotten` that these words were erased for good.
    """

    article: Article | None = None
    text_key: bytes = b""
    body_source: BodySource = BodySource.PAGE
    source: str = ""
    pages: Pages = Pages.AUTO
    discovered_at: datetime | None = None
    same_document_id: int | None = None
    published: bool = False
    unchanged: bool = False
    revised: bool = False
    forgotten: bool = False


def claim_fetch(conn: Connection, document_id: int, *, lease: timedelta) -> FetchClaim | None:
    """Take a discovered document; None if it is in another state, not due, or held by somebody."""
    row, common = _claim(conn, Stage.FETCH, document_id, lease)
    if row is None:
        return None
    same, same_id = row["same_state"], row["same_document_id"]
    if same_id is None and (gone := _forgotten_before(conn, row["url"])) is not None:
        same, same_id = State.REJECTED, gone
    return FetchClaim(
        **common,
        pages=Pages(row["pages"]),
        same_document_id=same_id,
        same_state=State(same) if same else None,
        same_rests_until=row["same_rests_until"],
        since=row["changed_at"],
        reason=Reason(row["reason"]) if row["reason"] else None,
        has_page=row["has_page"],
    )


def _forgotten_before(conn: Connection, url: str) -> int | None:
    """A page that was forgotten when `identity` knew fewer forms of one: its key stays as it was."""
    former = identity.url_key(url)
    row = run_one(conn, "forgotten_page", url_key=former) if former != identity.page_key(url) else None
    return row["document_id"] if row else None


def claim_parse(conn: Connection, document_id: int, *, lease: timedelta) -> ParseClaim | None:
    """Take a fetched document with its bytes; None if it is in another state, not due, or held by somebody."""
    row, common = _claim(conn, Stage.PARSE, document_id, lease)
    if row is None:
        return None
    return ParseClaim(
        **common, raw=raw_of(row), has_page=row["has_page"], page_detail=row["page_detail"] or "",
        page_reason=Reason(row["page_reason"]) if row["page_reason"] else None,
    )  # fmt: skip


def raw_of(row: Mapping[str, Any]) -> RawDocument:
    """The bytes of a row that has them, unpacked, with what came along."""
    return RawDocument(
        url=row["url"],
        final_url=row["final_url"],
        content=zlib.decompress(row["content"]),
        media_type=row["media_type"],
        charset=row["charset"],
        status=row["status"],
        headers=row["headers"],
        body_source=BodySource(row["body_source"]),
    )


def claim_enrich(conn: Connection, document_id: int, *, lease: timedelta) -> EnrichClaim | None:
    """Take a parsed document with its article; None if it is in another state, not due, or held by somebody."""
    row, common = _claim(conn, Stage.ENRICH, document_id, lease)
    if row is None:
        return None
    return EnrichClaim(
        **common,
        article=article_from_json(row["article"]),
        text_key=row["text_key"],
        body_source=BodySource(row["body_source"]),
        source=row["source"],
        pages=Pages(row["pages"]),
        discovered_at=row["discovered_at"],
        same_document_id=row["same_document_id"],
        published=row["published"],
        unchanged=bool(row["unchanged"]),
        revised=bool(row["revised"]),
        forgotten=row["forgotten"],
    )


def recover_documents(conn: Connection, *, max_attempts: int, room: int, worker: str) -> list[DictRow]:
    """Take the lease from silent workers, give up what was tried too often: document_id, state, reason, attempts."""
    return run(conn, "recover_documents", max_attempts=max_attempts, room=room, worker=worker)


def recheck_documents(conn: Connection, *, delays: Sequence[timedelta], room: int, worker: str) -> int:
    """Send published pages through the stages again whose time has come, and set their next one; gives how many."""
    return len(run(conn, "recheck_documents", delays=list(delays), room=room, worker=worker))


FIRST = 5
"""So many documents of each source go before the others of all sources, in every round."""


def hand_out_documents(
    conn: Connection, state: State, *, resend: timedelta, room: int, later_room: int | None = None
) -> dict[int, bool]:
    """Choose at most `room` documents that wait in this state, sources in turns, and note that they are sent.

    Gives of each whether it comes later than news: it has a low priority, or FIRST of its source go before it. Of these
    none is chosen where `later_room` is taken up already.
    """
    later_room = room if later_room is None else later_room
    rows = run(
        conn, "hand_out_documents", state=state, resend=resend, room=room, later_room=later_room, first=FIRST
    )  # fmt: skip
    return dict(sorted((row["document_id"], row["later"]) for row in rows))


def count_waiting(conn: Connection, *, priority: int, most: int, share: int, lease: timedelta) -> tuple[int, list[int]]:
    """How many documents of a priority are on their way, each source counted up to its share, and who has that share.

    Costs no more with millions of documents: the count stops once it has found `most`.
    """
    rows = run(conn, "count_waiting", priority=priority, most=most, share=share, lease=lease)
    full = sorted(row["source_id"] for row in rows if row["documents"] >= share)
    return sum(row["documents"] for row in rows), full


def _claim(conn: Connection, stage: Stage, document_id: int, lease: timedelta) -> tuple[DictRow | None, dict[str, Any]]:
    token = uuid4()
    row = run_one(conn, f"claim_{stage}", document_id=document_id, token=token, lease=lease)
    if row is None:
        return None, {}
    common = {name: row[name] for name in ("document_id", "source_id", "version", "attempts", "url", "now")}
    entry = row.get("entry")
    return row, common | {"stage": stage, "token": token, "entry": entry_from_json(entry) if entry else None}
