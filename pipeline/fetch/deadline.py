"""The time that a whole fetch may take, enforced from outside: a time-out per read never ends a slow drip."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from types import TracebackType

from pipeline.errors import Reason, Retry


class Deadline:
    """Shuts the watched socket down when the time is up, whatever is waiting on it; to be used in a `with` block.

    A read on a socket that was shut down looks like the end of the answer: ask `expired` before believing it.
    """

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._lock = threading.Lock()
        self._passed = threading.Event()
        self._watched: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Deadline:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        self._passed.set()
        self._forget()

    @property
    def remaining(self) -> float:
        """Seconds left, never below 0."""
        return max(self._end - time.monotonic(), 0.0)

    @property
    def expired(self) -> bool:
        """Whether the time is up; true before the socket is shut down for it."""
        return time.monotonic() >= self._end

    def watch(self, sock: socket.socket) -> None:
        """Watch this connection, and no longer the one before.

        The descriptor is doubled: TLS takes the original away from its socket object, and a shutdown works on any copy.
        """
        copy = sock.dup()
        self._forget()
        with self._lock:
            self._watched = copy

    def pause(self, seconds: float) -> None:
        """Wait so long, or until the time is up."""
        self._passed.wait(seconds)

    def _forget(self) -> None:
        with self._lock:
            watched, self._watched = self._watched, None
        if watched is not None:
            watched.close()

    def _cut(self) -> None:
        self._passed.set()
        with self._lock:
            if self._watched is not None:
                # An error means not connected yet: whoever connects it asks `expired` right after.
                with contextlib.suppress(OSError):
                    self._watched.shutdown(socket.SHUT_RDWR)


def out_of_time(doing: str) -> Retry:
    """The error of a fetch whose time is up."""
    return Retry(Reason.TIMEOUT_TOTAL, f"the time for the whole fetch ran out while {doing}")
