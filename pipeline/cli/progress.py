"""Progress bars from the rows themselves; nothing where standard error is not a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

BARS = (("fetch", "past_fetch"), ("parse", "past_parse"), ("enrich", "past_enrich"))


@contextmanager
def bars() -> Iterator[Callable[[Mapping[str, Any]], None]]:
    """A bar for each stage; call what is given with a row of `storage.books.stage_counts`."""
    with _shown() as shown:
        moved = [(shown(name), column) for name, column in BARS]

        def show(counts: Mapping[str, Any]) -> None:
            for move, column in moved:
                move(counts[column], counts["discovered"])

        yield show


@contextmanager
def bar(name: str) -> Iterator[Callable[[int, int], None]]:
    """One bar; call what is given with how much is done, and of how much."""
    with _shown() as shown:
        yield shown(name)


@contextmanager
def _shown() -> Iterator[Callable[[str], Callable[[int, int], None]]]:
    """What makes a bar of a name, with its count and the time that is left, and gives what moves it."""
    if not sys.stderr.isatty():
        yield lambda _name: _nothing
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description:7}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:

        def made(name: str) -> Callable[[int, int], None]:
            task = progress.add_task(name, total=None)
            return lambda done, total: progress.update(task, total=total or None, completed=done)

        yield made


def _nothing(_done: int, _total: int) -> None:
    """What is shown where nobody looks."""
