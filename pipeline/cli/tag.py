"""`dateline tag`: one article with its entities coloured and joined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

import click

from pipeline.cli import HELP
from pipeline.models import Article, DateValue, Findings, Mention, Quantity, Quote

COLOURS = {
    "PERSON": ("bold blue", "#cfe2ff"),
    "ORG": ("bold magenta", "#ead1f5"),
    "GPE": ("bold green", "#d1efd1"),
    "LOC": ("green", "#e0f5e0"),
    "FAC": ("green", "#e0f5e0"),
    "NORP": ("yellow", "#fff1c2"),
    "DATE": ("cyan", "#d6f1f5"),
    "TIME": ("cyan", "#d6f1f5"),
}
"""How a label looks: in a terminal, and behind the words of a page. Names of other kinds are red, values grey."""

OTHER_NAMES = frozenset({"EVENT", "LAW", "PRODUCT", "WORK_OF_ART", "LANGUAGE"})

VALUES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"})
"""Labels of what a page shows among its dates and figures, not among its entities."""


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
        click.echo(_page(article, findings))
    else:
        _show(article, findings)
    return 0


def _entities(findings: Findings) -> list[dict[str, Any]]:
    """One row an entity, the most mentioned first: name, label, mentions, spellings, place."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    places = {location.mention_no: location for location in findings.locations}
    for number, mention in enumerate(findings.mentions):
        row = rows.setdefault(
            (mention.label, mention.name),
            {"entity": mention.name, "label": mention.label, "mentions": 0, "spellings": [], "place": ""},
        )
        row["mentions"] += 1
        if mention.text not in row["spellings"]:
            row["spellings"].append(mention.text)
        if (location := places.get(number)) and not row["place"]:
            place = location.place
            where = f"{place.name}, {place.country}" if place.country and place.kind != "country" else place.name
            row["place"] = f"{where} ({place.latitude:.2f}, {place.longitude:.2f})"
    return sorted(rows.values(), key=lambda row: -row["mentions"])


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
        text.append(printable, style=_style(mention.label)[0] if mention else "")
    console = Console(highlight=False, soft_wrap=False)
    console.print(Text(article.title, style="bold underline"))
    console.print(text)
    console.print()
    print_table(_entities(findings))
    for rows in _values(findings):
        console.print()
        print_table(rows)


def _date(date: DateValue) -> dict[str, Any]:
    """One row: the words, and the time that they mean."""
    return {
        "date": date.text,
        "from": date.start or "",
        "until": date.end or "",
        "precision": ("about " if date.approximate else "") + date.precision,
    }


def _quantity(quantity: Quantity) -> dict[str, Any]:
    """One row: the words, and the value that they mean."""
    value = f"{quantity.value:,f}" + (f" to {quantity.high:,f}" if quantity.high is not None else "")
    bound = (quantity.bound or "").replace("-", " ")
    return {
        "figure": quantity.text,
        "kind": quantity.kind,
        "value": " ".join(filter(None, ["about" if quantity.approximate else "", bound, value])),
        "unit": quantity.unit or "",
    }


def _quote(quote: Quote, findings: Findings) -> dict[str, Any]:
    """One row: who says it, by entity where it is known, and what."""
    return {
        "speaker": findings.mentions[quote.mention_no].name if quote.mention_no is not None else quote.speaker or "",
        "cue": quote.cue or "",
        "kind": quote.kind,
        "quote": quote.text,
    }


def _values(findings: Findings) -> Iterator[list[dict[str, Any]]]:
    """The tables behind the entities: quotes, dates, figures; those that are empty are left out."""
    yield from filter(
        None,
        (
            [_quote(quote, findings) for quote in findings.quotes],
            [_date(date) for date in findings.dates],
            [_quantity(quantity) for quantity in findings.quantities],
        ),
    )


def _table(rows: Sequence[dict[str, Any]]) -> str:
    head = "".join(f"<th>{escape(name)}" for name in rows[0])
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(str(value))}</td>" for value in row.values()) + "</tr>" for row in rows
    )
    return f"<table><tr>{head}</tr>{body}</table>"


def _style(label: str) -> tuple[str, str]:
    return COLOURS.get(label, ("red", "#fbd5d5") if label in OTHER_NAMES else ("dim", "#eeeeee"))


def _page(article: Article, findings: Findings) -> str:
    """A page of its own, without anything from elsewhere: what comes from the article is escaped."""
    entities = [row for row in _entities(findings) if row["label"] not in VALUES]
    rows = {(row["label"], row["entity"]): number for number, row in enumerate(entities)}
    body = "".join(
        _marked(words, m, rows.get((m.label, m.name))) if m else escape(words).replace("\n\n", "</p><p>")
        for words, m in _pieces(article, findings.mentions)
    )
    names = ("quotes", "dates", "figures")
    tables = {name: table for table in _values(findings) for name in names if name[:-1] in table[0]}
    rest = "".join(f"<h2>{name.title()}</h2>{_table(table)}" for name, table in tables.items())
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        f"<title>{escape(article.title)}</title><style>body{{font:16px/1.5 sans-serif;max-width:50em;margin:2em auto}}"
        "th{text-align:left}a{color:inherit;text-decoration:none}tr:target{background:#fff3b0}"
        "td{padding:.1em .8em .1em 0;vertical-align:top}mark{border-radius:.2em;padding:0 .1em}</style>"
        f"<h1>{escape(article.title)}</h1><p>{body}</p><h2>Entities</h2>"
        f"{_entity_table(entities) if entities else ''}{rest}</html>"
    )


def _marked(words: str, mention: Mention, row: int | None) -> str:
    """The mention in its colour; a name leads to its entity's row."""
    title = escape(f"{mention.label}: {mention.name}")
    mark = f'<mark style="background:{_style(mention.label)[1]}" title="{title}">{escape(words)}</mark>'
    return mark if row is None else f'<a href="#e{row}">{mark}</a>'


def _entity_table(entities: Sequence[dict[str, Any]]) -> str:
    """The entities, their labels in the colours of the text."""
    head = "".join(f"<th>{escape(name)}" for name in entities[0])
    lines = []
    for number, row in enumerate(entities):
        colour = f'<mark style="background:{_style(row["label"])[1]}">{escape(row["label"])}</mark>'
        cells = row | {"spellings": ", ".join(row["spellings"])}
        body = "".join(f"<td>{colour if k == 'label' else escape(str(v))}</td>" for k, v in cells.items())
        lines.append(f'<tr id="e{number}">{body}</tr>')
    return f"<table><tr>{head}</tr>{''.join(lines)}</table>"


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
        "entities": _entities(findings),
        "dates": [asdict(date) for date in findings.dates],
        "quantities": [asdict(quantity) for quantity in findings.quantities],
        "quotes": [asdict(quote) for quote in findings.quotes],
    }
