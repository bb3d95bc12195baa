"""`dateline up`: the service from its start to a clean stop."""

from __future__ import annotations

import base64
import contextlib
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from tests import stories
from tests.acceptance.conftest import Operator, allowed, free_port
from tests.builders import arguments_of, wait_until
from tests.publisher import Publisher
from tests.tasks.conftest import SHORT

pytestmark = pytest.mark.acceptance


@dataclass
class Running:
    """A service that runs, with what it prints and where its windows are."""

    process: subprocess.Popen[bytes]
    log: Path
    flower: int
    metrics: int
    extra: dict[str, str]

    def printed(self, part: str) -> bool:
        return part in self.log.read_text(errors="replace")

    def programs(self) -> list[psutil.Process]:
        """All processes below the command but the servers, which have sessions of their own."""
        return psutil.Process(self.process.pid).children(recursive=True)


@pytest.fixture
def up(operator: Operator, publisher: Publisher, tmp_path: Path) -> Iterator[Running]:
    """The service, started and ready to work."""
    extra = {
        "DATELINE_FLOWER_PORT": str(free_port()), "DATELINE_METRICS_PORT": str(free_port()),
        "DATELINE_POLL_FLOOR_SECONDS": "1", **SHORT, **allowed(publisher),
    }  # fmt: skip
    if operator.environ.get("DATELINE_DATABASE_URL"):
        assert operator.run("migrate").returncode == 0
    log = tmp_path / "up.log"
    process = operator.start("up", log=log, **extra)
    ports = int(extra["DATELINE_FLOWER_PORT"]), int(extra["DATELINE_METRICS_PORT"])
    running = Running(process, log, *ports, extra)
    try:
        wait_until(lambda: running.printed("models loaded") and running.printed("metrics on"), seconds=60)
        yield running
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(60)
        process.kill()


def test_a_source_that_is_added_is_polled_on_schedule_and_the_service_stops_without_a_trace(
    operator: Operator, publisher: Publisher, up: Running
):
    added = operator.run("sources", "add", stories.serve(publisher, range(3)))
    assert added.returncode == 0, added.stderr
    wait_until(lambda: published(operator) == 3, seconds=60)
    stories.serve(publisher, range(5))
    operator.rows("update ingest.sources set due_at = now() returning 1")
    wait_until(lambda: published(operator) == 5, seconds=60)
    assert operator.run("audit").returncode == 0

    programs = up.programs()
    assert len(programs) >= 7
    up.process.send_signal(signal.SIGINT)
    assert up.process.wait(60) == 0
    assert [p for p in programs if _alive(p) and not _is_server(p)] == []
    text = up.log.read_text(errors="replace")
    assert "stopped" in text.splitlines()[-1]
    assert "Traceback" not in text


def test_a_program_that_dies_is_started_again(operator: Operator, publisher: Publisher, up: Running):
    victims = [
        p for p in up.programs() if "enrich-" in " ".join(arguments_of(p)) or "workers.sweeper" in arguments_of(p)
    ]
    assert len(victims) >= 2
    for victim in victims:
        with contextlib.suppress(psutil.NoSuchProcess):
            victim.kill()
    wait_until(lambda: up.printed("sweeper   was killed by SIGKILL") and up.printed("enrich    was killed by SIGKILL"))
    operator.run("sources", "add", stories.serve(publisher, range(2)))
    wait_until(lambda: published(operator) == 2, seconds=60)


def test_flower_asks_for_its_password_and_the_metrics_are_the_rows(
    operator: Operator, publisher: Publisher, up: Running
):
    password = (operator.home / "flower-password").read_text().strip()
    assert (operator.home / "flower-password").stat().st_mode & 0o077 == 0
    wait_until(lambda: answers(up.flower), seconds=30)
    for path in (
        "/",
        "/tasks",
        "/broker",
        "/api/workers",
        "/api/tasks",
        "/api/task/types",
        "/api/queues/length",
        "/metrics",
    ):
        assert status(f"http://127.0.0.1:{up.flower}{path}") == 401, path
    assert status(f"http://127.0.0.1:{up.flower}/metrics", password=password) == 200
    for path in ("/api/worker/shutdown/x", "/api/task/async-apply/fetch", "/api/worker/pool/grow/x"):
        url = f"http://127.0.0.1:{up.flower}{path}"
        assert status(url, body=b"{}") == 401, path
        assert status(url, body=b"{}", password=password, origin="https://evil.example") in (403, 405), path
    assert status(f"http://127.0.0.1:{up.flower}/workers", password=password) == 200
    assert password not in up.log.read_text(errors="replace")
    listening = {c.laddr.ip for p in up.programs() for c in _listening(p)}
    assert listening == {"127.0.0.1"}

    operator.run("sources", "add", stories.serve(publisher, range(2)))
    wait_until(lambda: published(operator) == 2, seconds=60)
    with urllib.request.urlopen(f"http://127.0.0.1:{up.metrics}/metrics", timeout=10) as answer:
        lines = answer.read().decode().splitlines()
    assert 'dateline_documents{outcome="published"} 2.0' in lines
    assert "dateline_up 1.0" in lines
    assert 'dateline_queue_length{queue="enrich"} 0.0' in lines


def test_a_second_service_on_one_home_and_a_taken_port_are_refused_in_one_line(operator: Operator, up: Running):
    second = operator.run("up", **up.extra)
    assert second.returncode == 1
    assert "runs already" in second.stderr and second.stderr.count("\n") == 1
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        third = operator.run(
            "up", **up.extra | {"DATELINE_HOME": f"{operator.home}-other", "DATELINE_METRICS_PORT": port}
        )
    assert third.returncode == 1
    assert port in third.stderr and "DATELINE_METRICS_PORT" in third.stderr and third.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "number", "code"),
    [(("run", "http://{silent}/feed"), signal.SIGTERM, 143), (("up", "--without-flower"), signal.SIGHUP, 0)],
)
def test_killed_or_left_by_its_terminal_a_command_takes_workers_and_servers_with_it(
    operator: Operator, tmp_path: Path, arguments: tuple[str, ...], number: int, code: int
):
    with socket.create_server(("127.0.0.1", 0)) as never_answers:  # so that the run cannot end by itself before
        silent = f"127.0.0.1:{never_answers.getsockname()[1]}"
        own = {
            "DATELINE_HOME": str(tmp_path / "home"), "DATELINE_DATABASE_URL": "", "DATELINE_REDIS_URL": "",
            "DATELINE_METRICS_PORT": str(free_port()), "DATELINE_ALLOW_ADDRESSES": silent,
        }  # fmt: skip
        process = operator.start(*(word.format(silent=silent) for word in arguments), log=tmp_path / "log", **own)
        below = psutil.Process(process.pid).children
        wait_until(lambda: any("workers.sweeper" in arguments_of(p) for p in below() if _alive(p)), seconds=60)
        programs = below(recursive=True)
        process.send_signal(number)
        assert process.wait(60) == code
    assert [p for p in programs if _alive(p)] == []
    assert "Traceback" not in (tmp_path / "log").read_text()


def published(operator: Operator) -> int:
    return int(operator.rows("select count(*) as n from news.articles")[0]["n"])


def answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def status(url: str, *, password: str = "", body: bytes | None = None, origin: str = "") -> int:
    request = urllib.request.Request(url, data=body, headers={"Origin": origin} if origin else {})
    if password:
        token = base64.b64encode(f"dateline:{password}".encode()).decode()
        request.add_header("Authorization", f"Basic {token}")
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def _listening(process: psutil.Process) -> list[psutil._common.pconn]:
    with contextlib.suppress(psutil.Error):
        return [c for c in process.net_connections("inet") if c.status == psutil.CONN_LISTEN]
    return []


def _alive(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.Error):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def _is_server(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.Error):
        return process.name().startswith(("postgres", "valkey"))
    return False
