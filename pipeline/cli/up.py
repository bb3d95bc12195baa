"""`dateline up`: the service on this machine."""

from __future__ import annotations

import os
import secrets
import signal
import sys
import threading
import time
from pathlib import Path

import click

from pipeline.settings import Settings


@click.command()
@click.option("--without-flower", is_flag=True, help="Do not start Flower.")
def up(without_flower: bool) -> None:
    """Run the service until Ctrl-C: servers (if embedded), workers for every queue, schedule, Flower, metrics.

    One log stream on standard output, each line led by the program's name. A program that dies is started again.
    """
    from pipeline import storage
    from pipeline.cli.programs import service_programs, worker_programs
    from pipeline.cli.servers import prepare, serving
    from pipeline.cli.supervisor import Supervisor

    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with serving(redis=True) as settings:
        with storage.connect(settings.database_url, timeout_ms=0) as conn:
            prepare(conn)
        password = flower_password(settings)
        programs = worker_programs(settings, os.environ, events=not without_flower)
        services = service_programs(settings, os.environ, flower_password=password)
        programs += [program for program in services if not (without_flower and program.name == "flower")]
        with Supervisor(programs, log=_print):
            if not without_flower:
                place = f"user dateline, password in {_password_file(settings)}"
                _print("dateline", f"Flower: http://127.0.0.1:{settings.flower_port} ({place})")
            _print("dateline", f"metrics: http://{settings.metrics_address}:{settings.metrics_port}/metrics")
            _print("dateline", "add sources with `dateline sources add URL`; stop with Ctrl-C")
            stop.wait()
            _print("dateline", "stopping: workers finish what they hold")


def flower_password(settings: Settings) -> str:
    """The password that the operator set, or one made once and kept in the home, readable by its owner alone."""
    if settings.flower_password:
        return settings.flower_password
    path = _password_file(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        password = secrets.token_urlsafe(18)
        file.write(password + "\n")
    return password


def _password_file(settings: Settings) -> Path:
    return settings.home / "flower-password"


def _print(name: str, line: str) -> None:
    sys.stdout.write(f"{time.strftime('%H:%M:%S')} {name:9} {line}\n")
    sys.stdout.flush()
