"""Signals that end a program, held back where an end would leave a server behind that nobody knows of."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Ctrl-C, `kill`, and a terminal that is closed."""


@contextmanager
def undisturbed() -> Iterator[Sequence[int]]:
    """Hold those signals back until the end of the block; gives what has come so far, for a block that waits.

    What is ignored (as by `nohup`) stays ignored. Other threads get no signals: there, the block just runs.
    """
    pending: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield pending
        return

    def note(number: int, _frame: FrameType | None) -> None:
        pending.append(number)

    handlers = {number: signal.getsignal(number) for number in ENDING}
    held = {number: handler for number, handler in handlers.items() if handler not in (signal.SIG_IGN, None)}
    for number in held:
        signal.signal(number, note)
    try:
        yield pending
    finally:
        for number, handler in held.items():
            signal.signal(number, handler)
        if pending:
            signal.raise_signal(pending[0])
