"""Schema `news` in batches, by the order of its changes, for files outside the database."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from psycopg.rows import tuple_row

from pipeline.storage.connection import Connection
from pipeline.storage.queries import run, run_one, statements

TABLES = (
    "changes", "articles", "sentences", "paragraphs", "images", "mentions", "entities", "locations", "places", "dates",
    "quantities", "quotes", "past_versions", "near_duplicates", "stories", "story_articles", "story_merges",
)  # fmt: skip
"""What is exported, in this order; each but `changes` has a statement `export_TABLE`."""

START = "0.0.0"
"""The cursor before all changes."""

_CURSOR = re.compile(r"[0-9]{1,9}\.[0-9]{1,19}\.[0-9]{1,18}", re.ASCII)


class CursorError(ValueError):
    """The cursor is none of this database; the message says why."""


@dataclass(frozen=True)
class Rows:
    """Rows of one table: names of the columns with PostgreSQL's short names of their types, and tuples of values."""

    table: str
    columns: Mapping[str, str]
    rows: list[tuple[Any, ...]]


@dataclass(frozen=True)
class Batch:
    """All that a run of changes leaves behind: every table of TABLES once, and the cursor after it."""

    after: str
    upto: str
    history: str
    tables: tuple[Rows, ...]

    @property
    def changes(self) -> int:
        """How many changes it holds."""
        return len(self.tables[0].rows)


def next_batch(conn: Connection, after: str, *, history: str | None, most: int) -> Batch | None:
    """The next changes after a cursor, at most `most`, with all rows of the articles they concern; None if none came.

    An article that changed again later, as far as is known now, is left to the batch of its last change: within one
    snapshot no article comes twice. A retracted article is a change and no rows. Entities and places come again with
    every batch that names them. `history` is what the batch that gave the cursor said; raises CursorError if this
    database has another, or the cursor is none.
    """
    _check(conn, after, history)
    with conn.transaction():
        conn.execute("set transaction isolation level repeatable read, read only")
        changes = _rows(conn, "changes", since=after, most=most)
        if not changes.rows:
            return None
        upto = str(changes.rows[-1][0])
        epoch, xid, change_id = upto.split(".")
        ids = sorted({row[1] for row in changes.rows})
        settled = run(conn, "export_settled", ids=ids, epoch=epoch, xid=xid, change_id=change_id)
        settled_ids = [row["article_id"] for row in settled]
        tables = [changes] + [_rows(conn, table, ids=settled_ids) for table in TABLES[1:]]
        return Batch(after, upto, _history(conn, upto) or "", tuple(tables))


def _check(conn: Connection, cursor: str, history: str | None) -> None:
    if not _CURSOR.fullmatch(cursor):
        raise CursorError(f"{cursor[:80]!r} is not a cursor of news.changes_since")
    if cursor != START and (history is None or _history(conn, cursor) != history):
        raise CursorError(f"the cursor {cursor} comes from another database: export to a new folder")


def _history(conn: Connection, cursor: str) -> str | None:
    row = run_one(conn, "export_history", epoch=int(cursor.split(".")[0]))
    return row["history"] if row else None


def _rows(conn: Connection, table: str, **values: Any) -> Rows:
    cursor = conn.cursor(row_factory=tuple_row).execute(statements()[f"export_{table}"], values)
    return Rows(table, {column.name: column.type_display for column in cursor.description or ()}, cursor.fetchall())
