"""Errors that people can mend, as one line each; everything else is a bug and keeps its traceback."""

from __future__ import annotations

from pipeline import storage
from pipeline.embedded import EmbeddedError
from pipeline.enrich import ModelError
from pipeline.settings import SettingError
from pipeline.storage.migrations import SchemaError


def one_line(text: str, *, most: int = 300) -> str:
    """Printable text on one line: what comes from outside can neither start a line nor move the cursor."""
    flat = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"


def complaint(error: Exception) -> str | None:
    """What to tell the user; None if the error is a bug."""
    if isinstance(error, SettingError | EmbeddedError | SchemaError | ModelError):
        return one_line(str(error))
    if isinstance(error, storage.Unavailable):
        return f"PostgreSQL says: {one_line(str(error))} (see `dateline doctor`)"
    return None
