"""`dateline requeue`, `reprocess` and `forget`: what an operator does with documents that have an outcome."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import HELP

if TYPE_CHECKING:
    from pipeline.cli.run import Ingest
    from pipeline.storage import Connection

STAGES = click.Choice(["fetch", "parse", "enrich"])
_RUN = click.option("--run", "at_once", is_flag=True, help="Do the work now, with workers of its own, and wait for it.")
PATIENCE = timedelta(seconds=30)
"""How long is waited for what must be tried again later, as `dateline run` does."""


def _known_reason(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    from pipeline.errors import Reason

    if value is not None and value not in set(Reason):
        raise click.BadParameter(f"{value!r} is no reason: `dateline status` lists those that there are")
    return value


@click.command(context_settings=HELP)
@click.argument("documents", metavar="[URL|ID]...", nargs=-1)
@click.option(
    "--reason",
    callback=_known_reason,
    help="All that stand or rest for this reason (`dateline status` lists them).",
)
@click.option("--source", help="All of this source that were rejected or failed, or rest: its number, URL or path.")
@click.option("--from", "stage", type=STAGES, default="fetch", show_default=True, help="The stage to begin with again.")
@_RUN
def requeue(documents: tuple[str, ...], reason: str | None, source: str | None, stage: str, at_once: bool) -> int:
    """Bring documents back that were rejected, failed or taken for duplicates; try now what rests until another time.

    Name them by URL or number, or choose by reason and source. A stage whose input is no longer kept begins earlier;
    what rests goes on where it is.
    """
    from pipeline.models import Stage
    from pipeline.storage import again

    if not documents and reason is None and source is None:
        raise click.UsageError("name documents, a --reason or a --source")
    if documents and (reason is not None or source is not None):
        raise click.UsageError("name documents, or choose them by --reason and --source; not both")
    with _books(at_once) as (conn, finish):
        if documents:
            parts = iter([_documents(conn, documents)])
        else:
            source_id = _source(conn, source) if source is not None else None
            states = (*again.WAITING, *(again.REFUSED if reason is None else again.OUTCOMES))
            parts = again.choose_documents(conn, states=states, reason=reason, source_id=source_id)
        done: list[int] = []
        for part in parts:
            done += again.requeue_documents(conn, part, stage=Stage(stage), worker=_operator(), resting=True)
            for number, why in again.left_alone(conn, sorted({*part} - {*done})).items():
                click.echo(f"document {number} {why}", err=True)
        return finish(conn, done, "brought back")


@click.command(context_settings=HELP)
@click.option("--stage", type=click.Choice(["parse", "enrich"]), required=True, help="The stage to do again.")
@click.option(
    "--where", metavar="SQL", help="Which articles: a condition on news.articles, such as \"language = 'fr'\"."
)
@_RUN
def reprocess(stage: str, where: str | None, at_once: bool) -> int:
    """Do a stage again for published articles, at low priority, with the present program and models.

    Articles stay visible; each is replaced in one transaction, its former text kept in news.article_versions, and
    consumers see it through news.changes_since.
    """
    from pipeline.models import Stage
    from pipeline.storage import again

    with _books(at_once) as (conn, finish):
        numbers = _articles(where)
        done: list[int] = []
        for first in range(0, len(numbers), again.BATCH):
            part = numbers[first : first + again.BATCH]
            done += again.requeue_documents(conn, part, stage=Stage(stage), worker=_operator(), low_priority=True)
        return finish(conn, done, "queued again")


@click.command(context_settings=HELP)
@click.argument("what", metavar="[URL|ID]", required=False)
@click.option("--source", help="Everything that this source announced: its number, URL or path.")
@click.option("--reason", "why", required=True, help="Why, for the log: a case number, not the content.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget(what: str | None, source: str | None, why: str, yes: bool) -> int:
    """Erase an article, or all that a source announced, for good.

    Text, bytes, names and what the feed said are deleted, with every document of the same page or words; consumers see
    a retraction. The row, its keys and its host stay, so the books hold and the words do not come back.
    """
    from pipeline.cli.servers import books_open
    from pipeline.storage import again

    if (what is None) == (source is None):
        raise click.UsageError("name one URL, one document number, or a --source")
    with books_open() as conn:
        if source is not None:
            source_id = _source(conn, source)
            _ask(yes, f"Erase everything that source {source_id} announced, for good?")
            done = again.forget_source(conn, source_id, why=why, worker=_operator())
        else:
            assert what is not None
            numbers = _documents(conn, [what])
            _ask(yes, f"Erase {what} and all that is the same, for good?")
            done = again.forget_documents(conn, numbers, why=why, worker=_operator())
    back = f", {done.requeued} of other sources brought back" if done.requeued else ""
    click.echo(f"{done.documents} documents forgotten, {done.articles} articles retracted{back}")
    return 0


def _ask(yes: bool, question: str) -> None:
    if not yes and not click.confirm(question):
        raise click.Abort


def _operator() -> str:
    return f"operator {getpass.getuser()}"


def _documents(conn: Connection, named: Sequence[str]) -> list[int]:
    """The documents under these URLs, paths and numbers. Raises ClickException where one names none."""
    from pipeline.cli.sources import documents_meant

    numbers: list[int] = []
    for what in named:
        found = documents_meant(conn, what)
        if not found:
            raise click.ClickException(f"no source announced {what}; `dateline explain` looks for what is near")
        numbers += found
    return list(dict.fromkeys(numbers))


def _source(conn: Connection, named: str) -> int:
    from pipeline.cli.sources import urls_meant
    from pipeline.storage import sources

    urls = urls_meant(named)
    for row in sources.list_sources(conn):
        if str(row["source_id"]) == named or row["url"] in urls:
            return int(row["source_id"])
    raise click.ClickException(f"there is no source {named}; `dateline sources list` shows them")


def _articles(where: str | None) -> list[int]:
    """The articles that a condition holds for, asked as the reader: it can read news and change nothing."""
    from pipeline.cli.complaints import one_line
    from pipeline.cli.servers import serving
    from pipeline.storage import reader

    condition = f" where ({where}\n)" if where else ""
    with serving(redis=False) as settings:
        try:
            _, rows = reader.ask(
                settings.reader_url,
                f"select article_id from articles{condition} order by article_id",  # noqa: S608 - the operator's own
                fallback_url=settings.database_url,
            )  # fmt: skip
        except reader.QueryError as error:
            raise click.ClickException(f"--where: {one_line(str(error))}") from None
    return [row["article_id"] for row in rows]


@contextmanager
def _books(at_once: bool) -> Iterator[tuple[Connection, Callable[[Connection, list[int], str], int]]]:
    """The books, and what to do at the end: say what follows, or wait for the work with workers of one's own."""
    from pipeline import storage
    from pipeline.cli.servers import books_open

    def tell(_conn: Connection, done: list[int], what: str) -> int:
        click.echo(f"{len(done)} documents {what}" + ("; `dateline up` works on them" if done else ""))
        return 0

    if not at_once:
        with books_open() as conn:
            yield conn, tell
        return
    from pipeline.cli.run import one_shot

    with one_shot(verbose=False) as ingest, storage.connect(ingest.settings.database_url) as conn:

        def wait(conn: Connection, done: list[int], what: str) -> int:
            click.echo(f"{len(done)} documents {what}")
            return _finish(conn, ingest, done)

        yield conn, wait


def _finish(conn: Connection, ingest: Ingest, numbers: list[int]) -> int:
    """Wait until the documents have come to rest; 1 if one of them still waits."""
    from pipeline.storage import again, books

    def look(horizon: datetime) -> tuple[dict[str, Any], object, bool]:
        counts = again.count_open(conn, numbers, horizon=horizon)
        return counts, None, True

    counts, _ = ingest.follow(look, since=books.clock(conn), patience=PATIENCE)
    waiting = counts["discovered"] - counts["past_enrich"]
    click.echo(f"{counts['past_enrich']} have an outcome, {waiting} still wait")
    return 1 if waiting else 0
