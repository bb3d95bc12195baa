"""PostgreSQL and a Redis-protocol server (Valkey) out of wheels, for a machine that has neither.

Only the programs in the wheels are used. All processes on one home share its servers: each holds a shared lock on
`users.lock` for as long as it needs them, the kernel drops the lock of one that dies, and whoever finds at its end that
nobody else holds it stops the servers. They listen on sockets in a private directory and on no network port.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote

import psutil

from pipeline.embedded.programs import (
    EmbeddedError,
    postgres_programs,
    redis_program,
    server_account,
    unprivileged,
)
from pipeline.embedded.signals import undisturbed

__all__ = ["EmbeddedError", "Servers", "restart_redis", "running", "socket_directory"]

MAJOR = "18"
START_SECONDS = 120.0
STOP_SECONDS = 60.0
LOG_BYTES = 10_000_000
SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 100
"""`sun_path` holds 104 to 108 bytes, depending on the platform (unix(7))."""

POSTGRES_SETTINGS = (
    "listen_addresses=", "unix_socket_permissions=0700", "shared_buffers=128MB", "max_connections=300", "jit=off",
    "timezone=UTC", "log_timezone=UTC", "lc_messages=C", "log_checkpoints=off",
)  # fmt: skip
REDIS_OPTIONS = (
    "--port", "0", "--unixsocketperm", "700", "--save", "", "--appendonly", "no", "--maxmemory", "256mb",
    "--maxmemory-policy", "noeviction", "--daemonize", "no",
)  # fmt: skip


@dataclass(frozen=True)
class Servers:
    """Where the servers are: a URL for psycopg (as the database's owner) and one for Celery (`redis+socket://`)."""

    database_url: str
    redis_url: str


@contextmanager
def running(home: Path, *, postgres: bool = True, redis: bool = True) -> Iterator[Servers]:
    """Start the servers of this home, or join those that run, and stop them at the end if nobody else uses them.

    What a crash left behind is recovered; a signal to end leaves no server behind, whenever it comes. Raises
    EmbeddedError if a server cannot be had.
    """
    home = home.expanduser().absolute()
    _make_private(home)
    sockets = socket_directory(home)
    with (home / "users.lock").open("a") as users:
        try:
            with _alone(home), undisturbed() as signals:
                fcntl.flock(users, fcntl.LOCK_SH)
                if postgres:
                    _start_postgres(home, sockets, signals)
                if redis:
                    _start_redis(home, sockets, signals)
            place = quote(os.fsencode(sockets))
            yield Servers(
                database_url=f"postgresql://dateline@/dateline?host={place}",
                redis_url=f"redis+socket://{place}/redis.sock",
            )
        finally:
            with undisturbed(), _alone(home):
                fcntl.flock(users, fcntl.LOCK_UN)
                with suppress(BlockingIOError):
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    _stop_redis(sockets)
                    _stop_postgres(home)


def socket_directory(home: Path) -> Path:
    """The private directory of the sockets: in the home, or in the temporary one where that path is too long
    or has a comma in it, which separates two paths for PostgreSQL.

    Raises EmbeddedError if somebody else made a directory of that name.
    """
    inside = home / "run"
    if len(os.fsencode(inside / SOCKET_NAME)) <= LONGEST_SOCKET_PATH and "," not in str(inside):
        chosen = inside
    else:
        digest = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
        chosen = Path(tempfile.gettempdir()) / f"dateline-{os.getuid()}-{digest}"
    with suppress(FileExistsError):
        chosen.mkdir(mode=0o700)
    found = chosen.lstat()
    owners = {os.getuid(), server_account().pw_uid if os.getuid() == 0 else os.getuid()}
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in owners or found.st_mode & 0o077:
        raise EmbeddedError(f"{chosen} is not a private directory of this user: remove it, or set DATELINE_HOME")
    if os.getuid() == 0:
        os.chown(chosen, server_account().pw_uid, server_account().pw_gid)
    return chosen


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Nobody else starts or stops servers of this home meanwhile."""
    with (home / "start.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make_private(home: Path) -> None:
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        (home / "log").mkdir(mode=0o700, exist_ok=True)
        (home / "users.lock").touch()
    except OSError as error:
        raise EmbeddedError(
            f"{home} cannot be used: {error.strerror}: set DATELINE_HOME to a folder of yours"
        ) from None


def _start_postgres(home: Path, sockets: Path, signals: Sequence[int]) -> None:
    data = home / f"postgresql-{MAJOR}"
    programs = postgres_programs()
    if not (data / "PG_VERSION").exists():
        _make_database(programs, data)
    version = (data / "PG_VERSION").read_text(encoding="ascii").strip()
    if version != MAJOR:
        raise EmbeddedError(
            f"{data} was made by PostgreSQL {version}, this is {MAJOR}: dump and restore it, or move it"
        )
    log = _log_file(home, "postgresql.log")
    server: subprocess.Popen[bytes] | None = None
    if _postmaster(data) is None:
        # Nobody runs on this data: what a dead server left would stop the next one where its number lives on, as
        # another program's or as a zombie's (a container without an init reaps none).
        for leftover in (data / "postmaster.pid", sockets / f"{SOCKET_NAME}.lock"):
            leftover.unlink(missing_ok=True)
        settings = [part for setting in POSTGRES_SETTINGS for part in ("-c", setting)]
        server = _spawn([programs / "postgres", "-D", data, "-k", sockets, *settings], log)
    ready = [str(programs / "pg_isready"), "-q", "-h", str(sockets), "-U", "dateline"]
    asked = partial(subprocess.run, ready, check=False, capture_output=True)
    _wait("PostgreSQL", server, log, signals, lambda: asked().returncode == 0)


def _make_database(programs: Path, data: Path) -> None:
    """A new data directory, complete or not there at all: it gets its name when all is done."""
    for leftover in data.parent.glob(f"{data.name}.new-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    fresh = Path(tempfile.mkdtemp(prefix=f"{data.name}.new-", dir=data.parent))
    if os.getuid() == 0:
        os.chown(fresh, server_account().pw_uid, server_account().pw_gid)
    # Whoever reaches the socket is trusted: its directory is 0700 and belongs to the servers' user alone.
    initdb: list[str | Path] = [
        programs / "initdb", "-D", fresh, "-U", "dateline", "--auth-local=trust", "--auth-host=reject",
        "--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
        "--data-checksums", "--no-instructions",
    ]  # fmt: skip
    single: list[str | Path] = [programs / "postgres", "--single", "-D", fresh, "-c", "log_checkpoints=off", "postgres"]
    for command, given in ((initdb, b""), (single, b"create database dateline\n")):
        done = subprocess.run(unprivileged(command), input=given, capture_output=True, check=False, cwd="/")
        if done.returncode != 0 or b"ERROR" in done.stderr:
            shutil.rmtree(fresh, ignore_errors=True)
            raise EmbeddedError(f"no database could be made in {data.parent}: {_last_line(done.stderr)}")
    fresh.rename(data)


def _postmaster(data: Path) -> psutil.Process | None:
    """The server that runs on this data directory; the number in its file may by now be another program's."""
    with suppress(OSError, ValueError, IndexError, psutil.Error):
        process = psutil.Process(int((data / "postmaster.pid").read_bytes().split()[0]))
        if str(data) in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE:
            return process
    return None


def _stop_postgres(home: Path) -> None:
    """A fast shutdown: sessions are ended, everything is written. What does not stop so is told to stop at once."""
    process = _postmaster(home / f"postgresql-{MAJOR}")
    if process is not None:
        _end(process)


def _end(process: psutil.Process) -> None:
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        with suppress(psutil.NoSuchProcess):
            process.send_signal(number)
            with suppress(psutil.TimeoutExpired):
                process.wait(STOP_SECONDS)
                return


def _start_redis(home: Path, sockets: Path, signals: Sequence[int]) -> None:
    address = sockets / "redis.sock"
    if _ask_redis(address, b"PING") == b"+PONG":
        return
    address.unlink(missing_ok=True)
    log = _log_file(home, "redis.log")
    server = _spawn([redis_program(), "--unixsocket", address, "--dir", sockets, *REDIS_OPTIONS], log)
    _wait("Redis", server, log, signals, lambda: _ask_redis(address, b"PING") == b"+PONG")


def restart_redis(home: Path) -> None:
    """Kill the Redis server of this home, whatever it holds, and start another. For a soak: who uses it is cut off.

    Raises EmbeddedError if the other cannot be had.
    """
    home = home.expanduser().absolute()
    sockets = socket_directory(home)
    with _alone(home), undisturbed() as signals:
        for process in psutil.process_iter():
            with suppress(psutil.Error):
                if str(sockets / "redis.sock") in " ".join(process.cmdline()) and "valkey" in process.name():
                    process.kill()
                    with suppress(psutil.TimeoutExpired):
                        process.wait(STOP_SECONDS)
        _start_redis(home, sockets, signals)


def _stop_redis(sockets: Path) -> None:
    address = sockets / "redis.sock"
    _ask_redis(address, b"SHUTDOWN NOSAVE")
    deadline = time.monotonic() + STOP_SECONDS
    while _ask_redis(address, b"PING") and time.monotonic() < deadline:
        time.sleep(0.02)


def _ask_redis(address: Path, command: bytes) -> bytes:
    """The first line of the server's answer to an inline command; empty if there is none."""
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(5)
        client.connect(str(address))
        client.sendall(command + b"\r\n")
        return client.recv(64).strip()
    return b""


def _spawn(command: Sequence[str | Path], log: Path) -> subprocess.Popen[bytes]:
    """Start a server in a session of its own, out of reach of the terminal's Ctrl-C."""
    with log.open("ab") as output:
        return subprocess.Popen(
            unprivileged(command),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            cwd="/",
        )


def _wait(
    name: str, server: subprocess.Popen[bytes] | None, log: Path, signals: Sequence[int], ready: Callable[[], bool]
) -> None:
    """Until the server answers; a server that does not, or that nobody waits for any more, is ended."""
    deadline = time.monotonic() + START_SECONDS
    while not ready():
        if (server is not None and server.poll() is not None) or signals or time.monotonic() > deadline:
            if server is not None:
                _end(psutil.Process(server.pid))
            raise EmbeddedError(f"{name} did not start: {_last_line(log.read_bytes()[-4000:])} (log: {log})")
        time.sleep(0.05)


def _log_file(home: Path, name: str) -> Path:
    """The server's log, begun anew when it has grown large; one older log is kept."""
    path = home / "log" / name
    with suppress(FileNotFoundError):
        if path.stat().st_size > LOG_BYTES:
            path.replace(path.with_suffix(".old.log"))
    path.touch(mode=0o600)
    return path


def _last_line(output: bytes) -> str:
    lines = [line for line in output.decode("utf-8", "replace").splitlines() if line.strip()]
    errors = [line for line in lines if "FATAL" in line or "ERROR" in line or "error:" in line]
    return (errors or lines or ["no word from it"])[-1].strip()
