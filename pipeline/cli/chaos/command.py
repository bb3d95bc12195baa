"""`dateline chaos`: announce thousands of articles, break things, and count what came out."""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from pipeline.cli.chaos.faults import Target
from pipeline.cli.chaos.press import Press, serve
from pipeline.cli.chaos.report import tell
from pipeline.cli.chaos.soak import Soak
from pipeline.settings import Settings

SHORT = {
    "DATELINE_SOFT_SECONDS": "3", "DATELINE_HARD_SECONDS": "4", "DATELINE_VISIBILITY_SECONDS": "5",
    "DATELINE_LEASE_SECONDS": "6", "DATELINE_RESEND_SECONDS": "3", "DATELINE_SWEEP_SECONDS": "0.5",
    "DATELINE_RETRY_DELAYS": "0.5,1", "DATELINE_FETCH_SECONDS": "2.5", "DATELINE_MAX_ATTEMPTS": "40",
}  # fmt: skip
"""Times short enough for a soak to see each fault and its cure; attempts enough for what is hit again and again."""


@click.command()
@click.option(
    "--minutes", type=click.FloatRange(min=0.1, max=10_000), default=5.0, show_default=True, metavar="N",
    help="How long faults are caused; the work that is left then is waited for.",
)  # fmt: skip
@click.option("--seed", type=int, default=None, metavar="S", help="The same faults in the same order; else any.")
@click.option("--verbose", is_flag=True, help="Show the workers' log.")
def chaos(minutes: float, seed: int | None, verbose: bool) -> int:
    """Soak a service of its own in faults and say whether anything was lost.

    Servers, database, publisher and workers are made for it in a temporary folder and gone at its end: nothing of yours
    is touched. Workers are killed and frozen, the broker is emptied, replaced, poisoned and beside itself, database
    sessions are ended, all at random times. Exit status 0 only if every article that was announced is published once,
    letter for letter, and the audit is clean.
    """
    seed = seed if seed is not None else random.SystemRandom().randrange(10**6)
    click.echo(f"seed {seed}, {minutes:g} minutes")
    with ground(seed, verbose=verbose) as (target, press):
        soak = Soak(target, press, say=click.echo)
        soak.run(minutes * 60)
        verdict = soak.verdict()
    tell(soak, verdict)
    return 0 if verdict.clean else 1


@contextmanager
def ground(seed: int, *, verbose: bool) -> Iterator[tuple[Target, Press]]:
    """Servers, schema, publisher and supervised workers in a temporary home, all gone at the end of the block."""
    from pipeline import embedded, storage
    from pipeline.cli.programs import quarantine, worker_programs
    from pipeline.cli.supervisor import Supervisor
    from pipeline.settings import read
    from pipeline.storage import migrations

    def log(name: str, line: str) -> None:
        if verbose:
            click.echo(f"{name:8} {line}", err=True)

    with (
        tempfile.TemporaryDirectory(prefix="dateline-chaos-") as folder,
        embedded.running(Path(folder)) as servers,
        serve() as press,
    ):
        own = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")} | SHORT
        own |= {
            "DATELINE_HOME": folder, "DATELINE_DATABASE_URL": servers.database_url,
            "DATELINE_REDIS_URL": servers.redis_url, "DATELINE_ALLOW_ADDRESSES": press.address,
        }  # fmt: skip
        settings: Settings = read(own)
        with storage.connect(settings.database_url, timeout_ms=0) as conn:
            migrations.migrate(conn)
        programs = worker_programs(settings, own, events=False)
        rescue = quarantine(settings, own, log=log)
        with Supervisor(programs, log=log, on_crash_loop=rescue) as supervisor:
            yield Target(settings, supervisor, random.Random(seed)), press  # noqa: S311 - chance, not secrets
