"""What a list says becomes documents: each entry under the key by which its source has announced it, or is to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline import identity, recognition
from pipeline.models import FeedEntry
from pipeline.storage import Connection, documents, sources


def discovery(claim: sources.SourceClaim, entry: FeedEntry) -> documents.Discovery:
    """The entry as a document to be."""
    return documents.Discovery(
        entry=entry,
        entry_key=identity.entry_key(entry.identity),
        url=entry.url or claim.url,
        url_key=identity.page_key(entry.url) if entry.url else None,
    )


def announce(
    conn: Connection, claim: sources.SourceClaim, entries: Sequence[FeedEntry], *, worker: str, reserved: str = ""
) -> tuple[int, list[documents.Discovery]]:
    """Make a document of every entry that is new; how many were, and all under their keys. Belongs in a transaction.

    `reserved` says where the list is reserved against text and data mining: what it says is, then, too.
    """
    listed = _recognised(conn, claim, [discovery(claim, entry) for entry in entries], worker=worker)
    priority = int(claim.older_page)
    found = documents.discover_documents(conn, claim.list_id, listed, worker=worker, priority=priority)
    if reserved:
        documents.note_reserved(conn, found, f"{reserved} of its source")
    return len(found), listed


def _recognised(
    conn: Connection, claim: sources.SourceClaim, entries: list[documents.Discovery], *, worker: str
) -> list[documents.Discovery]:
    listed = [
        recognition.Listed(one.entry_key, one.url_key, one.entry.title, one.entry.content, one.entry.published_at)
        for one in entries
    ]
    known = sources.known_entries(
        conn, claim.list_id, entry_keys=[one.entry_key for one in entries],
        url_keys=[one.url_key for one in entries if one.url_key],
    )  # fmt: skip
    found = recognition.recognise(listed, known, sources.identity_policy(conn, claim.list_id))
    if found.why and sources.degrade_identity(conn, claim.list_id, found.policy, why=found.why):
        sources.log_poll(conn, claim, worker=worker, outcome="degraded", detail=f"by {found.policy}: {found.why}")
    return [replace(one, entry_key=key) for one, key in zip(entries, found.keys, strict=True)]
