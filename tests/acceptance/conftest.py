"""The whole program, as its operator has it: the command in processes of its own, on real servers."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from pipeline import embedded, storage
from tests.conftest import TestServers
from tests.publisher import Publisher

TIMEOUT_SECONDS = 240.0


@dataclass(frozen=True)
class Operator:
    """Somebody at a terminal with a home of their own and servers that keep running between commands."""

    environ: dict[str, str]
    database_url: str
    home: Path

    def tagging(self) -> Operator:
        """The same operator with the models that are installed: loading one takes seconds, so most tests do without."""
        return replace(self, environ=self.environ | {"DATELINE_MODELS": ""})

    def run(self, *arguments: str, timeout: float = TIMEOUT_SECONDS, **extra: str) -> subprocess.CompletedProcess[str]:
        """Run `dateline` to its end; `extra` are variables for this one command."""
        return subprocess.run(
            self.command(*arguments), env=self.environ | extra, capture_output=True, text=True, timeout=timeout,
            check=False,
        )  # fmt: skip

    def start(self, *arguments: str, log: Path, **extra: str) -> subprocess.Popen[bytes]:
        """Start `dateline` and come back at once; what it prints goes to `log`."""
        with log.open("wb") as output:
            return subprocess.Popen(
                self.command(*arguments), env=self.environ | extra, stdout=output, stderr=subprocess.STDOUT,
                start_new_session=True,
            )  # fmt: skip

    def ingest(self, *arguments: str, **extra: str) -> dict[str, Any]:
        """`dateline run --json`: its object, with the exit status under 'status'."""
        done = self.run("run", "--json", *arguments, **extra)
        assert done.returncode in (0, 1), done.stderr
        assert "Traceback" not in done.stderr
        counts: dict[str, Any] = json.loads(done.stdout)
        return counts | {"status": done.returncode}

    def rows(self, query: str) -> list[dict[str, Any]]:
        """The rows of a query, asked as the owner: tests look into the machine room too."""
        with storage.connect(self.database_url) as conn:
            return conn.execute(query).fetchall()  # type: ignore[arg-type]

    @staticmethod
    def command(*arguments: str) -> list[str]:
        return [sys.executable, "-m", "pipeline.cli.main", *arguments]


@pytest.fixture
def operator(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Operator]:
    """An operator on the servers named by DATELINE_*_URL, with an empty database, or on embedded ones of a new home."""
    home = tmp_path_factory.mktemp("home")
    environ = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    environ |= {"DATELINE_HOME": str(home), "PYTHONPATH": str(Path(__file__).parent.parent.parent)}
    # No model to load but where entities are asked for (`tagging`), and then one for each run instead of two; what two
    # processes do at once is tested with the tasks.
    environ |= {"DATELINE_PARSE_PROCESSES": "1", "DATELINE_ENRICH_PROCESSES": "1", "DATELINE_MODELS": "none"}
    if os.environ.get("DATELINE_DATABASE_URL"):
        database_url: str = request.getfixturevalue("database_url")
        servers: TestServers = request.getfixturevalue("servers")
        environ |= {"DATELINE_DATABASE_URL": database_url, "DATELINE_REDIS_URL": servers.redis_url}
        yield Operator(environ, database_url, home)
        return
    with embedded.running(home) as running:
        yield Operator(environ, running.database_url, home)


def allowed(publisher: Publisher) -> dict[str, str]:
    """The variable that opens the publisher's local address to the fetcher."""
    return {"DATELINE_ALLOW_ADDRESSES": publisher.address}


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
