"""The analyst's way in: one statement, read-only, as the reader's role."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from psycopg.rows import tuple_row
from psycopg.types import datetime

from pipeline.storage.connection import connect

READER_ROLE = "dateline_reader"
STATEMENT_TIMEOUT_MS = 60_000
WORK_MEM = "64MB"
"""As sql/roles.sql gives it to the reader's own login; `set role` takes no settings over."""


def _or_text(loader: type[Loader]) -> type[Loader]:
    """A loader that gives PostgreSQL's own text for a value that the other one cannot hold."""

    class OrText(loader):  # type: ignore[misc,valid-type]
        def load(self, data: Buffer) -> Any:
            try:
                return super().load(data)
            except (psycopg.DataError, ValueError, OverflowError):
                return bytes(data).decode()

    return OrText


LENIENT: Mapping[str, type[Loader]] = {
    "date": _or_text(datetime.DateLoader),
    "time": _or_text(datetime.TimeLoader),
    "timetz": _or_text(datetime.TimetzLoader),
    "timestamp": _or_text(datetime.TimestampLoader),
    "timestamptz": _or_text(datetime.TimestamptzLoader),
    "interval": _or_text(datetime.IntervalLoader),
}


_COPY = re.compile(r"(?:\s|--[^\n]*\n|/\*.*?\*/)*copy\b", re.IGNORECASE | re.DOTALL)


class QueryError(ValueError):
    """PostgreSQL refused the query; the message is its own, with its hint."""


def ask(url: str, query: str, *, fallback_url: str) -> tuple[list[str], list[dict[str, Any]]]:
    """Run one statement in a read-only transaction; gives the names of the columns and the rows.

    A name that comes a second time gets a number ('a', 'a_2'), so that every column is there. A time that Python cannot
    hold ('infinity', a year before 1) stays the text that PostgreSQL makes of it.
    `url` is the reader's own login; without one, the login of `fallback_url` acts as the reader's role. The extended
    protocol is used on purpose: it takes one statement only. Raises QueryError for what PostgreSQL refuses.
    """
    if _COPY.match(query):
        raise QueryError("COPY gives no rows here: use a SELECT with --format csv, or `dateline export`")
    conn = connect(url or fallback_url, role=READER_ROLE, timeout_ms=STATEMENT_TIMEOUT_MS)
    for name, loader in LENIENT.items():
        conn.adapters.register_loader(name, loader)
    with conn:
        conn.read_only = True
        try:
            with conn.transaction():
                conn.execute(
                    "select set_config('search_path', 'news', true), set_config('work_mem', %s, true)", (WORK_MEM,)
                )
                cursor = conn.cursor(row_factory=tuple_row).execute(query.replace("%", "%%"), (), prepare=True)
                columns = _distinct([column.name for column in cursor.description or ()])
                rows = cursor.fetchall() if columns else []
                return columns, [dict(zip(columns, row, strict=True)) for row in rows]
        except psycopg.Error as error:
            if conn.closed:  # not the query's fault
                raise
            hint = f" ({error.diag.message_hint})" if error.diag.message_hint else ""
            raise QueryError(f"{error.diag.message_primary or error}{hint}") from None


def _distinct(names: Sequence[str]) -> list[str]:
    """The names, each once: one that is taken gets the next free number."""
    taken: dict[str, None] = {}
    for name in names:
        free, number = name, 2
        while free in taken or (free != name and free in names):
            free, number = f"{name}_{number}", number + 1
        taken[free] = None
    return list(taken)
