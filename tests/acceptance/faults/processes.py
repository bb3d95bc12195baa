"""The processes of a service under fault, and what is done to them."""

from __future__ import annotations

import contextlib
import os
import signal

import psutil

from pipeline.cli.supervisor import Supervisor


def group(supervisor: Supervisor, name: str) -> psutil.Process | None:
    """The main process of a program, if it runs."""
    pid = supervisor.pids().get(name)
    with contextlib.suppress(psutil.Error):
        return psutil.Process(pid) if pid else None
    return None


def pool(supervisor: Supervisor, *names: str) -> list[psutil.Process]:
    """The pool's processes of these programs."""
    found: list[psutil.Process] = []
    for name in names or ("parse", "enrich"):
        with contextlib.suppress(psutil.Error):
            main = group(supervisor, name)
            found += main.children(recursive=True) if main else []
    return found


def kill(process: psutil.Process | None) -> bool:
    """SIGKILL to a process; whether it was there."""
    with contextlib.suppress(psutil.Error):
        if process is not None:
            process.kill()
            return True
    return False


def signal_group(supervisor: Supervisor, name: str, number: int) -> bool:
    """A signal to a program and all that it started; whether it was there."""
    pid = supervisor.pids().get(name)
    with contextlib.suppress(ProcessLookupError):
        if pid:
            os.killpg(pid, number)
            return True
    return False


def kill_group(supervisor: Supervisor, name: str) -> bool:
    """SIGKILL to a program and all that it started; whether it was there."""
    return signal_group(supervisor, name, signal.SIGKILL)


def signal_main(supervisor: Supervisor, name: str, number: int) -> bool:
    """A signal to the program alone, as an operator sends it; whether it was there."""
    pid = supervisor.pids().get(name)
    with contextlib.suppress(ProcessLookupError):
        if pid:
            os.kill(pid, number)
            return True
    return False
