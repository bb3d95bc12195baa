"""A part of an article in another language, as an article of its own, and what was found in it put back. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from pipeline.enrich.foreign import Run
from pipeline.models import Article, DateValue, Findings, Mention, Quantity, Quote

_Found = TypeVar("_Found", Mention, DateValue, Quantity, Quote)


def part_of(article: Article, run: Run) -> Article:
    """The paragraphs of a run as an article in their language, with their sentences."""
    sentences = [s for s in article.sentences if run.start <= s.start_char and s.end_char <= run.end]
    moved = [
        replace(s, sentence_no=number, start_char=s.start_char - run.start, end_char=s.end_char - run.start)
        for number, s in enumerate(sentences)
    ]
    return replace(
        article, text=article.text[run.start : run.end], language=run.language, sentences=tuple(moved),
        paragraph_kinds=(),
    )  # fmt: skip


def with_parts(found: Findings, parts: Sequence[tuple[Run, Findings]]) -> Findings:
    """What was found in a text, in the runs what was found in each of them instead."""
    runs = [run for run, _ in parts]
    sources = [(found, 0, runs), *((part, run.start, ()) for run, part in parts)]
    mentions = sorted(
        ((moved, source, number) for source, (one, by, without) in enumerate(sources)
         for number, moved in _moved(one.mentions, by, without)),
        key=lambda row: row[0].start_char,
    )  # fmt: skip
    numbers = {(source, number): at for at, (_, source, number) in enumerate(mentions)}
    locations = [
        replace(location, mention_no=numbers[source, location.mention_no])
        for source, (one, _, _) in enumerate(sources)
        for location in one.locations
        if (source, location.mention_no) in numbers
    ]
    quotes = [
        _spoken(quote, by, numbers.get((source, quote.mention_no)) if quote.mention_no is not None else None)
        for source, (one, by, without) in enumerate(sources)
        for _, quote in _moved(one.quotes, by, without)
    ]
    return replace(
        found,
        mentions=tuple(mention for mention, _, _ in mentions),
        locations=tuple(sorted(locations, key=lambda location: location.mention_no)),
        dates=_all(_moved(one.dates, by, without) for one, by, without in sources),
        quantities=_all(_moved(one.quantities, by, without) for one, by, without in sources),
        quotes=tuple(sorted(quotes, key=lambda quote: quote.start_char)),
    )


def _moved(found: Iterable[_Found], by: int, without: Sequence[Run]) -> Iterator[tuple[int, _Found]]:
    """Each with its number, its offsets moved; those that reach into one of these runs are left out."""
    for number, one in enumerate(found):
        if not any(one.start_char < run.end and run.start < one.end_char for run in without):
            yield number, replace(one, start_char=one.start_char + by, end_char=one.end_char + by)


def _spoken(quote: Quote, by: int, mention_no: int | None) -> Quote:
    start = quote.speaker_start_char
    return replace(quote, speaker_start_char=None if start is None else start + by, mention_no=mention_no)


def _all(found: Iterable[Iterator[tuple[int, _Found]]]) -> tuple[_Found, ...]:
    return tuple(sorted((one for part in found for _, one in part), key=lambda one: one.start_char))
