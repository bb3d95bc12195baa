"""Tables of articles as text (CSV, RFC 4180, with commas, semicolons, tabs or bars): one entry a record.

The first line names the columns, as the fields of JSON articles are named. A broken record is refused by its line, and
the reading goes on with the line after it.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from pipeline.containers.columns import cells_of, header_of
from pipeline.containers.guard import Budget, Found
from pipeline.containers.lists import Addresses, lines_of, own_id
from pipeline.errors import Reason, Reject

MOST_LINES = 2000
"""Lines of one record: a quotation mark that nobody closed would take the rest of the file for one cell."""


def read_table(stream: BinaryIO, budget: Budget) -> Iterator[Found]:
    """The records as JSON objects; those that do not fit the first line are refused by the number of theirs, from 1."""
    lines, waiting = lines_of(stream, budget), deque[bytes | None]()
    found = header_of(next(lines, b"") or b"")
    if found is None:
        raise Reject(Reason.BROKEN_ENTRY, "a table whose first line names no columns of articles")
    names, delimiter = found
    addresses, number = Addresses("line"), 1
    while (first := _next(waiting, lines)) is not _END:
        number += 1
        if first is None:
            refusal = Reject(Reason.TOO_LARGE, f"line {number} is longer than {budget.limits.max_body_bytes} bytes")
            yield Found(addresses.of(number), refusal=refusal)
        elif first.strip():
            more = _rest_of_record(first, waiting, lines, most=budget.limits.max_body_bytes)
            cells = cells_of(_text(b"".join([first, *more])), delimiter)
            if cells is None or len(cells) != len(names):
                what = "a quotation mark that nobody closes" if cells is None else f"{len(cells)} cells"
                refusal = Reject(Reason.BROKEN_ENTRY, f"line {number}: {what}, of {len(names)} columns")
                yield Found(addresses.of(number), refusal=refusal)
                waiting.extendleft(reversed(more))
                continue
            yield _record(names, cells, addresses, number)
            number += len(more)


_END = b""


def _next(waiting: deque[bytes | None], lines: Iterator[bytes | None]) -> bytes | None:
    return waiting.popleft() if waiting else next(lines, _END)


def _rest_of_record(
    first: bytes, waiting: deque[bytes | None], lines: Iterator[bytes | None], *, most: int
) -> list[bytes]:
    """The lines that a cell in quotation marks goes on over; none of them if it ends nowhere near."""
    more: list[bytes] = []
    size, is_open = len(first), first.count(b'"') % 2 == 1
    while is_open and len(more) < MOST_LINES and size <= most:
        line = _next(waiting, lines)
        if line is _END or line is None:
            if line is None:
                waiting.appendleft(None)
            break
        more.append(line)
        size, is_open = size + len(line), is_open ^ (line.count(b'"') % 2 == 1)
    if is_open:
        waiting.extendleft(reversed(more))
        return []
    return more


def _text(content: bytes) -> str:
    """The record's text: UTF-8, or what spreadsheets write where it is none."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    return text.rstrip("\r\n").replace("\0", "")


def _record(names: Sequence[str], cells: Sequence[str], addresses: Addresses, number: int) -> Found:
    value = {name: cell for name, cell in zip(names, cells, strict=True) if name and cell}
    content = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    return Found(addresses.of(number, own_id(value)), content.__bytes__)
