"""Rows of `news` that stand beside an article's mentions: dates, quantities, quotes."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.models import DateValue, Quantity, Quote
from pipeline.storage.connection import Connection
from pipeline.storage.queries import run


def insert_dates(conn: Connection, article_id: int, dates: Sequence[DateValue]) -> None:
    """The dates of an article that has none yet."""
    run(
        conn, "insert_dates", article_id=article_id, starts=[date.start_char for date in dates],
        ends=[date.end_char for date in dates], texts=[date.text for date in dates],
        starts_at=[date.start for date in dates], ends_at=[date.end for date in dates],
        precisions=[date.precision for date in dates], approximate=[date.approximate for date in dates],
        relations=[date.relation for date in dates],
    )  # fmt: skip


def insert_quantities(conn: Connection, article_id: int, quantities: Sequence[Quantity]) -> None:
    """The figures of an article that has none yet."""
    run(
        conn, "insert_quantities", article_id=article_id, starts=[one.start_char for one in quantities],
        ends=[one.end_char for one in quantities], texts=[one.text for one in quantities],
        kinds=[one.kind for one in quantities], values=[one.value for one in quantities],
        highs=[one.high for one in quantities], units=[one.unit for one in quantities],
        approximate=[one.approximate for one in quantities], bounds=[one.bound for one in quantities],
    )  # fmt: skip


def insert_quotes(conn: Connection, article_id: int, quotes: Sequence[Quote]) -> None:
    """The quotes of an article that has none yet; the mentions that they point to must be there."""
    run(
        conn, "insert_quotes", article_id=article_id, starts=[quote.start_char for quote in quotes],
        ends=[quote.end_char for quote in quotes], texts=[quote.text for quote in quotes],
        kinds=[quote.kind for quote in quotes], cues=[quote.cue for quote in quotes],
        speakers=[quote.speaker for quote in quotes],
        speaker_starts=[quote.speaker_start_char for quote in quotes],
        mention_nos=[quote.mention_no for quote in quotes],
    )  # fmt: skip
