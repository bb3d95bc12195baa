"""Servers of a test's own, which may be killed, stopped, frozen and filled up."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

import psutil
import psycopg
from psycopg.conninfo import conninfo_to_dict

from pipeline import embedded
from pipeline.embedded.programs import postgres_programs, redis_program, server_account, unprivileged
from tests.builders import wait_until
from tests.tasks.conftest import raw_client


class Broker:
    """A Redis-protocol server without persistence on a Unix socket, started with the block."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._folder, self._socket = folder, folder / "redis.sock"
        self.url = f"redis+socket://{quote(str(self._socket))}"
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Broker:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def start(self) -> None:
        """Start it, empty, and wait until it answers."""
        argv = [str(redis_program()), "--port", "0", "--unixsocket", str(self._socket), "--save", "",
                "--appendonly", "no", "--maxmemory-policy", "noeviction", "--dir", str(self._folder)]  # fmt: skip
        self._server = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until(self._answers)

    def kill(self) -> None:
        """SIGKILL: what it held is gone."""
        assert self._server is not None
        self._server.kill()
        self._server.wait()
        self._socket.unlink(missing_ok=True)

    def _answers(self) -> bool:
        with contextlib.suppress(Exception), raw_client(self.url) as client:
            return bool(client.ping())
        return False


class Database:
    """An embedded PostgreSQL in a home of its own, started with the block."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._stack = ExitStack()
        self.url = ""

    def __enter__(self) -> Database:
        self.url = self._stack.enter_context(embedded.running(self.home, redis=False)).database_url
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    @property
    def folder(self) -> Path:
        """Its data directory."""
        return self.home / f"postgresql-{embedded.MAJOR}"

    @property
    def postmaster(self) -> psutil.Process:
        """Its first process."""
        return psutil.Process(int((self.folder / "postmaster.pid").read_bytes().split()[0]))

    def backends(self, *beginning: str) -> list[psutil.Process]:
        """The processes that serve connections."""
        found = []
        for process in self.postmaster.children():
            with contextlib.suppress(psutil.Error):
                if "dateline dateline [local]" in " ".join(process.cmdline()):
                    found.append(process)
        return found

    def stop(self, mode: str) -> None:
        """`pg_ctl stop -m fast` or `immediate`."""
        argv = [str(postgres_programs() / "pg_ctl"), "-D", str(self.folder), "-m", mode, "-w", "stop"]
        subprocess.run(unprivileged(argv), check=True, capture_output=True, cwd="/")

    def start(self) -> None:
        """Start it again on the same data."""
        self._stack.enter_context(embedded.running(self.home, redis=False))

    @contextlib.contextmanager
    def frozen(self, seconds: float):  # type: ignore[no-untyped-def]
        """Every process of it stands still until the block ends, and for so long at least."""
        processes = [self.postmaster, *self.postmaster.children(recursive=True)]
        until = time.monotonic() + seconds
        for process in processes:
            with contextlib.suppress(psutil.Error):
                process.send_signal(signal.SIGSTOP)
        try:
            yield
            time.sleep(max(0.0, until - time.monotonic()))
        finally:
            for process in reversed(processes):
                with contextlib.suppress(psutil.Error):
                    process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """SIGKILL to every process of it, as when its machine is gone."""
        processes = [self.postmaster, *self.postmaster.children(recursive=True)]
        for process in processes:
            with contextlib.suppress(psutil.Error):
                process.kill()
        psutil.wait_procs(processes, timeout=10)


class Standby:
    """A server that follows a database, which commits nothing that this one does not have, until it takes its place."""

    def __init__(self, primary: Database, folder: Path) -> None:
        self._primary, self._data, self._sockets = primary, folder / "data", folder / "run"
        folder.mkdir(mode=0o755)
        self._sockets.mkdir(mode=0o700)
        if os.getuid() == 0:
            account = server_account()
            for path in (folder, self._sockets):
                os.chown(path, account.pw_uid, account.pw_gid)
        self._server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Names both servers."""
        one, other = conninfo_to_dict(self._primary.url)["host"], str(self._sockets)
        return f"postgresql://dateline@/dateline?host={quote(f'{one},{other}', safe='')}"

    def __enter__(self) -> Standby:
        host = str(conninfo_to_dict(self._primary.url)["host"])
        copy = ["-D", str(self._data), "-h", host, "-U", "dateline", "-c", "fast", "-R", "-X", "stream"]
        self._do("pg_basebackup", *copy)
        argv = [str(postgres_programs() / "postgres"), "-D", str(self._data), "-k", str(self._sockets)]
        settings = ("listen_addresses=", "synchronous_standby_names=", "max_connections=300", "jit=off")
        argv += [part for setting in settings for part in ("-c", setting)]
        with (self._data.parent / "log").open("ab") as log:
            self._server = subprocess.Popen(unprivileged(argv), stdout=log, stderr=log, cwd="/")
        with psycopg.connect(self._primary.url, autocommit=True) as conn:
            conn.execute("alter system set synchronous_standby_names = '*'")
            conn.execute("select pg_reload_conf()")
            wait_until(lambda: conn.execute("select 1 from pg_stat_replication where sync_state = 'sync'").fetchone())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.send_signal(signal.SIGQUIT)
            self._server.wait()

    def promote(self) -> None:
        """It takes writes from now on."""
        self._do("pg_ctl", "-D", str(self._data), "-w", "promote")

    def _do(self, program: str, *options: str) -> None:
        argv = unprivileged([str(postgres_programs() / program), *options])
        done = subprocess.run(argv, check=False, capture_output=True, text=True, cwd="/")
        assert done.returncode == 0, done.stderr
