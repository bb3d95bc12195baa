"""The command's entrance: finds the subcommand, and turns errors that people can mend into one line.

Subcommands are imported only when they are called, so that `dateline --help` answers at once.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import FrameType

import click

from pipeline import __version__

COMMANDS: Mapping[str, tuple[str, str]] = {
    "run": ("pipeline.cli.run:run", "Ingest feeds, pages, files and directories once, then stop."),
    "up": ("pipeline.cli.up:up", "Run the service: workers, schedule, Flower, metrics; until Ctrl-C."),
    "demo": ("pipeline.cli.demo.command:demo", "A first look without network: ingest a small publisher of our own."),
    "sources": ("pipeline.cli.sources:sources", "Add, list, pause, resume, remove, import and export sources."),
    "status": ("pipeline.cli.books:status", "The whole pipeline at a glance."),
    "explain": ("pipeline.cli.books:explain", "What happened to a URL or a document, step by step."),
    "audit": ("pipeline.cli.books:audit", "Prove that nothing is lost: check the books."),
    "requeue": ("pipeline.cli.again:requeue", "Bring back what was rejected, failed or taken for a duplicate."),
    "reprocess": ("pipeline.cli.again:reprocess", "Do a stage again for published articles."),
    "forget": ("pipeline.cli.again:forget", "Erase an article, or all of a source, for good."),
    "expire": ("pipeline.cli.expire:expire", "Remove raw bytes that are older than the rule, or say which."),
    "sql": ("pipeline.cli.sql:sql", "Ask the tables, as the read-only role."),
    "export": ("pipeline.cli.export:export", "Write schema news to files: Parquet, CSV or JSON Lines; resumable."),
    "entities": (
        "pipeline.cli.entities:entities",
        "Find entities, merge and relabel them, load names that belong together.",
    ),
    "parse": ("pipeline.cli.parse:parse_", "Show what one document becomes, and what was weighed."),
    "tag": ("pipeline.cli.tag:tag", "Show one article with its entities coloured and joined."),
    "chaos": ("pipeline.cli.chaos.command:chaos", "Soak a service of its own in faults; prove that nothing is lost."),
    "migrate": ("pipeline.cli.doctor:migrate", "Bring the database's schema up to date."),
    "backup": ("pipeline.cli.backup:backup", "Write everything to one file."),
    "restore": ("pipeline.cli.backup:restore", "Fill an empty database from such a file."),
    "doctor": ("pipeline.cli.doctor:doctor", "Check this machine and the servers, and say what to do."),
}
"""Name: where it is, and its line in the help."""


class Commands(click.Group):
    """A group that knows its commands by name and loads one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every name, in the order in which a new user meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the command; None if there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="dateline")
def cli() -> None:
    """Dateline ingests news and can prove that it lost nothing.

    Feeds and files go in; clean, segmented, entity-tagged articles come out as PostgreSQL tables. Try `dateline demo`.

    State lives under DATELINE_HOME. DATELINE_DATABASE_URL and DATELINE_REDIS_URL name servers of your own.
    """


@contextmanager
def _cleaned_up() -> Iterator[None]:
    """Let `kill` and a closed terminal end the command as Ctrl-C does: what it started is stopped on the way out."""

    def leave(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:  # as `nohup` sets it
            signal.signal(number, leave)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def main() -> None:
    """Run the command line. Exit status: 0 all well, 1 something failed, 2 wrong usage, 128 + N ended by signal N."""
    try:
        with _cleaned_up():
            status = cli(standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        sys.exit(2)
    except click.UsageError as error:
        error.show()
        sys.exit(error.exit_code)
    except click.ClickException as error:
        click.echo(f"dateline: {error.format_message()}", err=True)
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("dateline: interrupted", err=True)
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        from pipeline.cli.complaints import complaint

        line = complaint(error)
        if line is None:
            raise
        click.echo(f"dateline: {line}", err=True)
        sys.exit(1)
    sys.exit(status if isinstance(status, int) else 0)


if __name__ == "__main__":
    main()
