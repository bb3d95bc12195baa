"""Keys of pages (`ingest.documents.url_key`), renewed when the normaliser of URLs has learnt."""

from __future__ import annotations

from pipeline import identity
from pipeline.storage.connection import Connection
from pipeline.storage.queries import run, run_one

BATCH = 5_000
"""So many documents are looked at in one transaction."""


def renew_page_keys(conn: Connection, *, batch: int = BATCH) -> int:
    """Give every document the key that its URL has by this program's normaliser; how many had another.

    In transactions of a batch each, so that it can be cut short and goes on there, and workers hardly wait for it.
    Nothing is done where the rows say that their keys are of this normaliser.
    """
    known = run_one(conn, "page_keys")
    after, renewed = 0, 0
    if known is not None and known["normaliser"] == identity.NORMALISER_VERSION:
        if known["renewed_until"] is None:
            return 0
        after = known["renewed_until"]
    while True:
        with conn.transaction():
            rows = run(conn, "keyed_documents", after=after, most=batch)
            keys = {row["document_id"]: identity.page_key(row["url"]) for row in rows}
            other = [row["document_id"] for row in rows if bytes(row["url_key"]) != keys[row["document_id"]]]
            if other:
                run(conn, "renew_page_keys", document_ids=other, url_keys=[keys[number] for number in other])
            after = max(keys, default=0)
            run(conn, "note_page_keys", normaliser=identity.NORMALISER_VERSION, until=after if rows else None)
        renewed += len(other)
        if not rows:
            return renewed
