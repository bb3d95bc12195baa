"""Rows of `ingest.files`: which files a directory or an archive holds, and what became of those it held."""

from __future__ import annotations

from collections.abc import Sequence

from psycopg.rows import DictRow

from pipeline.storage.connection import Connection
from pipeline.storage.queries import run, run_one


def note_files(
    conn: Connection, source_id: int, *, entry_keys: Sequence[bytes], stamps: Sequence[str], worker: str
) -> list[DictRow]:
    """Note files with their stamps: rows of document_id, entry_key, body_key (None without bytes), changed (None for
    one that is new) and waits (for its first reading)."""
    return run(
        conn, "note_files", source_id=source_id, entry_keys=list(entry_keys), stamps=list(stamps), worker=worker
    )  # fmt: skip


def restamp_file(conn: Connection, document_id: int, *, stamp: str) -> None:
    """Note what a file looks like now."""
    run(conn, "restamp_file", document_id=document_id, stamp=stamp)


def revise_file(conn: Connection, document_id: int, *, stamp: str, worker: str) -> bool:
    """Send a changed file through the stages again; False where it is on its way already, or was erased."""
    return run_one(conn, "revise_file", document_id=document_id, stamp=stamp, worker=worker) is not None


def mark_gone(conn: Connection, source_id: int, *, seen: Sequence[int], worker: str) -> list[int]:
    """Note that all files of a source but these are gone; gives the documents that were there until now."""
    return [row["document_id"] for row in run(conn, "mark_gone", source_id=source_id, seen=list(seen), worker=worker)]
