"""The statements of `sql/queries/`, by name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, LiteralString, cast

from psycopg.rows import DictRow

from pipeline.storage.connection import Connection

_NAME = re.compile(r"^-- name: (?P<name>\w+) :(?P<kind>one|many|exec)\n", re.MULTILINE)


def sql_folder() -> Path:
    """The folder `sql/`: beside the package in a checkout, inside it when installed."""
    packaged = Path(__file__).parent.parent / "sql"
    return packaged if packaged.is_dir() else Path(__file__).parent.parent.parent / "sql"


@cache
def statements() -> Mapping[str, LiteralString]:
    """Every named statement. Raises ValueError if two have one name."""
    found: dict[str, LiteralString] = {}
    for path in sorted((sql_folder() / "queries").glob("*.sql")):
        parts = _NAME.split(path.read_text(encoding="utf-8"))
        for name, body in zip(parts[1::3], parts[3::3], strict=True):
            if name in found:
                raise ValueError(f"{path.name}: the statement {name} is named twice")
            found[name] = cast(LiteralString, body.strip().rstrip(";"))
    return found


def run(conn: Connection, name: str, **values: Any) -> list[DictRow]:
    """Run the named statement and give all its rows."""
    cursor = conn.execute(statements()[name], values)
    return cursor.fetchall() if cursor.description else []


def run_one(conn: Connection, name: str, **values: Any) -> DictRow | None:
    """Run the named statement and give its first row, or None."""
    rows = run(conn, name, **values)
    return rows[0] if rows else None
