"""One document read by hand, outside the pipeline: for commands that show what a stage makes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from pipeline.models import Article, RawDocument
from pipeline.settings import Settings


def read_document(source: str, settings: Settings) -> tuple[RawDocument, Article]:
    """The bytes of a file or URL and the article in them, by the same stages as in a run.

    Raises Retry, Reject or Fail as those stages do, and click.UsageError for what is no URL and no file.
    """
    from pipeline import parse

    raw = fetch_document(source, settings)
    return raw, parse.read_article(raw, now=datetime.now(UTC))


def fetch_document(source: str, settings: Settings) -> RawDocument:
    """The bytes of a file or URL. Raises what the fetch stage does, and click.UsageError for what is neither."""
    import click

    from pipeline import fetch

    try:
        url = fetch.source_url(source)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    raw = fetch.fetch(url, limits=settings.limits)
    assert isinstance(raw, RawDocument), "no validator was sent"
    # What a shell's user names as URL#member=NAME `source_url` has cut: a source has no fragment.
    named = replace(raw, url=source if "#" in source else raw.url)
    return fetch.web_document(named, limits=settings.limits) if url.startswith("http") else raw
