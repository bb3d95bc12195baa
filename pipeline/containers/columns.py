"""The columns of a table of articles, by its first line, and the cells of its records (RFC 4180)."""

from __future__ import annotations

import csv

DELIMITERS = ",;\t|"
TITLES = frozenset({"headline", "title"})
TEXTS = frozenset({"text", "body", "content", "body_text", "body_html", "content_text", "content_html", "article_body",
                   "articlebody", "full_text", "maintext"})  # fmt: skip
"""A table is one of articles if its first line names one of each."""

MOST_COLUMNS = 200


def header_of(head: bytes) -> tuple[list[str], str] | None:
    """The names of the columns, in small letters, and what parts them; None where the first line names no articles."""
    line = head.lstrip(b"\xef\xbb\xbf").partition(b"\n")[0]
    if not 0 < len(line) <= 10_000 or b"\0" in line:
        return None
    text = line.decode("utf-8", "replace").rstrip("\r")
    for delimiter in DELIMITERS:
        names = [name.strip().lower() for name in cells_of(text, delimiter) or ()]
        if 1 < len(names) <= MOST_COLUMNS and TITLES & set(names) and TEXTS & set(names):
            return names, delimiter
    return None


def cells_of(text: str, delimiter: str) -> list[str] | None:
    """The cells of one record; None if it is none."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    try:
        records = list(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return records[0] if len(records) == 1 else None
