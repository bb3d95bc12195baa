"""The page of `dateline tag --html`: an article with its entities coloured, quotes underlined, values resolved.

It has nothing from elsewhere, and what comes from the article is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import pairwise
from typing import Any, NamedTuple

from pipeline.cli.tag_rows import VALUES, date_row, entity_rows, quantity_row, quote_row, style_of
from pipeline.models import Article, Findings, Mention

_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:55em;margin:2em auto;padding:0 1em}table{border-collapse:collapse}"
    "th{text-align:left}td,th{padding:.1em .9em .1em 0;vertical-align:top}a{color:inherit;text-decoration:none}"
    "p{white-space:pre-line}"
    "td a{text-decoration:underline dotted}mark{border-radius:.2em;padding:0 .1em}.about{color:#666}"
    ".value{background:#eee;border-radius:.2em}.quote{border-bottom:2px solid #b9a36b}"
    ":target{background:#fff3b0;outline:2px solid #e0c860}"
)
_UNDATED = "The day of publication is not known: words like Monday have no date."


class _Part(NamedTuple):
    """A quote or value in the text: half-open code points, the row that it leads to, and what is said of it."""

    start: int
    end: int
    anchor: str
    title: str


def page(article: Article, findings: Findings) -> str:
    """The whole page."""
    entities = [row for row in entity_rows(findings) if row["label"] not in VALUES]
    quotes = [quote_row(quote, findings) for quote in findings.quotes]
    dates = [date_row(date) for date in findings.dates]
    figures = [quantity_row(quantity) for quantity in findings.quantities]
    title, language = escape(article.title), escape(article.language or "")
    undated = f"<p class=about>{_UNDATED}</p>" if dates and article.published_at is None else ""
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
        f'<article lang="{language}" dir="auto"><h1>{title}</h1>{_about(article, findings)}'
        f"<p>{_body(article, findings, entities)}</p></article><h2>Entities</h2>"
        f"{_entity_table(entities, findings) if entities else '<p class=about>None was found.</p>'}"
        f"{_section('Quotes', 'quote', quotes)}{_section('Dates', 'date', dates, undated)}"
        f"{_section('Figures', 'figure', figures)}</html>"
    )


def _about(article: Article, findings: Findings) -> str:
    published = article.published_at.isoformat(" ", "minutes") if article.published_at else "not known"
    facts = {"language": article.language or "not known", "model": findings.model or "none", "published": published}
    return f'<p class="about" lang="en">{escape(" · ".join(f"{name}: {fact}" for name, fact in facts.items()))}</p>'


def _body(article: Article, findings: Findings, entities: Sequence[dict[str, Any]]) -> str:
    """The text, cut wherever a mention, a quote or a value begins or ends; none parts a name."""
    rows = {(row["label"], row["entity"]): number for number, row in enumerate(entities)}
    quotes = [
        _Part(q.start_char, q.end_char, f"quote{n}", f"{row['kind']} speech: {row['speaker'] or 'nobody named'}")
        for n, (q, row) in enumerate((q, quote_row(q, findings)) for q in findings.quotes)
    ]
    values = _values(findings)
    cuts = {0, len(article.text)}
    for part in (*quotes, *values):
        cuts |= {part.start, part.end}
    cuts -= {at for m in findings.mentions for at in range(m.start_char + 1, m.end_char)}
    cuts |= {at for m in findings.mentions for at in (m.start_char, m.end_char)}
    edges, out, seen = sorted(cuts), [], set[str]()
    mentions = {mention.start_char: (number, mention) for number, mention in enumerate(findings.mentions)}
    for start, end in pairwise(edges):
        words = escape(article.text[start:end])
        value = _over(values, start, end)
        if start in mentions:
            number, mention = mentions[start]
            words = _marked(words, number, mention, rows.get((mention.label, mention.name)), value)
        elif value:
            words = f'<span class="value" title="{escape(value.title)}">{words}</span>'
        for part in filter(None, (value, _over(quotes, start, end))):
            words = _wrapped(words, part, is_first=part.anchor not in seen, is_quote=part is not value)
            seen.add(part.anchor)
        out.append(words.replace("\n\n", "</p><p>"))
    return "".join(out)


def _values(findings: Findings) -> list[_Part]:
    """Dates and figures with what they mean."""
    found = []
    for number, date in enumerate(findings.dates):
        row = date_row(date)
        time = f"{row['from']} to {row['until']}" if row["from"] else "no known day"
        found.append(_Part(date.start_char, date.end_char, f"date{number}", f"{time} ({row['precision']})"))
    for number, quantity in enumerate(findings.quantities):
        row = quantity_row(quantity)
        found.append(_Part(
            quantity.start_char, quantity.end_char, f"figure{number}", f"{row['kind']}: {row['value']} {row['unit']}"
        ))  # fmt: skip
    return found


def _over(parts: Sequence[_Part], start: int, end: int) -> _Part | None:
    """The part that this piece of the text belongs to; one that a name stretches over belongs to that."""
    return next((part for part in parts if part.start < end and start < part.end), None)


def _wrapped(words: str, part: _Part, *, is_first: bool, is_quote: bool) -> str:
    anchor = f' id="{part.anchor}"' if is_first else ""
    if not is_quote:
        return f"<span{anchor}>{words}</span>" if is_first else words
    opening = f'<span class="quote" title="{escape(part.title)}"'
    return f"{opening}{anchor}>{words}</span>".replace("\n\n", f"</span></p><p>{opening}>")


def _marked(words: str, number: int, mention: Mention, row: int | None, value: _Part | None) -> str:
    """The mention in its colour; a name leads to its entity's row, a value says what it means."""
    title = f"{mention.label}: {value.title if value and mention.label in VALUES else mention.name}"
    mark = f'<mark style="background:{style_of(mention.label)[1]}" title="{escape(title)}">{words}</mark>'
    return mark if row is None else f'<a id="m{number}" href="#e{row}">{mark}</a>'


def _entity_table(entities: Sequence[dict[str, Any]], findings: Findings) -> str:
    """The entities, their labels in the colours of the text, the numbers of mentions leading to the first."""
    firsts: dict[tuple[str, str], int] = {}
    for number, mention in enumerate(findings.mentions):
        firsts.setdefault((mention.label, mention.name), number)
    lines = []
    for number, row in enumerate(entities):
        cells = {name: escape(str(value)) for name, value in row.items()} | {
            "label": f'<mark style="background:{style_of(row["label"])[1]}">{escape(row["label"])}</mark>',
            "mentions": f'<a href="#m{firsts[row["label"], row["entity"]]}">{row["mentions"]}</a>',
            "spellings": escape(", ".join(row["spellings"])),
        }
        lines.append(f'<tr id="e{number}">{"".join(f"<td>{cell}</td>" for cell in cells.values())}</tr>')
    return f"<table><tr>{_head(entities[0])}</tr>{''.join(lines)}</table>"


def _section(title: str, name: str, rows: Sequence[dict[str, Any]], note: str = "") -> str:
    """A table under its title, the words of each row leading to their place in the text; '' without rows."""
    if not rows:
        return ""
    lines = []
    for number, row in enumerate(rows):
        cells = {key: escape(str(value)) for key, value in row.items()}
        cells[name] = f'<a href="#{name}{number}">{cells[name]}</a>'
        lines.append(f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells.values())}</tr>")
    return f"<h2>{title}</h2>{note}<table><tr>{_head(rows[0])}</tr>{''.join(lines)}</table>"


def _head(row: dict[str, Any]) -> str:
    return "".join(f"<th>{escape(name)}" for name in row)
