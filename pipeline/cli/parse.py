"""`dateline parse`: what the parse stage makes of one document, beside what it had to choose from."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import HELP

if TYPE_CHECKING:
    from pipeline.extras import Image
    from pipeline.models import Article, FeedEntry, RawDocument
    from pipeline.parse import Examination

DROPPED = 3
"""Blocks in a row that were dropped and are shown in a terminal; the page and the object have all."""

_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}th{text-align:left}"
    "td{padding:.1em .8em .1em 0;vertical-align:top}.kept{background:#d9f2d9}.dropped{background:#f3e0e0;color:#777}"
    ".kept,.dropped{margin:.3em 0;padding:.2em .5em;border-radius:.2em;overflow-wrap:anywhere}"
    ".kept b,.dropped b{float:left;width:3.2em;font:.8em/1.9 monospace;color:#555}.kept{border-left:.3em solid #3a3}"
    ".dropped{border-left:.3em solid #caa}.refused{background:#fbd5d5;padding:.5em}.s{border-right:2px solid #7a7}"
)


_LEGEND = (
    '<p><span class="kept">kept</span> <span class="dropped">dropped</span> The figure says how likely a block '
    "by itself is the article's, a dot that the first reading has it; point at a block to see where it is.</p>"
)


@click.command("parse", context_settings=HELP)
@click.argument("source", required=False)
@click.option("--document", type=click.IntRange(1, 2**63 - 1), metavar="N", help="Read what is kept of this document.")
@click.option("--html", "form", flag_value="html", help="Print a page: kept parts green, dropped ones grey.")
@click.option("--json", "form", flag_value="json", help="Print one JSON object.")
def parse_(source: str | None, document: int | None, form: str | None) -> int:
    """Show what a file, a URL or a stored document becomes, and every candidate that was weighed. Nothing is stored."""
    from datetime import UTC, datetime

    from pipeline.cli.complaints import one_line
    from pipeline.cli.output import print_json
    from pipeline.errors import StageError
    from pipeline.parse import examine

    if (source is None) == (document is None):
        raise click.UsageError("name a file, a URL, or a --document by its number")
    try:
        kept = _stored(document) if document is not None else (_fetched(source or ""), None)
        if kept is None:
            click.echo(
                f"dateline: nothing is kept of document {document} (see `dateline explain {document}`)", err=True
            )
            return 1
        raw, entry = kept
        seen = examine(raw, entry=entry, now=datetime.now(UTC))
    except StageError as error:
        click.echo(f"dateline: {source or document}: {one_line(str(error))}", err=True)
        return 1
    if form == "json":
        print_json(_as_object(seen))
    elif form == "html":
        click.echo(_page(seen, raw.final_url or raw.url))
    else:
        _show(seen)
    if seen.article is None:
        click.echo(f"dateline: {source or document}: {one_line(seen.refused)}", err=True)
    return 0 if seen.article is not None else 1


def _fetched(source: str) -> RawDocument:
    import os

    from pipeline.cli.reading import fetch_document
    from pipeline.settings import read

    return fetch_document(source, read(os.environ))


def _stored(document_id: int) -> tuple[RawDocument, FeedEntry | None] | None:
    from pipeline.cli.servers import books_open
    from pipeline.storage.documents import raw_document

    with books_open() as conn:
        return raw_document(conn, document_id)


def _fields(article: Article) -> list[tuple[str, str]]:
    """The article's own fields as words, empty ones left out."""
    rows = [
        ("title", f"{article.title}  ({article.title_source})"),
        ("authors", ", ".join(article.authors)),
        ("published", f"{article.published_at or ''}  ({article.published_precision}, {article.published_source})"),
        ("modified", str(article.modified_at or "")),
        ("language", f"{article.language or ''}  ({article.language_source})"),
        ("dateline", article.dateline or ""),
        ("site", article.site_name or ""),
        ("standfirst", article.extras.standfirst or ""),
        ("section", article.extras.section or ""),
        ("tags", ", ".join(article.extras.tags)),
        ("kind", "" if article.extras.kind == "article" else article.extras.kind),
        ("agency", article.extras.agency or ""),
        ("lead image", article.extras.image_url or ""),
        *(("caption", _caption(image)) for image in article.extras.images if image.caption or image.credit),
        ("truncated", "the rest is for those who pay" if article.extras.truncated else ""),
        ("canonical URL", article.canonical_url or ""),
        ("text", f"{len(article.text)} characters, {len(article.sentences)} sentences  ({article.text_source})"),
        ("text because", _because(article)),
    ]
    return [(name, value) for name, value in rows if value.strip() and not value.startswith("  (")]


def _caption(image: Image) -> str:
    return " / ".join(part for part in (image.caption, image.credit) if part)


def _because(article: Article) -> str:
    """What speaks for the text, in words."""
    told = dict(article.text_evidence)
    parts = []
    if "taken" in told:
        sure = f" taken, the least likely of them {told['least_likely']:.2f}" if "least_likely" in told else ""
        parts.append(f"{told['taken']} of {told['blocks']} blocks{sure}")
    if "coverage" in told:
        parts.append(f"the page's blocks hold {told['coverage']:.0%} of it")
    for name, share in told.get("agreement", {}).items():
        named = f"{told.get('first_reading')}, read first," if name == "first-reading" else name
        parts.append(
            f"{named} has {share['of_text']:.0%} of this text and {1 - share['of_it']:.0%} of its own that is not here"
        )
    return "; ".join(parts)


def _show(seen: Examination) -> None:
    from rich.console import Console
    from rich.text import Text

    from pipeline.cli.output import print_table

    console = Console(highlight=False)
    if seen.article is not None:
        print_table([{"field": name, "value": value} for name, value in _fields(seen.article)])
    if seen.candidates:
        console.print()
        print_table(
            [
                {"": "*" if one.chosen else "", "candidate": one.field, "value": one.value[:200], "source": one.source}
                for one in seen.candidates
            ]
        )
    console.print()
    if not seen.blocks and seen.article is not None:
        console.print(Text(seen.article.text))
    for kept, run in groupby(seen.blocks, key=lambda block: block.kept):
        blocks = list(run)
        for block in blocks if kept else blocks[:DROPPED]:
            words = "".join(c if c.isprintable() else " " for c in block.text)
            sign, style = ("+", "green") if kept else ("-", "dim")
            console.print(Text(f"{sign} {block.likely:4.2f} {words if kept else words[:100]}", style=style))
        if not kept and len(blocks) > DROPPED:
            console.print(Text(f"-      and {len(blocks) - DROPPED} more", style="dim"))


def _page(seen: Examination, url: str) -> str:
    """A page of its own, with nothing from elsewhere and no script: all that comes from the document is escaped."""
    article = seen.article
    title = escape(article.title if article else url)
    fields = _rows((name, value) for name, value in _fields(article)) if article else ""
    found = _rows(("✓" if c.chosen else "", c.field, c.value[:500], c.source) for c in seen.candidates)
    blocks = "".join(
        f'<div class="{"kept" if b.kept else "dropped"}" title="{escape(b.path)}">'
        f"<b>{b.likely:.2f}{'·' if b.first else ''}</b>{escape(b.text)}</div>"
        for b in seen.blocks
    )
    text = "".join(f"<p>{_sentences(article, number)}</p>" for number in _paragraphs(article)) if article else ""
    refused = f'<p class="refused">{escape(seen.refused)}</p>' if seen.refused else ""
    evidence = (
        f"<h2>Candidates</h2><table>{found}</table><h2>The page, block by block</h2>{_LEGEND}{blocks}" if blocks else ""
    )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{title}</title><style>{_STYLE}</style><h1>{title}</h1><p>{escape(url)}</p>{refused}"
        f"<table>{fields}</table>{evidence}<h2>The text</h2>{text}</html>"
    )


def _rows(rows: Any) -> str:
    return "".join("<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)


def _paragraphs(article: Article) -> list[int]:
    return sorted({sentence.paragraph_no for sentence in article.sentences})


def _sentences(article: Article, paragraph_no: int) -> str:
    """A paragraph's sentences, each with a mark at its end."""
    inside = [one for one in article.sentences if one.paragraph_no == paragraph_no]
    return " ".join(f'<span class="s">{escape(one.text)}</span>' for one in inside)


def _as_object(seen: Examination) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "article": asdict(seen.article) if seen.article else None,
        "refused": seen.refused or None,
        "candidates": [asdict(one) for one in seen.candidates],
        "blocks": [asdict(one) for one in seen.blocks],
    }
