"""`dateline up`: the service on this machine."""

from __future__ import annotations

import fcntl
import os
import secrets
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from pipeline.embedded.signals import ENDING
from pipeline.settings import Settings

CHECK_SECONDS = 0.5


@click.command()
@click.option("--without-flower", is_flag=True, help="Do not start Flower.")
def up(without_flower: bool) -> None:
    """Run the service until Ctrl-C: servers (if embedded), workers for every queue, schedule, Flower, metrics.

    One log stream on standard output, each line led by the program's name. A program that dies is started again.
    """
    from pipeline import storage
    from pipeline.cli.programs import quarantine, service_programs, worker_programs
    from pipeline.cli.servers import prepare, serving
    from pipeline.cli.supervisor import Supervisor
    from pipeline.settings import read

    settings = read()
    ports = {"metrics": settings.metrics_port} | ({} if without_flower else {"flower": settings.flower_port})
    ports |= {"callback": settings.callback_port} if settings.callback_url else {}
    stop = threading.Event()
    for number in ENDING:
        if signal.getsignal(number) is not signal.SIG_IGN:  # as `nohup` sets it
            signal.signal(number, lambda *_: stop.set())
    with ExitStack() as stack:
        stack.enter_context(_only_one(settings))
        for name, port in ports.items():
            _need_free_port(name, port)
        settings = stack.enter_context(serving(settings, redis=True))
        with storage.connect(settings.database_url, timeout_ms=0) as conn:
            prepare(conn)
        programs = worker_programs(settings, os.environ, events=not without_flower)
        services = service_programs(settings, os.environ, flower_password=flower_password(settings))
        programs += [program for program in services if not (without_flower and program.name == "flower")]
        rescue = quarantine(settings, os.environ, log=_print)
        with Supervisor(programs, log=_print, on_crash_loop=rescue) as supervisor:
            _greet(settings, flower=not without_flower)
            while not stop.wait(CHECK_SECONDS):
                supervisor.check()
            _print("dateline", "stopping: workers finish what they hold")
    _print("dateline", "stopped")


def _greet(settings: Settings, *, flower: bool) -> None:
    if flower:
        place = "" if settings.flower_password else f" in {_password_file(settings)}"
        _print("dateline", f"Flower: http://127.0.0.1:{settings.flower_port} (user dateline, password{place})")
    _print("dateline", f"metrics: http://{settings.metrics_address}:{settings.metrics_port}/metrics")
    if settings.callback_url:
        _print(
            "dateline", f"receiver: port {settings.callback_port}, which hubs are to reach as {settings.callback_url}"
        )
    _print("dateline", "add sources with `dateline sources add URL`; stop with Ctrl-C")


@contextmanager
def _only_one(settings: Settings) -> Iterator[None]:
    """One service a home: a second would start every program twice. The kernel drops the lock of one that dies."""
    settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (settings.home / "service.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise click.ClickException(
                f"`dateline up` runs already for {settings.home}: stop it, or set DATELINE_HOME to another folder"
            ) from None
        yield


def _need_free_port(name: str, port: int) -> None:
    """Say so at once where another program has the port, instead of starting one that dies again and again."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise click.ClickException(
                f"port {port} for {name} cannot be had ({error.strerror}): set DATELINE_{name.upper()}_PORT to another"
            ) from None


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
