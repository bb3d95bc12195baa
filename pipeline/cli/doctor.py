"""`dateline doctor` and `dateline migrate`: is everything in place?"""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.settings import Settings, read

if TYPE_CHECKING:  # psycopg is imported only by the commands that need it
    from pipeline.storage import Connection

PACKAGES = ("celery", "kombu", "redis", "feedparser", "beautifulsoup4", "psycopg", "spacy", "trafilatura", "urllib3")
LEAST_FREE_BYTES = 2_000_000_000
MOST_SKEW_SECONDS = 2.0


@click.command()
def migrate() -> None:
    """Bring the database's schema up to date; harmless when it is."""
    from pipeline import storage
    from pipeline.cli.progress import bar
    from pipeline.cli.servers import serving
    from pipeline.storage import counts, migrations

    with serving(redis=False) as settings, storage.connect(settings.database_url, timeout_ms=0) as conn:
        applied = migrations.migrate(conn)
        for role, password in (
            ("dateline_worker", settings.worker_password),
            ("dateline_reader", settings.reader_password),
        ):
            if password:
                migrations.set_password(conn, role, password)
        with bar("articles counted") as show:
            for left, total in counts.count_all_older(conn):
                show(total - left, total)
    click.echo("\n".join(f"applied {name}" for name in applied) or "the schema is up to date")


@dataclass(frozen=True)
class Check:
    """One thing that was looked at; `advice` says what to do about it if it is not `ok`."""

    name: str
    ok: bool
    found: str
    advice: str = ""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array of checks.")
def doctor(as_json: bool) -> int:
    """Check versions, servers, schema, models, disk and clock; say what to do. Exit status 1 if anything is wrong."""
    from pipeline.cli.output import print_json

    checks = []
    for check in _checks(read()):
        checks.append(check)
        if not as_json:
            click.echo(f"{'ok   ' if check.ok else 'WRONG'} {check.name:12} {check.found}")
            if not check.ok and check.advice:
                click.echo(f"      {'':12} -> {check.advice}")
    if as_json:
        print_json([asdict(check) for check in checks])
    return 0 if all(check.ok for check in checks) else 1


def _checks(settings: Settings) -> Iterator[Check]:
    from pipeline.enrich import installed_models

    yield _versions()
    yield _disk(settings.home)
    yield _contact(settings.user_agent)
    yield from _servers(settings)
    models = installed_models() if settings.models is None else settings.models
    for language, package in models.items():
        yield _try(f"model {language}", partial(_model, language, package), "see DATELINE_MODELS")


def _try(name: str, look: Callable[[], str], advice: str) -> Check:
    """A look that may fail in any way; the failure is what was found."""
    from pipeline.cli.complaints import one_line

    try:
        return Check(name, True, look())
    except Exception as error:
        return Check(name, False, one_line(str(error) or type(error).__name__), advice)


def _versions() -> Check:
    found = [f"Python {platform.python_version()}"]
    missing = []
    for package in PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            missing.append(package)
    advice = f"pip install {' '.join(missing)}" if missing else ""
    return Check("versions", not missing, ", ".join(found), advice)


def _disk(home: Path) -> Check:
    folder = next(path for path in (home, *home.absolute().parents) if path.exists())
    free = shutil.disk_usage(folder).free
    advice = f"make room on the disk of {home}, or set DATELINE_HOME to another"
    return Check("disk", free > LEAST_FREE_BYTES, f"{free / 1e9:.1f} GB free for {home}", advice)


def _contact(user_agent: str) -> Check:
    """Not wrong, but a publisher that cannot ask blocks instead."""
    reachable = "@" in user_agent or "://" in user_agent
    told = "" if reachable else ": no way to reach you; DATELINE_USER_AGENT='Dateline/0.1 (+mailto:you@example.org)'"
    return Check("user agent", True, f"{user_agent}{told}")


def _servers(settings: Settings) -> Iterator[Check]:
    from pipeline import storage
    from pipeline.cli.servers import serving

    try:
        with serving(settings, redis=True) as live:
            try:
                with storage.connect(live.database_url) as conn:
                    yield _try("postgresql", partial(_postgresql, conn), "check DATELINE_DATABASE_URL")
                    yield _try("schema", partial(_schema, conn), "run `dateline migrate`")
                    yield _clock(conn)
                    yield from _alarms(conn)
            except storage.Unavailable as error:
                yield Check(
                    "postgresql", False, str(error).splitlines()[0], "check DATELINE_DATABASE_URL and the server"
                )
            yield _try("redis", partial(_redis, live), "check DATELINE_REDIS_URL and the server")
    except RuntimeError as error:
        yield Check(
            "servers", False, str(error), "set DATELINE_DATABASE_URL and DATELINE_REDIS_URL, or see the log there"
        )


def _postgresql(conn: Connection) -> str:
    row = conn.execute("select current_setting('server_version') as version").fetchone()
    return f"PostgreSQL {row['version']}" if row else "no answer"


def _schema(conn: Connection) -> str:
    from pipeline.cli.servers import prepare

    prepare(conn)
    return "up to date"


def _clock(conn: Connection) -> Check:
    from pipeline.storage import books

    skew = abs((books.clock(conn) - datetime.now(UTC)).total_seconds())
    advice = "the database's clock decides; set this machine's (NTP) so that its logs can be read beside it"
    return Check("clock", skew < MOST_SKEW_SECONDS, f"{skew:.1f} s from the database's", advice)


def _alarms(conn: Connection) -> Iterator[Check]:
    """One check for each alarm, or one that says that there is none."""
    from pipeline.storage import books

    rows = books.alarms(conn)
    if not rows:
        yield Check("alarms", True, "none")
    for row in rows:
        yield Check(row["kind"], False, f"{row['subject']}: {row['detail']}", _ADVICE[row["kind"]])


_ADVICE = {
    "silent source": "look at the source in a browser; `dateline sources pause` it if it has ended",
    "failing source": "`dateline sources list` tells since when; mend its URL or pause it",
    "overrun": "lower DATELINE_POLL_FLOOR_SECONDS, or add the site's other feeds; news.gaps has the times",
    "waiting": "see whether sweeper and workers run: `dateline status`; of one document, `dateline explain`",
    "low disk": "free some, or lower DATELINE_MIN_FREE_BYTES; until then no source is polled",
    "slow database": "look for long queries and a busy disk (pg_stat_activity); no source is polled until then",
    "broker": "see whether Redis runs and has memory left (maxmemory); what waits is sent when it does",
    "drift": "look at new pages of the site with `dateline parse URL --html`; its template has changed, perhaps",
    "change feed": "end it: the oldest backend_xid in pg_stat_activity, any database of this server; no change is lost",
    "backlog": "add workers (`dateline status` tells for which stage most wait); polls go on when fewer wait",
    "off rhythm": "see in ingest.balance, day by day, what became of it; `dateline status` and `dateline sources list`",
    "no consumer": "start a worker with that queue (-Q): a group of languages and each stage need one",
    "untagged": "install a model for the language, or name one in DATELINE_MODELS",
}


def _redis(settings: Settings) -> str:
    from pipeline.cli.programs import ask_broker

    answer = ask_broker(settings, os.environ, served=True)
    alone = [name for name, length in answer["queues"].items() if length and name not in answer["served"]]
    if alone:
        raise RuntimeError(f"messages wait in {', '.join(alone)}, which no worker serves: start one with that -Q")
    waiting = sum(answer["queues"].values())
    return f"{answer['server']}, {waiting} messages wait"


def _model(language: str, package: str) -> str:
    from pipeline.enrich import load_tagger

    tagging = load_tagger({language: package}).tag("The United Nations met in Geneva.", language=language)
    return f"{tagging.model} loads and tags"
