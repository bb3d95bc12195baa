"""What the tests of fetching share: a publisher on loopback, limits that let it be reached, a user without rights."""

from __future__ import annotations

import os
import pickle
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import StageError
from pipeline.policy import FetchLimits
from tests.publisher import Publisher

NOBODY = 65534


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with Publisher() as running:
        yield running


@pytest.fixture
def limits(publisher: Publisher) -> FetchLimits:
    """Five seconds, and the publisher's own address opened."""
    return FetchLimits(total_seconds=5.0, allowed_addresses=frozenset({publisher.address}))


@pytest.fixture
def short(limits: FetchLimits) -> FetchLimits:
    """As `limits`, with one second for the whole fetch."""
    return replace(limits, total_seconds=1.0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder whose path has no symbolic link in it."""
    return Path(os.path.realpath(tmp_path))


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter, unlike pytest's own."""
    path = Path(os.path.realpath(tempfile.mkdtemp()))
    path.chmod(0o755)
    yield path
    for directory in path.rglob("*"):
        if directory.is_dir() and not directory.is_symlink():
            directory.chmod(0o755)
    shutil.rmtree(path)


@pytest.fixture
def as_nobody() -> Callable[[Callable[[], Any]], Any]:
    """Run a function as a user whom permissions stop (root passes all of them) and hand back what it gave or raised."""

    def run(function: Callable[[], Any]) -> Any:
        if os.getuid() != 0:
            return _outcome(function)
        readable, writable = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
                os.write(writable, pickle.dumps(_outcome(function)))
            finally:
                os._exit(0)
        os.close(writable)
        with os.fdopen(readable, "rb") as pipe:
            answer = pipe.read()
        os.waitpid(child, 0)
        assert answer, "the child ended without an answer"
        return pickle.loads(answer)

    return run


def _outcome(function: Callable[[], Any]) -> Any:
    """The value, or the class and reason of the error."""
    try:
        return function()
    except StageError as error:
        return type(error).__name__, error.reason.value
