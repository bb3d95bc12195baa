"""`dateline run`: a one-shot ingest, from sources to outcomes."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

import click

from pipeline.models import Pages
from pipeline.settings import Settings

COUNTS = ("discovered", "published", "duplicate", "rejected", "failed", "waiting")
T = TypeVar("T")
MOST_PATIENCE_SECONDS = 10_000_000.0


def _finite(_ctx: click.Context, _parameter: click.Parameter, value: float) -> float:
    if value != value:  # not a number, which no range excludes
        raise click.BadParameter("'nan' is no number of seconds.")
    return value


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option(
    "--pages",
    type=click.Choice([p.value for p in Pages]),
    default=Pages.AUTO.value,
    show_default=True,
    help="auto: fetch the pages that entries link to; never: a feed's own content becomes the article.",
)
@click.option(
    "--patience",
    type=click.FloatRange(min=0, max=MOST_PATIENCE_SECONDS),
    callback=_finite,
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for something that must be tried again later.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object with the counts instead of the summary.")
@click.option("--verbose", is_flag=True, help="Show the workers' log.")
def run(sources: tuple[str, ...], pages: str, patience: float, as_json: bool, verbose: bool) -> int:
    """Ingest each SOURCE once and stop when every document has an outcome.

    SOURCE is the URL or path of a feed (RSS, Atom, JSON Feed), the URL of an article page, a text, HTML or Markdown
    file, or a directory of any of these (names that begin with a dot are left out). Exit status 0 only if nothing was
    rejected, failed or still waits.
    """
    from pipeline.fetch import source_url

    try:
        urls = list(dict.fromkeys(source_url(source, must_exist=False) for source in sources))
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    with one_shot(verbose=verbose) as ingest:
        result = ingest(urls, pages=Pages(pages), patience=timedelta(seconds=patience))
        report(result, as_json=as_json)
    return 0 if result.clean else 1


@dataclass(frozen=True)
class Result:
    """What a one-shot ingest came to, per source and in sum; `complaints` are its documents without an article.

    `failing` are the sources that could not be listed, whether that is news or stands in the books already.
    """

    rows: list[dict[str, Any]]
    complaints: list[dict[str, Any]]
    unsettled: list[dict[str, Any]]
    failing: list[dict[str, Any]]
    elapsed_seconds: float

    @property
    def counts(self) -> dict[str, int]:
        """The sums over the sources."""
        return {name: sum(row[name] for row in self.rows) for name in COUNTS}

    @property
    def clean(self) -> bool:
        """Whether nothing was rejected, failed or waits, and every source could be listed."""
        counts = self.counts
        return not (counts["rejected"] or counts["failed"] or counts["waiting"] or self.unsettled or self.failing)


class Ingest:
    """Workers are running; call it with sources."""

    def __init__(self, settings: Settings, supervisor: Any, check: Callable[[], None]) -> None:
        self.settings = settings
        self.supervisor = supervisor
        self.check = check

    def __call__(self, urls: Sequence[str], *, pages: Pages, patience: timedelta) -> Result:
        """Register the sources and wait until all that they announce has an outcome, or waits beyond the patience."""
        from pipeline import identity, storage
        from pipeline.storage import books, sources

        begun = time.monotonic()
        with storage.connect(self.settings.database_url) as conn:
            since = books.clock(conn)
            ids = [
                sources.add_source(conn, url, url_key=identity.url_key(url), pages=pages, scheduled=False)[0]
                for url in urls
            ]
            family = self._wait(conn, ids, since=since, patience=patience)
            members = [row["source_id"] for row in family]
            return Result(
                rows=books.outcomes_since(conn, members, since=since),
                complaints=books.complaints_since(conn, members, since=since, room=1000),
                unsettled=[row for row in family if not _settled(row, since, since)],
                failing=[
                    row for row in family if row["reason"] and row["state"] == "active" and _settled(row, since, since)
                ],
                elapsed_seconds=round(time.monotonic() - begun, 2),
            )

    def _wait(self, conn: Any, ids: list[int], *, since: datetime, patience: timedelta) -> list[dict[str, Any]]:
        """Look at the rows until they have come to rest; gives the sources and the feeds found in them."""
        from pipeline.storage import books, sources

        def look(horizon: datetime) -> tuple[dict[str, Any], list[dict[str, Any]], bool]:
            family = sources.source_family(conn, ids)
            members = [row["source_id"] for row in family]
            counts = books.stage_counts(conn, members, since=since, horizon=horizon)
            return counts, family, all(_settled(row, since, horizon) for row in family)

        return self.follow(look, since=since, patience=patience)[1]

    def follow(
        self, look: Callable[[datetime], tuple[dict[str, Any], T, bool]], *, since: datetime, patience: timedelta
    ) -> tuple[dict[str, Any], T]:
        """Look at rows, with bars, until they rest, or have not moved for longer than a lost message takes.

        `look` is told until when something that is due still counts as soon; it gives the counts of the stages, what
        else belongs to the picture, and whether that has come to rest. Gives the last picture.
        """
        from pipeline.cli.progress import bars

        stall = timedelta(seconds=self.settings.lease_seconds + self.settings.resend_seconds) + patience
        last, moved_at = None, since
        with bars() as show:
            while True:
                self.supervisor.check()
                self.check()
                counts, more, settled = look(moved_at + patience)
                show(counts)
                now, picture = counts.pop("now"), (counts, more)
                if picture != last:  # what is soon counts from the last move: look again from here
                    last, moved_at = picture, now
                elif (settled and not counts["open_soon"]) or now - moved_at > stall:
                    return counts, more
                time.sleep(0.2)


def _settled(row: dict[str, Any], since: datetime, horizon: datetime) -> bool:
    """Whether a source has been asked in this run and is not about to be asked again."""
    asked = row["last_attempt_at"] is not None and row["last_attempt_at"] >= since and not row["leased"]
    again = row["due_at"] is not None and row["due_at"] <= horizon
    quiet = row["reason"] is None and not row["waits"]
    return row["state"] != "active" or (asked and (quiet or not again))


@contextmanager
def one_shot(*, verbose: bool, environ: dict[str, str] | None = None) -> Iterator[Ingest]:
    """Servers, schema and workers for a one-shot ingest, all gone at the end of the block.

    Somebody waits for it, so it does not wait for what is not going to come: a broker that does not answer, a model
    that cannot be loaded, or a library that is not there, ends it with one line.
    """
    from pipeline import storage
    from pipeline.cli.programs import ask_broker, one_shot_environment, quarantine, start_complaint, worker_programs
    from pipeline.cli.servers import prepare, serving
    from pipeline.cli.supervisor import Supervisor
    from pipeline.settings import read

    environ = one_shot_environment() | (environ or {})
    with ExitStack() as stack:
        settings = stack.enter_context(serving(read(environ), redis=True))
        free = settings.free_bytes()
        if free is not None and free < settings.min_free_bytes:
            raise click.ClickException(
                f"{free / 1e9:.2f} GB are free where {settings.home} is, and nothing is polled below"
                f" {settings.min_free_bytes / 1e9:.2f}: free some, or lower DATELINE_MIN_FREE_BYTES"
            )
        with storage.connect(settings.database_url, timeout_ms=0) as conn:
            prepare(conn)
        if environ.get("DATELINE_REDIS_URL"):  # the embedded one has answered when it was started
            ask_broker(settings, environ)
        wrong: list[str] = []

        def log(name: str, line: str) -> None:
            complaint = start_complaint(line)
            if complaint is not None:
                wrong.append(complaint)
            elif verbose or " ERROR " in line or " CRITICAL " in line:
                click.echo(f"{name:8} {line}", err=True)

        programs = worker_programs(settings, environ, events=False)
        rescue = quarantine(settings, environ, log=log)
        supervisor = stack.enter_context(Supervisor(programs, log=log, on_crash_loop=rescue))

        def check() -> None:
            if wrong:
                raise click.ClickException(wrong[0])

        yield Ingest(settings, supervisor, check)


def report(result: Result, *, as_json: bool) -> None:
    """Print the counts as JSON, or the summary: a table, what went wrong, and what to do next."""
    if as_json:
        click.echo(json.dumps(result.counts | {"elapsed_seconds": result.elapsed_seconds}))
        return
    from pipeline.cli.complaints import one_line
    from pipeline.cli.output import print_table, source_name

    rows = [{"source": source_name(row)} | {name: row[name] for name in COUNTS} for row in result.rows]
    if len(rows) > 1:
        rows.append({"source": "all sources"} | result.counts)
    print_table(rows, title=f"{result.elapsed_seconds:.1f} s")
    for row in result.complaints[:25]:
        why = f": {row['detail']}" if row["detail"] else ""
        state = row["state"] if row["due_at"] is None else "waiting"
        click.echo(one_line(f"{state:8} {row['url']} ({row['reason'] or 'not yet tried'}{why})"))
    if len(result.complaints) > 25:
        click.echo(f"… and {len(result.complaints) - 25} more: `dateline status`")
    told = {row["url"] for row in result.complaints}
    for row in result.failing:
        if row["url"] not in told:
            click.echo(one_line(f"still    {row['url']} ({row['reason']}: {row['detail'] or ''})"))
    for row in result.unsettled:
        click.echo(one_line(f"waiting  {row['url']} ({row['reason'] or 'not yet polled'}: {row['detail'] or ''})"))
    click.echo(
        'Next: dateline sql "select name, label, count(*) from news.mentions join news.entities'
        ' using (entity_id, label) group by 1, 2 order by 3 desc limit 10"'
    )
    click.echo("      dateline explain URL     what happened to a page")
    click.echo("      dateline audit           proof that nothing was lost")
    sys.stdout.flush()
