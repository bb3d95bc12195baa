"""The analyst's way in: one statement, read-only, as the reader's role."""

from __future__ import annotations

from typing import Any

import psycopg

from pipeline.storage.connection import connect

READER_ROLE = "dateline_reader"
STATEMENT_TIMEOUT_MS = 60_000


class QueryError(ValueError):
    """PostgreSQL refused the query; the message is its own, with its hint."""


def ask(url: str, query: str, *, fallback_url: str) -> tuple[list[str], list[dict[str, Any]]]:
    """Run one statement in a read-only transaction; gives the names of the columns and the rows.

    `url` is the reader's own login; without one, the login of `fallback_url` acts as the reader's role. The extended
    protocol is used on purpose: it takes one statement only. Raises QueryError for what PostgreSQL refuses.
    """
    conn = connect(url or fallback_url, role=READER_ROLE, timeout_ms=STATEMENT_TIMEOUT_MS)
    with conn:
        conn.read_only = True
        try:
            with conn.transaction():
                conn.execute("set local search_path to news")
                cursor = conn.execute(query.replace("%", "%%"), (), prepare=True)
                columns = [column.name for column in cursor.description or ()]
                return columns, cursor.fetchall() if columns else []
        except psycopg.Error as error:
            if conn.closed:  # not the query's fault
                raise
            hint = f" ({error.diag.message_hint})" if error.diag.message_hint else ""
            raise QueryError(f"{error.diag.message_primary or error}{hint}") from None
