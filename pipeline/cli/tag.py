"""`dateline tag`: one article with its entities coloured and joined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from pipeline.cli import HELP
from pipeline.cli.tag_rows import date_row, entity_rows, quantity_row, quote_row, style_of
from pipeline.models import Article, Findings, Mention


@click.command(context_settings=HELP)
@click.argument("source")
@click.option("--html", "form", flag_value="html", help="Print a page instead, to look at in a browser.")
@click.option("--json", "form", flag_value="json", help="Print one JSON object instead.")
def tag(source: str, form: str | None) -> int:
    """Show what the enrich stage finds in one article: a file or a URL. Nothing is stored.

    Colours tell the labels apart; the tables below join all mentions of an entity, with the place that it means, and
    show quotes with their speakers, and dates and figures as values.
    """
    import os

    from pipeline.cli.complaints import one_line
    from pipeline.cli.output import print_json
    from pipeline.cli.reading import read_document
    from pipeline.cli.tag_page import page
    from pipeline.enrich import find_in, load_tagger
    from pipeline.errors import StageError
    from pipeline.settings import read

    settings = read(os.environ)
    try:
        _, article = read_document(source, settings)
    except StageError as error:
        click.echo(f"dateline: {source}: {one_line(str(error))}", err=True)
        return 1
    findings = find_in(article, load_tagger(settings.models))
    if findings.model is None:
        click.echo(f"dateline: no model for the language {article.language!r}: nothing is tagged", err=True)
    if form == "json":
        print_json(_as_object(article, findings))
    elif form == "html":
        click.echo(page(article, findings))
    else:
        _show(article, findings)
    return 0


def _pieces(article: Article, mentions: Sequence[Mention]) -> Iterator[tuple[str, Mention | None]]:
    """The text in order, cut at its mentions."""
    at = 0
    for mention in mentions:
        yield article.text[at : mention.start_char], None
        yield mention.text, mention
        at = mention.end_char
    yield article.text[at:], None


def _show(article: Article, findings: Findings) -> None:
    from rich.console import Console
    from rich.text import Text

    from pipeline.cli.output import print_table

    text = Text()
    for words, mention in _pieces(article, findings.mentions):
        printable = "".join(c if c.isprintable() or c == "\n" else " " for c in words)
        text.append(printable, style=style_of(mention.label)[0] if mention else "")
    console = Console(highlight=False, soft_wrap=False)
    console.print(Text(article.title, style="bold underline"))
    console.print(text)
    console.print()
    print_table(entity_rows(findings))
    for rows in _values(findings):
        console.print()
        print_table(rows)


def _values(findings: Findings) -> Iterator[list[dict[str, Any]]]:
    """The tables behind the entities: quotes, dates, figures; those that are empty are left out."""
    yield from filter(
        None,
        (
            [quote_row(quote, findings) for quote in findings.quotes],
            [date_row(date) for date in findings.dates],
            [quantity_row(quantity) for quantity in findings.quantities],
        ),
    )


def _as_object(article: Article, findings: Findings) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "url": article.url,
        "title": article.title,
        "language": article.language,
        "model": findings.model,
        "text": article.text,
        "mentions": [asdict(mention) for mention in findings.mentions],
        "locations": [asdict(location) for location in findings.locations],
        "entities": entity_rows(findings),
        "dates": [asdict(date) for date in findings.dates],
        "quantities": [asdict(quantity) for quantity in findings.quantities],
        "quotes": [asdict(quote) for quote in findings.quotes],
    }
