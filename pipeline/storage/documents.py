"""Rows of `ingest.documents` and what hangs on them: discover, advance, postpone, close."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from psycopg.rows import DictRow

from pipeline.errors import Reason
from pipeline.models import Article, BodySource, FeedEntry, RawDocument, State
from pipeline.storage.claims import Claim, raw_of
from pipeline.storage.connection import Connection
from pipeline.storage.queries import run, run_one
from pipeline.storage.staging import article_to_json, entry_from_json, entry_to_json

_COMPRESSION_LEVEL = 2
"""Of zlib's levels the one before the knee: pages of news take 0.44 of the time of level 6 and 1.15 times its bytes."""


@dataclass(frozen=True)
class Discovery:
    """An entry about to become a document."""

    entry: FeedEntry
    entry_key: bytes
    url: str
    url_key: bytes | None


REVISION_REST = timedelta(hours=1)
"""How long a document rests before a change of its entry sends it through the stages again."""

MOST_REVISIONS = 10
"""How often it does: some feeds change an advertisement in each entry with every poll."""


def discover_documents(
    conn: Connection, source_id: int, discoveries: Sequence[Discovery], *, worker: str,
    rest: timedelta = REVISION_REST, priority: int = 0,
) -> list[int]:  # fmt: skip
    """Make a row of every entry that the source has not announced before; gives the numbers of the new ones.

    Entries whose title, content or date of change is another than before go through the stages again.
    """
    unique = {discovery.entry_key: discovery for discovery in reversed(discoveries)}
    ordered = list(reversed(unique.values()))
    rows = run(
        conn, "discover_documents", source_id=source_id,
        entry_keys=[d.entry_key for d in ordered], urls=[d.url for d in ordered],
        url_keys=[d.url_key for d in ordered], entries=[entry_to_json(d.entry) for d in ordered],
        worker=worker, rest=rest, most_revisions=MOST_REVISIONS, priority=priority,
    )  # fmt: skip
    return [row["document_id"] for row in rows]


def reopen_document(conn: Connection, source_id: int, discovery: Discovery, *, worker: str) -> int | None:
    """Bring back the refused document under which a source itself stands in the books; None if there is none."""
    entry = entry_to_json(discovery.entry)
    row = run_one(
        conn, "reopen_document", source_id=source_id, entry_key=discovery.entry_key, entry=entry, worker=worker
    )
    return row["document_id"] if row else None


def stand_for_source(
    conn: Connection,
    source_id: int,
    discovery: Discovery,
    *,
    state: State,
    reason: Reason,
    detail: str,
    attempt: int,
    worker: str,
    started_at: datetime,
) -> None:
    """Let a source that could not be listed stand in the books as a document of its own, with this outcome."""
    run(
        conn, "stand_for_source", source_id=source_id, entry_key=discovery.entry_key, url=discovery.url,
        url_key=discovery.url_key, state=state, reason=reason, detail=detail, attempt=attempt, worker=worker,
        started_at=started_at,
    )  # fmt: skip


def find_entry(conn: Connection, source_id: int, *, entry_key: bytes) -> DictRow | None:
    """document_id and state of a source's entry, if it is known."""
    return run_one(conn, "has_document", source_id=source_id, entry_key=entry_key)


def count_retries(conn: Connection, document_id: int, *, reason: Reason) -> int:
    """How often it has been postponed for a reason within a day."""
    row = run_one(conn, "count_retries", document_id=document_id, reason=reason)
    return int(row["times"]) if row is not None else 0


def save_raw(
    conn: Connection,
    claim: Claim,
    raw: RawDocument,
    *,
    body_key: bytes,
    worker: str,
    in_chain: bool = True,
    reason: Reason | None = None,
    detail: str | None = None,
) -> bool:
    """Advance to fetched and keep the bytes, in one statement; False, and nothing kept, if the lease was lost.

    `in_chain` says that a message goes on with it; otherwise the next sweep sends one. `reason` says why these bytes
    and not the page's, where the feed's own content had to do.
    """
    row = run_one(
        conn, "save_raw", **_ending(claim, worker), in_chain=in_chain, reason=reason, detail=detail, body_key=body_key,
        content=zlib.compress(raw.content, _COMPRESSION_LEVEL), size_bytes=len(raw.content), final_url=raw.final_url,
        status=raw.status, media_type=raw.media_type, charset=raw.charset, headers=json.dumps(dict(raw.headers)),
        body_source=raw.body_source,
    )  # fmt: skip
    return row is not None


def language_of(conn: Connection, document_id: int) -> str | None:
    """The language of the text that was parsed last; None where there is no such text, or its language is not known."""
    row = run_one(conn, "language_of", document_id=document_id)
    return row["language"] if row else None


def save_parsed(
    conn: Connection,
    claim: Claim,
    article: Article,
    *,
    text_key: bytes,
    body_source: BodySource,
    worker: str,
    reason: Reason | None = None,
    detail: str | None = None,
) -> bool:
    """Advance to parsed and stage the article, in one statement; False, and nothing kept, if the lease was lost."""
    row = run_one(
        conn, "save_parsed", **_ending(claim, worker), reason=reason, detail=detail, article=article_to_json(article),
        text_key=text_key, body_source=body_source,
    )  # fmt: skip
    return row is not None


def advance_enriched(conn: Connection, claim: Claim, *, worker: str, recheck_at: datetime | None = None) -> bool:
    """Advance to enriched; False if the lease was lost. Belongs in the transaction that publishes the article.

    At `recheck_at` its page is looked at again.
    """
    return run_one(conn, "advance_enriched", **_ending(claim, worker), recheck_at=recheck_at) is not None


def postpone_document(
    conn: Connection,
    claim: Claim,
    *,
    due_at: datetime,
    attempts: int,
    reason: Reason,
    detail: str,
    worker: str,
) -> bool:
    """Let it wait until `due_at` with this count of attempts; False if the lease was lost."""
    row = run_one(
        conn, "postpone_document", **_ending(claim, worker), stage=claim.stage, due_at=due_at, attempts=attempts,
        reason=reason, detail=detail,
    )  # fmt: skip
    return row is not None


def close_document(
    conn: Connection,
    claim: Claim,
    *,
    state: State,
    reason: Reason,
    detail: str,
    worker: str,
    duplicate_of: int | None = None,
) -> bool:
    """Give it its outcome; False if the lease was lost."""
    row = run_one(
        conn, "close_document", **_ending(claim, worker), stage=claim.stage, state=state, reason=reason, detail=detail,
        duplicate_of=duplicate_of,
    )  # fmt: skip
    return row is not None


def note_opt_out(conn: Connection, claim: Claim, opt_out: str) -> None:
    """Note where the publisher reserves the page against text and data mining."""
    run(
        conn, "note_opt_out", document_id=claim.document_id, version=claim.version, token=claim.token, opt_out=opt_out
    )  # fmt: skip


def note_reserved(conn: Connection, document_ids: Sequence[int], opt_out: str) -> None:
    """Note of documents that were just discovered where the list that announced them is reserved."""
    run(conn, "note_reserved", document_ids=list(document_ids), opt_out=opt_out)


def log_fenced(conn: Connection, claim: Claim, *, worker: str) -> None:
    """Note that a worker came back with a result after it had lost its lease."""
    values = _ending(claim, worker) | {"source_id": claim.source_id, "stage": claim.stage}
    del values["token"], values["version"]
    run(conn, "log_fenced", **values)


def _ending(claim: Claim, worker: str) -> dict[str, Any]:
    return {
        "document_id": claim.document_id,
        "version": claim.version,
        "token": claim.token,
        "attempt": claim.attempts,
        "worker": worker,
        "started_at": claim.now,
    }


def raw_document(conn: Connection, document_id: int) -> tuple[RawDocument, FeedEntry | None] | None:
    """The bytes that are kept of a document and the entry that announced it, whatever its state; None without bytes."""
    row = run_one(conn, "raw_document", document_id=document_id)
    if row is None:
        return None
    return raw_of(row), entry_from_json(row["entry"]) if row["entry"] else None


def expire_bodies(conn: Connection, rules: Mapping[State, float], *, most: int) -> int:
    """Remove the raw bytes of at most so many documents whose outcome is older than its rule (days); how many."""
    if not rules:
        return 0
    row = run_one(conn, "expire_bodies", states=list(rules), days=list(rules.values()), most=most)
    return int(row["expired"]) if row else 0


def count_expiring(conn: Connection, rules: Mapping[State, float]) -> list[DictRow]:
    """What the rules would remove now: state, documents, bytes."""
    return run(conn, "count_expiring", states=list(rules), days=list(rules.values())) if rules else []
