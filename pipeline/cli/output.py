"""How rows are shown: as a table for people, as CSV or JSON for programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TextIO

import click

from pipeline.cli.complaints import one_line


def print_table(rows: Sequence[Mapping[str, Any]], *, title: str | None = None, stream: TextIO | None = None) -> None:
    """A table with a column for each key of the first row; numbers to the right, all text on one line."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=stream or sys.stdout, highlight=False, width=None if sys.stdout.isatty() else 160)
    if not rows:
        console.print("(no rows)")
        return
    table = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for name in rows[0]:
        numeric = all(isinstance(row[name], int | float) for row in rows if row[name] is not None)
        table.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(one_line(plain(value), most=2000)) for value in row.values()))
    console.print(table)


def print_rows(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], *, form: str) -> None:
    """Rows as 'table', 'csv' or 'json' (one array) on standard output."""
    if form == "json":
        click.echo(json.dumps([dict(row) for row in rows], default=plain, ensure_ascii=False, indent=1))
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_cell(row[name]) for name in columns] for row in rows)
    else:
        print_table(rows)


def print_json(value: Any) -> None:
    """A value as JSON; instants in ISO 8601."""
    click.echo(json.dumps(value, default=plain, ensure_ascii=False, indent=1))


def plain(value: Any) -> str:
    """A value as people and JSON readers expect it: instants in ISO 8601, nothing for null, lists with commas."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, list | tuple):
        return ", ".join(plain(part) for part in value)
    return str(value)


def source_name(row: Mapping[str, Any]) -> str:
    """What to call a source in a table: its title and where it is, or only that."""
    where = str(row["source"])
    tail = where if len(where) <= 60 else f"…{where[-59:]}"
    return f"{one_line(str(row['title']), most=40)} ({tail})" if row.get("title") else tail


def since(begin: datetime | None, end: datetime) -> str:
    """The time between two instants as people say it: '<1 min', '12 min', '3 h', '5 d'; '' for never."""
    if begin is None:
        return ""
    minutes = (end - begin).total_seconds() / 60
    if minutes < 1:
        return "<1 min"
    if minutes < 120:
        return f"{minutes:.0f} min"
    return f"{minutes / 60:.0f} h" if minutes < 48 * 60 else f"{minutes / 1440:.0f} d"


def _cell(value: Any) -> Any:
    if isinstance(value, list | dict):
        return json.dumps(value, default=plain, ensure_ascii=False)
    return plain(value) if not isinstance(value, int | float | bool) else value


def lines(values: Iterable[str]) -> None:
    """One line each."""
    for value in values:
        click.echo(value)
