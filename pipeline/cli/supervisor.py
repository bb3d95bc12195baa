"""Keeps programs running: starts them, reads what they print, starts those again that die, and leaves none behind.

It knows nothing of Celery. Its owner calls `check` in a loop; nothing here blocks but the stop.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 15.0
STEADY_SECONDS = 60.0
LOOP_EXITS = 3

_GUARD = Path(__file__).with_name("guard.py")


@dataclass(frozen=True)
class Program:
    """A program to keep running. `grace_seconds` is how long it may take to end when asked."""

    name: str
    argv: tuple[str, ...]
    environ: Mapping[str, str]
    grace_seconds: float = 20.0
    essential: bool = True


@dataclass
class _Child:
    program: Program
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_at: float = 0.0
    pause: float = FIRST_PAUSE_SECONDS
    exits: deque[float] = field(default_factory=lambda: deque(maxlen=LOOP_EXITS))
    reader: threading.Thread | None = None


class Supervisor:
    """The programs run within the `with` block; each line that one prints goes to `log(name, line)`.

    A program that dies is started again after a pause, half a second at first, then twice as long each time up to
    15 s; a minute of life makes it short again. Three exits within a minute are told to `on_crash_loop(name)`.
    When the supervisor itself is killed, its guard ends the programs, each within the longest grace of any.
    """

    def __init__(
        self,
        programs: Sequence[Program],
        *,
        log: Callable[[str, str], None],
        on_crash_loop: Callable[[str], None] | None = None,
    ) -> None:
        self._children = [_Child(program) for program in programs]
        self._log = log
        self._on_crash_loop = on_crash_loop
        self.restarts: Counter[str] = Counter()
        self._guard: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self._guard = self._start_guard()
        try:
            for child in self._children:
                self._start(child)
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def pids(self) -> Mapping[str, int]:
        """The process of each program that runs."""
        return {c.program.name: c.process.pid for c in self._children if c.process and c.process.poll() is None}

    def check(self) -> None:
        """Start again what has died and whose pause is over."""
        if self._guard is not None and self._guard.poll() is not None:
            self._guard = self._start_guard()
        for child in self._children:
            if child.process is not None and child.process.poll() is not None:
                self._bury(child)
            if child.process is None and time.monotonic() >= child.start_at:
                self.restarts[child.program.name] += 1
                self._start(child)

    def stop(self) -> None:
        """End every program: ask, wait for its grace, then kill it and all that it started."""
        for child in self._children:
            if child.process is not None:
                with suppress(ProcessLookupError):
                    child.process.terminate()
        asked_at = time.monotonic()
        for child in self._children:
            if child.process is None:
                continue
            left = max(0.0, asked_at + child.program.grace_seconds - time.monotonic())
            with suppress(subprocess.TimeoutExpired):
                child.process.wait(left)
            if child.process.poll() is None:
                self._log(child.program.name, f"did not end within {child.program.grace_seconds:g} s: killed")
            self._clear(child)
            child.process = None
        if self._guard is not None:
            assert self._guard.stdin is not None
            with suppress(OSError):
                self._guard.stdin.close()
            self._guard.wait()

    def _start_guard(self) -> subprocess.Popen[str]:
        """A guard that knows of every program that runs. It needs no library, so it is there in no time."""
        grace = max((child.program.grace_seconds for child in self._children), default=0.0)
        known = [f"+{child.process.pid}" for child in self._children if child.process is not None]
        return subprocess.Popen(
            (sys.executable, "-I", "-S", str(_GUARD), str(grace), *known),
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, start_new_session=True,
        )  # fmt: skip

    def _start(self, child: _Child) -> None:
        child.process = subprocess.Popen(
            child.program.argv,
            env=dict(child.program.environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        _tell(self._guard, f"+{child.process.pid}")
        child.started_at = time.monotonic()
        child.reader = threading.Thread(target=self._read, args=(child.program.name, child.process), daemon=True)
        child.reader.start()

    def _bury(self, child: _Child) -> None:
        assert child.process is not None
        now = time.monotonic()
        if now - child.started_at > STEADY_SECONDS:
            child.pause = FIRST_PAUSE_SECONDS
        self._clear(child)
        self._log(child.program.name, f"{_ending(child.process.returncode)}; it starts again in {child.pause:g} s")
        child.process = None
        child.start_at, child.pause = now + child.pause, min(child.pause * 2, LONGEST_PAUSE_SECONDS)
        child.exits.append(now)
        looping = len(child.exits) == LOOP_EXITS and now - child.exits[0] < STEADY_SECONDS
        if looping and self._on_crash_loop is not None:
            child.exits.clear()
            self._on_crash_loop(child.program.name)

    def _clear(self, child: _Child) -> None:
        """Kill what the program started and left behind: all of it is in the program's own process group."""
        assert child.process is not None
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()
        _tell(self._guard, f"-{child.process.pid}")
        if child.reader is not None:
            child.reader.join(timeout=2)

    def _read(self, name: str, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        with process.stdout as output:
            for line in output:
                text = line.decode("utf-8", "replace").rstrip()
                if text:
                    self._log(name, text)


def _ending(code: int) -> str:
    if code < 0:
        with suppress(ValueError):
            return f"was killed by {signal.Signals(-code).name}"
    return f"ended with status {code}"


def _tell(guard: subprocess.Popen[str] | None, line: str) -> None:
    """One line to the guard. One that has died is replaced at the next look, and told of all programs then."""
    if guard is not None and guard.stdin is not None:
        with suppress(OSError):
            guard.stdin.write(f"{line}\n")
            guard.stdin.flush()
