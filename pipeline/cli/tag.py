"""`dateline tag`: one article with its entities coloured and joined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

import click

from pipeline.enrich import Tagging, dates_in
from pipeline.models import Article, DateValue, Mention

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


@click.command()
@click.argument("source")
@click.option("--html", "form", flag_value="html", help="Print a page instead, to look at in a browser.")
@click.option("--json", "form", flag_value="json", help="Print one JSON object instead.")
def tag(source: str, form: str | None) -> int:
    """Show what the enrich stage finds in one article: a file or a URL. Nothing is stored.

    Colours tell the labels apart; the table below joins all mentions of an entity, with the place that it means.
    """
    import os

    from pipeline.cli.complaints import one_line
    from pipeline.cli.output import print_json
    from pipeline.cli.reading import read_document
    from pipeline.enrich import load_tagger
    from pipeline.errors import StageError
    from pipeline.settings import read

    settings = read(os.environ)
    try:
        _, article = read_document(source, settings)
    except StageError as error:
        click.echo(f"dateline: {source}: {one_line(str(error))}", err=True)
        return 1
    tagging = load_tagger(settings.models).tag(article.text, language=article.language, sentences=article.sentences)
    if tagging.model is None:
        click.echo(f"dateline: no model for the language {article.language!r}: nothing is tagged", err=True)
    if form == "json":
        print_json(_as_object(article, tagging))
    elif form == "html":
        click.echo(_page(article, tagging))
    else:
        _show(article, tagging)
    return 0


def _entities(tagging: Tagging) -> list[dict[str, Any]]:
    """One row an entity, the most mentioned first: name, label, mentions, spellings, place."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    places = {location.mention_no: location for location in tagging.locations}
    for number, mention in enumerate(tagging.mentions):
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


def _show(article: Article, tagging: Tagging) -> None:
    from rich.console import Console
    from rich.text import Text

    from pipeline.cli.output import print_table

    text = Text()
    for words, mention in _pieces(article, tagging.mentions):
        printable = "".join(c if c.isprintable() or c == "\n" else " " for c in words)
        text.append(printable, style=_style(mention.label)[0] if mention else "")
    console = Console(highlight=False, soft_wrap=False)
    console.print(Text(article.title, style="bold underline"))
    console.print(text)
    console.print()
    print_table(_entities(tagging))
    if dates := dates_in(article, tagging.mentions):
        console.print()
        print_table([_date(date) for date in dates])


def _date(date: DateValue) -> dict[str, Any]:
    """One row: the words, and the time that they mean."""
    return {
        "date": date.text,
        "from": date.start or "",
        "until": date.end or "",
        "precision": ("about " if date.approximate else "") + date.precision,
    }


def _style(label: str) -> tuple[str, str]:
    return COLOURS.get(label, ("red", "#fbd5d5") if label in OTHER_NAMES else ("dim", "#eeeeee"))


def _page(article: Article, tagging: Tagging) -> str:
    """A page of its own, without anything from elsewhere: what comes from the article is escaped."""
    body = "".join(
        f'<mark style="background:{_style(m.label)[1]}" title="{escape(f"{m.label}: {m.name}")}">{escape(words)}</mark>'
        if m
        else escape(words).replace("\n\n", "</p><p>")
        for words, m in _pieces(article, tagging.mentions)
    )
    rows = "".join(
        f"<tr><td>{escape(row['entity'])}</td><td>{row['label']}</td><td>{row['mentions']}</td>"
        f"<td>{escape(', '.join(row['spellings']))}</td><td>{escape(row['place'])}</td></tr>"
        for row in _entities(tagging)
    )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        f"<title>{escape(article.title)}</title><style>body{{font:16px/1.5 sans-serif;max-width:50em;margin:2em auto}}"
        "td{padding:.1em .8em .1em 0;vertical-align:top}mark{border-radius:.2em;padding:0 .1em}</style>"
        f"<h1>{escape(article.title)}</h1><p>{body}</p><h2>Entities</h2>"
        f"<table><tr><th>entity<th>label<th>mentions<th>spellings<th>place</tr>{rows}</table></html>"
    )


def _as_object(article: Article, tagging: Tagging) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "url": article.url,
        "title": article.title,
        "language": article.language,
        "model": tagging.model,
        "text": article.text,
        "mentions": [asdict(mention) for mention in tagging.mentions],
        "locations": [asdict(location) for location in tagging.locations],
        "entities": _entities(tagging),
        "dates": [asdict(date) for date in dates_in(article, tagging.mentions)],
    }
