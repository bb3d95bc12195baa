"""`dateline sources`: what is polled."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.models import Pages

if TYPE_CHECKING:  # psycopg is imported only by the commands that need it
    from pipeline.storage import Connection


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def sources() -> None:
    """Add, list, pause, resume, remove, import and export sources.

    A source is a URL or path that lists entries: a feed, a directory, or a single page or file.
    """


@sources.command()
@click.argument("urls", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--pages", type=click.Choice([p.value for p in Pages]), default=Pages.AUTO.value, show_default=True)
@click.option("--backfill", type=click.IntRange(0, 1000), default=0, metavar="N", help="Follow N older pages as well.")
def add(urls: tuple[str, ...], pages: str, backfill: int) -> None:
    """Register sources; `dateline up` polls them from then on. One that is known becomes active again.

    Feeds that are paged or archived (RFC 5005) lead to their older pages; those entries wait behind the news.
    """
    from pipeline.fetch import source_url

    try:
        absolute = [(source_url(url), "") for url in urls]
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    _register(absolute, Pages(pages), backfill=backfill)


@sources.command()
@click.argument("url")
@click.option("--add", "register", is_flag=True, help="Register what is found.")
def find(url: str, register: bool) -> int:
    """Look for the feeds of a site: what its page links to, its sitemaps, the usual places. Each is read before it is
    named; exit status 1 if there is none.
    """
    from pipeline.cli.finding import find_feeds
    from pipeline.fetch import source_url
    from pipeline.settings import read

    try:
        start = source_url(url)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    found = []
    for feed in find_feeds(start, limits=read().limits):
        found.append((feed.url, feed.title))
        click.echo(f"{feed.entries:>6} entries  {feed.url}  {feed.title}")
    if not found:
        click.echo(f"dateline: no feed found at {start}; name the feed itself if you know it", err=True)
    elif register:
        _register(found, Pages.AUTO)
    return 0 if found else 1


@sources.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
def list_(as_json: bool) -> None:
    """Show every source: its state, how long ago it was asked, when and why it is asked next, and its books."""
    from pipeline.cli.complaints import one_line
    from pipeline.cli.output import print_json, print_table
    from pipeline.cli.servers import books_open
    from pipeline.storage.sources import list_sources

    with books_open() as conn:
        rows = list_sources(conn)
    if as_json:
        print_json(rows)
        return
    now = datetime.now(UTC)
    print_table([_listed(row, now) for row in rows])
    for row in rows:
        if row["reason"]:
            click.echo(one_line(f"source {row['source_id']}: {row['reason']}: {row['detail'] or ''}", most=200))
        if row["hub_state"] in ("denied", "failed"):
            click.echo(one_line(f"source {row['source_id']}: hub {row['hub_state']}: {row['hub_detail']}", most=200))
        if row["identity_why"]:
            told = f"entries are told apart by {row['identity_policy']}: {row['identity_why']}"
            click.echo(one_line(f"source {row['source_id']}: {told}", most=200))


def _listed(row: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """A source as a line of the table: how long ago things happened, and when and why it is asked next."""
    from pipeline.cli.output import since, source_name

    due = f"in {since(now, row['due_at'])}" if row["due_at"] and row["due_at"] > now else "now"
    scheduled = row["due_at"] or row["scheduled"]
    state = f"{row['health']} ×{row['failures']}" if row["failures"] else row["health"]
    delivered = row["hub_until"] is not None and row["hub_until"] > now
    return {
        "id": row["source_id"],
        "state": f"{state}, hub" if delivered else state,
        "attempt": since(row["last_attempt_at"], now),
        "success": since(row["last_success_at"], now),
        "entry": since(row["last_entry_at"], now),
        "next poll": f"{due}: {row['due_why'] or 'new'}" if scheduled else "when asked",
        "discovered": row["discovered"],
        "published": row["published"],
        "rejected": row["rejected"],
        "waiting": row["waiting"],
        "source": source_name(dict(row) | {"source": row["url"]}),
    }


def _state_command(name: str, state: str, effect: str) -> click.Command:
    @click.argument("named", metavar="SOURCE...", nargs=-1, required=True)
    def change(named: tuple[str, ...]) -> int:
        from pipeline import identity
        from pipeline.cli.servers import books_open
        from pipeline.storage.sources import set_source_state

        unknown = 0
        with books_open() as conn:
            for text in named:
                number = int(text) if text.isdecimal() and int(text) < 2**63 else None
                rows: list[dict[str, Any]] = []
                for url in urls_meant(text):
                    rows = rows or set_source_state(conn, state, source_id=number, url_key=identity.url_key(url))
                for row in rows:
                    click.echo(f"{name}d: {row['url']}" if name.endswith("e") else f"{name}ed: {row['url']}")
                if not rows:
                    unknown += 1
                    click.echo(f"dateline: no source {text!r} (see `dateline sources list`)", err=True)
        return 1 if unknown else 0

    return click.command(name, help=effect)(change)


sources.add_command(_state_command("pause", "paused", "Stop polling sources, named by id or URL; nothing is lost."))
sources.add_command(_state_command("resume", "active", "Poll paused sources again, at once."))
sources.add_command(
    _state_command("remove", "removed", "Stop polling sources for good; their documents and articles stay.")
)


@sources.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--pages", type=click.Choice([p.value for p in Pages]), default=Pages.AUTO.value, show_default=True)
def import_(file: Path, pages: str) -> int:
    """Register every feed of an OPML file (- for standard input).

    An address that is none of a feed is named on standard error, the others are registered; exit status 1 then.
    """
    from pipeline.cli.complaints import one_line
    from pipeline.errors import Reject
    from pipeline.parse.opml import read_opml

    content = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    try:
        feeds = read_opml(content)
    except Reject as error:
        raise click.ClickException(f"{file}: {error.detail}") from None
    if not feeds:
        raise click.ClickException(f"{file}: it lists no feed (an outline with an xmlUrl)")
    good, bad = [], 0
    for text, title in feeds:
        try:
            good.append((_imported(text), title))
        except ValueError as error:
            bad += 1
            click.echo(one_line(f"dateline: passed over {text[:200]!r}: {error}"), err=True)
    _register(good, Pages(pages))
    return 1 if bad else 0


def _imported(text: str) -> str:
    """The URL that an OPML file names; a path is none, for the file may come from anywhere."""
    from pipeline.fetch import source_url

    if not text.lower().startswith(("https://", "http://", "file://", "feed:")):
        raise ValueError("a feed's address is an https, http or file URL")
    return source_url(text, must_exist=False)


@sources.command()
@click.argument("file", type=click.Path(dir_okay=False, writable=True, allow_dash=True, path_type=Path), default="-")
def export(file: Path) -> None:
    """Write the sources as OPML (standard output by default)."""
    from pipeline.cli.servers import books_open
    from pipeline.parse.opml import Outline, write_opml
    from pipeline.storage.sources import list_sources

    with books_open() as conn:
        known = (row | {"language": row["language"] or ""} for row in list_sources(conn))
        content = write_opml([Outline(**{name: row[name] for name in Outline.__annotations__}) for row in known])
    if str(file) == "-":
        sys.stdout.buffer.write(content)
    else:
        file.write_bytes(content)


def _register(feeds: list[tuple[str, str]], pages: Pages, *, backfill: int = 0) -> None:
    from pipeline import identity
    from pipeline.cli.servers import books_open
    from pipeline.storage.sources import add_source

    with books_open() as conn:
        for url, _title in feeds:
            source_id, added = add_source(conn, url, url_key=identity.url_key(url), pages=pages, older=backfill)
            click.echo(f"{'added' if added else 'known'}: {source_id} {url}")


def documents_meant(conn: Connection, text: str) -> list[int]:
    """The documents that somebody may mean who names a number, a URL or a path; none if nothing was announced so."""
    from pipeline import identity
    from pipeline.storage import books

    number = int(text) if text.isdecimal() and int(text) < 2**63 else None
    for url in urls_meant(text) if number is None else [text]:
        for key in (identity.page_key(url), identity.url_key(url)):
            if found := books.find_documents(conn, document_id=number, url=url, url_key=key):
                return found
    return []


def sources_meant(conn: Connection, text: str) -> list[dict[str, Any]]:
    """The sources that somebody may mean who names a URL or a path, with their last events."""
    from pipeline import identity
    from pipeline.storage import books

    for url in urls_meant(text):
        if found := books.explain_sources(conn, url, url_key=identity.url_key(url)):
            return found
    return []


def tell_source(row: Mapping[str, Any]) -> None:
    """A source in a few lines: how it fares, when it is polled next and why, where it was before, its hub."""
    from pipeline.cli.complaints import one_line

    shown = _listed(row, datetime.now(UTC))
    why = f": {row['reason']}: {row['detail'] or ''}" if row["reason"] else ""
    named = ", ".join(part for part in (row["title"], row["link"], row["language"]) if part)
    ages = (f"{name} {shown[name] or 'never'}" for name in ("attempt", "success", "entry"))
    told = [("title", named)] if named else []
    told += [("about", row["description"])] if row["description"] else []
    told += [("state", f"{shown['state']}{why}"), ("last", ", ".join(ages)), ("next poll", shown["next poll"])]
    for move in row["moves"]:
        told.append(("moved", f"{move['moved_at']:%Y-%m-%d} from {move['from_url']} to {move['to_url']}"))
    if row["hub"]:
        told.append(("hub", f"{row['hub_state']}: {row['hub']}"))
    click.echo(f"source {row['source_id']}  {one_line(row['url'], most=1000)}")
    for name, text in told:
        click.echo(f"  {name:<9} {one_line(text, most=1000)}")


def urls_meant(text: str) -> list[str]:
    """The URLs that somebody may mean who names what is known: the path's, though nothing be there now; the text; and
    where it has no scheme, those of the web. A path whose bytes are no UTF-8 has its URL alone.
    """
    from pipeline.fetch import source_url

    said = [] if any("\ud800" <= sign <= "\udfff" for sign in text) else [text]
    bare = "://" not in text and re.match(r"[^/\s]{0,253}[.:]", text) is not None
    said += [f"{scheme}://{one}" for one in said if bare for scheme in ("https", "http")]
    try:
        return list(dict.fromkeys((source_url(text, must_exist=False), *said)))
    except ValueError:
        return said
