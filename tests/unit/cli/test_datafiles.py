"""The files of an export: what each format makes of each kind of value; a file is there whole or not at all."""

from __future__ import annotations

import builtins
import csv
import io
import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import datafiles
from pipeline.storage.exports import Rows

COLUMNS = {
    "a": "int8", "b": "text", "c": "text[]", "d": "timestamptz", "e": "date", "f": "numeric", "g": "bool",
    "h": "float4",
}  # fmt: skip
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
FULL = (
    2**62,
    'He said: "no",\r\nthen — “yes”',
    ["x,y", ""],
    NOON,
    NOON.date(),
    Decimal("2500000.50"),
    True,
    0.5,
)
EMPTY = (0, "", [], None, None, None, None, None)
ROWS = Rows("t", COLUMNS, [FULL, EMPTY])


def written(form: str, rows: Rows) -> bytes:
    file = io.BytesIO()
    datafiles.WRITERS[form](rows, file)
    return file.getvalue()


def test_csv_is_read_back_and_tells_null_from_the_empty_text():
    text = written("csv", ROWS).decode()
    head, full, empty = csv.reader(io.StringIO(text, newline=""))
    assert head == list(COLUMNS)
    assert full[:5] == [str(2**62), FULL[1], '["x,y", ""]', "2026-11-20T12:00:00+00:00", "2026-11-20"]
    assert full[5:] == ["2500000.5", "true", "0.5"]
    assert text.endswith('0,"",[],,,,,\r\n') and empty[2] == "[]"


def test_json_lines_keep_the_types_that_json_has():
    full, empty = (json.loads(line) for line in written("jsonl", ROWS).splitlines())
    assert list(full.values()) == [*FULL[:3], "2026-11-20T12:00:00+00:00", "2026-11-20", 2500000.5, True, 0.5]
    assert list(empty.values()) == list(EMPTY)
    assert "“yes”".encode() in written("jsonl", ROWS)


def test_parquet_keeps_types_zones_and_nulls_even_without_rows():
    from pyarrow import parquet

    table = parquet.read_table(io.BytesIO(written("parquet", ROWS)))
    assert [tuple(row.values()) for row in table.to_pylist()] == [(*FULL[:5], 2500000.5, *FULL[6:]), EMPTY]
    assert str(table.schema.field("d").type) == "timestamp[us, tz=UTC]"
    none = parquet.read_table(io.BytesIO(written("parquet", Rows("t", COLUMNS, []))))
    assert none.schema.equals(table.schema) and none.num_rows == 0


def test_without_pyarrow_parquet_says_what_to_install_and_csv_works(monkeypatch: pytest.MonkeyPatch):
    real = builtins.__import__

    def without(name: str, *rest: Any, **named: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(datafiles.MissingParquet, match=r"pip install 'dateline\[parquet\]'"):
        datafiles.need("parquet")
    datafiles.need("csv")
    assert written("csv", ROWS)


def test_a_file_that_cannot_be_finished_leaves_the_old_one_as_it_was(tmp_path: Path):
    path = tmp_path / "rows.csv"
    datafiles.put(path, lambda file: file.write(b"old"))

    def fail(file: Any) -> None:
        file.write(b"half of")
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space"):
        datafiles.put(path, fail)
    assert path.read_bytes() == b"old"
