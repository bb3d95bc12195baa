"""Servers of a test's own, which may be killed, stopped, frozen and filled up."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

import psutil

from pipeline import embedded
from pipeline.embedded.programs import postgres_programs, redis_program, unprivileged
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
