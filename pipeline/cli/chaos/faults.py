"""The faults: each a function that causes it and says what was done, or None where there was nothing to hit."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import MappingProxyType

import psutil

from pipeline import embedded, storage
from pipeline.cli.chaos.wire import ask
from pipeline.cli.supervisor import Supervisor
from pipeline.settings import Settings
from pipeline.storage import soak

PREFIX = "dateline:"
QUEUES = ("fetch", "parse", "enrich")
LANES = ("", "\x06\x169")
"""How the two lists of a queue are called behind its name."""
GROUPS = (*QUEUES, "sweeper")
POISON = ("garbage{", "null", "[]", '{"body": "%%%%", "headers": {}}', '{"timelimit": ["a", "b"]}')
MOST_COPIED = 200


@dataclass
class Target:
    """What the faults are aimed at. `frozen` are the groups that stand still, with when they go on."""

    settings: Settings
    supervisor: Supervisor
    chance: random.Random
    frozen: dict[int, float] = field(default_factory=dict)

    def thaw(self, *, all_of_them: bool = False) -> None:
        """Let those go on whose time has come."""
        for pid, until in list(self.frozen.items()):
            if all_of_them or time.monotonic() >= until:
                _signal_group(pid, signal.SIGCONT)
                del self.frozen[pid]


def kill_group(target: Target) -> str | None:
    """SIGKILL to a worker and all that it started."""
    name = target.chance.choice(GROUPS)
    pid = target.supervisor.pids().get(name)
    return f"kill -9 {name}" if pid and _signal_group(pid, signal.SIGKILL) else None


def kill_child(target: Target) -> str | None:
    """SIGKILL to a process of a pool."""
    name = target.chance.choice(("parse", "enrich"))
    pid = target.supervisor.pids().get(name)
    with suppress(psutil.Error):
        children = psutil.Process(pid).children() if pid else []
        if children:
            target.chance.choice(children).kill()
            return f"kill -9 a process of {name}"
    return None


def freeze_group(target: Target) -> str | None:
    """SIGSTOP to a worker for longer than its lease and the time after which a message is sent again."""
    name = target.chance.choice(QUEUES)
    pid = target.supervisor.pids().get(name)
    if target.frozen or not pid or not _signal_group(pid, signal.SIGSTOP):
        return None
    target.frozen[pid] = time.monotonic() + target.settings.lease_seconds + target.settings.resend_seconds + 2
    return f"SIGSTOP {name}"


def flush_broker(target: Target) -> str | None:
    """FLUSHALL."""
    ask(target.settings.redis_url, "FLUSHALL")
    return "FLUSHALL"


def restart_broker(target: Target) -> str | None:
    """Kill the broker; another one, empty, takes its place."""
    embedded.restart_redis(target.settings.home)
    return "broker killed, another one started"


def end_sessions(target: Target) -> str | None:
    """pg_terminate_backend on every session of a worker."""
    with storage.connect(target.settings.database_url) as conn:
        ended = soak.end_sessions(conn)
    return f"{ended} database sessions ended" if ended else None


def repeat_messages(target: Target) -> str | None:
    """Every message of a queue four more times, in another order."""
    name = target.chance.choice(QUEUES)
    key = PREFIX + name + target.chance.choice(LANES)
    found = ask(target.settings.redis_url, "LRANGE", key, "0", "-1")[:MOST_COPIED]
    copies = found * 4
    target.chance.shuffle(copies)
    if not copies:
        return None
    ask(target.settings.redis_url, "LPUSH", key, *copies)
    return f"{len(copies)} copies of messages in {name}"


def poison_queue(target: Target) -> str | None:
    """Bytes in a queue that no worker can read."""
    name = target.chance.choice(QUEUES)
    ask(target.settings.redis_url, "LPUSH", PREFIX + name, target.chance.choice(POISON))
    return f"poison in {name}"


FAULTS: Mapping[Callable[[Target], str | None], int] = MappingProxyType(
    {
        kill_group: 3, kill_child: 4, freeze_group: 2, flush_broker: 2, restart_broker: 1, end_sessions: 3,
        repeat_messages: 3, poison_queue: 1,
    }
)  # fmt: skip
"""Every fault, and how often it comes compared with the others."""


def strike(target: Target) -> str | None:
    """Cause one fault, chosen at random; what was done, or None."""
    chosen = target.chance.choices(list(FAULTS), weights=list(FAULTS.values()))[0]
    with suppress(OSError, *storage.Unavailable):
        return chosen(target)
    return None


def _signal_group(pid: int, number: int) -> bool:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)
        return True
    return False
