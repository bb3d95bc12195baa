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
    if not sys.stderr.isatty():
        yield _nothing
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description:7}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        tasks = [(progress.add_task(name, total=None), column) for name, column in BARS]

        def show(counts: Mapping[str, Any]) -> None:
            for task, column in tasks:
                progress.update(task, total=counts["discovered"] or None, completed=counts[column])

        yield show


def _nothing(_counts: Mapping[str, Any]) -> None:
    """What is shown where nobody looks."""
