"""All that the enrich stage finds in one article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.enrich.datelines import find_dateline
from pipeline.enrich.dates import dates_in
from pipeline.enrich.foreign import foreign_runs
from pipeline.enrich.parts import part_of, with_parts
from pipeline.enrich.quantities import quantities_in
from pipeline.enrich.quotes import quotes_in
from pipeline.enrich.tagger import Tagger
from pipeline.models import Article, Earlier, Findings, Mention, Quantity


def find_in(article: Article, tagger: Tagger, *, earlier: Earlier | None = None) -> Findings:
    """The names, places, dates, figures and quotes in an article, whose former text `earlier` is if it had one.

    Paragraphs in another language are read in that; the model is that of the rest.
    """
    found = _find(article, tagger, earlier)
    runs = foreign_runs(article.text, article.language) if found.model else []
    return with_parts(found, [(run, _find(part_of(article, run), tagger, None)) for run in runs]) if runs else found


def _find(article: Article, tagger: Tagger, earlier: Earlier | None) -> Findings:
    tagging = tagger.tag(article.text, language=article.language, sentences=article.sentences, earlier=earlier)
    begin = tagging.begin if tagging.model else find_dateline(article.text, ())[1]
    quantities = quantities_in(article)
    mentions = _counts(tagging.mentions, quantities)
    return Findings(
        mentions=mentions,
        model=tagging.model,
        locations=tagging.locations,
        dates=dates_in(article, mentions),
        quantities=quantities,
        quotes=quotes_in(article, mentions, begin=begin),
        marks=tagging.marks,
    )


def _counts(mentions: Sequence[Mention], quantities: Sequence[Quantity]) -> tuple[Mention, ...]:
    """The mentions, those counts of people called so that the model took for a date: a death toll of 40."""
    people = {
        position
        for quantity in quantities
        if quantity.kind == "casualties"
        for position in range(quantity.start_char, quantity.end_char)
    }
    return tuple(
        replace(m, label="CARDINAL") if m.label == "DATE" and m.text.isdigit() and m.start_char in people else m
        for m in mentions
    )
