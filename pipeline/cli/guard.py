"""Ends the programs of a supervisor that is no more: `python guard.py GRACE_SECONDS [+PID]...`, run by that supervisor.

Its arguments name the programs that run already, each the leader of a process group of its own. From its standard
input it reads `+PID` for every one that is started later, and `-PID` for every one that is gone. The end of the input
means that the supervisor ended, by SIGKILL perhaps: what is still running then is asked to end, and killed after its
grace with all that it started. Nothing else on a machine would do that: a worker may hang in its own shutdown.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from itertools import chain

LOOK_SECONDS = 0.1


def groups_left(lines: Iterable[str]) -> set[int]:
    """The process groups that were begun and not ended, once the lines are over."""
    groups: set[int] = set()
    for line in lines:
        pid = int(line)
        (groups.discard if line.startswith("-") else groups.add)(abs(pid))
    return groups


def end(groups: set[int], grace_seconds: float) -> None:
    """Ask the leader of each group to end, wait until all of a group is gone, and kill what is not gone in time."""
    for group in groups:
        with suppress(OSError):
            os.kill(group, signal.SIGTERM)
    deadline = time.monotonic() + grace_seconds
    while (groups := {group for group in groups if _exists(group)}) and time.monotonic() < deadline:
        time.sleep(LOOK_SECONDS)
    for group in groups:
        with suppress(OSError):
            os.killpg(group, signal.SIGKILL)


def _exists(group: int) -> bool:
    with suppress(OSError):
        os.killpg(group, 0)
        return True
    return False


if __name__ == "__main__":
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    end(groups_left(chain(sys.argv[2:], sys.stdin)), float(sys.argv[1]))
