"""Files of an export: rows as Parquet, CSV or JSON Lines, each renamed into place once it is whole on the disk."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from pipeline.storage.exports import Rows

Writer = Callable[[Rows, IO[bytes]], None]


class MissingParquet(RuntimeError):
    """pyarrow is not installed; the message says how to get it."""


def put(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Write a file beside its place, bring it to the disk and rename it: readers see the old one or all of the new."""
    draft = path.with_name(f".{path.name}.part")
    with draft.open("wb") as file:
        write(file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def write_csv(rows: Rows, file: IO[bytes]) -> None:
    """RFC 4180 with a head line, in UTF-8; null is an empty field, the empty text a quoted one, a list JSON."""
    lines = [list(rows.columns), *([_plain(value) for value in row] for row in rows.rows)]
    for line in lines:
        file.write((",".join(_field(value) for value in line) + "\r\n").encode())


def write_jsonl(rows: Rows, file: IO[bytes]) -> None:
    """One JSON object a line, in UTF-8; instants in ISO 8601."""
    for row in rows.rows:
        values = {name: _plain(value) for name, value in zip(rows.columns, row, strict=True)}
        file.write(json.dumps(values, ensure_ascii=False).encode() + b"\n")


def write_parquet(rows: Rows, file: IO[bytes]) -> None:
    """Parquet with the columns' own types; figures (numeric) become doubles. Raises MissingParquet without pyarrow."""
    pyarrow, parquet = _pyarrow()
    types = _types(pyarrow)
    schema = pyarrow.schema([(name, types[type_]) for name, type_ in rows.columns.items()])
    columns: Iterable[tuple[Any, ...]] = zip(*rows.rows, strict=True) if rows.rows else [()] * len(rows.columns)
    arrays = [
        pyarrow.array([float(value) if isinstance(value, Decimal) else value for value in column], field.type)
        for field, column in zip(schema, columns, strict=True)
    ]
    parquet.write_table(pyarrow.Table.from_arrays(arrays, schema=schema), file, compression="zstd")


WRITERS: Mapping[str, Writer] = {"parquet": write_parquet, "csv": write_csv, "jsonl": write_jsonl}


def need(form: str) -> None:
    """Raise MissingParquet if this format cannot be written here."""
    if form == "parquet":
        _pyarrow()


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise MissingParquet("Parquet needs pyarrow: pip install 'dateline[parquet]', or --format csv") from None
    return pyarrow, parquet


def _types(pyarrow: Any) -> Mapping[str, Any]:
    return {
        "int4": pyarrow.int32(), "int8": pyarrow.int64(), "float4": pyarrow.float32(), "float8": pyarrow.float64(),
        "numeric": pyarrow.float64(), "bool": pyarrow.bool_(), "text": pyarrow.string(), "date": pyarrow.date32(),
        "text[]": pyarrow.list_(pyarrow.string()), "int4[]": pyarrow.list_(pyarrow.int32()),
        "timestamptz": pyarrow.timestamp("us", tz="UTC"),
    }  # fmt: skip


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _field(value: Any) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if text == "" or any(mark in text for mark in ',"\r\n'):
        text = '"' + text.replace('"', '""') + '"'
    return text
