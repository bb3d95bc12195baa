"""What operators do with documents that have an outcome: bring them back, and erase them for good."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pipeline.models import Stage
from pipeline.storage.connection import Connection
from pipeline.storage.queries import run, run_one

BATCH = 1_000
"""Documents in one transaction: workers never wait long for their rows."""

WAITING = ("discovered", "fetched", "parsed")
REFUSED = ("rejected", "failed")
OUTCOMES = (*REFUSED, "duplicate", "enriched")


@dataclass(frozen=True)
class Forgotten:
    """What was erased: documents, the articles among them, and the documents of others that were brought back."""

    documents: int
    articles: int
    requeued: int


def choose_documents(
    conn: Connection, *, states: Sequence[str], reason: str | None = None, source_id: int | None = None
) -> Iterator[list[int]]:
    """The documents in these states, in parts of `BATCH`; forgotten ones and those of sources themselves apart, and of
    `WAITING` those that rest until another time alone.
    """
    above = 0
    while True:
        rows = run(
            conn, "choose_documents", states=list(states), reason=reason, source_id=source_id, above=above, room=BATCH
        )
        if not rows:
            return
        above = rows[-1]["document_id"]
        yield [row["document_id"] for row in rows]


def requeue_documents(
    conn: Connection,
    document_ids: Sequence[int],
    *,
    stage: Stage,
    worker: str,
    low_priority: bool = False,
    resting: bool = False,
) -> list[int]:
    """Bring these back to a stage, or the latest before it whose input is kept; gives those that had an outcome.

    With `resting`, those too that wait for another time: they are tried now, where they are. The article of a published
    one stays visible until another takes its place.
    """
    rows = run(
        conn, "requeue_documents", document_ids=list(document_ids), stage=stage, worker=worker,
        priority=int(low_priority), resting=resting,
    )  # fmt: skip
    return [row["document_id"] for row in rows]


def left_alone(conn: Connection, document_ids: Sequence[int]) -> dict[int, str]:
    """Why each of these documents cannot be brought back, in words that follow its number."""
    rows = run(conn, "left_alone", document_ids=list(document_ids))
    return {row["document_id"]: row["why"] for row in rows}


def count_open(conn: Connection, document_ids: Sequence[int], *, horizon: datetime) -> dict[str, Any]:
    """How far these documents are, as `books.stage_counts` counts."""
    row = run_one(conn, "count_open", document_ids=list(document_ids), horizon=horizon)
    assert row is not None
    return dict(row)


def forget_documents(conn: Connection, document_ids: Sequence[int], *, why: str, worker: str) -> Forgotten:
    """Erase these documents with all of the same page or words, whichever is whose duplicate; they do not come back.

    In one transaction. Rows, keys, hosts and the steps in the log stay, so that the books hold.
    """
    with conn.transaction():
        alike = [row["document_id"] for row in run(conn, "documents_to_forget", document_ids=list(document_ids))]
        run(conn, "lock_documents", document_ids=alike)
        run(conn, "keep_text_keys", document_ids=alike)
        announcers = [row["source_id"] for row in run(conn, "announcers_of", document_ids=alike)]
        run(conn, "erase_deliveries", source_ids=announcers)
        return _erase(conn, alike, why=why, worker=worker)


def forget_source(conn: Connection, source_id: int, *, why: str, worker: str) -> Forgotten:
    """Erase all that a source announced; what others announced as well is brought back to be published as theirs."""
    with conn.transaction():
        own = [row["document_id"] for row in run(conn, "documents_of_source", source_id=source_id)]
        run(conn, "lock_documents", document_ids=own)
        others = [row["document_id"] for row in run(conn, "duplicates_elsewhere", document_ids=own)]
        back = requeue_documents(conn, others, stage=Stage.PARSE, worker=worker)
        run(conn, "erase_deliveries", source_ids=[source_id])
        run(conn, "erase_subscriptions", source_ids=[source_id])
        done = _erase(conn, own, why=why, worker=worker)
        return Forgotten(done.documents, done.articles, len(back))


def _erase(conn: Connection, document_ids: list[int], *, why: str, worker: str) -> Forgotten:
    entities = [row["entity_id"] for row in run(conn, "entities_of", document_ids=document_ids)]
    articles = run(conn, "erase_articles", document_ids=document_ids)
    run(conn, "erase_entities", entity_ids=entities)
    run(conn, "erase_staging", document_ids=document_ids)
    run(conn, "erase_entries", document_ids=document_ids)
    bodies = {row["body_key"] for row in run(conn, "erase_raw", document_ids=document_ids)}
    run(conn, "erase_bodies", body_keys=list(bodies))
    closed = run(conn, "close_forgotten", document_ids=document_ids, detail=why, worker=worker)
    return Forgotten(len(closed), len(articles), 0)
