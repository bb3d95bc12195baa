"""Real workers on a real Redis server: started as `dateline up` starts them, with times short enough to wait for."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import redis
from celery import Celery

from pipeline import identity, settings, storage
from pipeline.cli.programs import quarantine, worker_programs
from pipeline.cli.supervisor import Program, Supervisor
from pipeline.models import Pages
from pipeline.settings import Settings
from pipeline.storage import Connection, sources
from tests.builders import wait_until
from tests.conftest import TestServers
from workers.app import KEY_PREFIX, configuration, lanes

SHORT = {
    "DATELINE_SOFT_SECONDS": "5", "DATELINE_HARD_SECONDS": "6", "DATELINE_VISIBILITY_SECONDS": "7",
    "DATELINE_LEASE_SECONDS": "8", "DATELINE_RESEND_SECONDS": "4", "DATELINE_SWEEP_SECONDS": "0.3",
    "DATELINE_RETRY_DELAYS": "0.5", "DATELINE_MAX_ATTEMPTS": "3", "DATELINE_FETCH_SECONDS": "4",
    "DATELINE_PARSE_PROCESSES": "1", "DATELINE_ENRICH_PROCESSES": "1", "DATELINE_FETCH_THREADS": "8",
}  # fmt: skip
ROOT = Path(__file__).parent.parent.parent


class Service:
    """The programs of a service, one by one, on the test's own database; all of them end with the test."""

    def __init__(self, told: Settings, environ: Mapping[str, str]) -> None:
        self.settings = told
        self.environ = dict(environ)
        self.log: list[str] = []
        self.broker = raw_client(told.redis_url)
        self.sender = Celery("tests", set_as_current=False)
        self.sender.config_from_object(configuration(told))

    @contextmanager
    def running(self, *names: str, twins: bool = False, **extra: str) -> Iterator[Supervisor]:
        """Keep the named programs running, all of them by default, `twins`: each twice; those that die start again."""
        environ = self.environ | extra
        told = settings.read(environ)
        programs = [p for p in worker_programs(told, environ, events=False) if not names or p.name in names]
        programs += [_twin(program) for program in programs if twins]
        move_aside = quarantine(told, environ, log=self._note)

        def rescue(name: str) -> None:
            move_aside(name.removesuffix(TWIN))

        stop = threading.Event()
        with Supervisor(programs, log=self._note, on_crash_loop=rescue) as supervisor:
            checker = threading.Thread(target=_check, args=(supervisor, stop), daemon=True)
            checker.start()
            try:
                yield supervisor
            finally:
                stop.set()
                checker.join()

    def send(self, task: str, *arguments: Any, queue: str | None = None) -> None:
        """Put a message into a queue, as anybody who can write to Redis might."""
        self.sender.send_task(task, arguments, queue=queue or task)

    def queue_length(self, name: str) -> int:
        return len(self.messages(name))

    def messages(self, name: str) -> list[bytes]:
        """The messages that wait in a queue, what comes later after news."""
        return [raw for lane in lanes(name) for raw in self.broker.lrange(f"{KEY_PREFIX}{lane}", 0, -1)]

    def logged(self, part: str) -> bool:
        """Whether a program printed a line with this in it."""
        return any(part in line for line in self.log)

    def logged_times(self, part: str, name: str) -> int:
        """How many lines of this program have this in them."""
        return sum(line.startswith(f"{name} ") and part in line for line in self.log)

    def _note(self, name: str, line: str) -> None:
        self.log.append(f"{name} {line}")


TWIN = "-twin"


def _twin(program: Program) -> Program:
    """The program once more, as a worker of another name."""
    argv = tuple(word.replace(f"{program.name}-", f"{program.name}{TWIN}-", 1) for word in program.argv)
    return replace(program, name=f"{program.name}{TWIN}", argv=argv)


def raw_client(url: str) -> redis.Redis:
    """A plain client, without Celery's key prefix."""
    if url.startswith("redis+socket"):
        return redis.Redis(unix_socket_path=unquote(urlsplit(url).path))
    return redis.Redis.from_url(url)


@pytest.fixture
def service(servers: TestServers, database_url: str, tmp_path: Path) -> Iterator[Service]:
    """A service on an empty database and an empty Redis; nothing of it runs yet."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")} | SHORT
    environ |= {
        "DATELINE_MODELS": "none",
        "DATELINE_HOME": str(tmp_path), "DATELINE_DATABASE_URL": database_url, "DATELINE_REDIS_URL": servers.redis_url,
        "PYTHONPATH": str(ROOT), "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }  # fmt: skip
    made = Service(settings.read(environ), environ)
    made.broker.flushdb()
    yield made
    made.broker.flushdb()
    made.broker.close()


def register(conn: Connection, url: str) -> int:
    """Register a source that is polled at once."""
    return sources.add_source(conn, url, url_key=identity.url_key(url), pages=Pages.AUTO)[0]


def states(conn: Connection) -> dict[str, int]:
    """How many documents are in each state."""
    rows = conn.execute("select state, count(*) as n from ingest.documents group by state").fetchall()
    return {row["state"]: row["n"] for row in rows}


def settle(conn: Connection, expected: int, *, seconds: float = 90.0) -> dict[str, int]:
    """Wait until so many documents are there and all of them have an outcome; gives them by state."""

    def settled() -> bool:
        row = conn.execute(
            "select count(*) as n, count(*) filter (where due_at is not null) as waiting from ingest.documents"
        ).fetchone()
        return row is not None and row["n"] == expected and row["waiting"] == 0

    wait_until(settled, seconds=seconds)
    return states(conn)


def findings(conn: Connection) -> Sequence[Any]:
    """What the audit finds, with no grace for what is on its way: there should be nothing."""
    from datetime import timedelta

    from pipeline.storage import books

    return list(books.audit(conn, grace=timedelta(minutes=5)))


def _check(supervisor: Supervisor, stop: threading.Event) -> None:
    while not stop.wait(0.1):
        supervisor.check()


__all__ = ["Service", "findings", "raw_client", "register", "settle", "states", "storage"]
