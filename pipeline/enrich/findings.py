"""All that the enrich stage finds in one article."""

from __future__ import annotations

from pipeline.enrich.dates import dates_in
from pipeline.enrich.quantities import quantities_in
from pipeline.enrich.quotes import quotes_in
from pipeline.enrich.tagger import Tagger
from pipeline.models import Article, Earlier, Findings


def find_in(article: Article, tagger: Tagger, *, earlier: Earlier | None = None) -> Findings:
    """The names, places, dates, figures and quotes in an article, whose former text `earlier` is if it had one."""
    tagging = tagger.tag(article.text, language=article.language, sentences=article.sentences, earlier=earlier)
    return Findings(
        mentions=tagging.mentions,
        model=tagging.model,
        locations=tagging.locations,
        dates=dates_in(article, tagging.mentions),
        quantities=quantities_in(article),
        quotes=quotes_in(article, tagging.mentions),
        marks=tagging.marks,
    )
