"""The programs of a service on this machine, as the supervisor starts them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Any

import click

from pipeline.cli.supervisor import Program
from pipeline.settings import Settings

ONE_SHOT: Mapping[str, str] = {
    "DATELINE_MAX_ATTEMPTS": "3",
    "DATELINE_RETRY_DELAYS": "1,3",
    "DATELINE_FETCH_SECONDS": "20",
    "DATELINE_SOFT_SECONDS": "30",
    "DATELINE_HARD_SECONDS": "40",
    "DATELINE_VISIBILITY_SECONDS": "50",
    "DATELINE_LEASE_SECONDS": "60",
    "DATELINE_RESEND_SECONDS": "15",
    "DATELINE_SWEEP_SECONDS": "0.5",
}
"""What a one-shot run sets for itself where the operator set nothing: few retries and quick ones."""


QUARANTINE_SECONDS = 30.0
CHECK_SECONDS = 30.0


def one_shot_environment() -> dict[str, str]:
    """The environment of a one-shot run; the operator's own variables win."""
    return dict(ONE_SHOT) | {name: value for name, value in os.environ.items() if value or name not in ONE_SHOT}


def queues_of(settings: Settings) -> Mapping[str, tuple[str, ...]]:
    """The queues that each worker serves. Each group of languages has a queue of its own, and a worker for it."""
    groups = sorted(set(settings.language_queues.values()))
    return {
        "fetch": ("poll", "fetch", "control"),
        "parse": ("parse",),
        "enrich": ("enrich",),
        **{f"enrich-{group}": (f"enrich.{group}",) for group in groups},
    }


def worker_programs(settings: Settings, environ: Mapping[str, str], *, events: bool) -> list[Program]:
    """A worker for each group of stages, and the sweeper. `events` are what Flower shows; they cost a little."""
    environ = _with_urls(settings, environ)
    pools = {
        "fetch": ("-P", "threads", "-c", str(settings.fetch_threads)),
        "parse": ("-P", "prefork", "-c", str(settings.parse_processes)),
    }
    enrich = ("-P", "prefork", "-c", str(settings.enrich_processes))
    return [
        *(
            _worker(name, queues, pools.get(name, enrich), environ, events=events)
            for name, queues in queues_of(settings).items()
        ),
        Program("sweeper", (sys.executable, "-m", "workers.sweeper"), environ),
    ]


def service_programs(settings: Settings, environ: Mapping[str, str], *, flower_password: str) -> list[Program]:
    """What a service has beside its workers: the schedule, Flower and the metrics. Work goes on without any of them."""
    environ = _with_urls(settings, environ)
    schedule = str(settings.home / "beat-schedule")
    beat = ("beat", "--schedule", schedule, "--pidfile", "")
    guarded = environ | {"FLOWER_BASIC_AUTH": f"dateline:{flower_password}"}
    flower = (sys.executable, "-m", "workers.view", "--address=127.0.0.1", f"--port={settings.flower_port}",
              "--max_tasks=5000", "--read_only=True", "--purge_offline_workers=300")  # fmt: skip
    receiver = Program(
        "receiver", (sys.executable, "-m", "workers.receiver"), environ, essential=False, grace_seconds=5
    )
    return [
        *([receiver] if settings.callback_url else []),
        Program("beat", _celery(*beat), environ, essential=False),
        Program("flower", flower, guarded, essential=False, grace_seconds=5),
        Program("metrics", (sys.executable, "-m", "workers.metrics"), environ, essential=False, grace_seconds=5),
    ]


def _worker(
    name: str, queues: tuple[str, ...], pool: tuple[str, ...], environ: Mapping[str, str], *, events: bool
) -> Program:
    node = f"{name}-{os.getpid()}@%h"
    common = ("worker", "-n", node, "--without-mingle", "--without-gossip", "-l", "INFO", *(("-E",) if events else ()))
    return Program(name, _celery(*common, "-Q", ",".join(queues), *pool), environ)


def quarantine(
    settings: Settings, environ: Mapping[str, str], *, log: Callable[[str, str], None]
) -> Callable[[str], None]:
    """What to do about a worker that dies again and again: move the messages of its queues aside.

    One of them may be what kills it; all of them are rows, which the sweeper sends again.
    """
    environ, queues = _with_urls(settings, environ), queues_of(settings)

    def move_aside(name: str) -> None:
        if name not in queues:
            return
        argv = (sys.executable, "-m", "workers.quarantine", *queues[name])
        try:
            done = subprocess.run(
                argv, env=environ, capture_output=True, text=True, timeout=QUARANTINE_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            log(name, "its messages could not be moved aside: no answer")
            return
        for line in done.stderr.splitlines():
            log(name, line)

    return move_aside


def ask_broker(settings: Settings, environ: Mapping[str, str], *, served: bool = False) -> dict[str, Any]:
    """What `workers.check` says of the broker: its 'server' and its 'queues' with the number of messages that wait; if
    asked for, those that are 'served' by some worker.

    Asked by the workers' own program: this package knows no Redis. Raises ClickException with one line if there is no
    answer.
    """
    argv = (sys.executable, "-m", "workers.check", *(("--served",) if served else ()))
    environ = _with_urls(settings, environ)
    try:
        done = subprocess.run(argv, env=environ, capture_output=True, text=True, timeout=CHECK_SECONDS, check=False)
        why = (done.stderr.strip().splitlines() or ["no answer"])[-1] if done.returncode else ""
    except subprocess.TimeoutExpired:
        why = f"no answer within {CHECK_SECONDS:g} s"
    if why:
        raise click.ClickException(f"Redis does not answer: {why} (check DATELINE_REDIS_URL and the server)")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def start_complaint(line: str) -> str | None:
    """What a line of a worker's log says of a model or a library that cannot be loaded; None for every other line."""
    _, found, complaint = line.partition(" ERROR dateline ModelError: ")
    if found:
        return complaint
    if line.startswith(("ModuleNotFoundError: ", "ImportError: ")):
        return (
            f"a worker cannot start: {line.partition(': ')[2]}: install Dateline again, `pip install -e '.[embedded]'`"
        )
    return None


def _celery(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "celery", "-q", "-A", "workers", *arguments)


def _with_urls(settings: Settings, environ: Mapping[str, str]) -> dict[str, str]:
    """Secrets travel in the environment, never in an argument list that other users can read."""
    return dict(environ) | {
        "DATELINE_HOME": str(settings.home),
        "DATELINE_DATABASE_URL": settings.database_url,
        "DATELINE_REDIS_URL": settings.redis_url,
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "C_FORCE_ROOT": "1",
        "PYTHONUNBUFFERED": "1",
    }
