"""`dateline status`, `explain` and `audit`: the books, read aloud."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import HELP
from pipeline.settings import read

if TYPE_CHECKING:  # both are imported only by the commands that need them
    from pipeline.parse.examine import Candidate
    from pipeline.storage import Connection

WEIGHED = ("title", "author", "published", "language", "text")
"""The fields whose candidates `explain` shows; `--json` has all."""


@click.command(context_settings=HELP)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def status(as_json: bool) -> None:
    """Show the whole pipeline at a glance: what was discovered and what became of it."""
    from pipeline.cli.output import print_json, print_table
    from pipeline.cli.servers import books_open
    from pipeline.storage import books

    with books_open() as conn:
        row, reasons = books.status(conn), books.reasons(conn)
    if as_json:
        print_json(row | {"reasons": reasons})
        return
    names = ("discovered", "published", "duplicate", "rejected", "failed", "waiting")
    print_table([{name: row[name] for name in names}], title="Documents")
    waits = {name: row[f"waiting_for_{name}"] for name in ("fetch", "parse", "enrich")}
    print_table([waits | {"in work": row["in_work"]}], title="\nWaiting for")
    print_table([{"active": row["sources"], "failing": row["failing_sources"]}], title="\nSources")
    if reasons:
        print_table(reasons, title="\nReasons")
    last = row["last_published_at"]
    click.echo(f"\nLast published: {last.isoformat(timespec='seconds') if last else 'nothing yet'}")


@click.command(context_settings=HELP)
@click.argument("what", metavar="URL|ID")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def explain(what: str, as_json: bool) -> int:
    """Tell what happened to a URL, path or document number: who announced it, each attempt, the outcome, and what there
    was to choose from for title, authors, date, language and text (a star: this was taken); of a source
    its last polls, with the redirects on the way, and when it is polled next.
    """
    from pipeline.cli.output import print_json
    from pipeline.cli.servers import books_open
    from pipeline.cli.sources import documents_meant, sources_meant, tell_source, urls_meant
    from pipeline.storage import books

    near: list[str] = []
    with books_open() as conn:
        found = documents_meant(conn, what)
        journeys = [books.explain_document(conn, document_id) for document_id in found]
        weighed = [_weighed(conn, row, events) for row, events in journeys]
        listed = [] if what.isdecimal() else sources_meant(conn, what)
        if not found and not listed and not what.isdecimal():
            near = books.nearest_urls(conn, urls_meant(what))
    if as_json:
        documents = [
            dict(row) | {"events": events, "candidates": [asdict(one) for one in candidates]}
            for (row, events), candidates in zip(journeys, weighed, strict=True)
        ]
        print_json({"documents": documents, "sources": listed, "nearest": near})
    elif not journeys and not listed:
        click.echo(_unknown(what, near), err=True)
    for source in listed if not as_json else []:
        tell_source(source)
        for event in source["events"]:
            _line(event["ended_at"], _step(event), event["detail"])
    for (row, events), candidates in zip(journeys, weighed, strict=True) if not as_json else ():
        _tell(row, events, candidates)
    return 0 if journeys or listed else 1


@click.command(context_settings=HELP)
@click.option("--bodies", is_flag=True, help="Read every raw body too, and compare it with its SHA-256.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array of findings.")
def audit(bodies: bool, as_json: bool) -> int:
    """Check the books and print one line a finding. Exit status 0 only if there is none."""
    from pipeline.cli.output import print_json
    from pipeline.cli.progress import bar
    from pipeline.cli.servers import books_open
    from pipeline.storage import books

    settings = read()
    with books_open() as conn:
        grace = timedelta(seconds=settings.lease_seconds + settings.resend_seconds)
        with bar("audit") as begin:
            findings = list(books.audit(conn, grace=grace, begin=begin))
        if bodies:
            with bar("bodies") as begin:
                findings += books.audit_contents(conn, begin=begin)
        rows = books.balance(conn)
    if as_json:
        print_json([{"check": f.check, "where": f.where, "what": f.what} for f in findings])
        return 1 if findings else 0
    for finding in findings:
        click.echo(f"{finding.check}: {finding.where}: {finding.what}")
    total = {name: sum(row[name] for row in rows) for name in list(rows[0])[2:]} if rows else {"discovered": 0}
    parts = [f"{count} {name}" for name, count in total.items() if name != "discovered"]
    click.echo(f"{total['discovered']} discovered = {' + '.join(parts) or '0'}")
    click.echo(f"{len(books.AUDITS) + bodies} checks, {len(findings)} findings")
    return 1 if findings else 0


def _unknown(what: str, near: list[str]) -> str:
    from pipeline.cli.complaints import one_line

    nearest = f"; the nearest URL is {near[0]}" if near else ""
    return one_line(f"dateline: no source announced {what}{nearest}", most=1000)


def _weighed(conn: Connection, row: dict[str, Any], events: list[dict[str, Any]]) -> Sequence[Candidate]:
    """What the parse stage has to choose from in the bytes that are kept, by the present program.

    Only of what a worker has read to its end: nothing else is known to be harmless to read.
    """
    from datetime import UTC

    from pipeline.parse import examine
    from pipeline.storage.documents import raw_document

    if not any(event["stage"] == "parse" and event["outcome"] in ("parsed", "rejected") for event in events):
        return ()
    kept = raw_document(conn, row["document_id"])
    return examine(kept[0], entry=kept[1], now=datetime.now(UTC)).candidates if kept else ()


def _tell(row: dict[str, Any], events: list[dict[str, Any]], candidates: Sequence[Candidate]) -> None:
    """A document's journey, a line a step."""
    from pipeline.cli.complaints import one_line

    click.echo(one_line(f"document {row['document_id']}  {row['url']}", most=1000))
    _line(row["discovered_at"], f"announced by source {row['source_id']} {row['source']}", row["entry_title"])
    for event in events:
        _line(event["ended_at"], _step(event), event["detail"])
    if row["body_key"]:
        kind = f"{row['status'] or ''} {row['media_type']}".strip() or "no media type"
        click.echo(
            f"  bytes     {row['size_bytes']:,} from {row['body_source']}, {kind}, sha256 {row['body_key'][:16]}"
        )
        click.echo(
            f"  again     dateline parse --document {row['document_id']}   shows what these bytes become, and why"
        )
    elif row["expired_at"]:
        click.echo(f"  bytes     went on {row['expired_at']:%Y-%m-%d}, by DATELINE_KEEP_BODIES_DAYS")
    if row["title"] is not None:
        click.echo(f"  title     {one_line(row['title'])} [{row['title_source']}]")
        signed = next((one.source for one in candidates if one.field == "author" and one.chosen), "-")
        click.echo(f"  authors   {one_line(', '.join(row['authors'])) or 'unknown'} [{signed}]")
        published = row["published_at"].isoformat() if row["published_at"] else "unknown"
        click.echo(f"  published {published} [{row['published_source'] or '-'}]")
        click.echo(f"  language  {row['language'] or 'unknown'} [{row['language_source'] or '-'}]")
        click.echo(
            f"  text      {row['word_count']} words, {row['sentences']} sentences, from {row['article_body_source']}"
            f" [{row['text_source'] or '-'}]"
        )
        click.echo(f"  entities  {row['mentions']} mentions by {row['model'] or 'no model for this language'}")
    for one in candidates:
        if one.field in WEIGHED:
            size = f"{len(one.value):,} characters: " if one.field == "text" else ""
            value = one_line(f"{size}{one.value}", most=120)
            click.echo(f"  weighed   {'*' if one.chosen else ' '} {one.field:9} {value} [{one.source}]")
    if row["gone_at"]:
        click.echo(f"  gone      from its source since {row['gone_at']:%Y-%m-%d %H:%M:%S}Z; the document stays")
    click.echo(f"  outcome   {one_line(_outcome(row), most=1000)}")


def _step(event: dict[str, Any]) -> str:
    took = ""
    if event["started_at"] is not None:
        took = f" in {(event['ended_at'] - event['started_at']).total_seconds():.2f} s"
    why = f" ({event['reason']})" if event["reason"] else ""
    attempt = f" attempt {event['attempt']}" if event["attempt"] else ""
    return f"{event['stage']}{attempt}: {event['outcome']}{why}{took} by {event['worker']}"


def _line(at: datetime, text: str, detail: str | None) -> None:
    from pipeline.cli.complaints import one_line

    click.echo(f"  {at:%Y-%m-%d %H:%M:%S}Z  " + one_line(f"{text} - {detail}" if detail else text, most=1000))


def _outcome(row: dict[str, Any]) -> str:
    why = ": ".join(part for part in (row["reason"], row["detail"]) if part)
    if row["state"] == "enriched":
        return f"published at {row['enriched_at']:%Y-%m-%d %H:%M:%S}Z"
    if row["due_at"] is not None:
        holder = "a worker holds it until" if row["in_work"] else "due"
        return f"waiting in state {row['state']}, {holder} {row['due_at']:%Y-%m-%d %H:%M:%S}Z {why}"
    of = f" of document {row['duplicate_of']}" if row["duplicate_of"] else ""
    return f"{row['state']}{of} ({why})"
