"""Directories: which files they hold, however many, and whatever lies between them."""

from __future__ import annotations

import heapq
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pipeline.containers import is_container, unpacked
from pipeline.errors import Fail, Reason, Reject, StageError
from pipeline.fetch.files import explained, open_parent, stamp_of
from pipeline.fetch.paths import path_of, url_of
from pipeline.policy import FetchLimits

HEAD_BYTES = 4096
NAMES_AT_ONCE = 50_000
"""So many names of one directory are held in memory; a larger directory is read several times, in order."""

_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A name in a directory. `head` is the first 4 KB, empty for what `fetch` will refuse: links, pipes, unreadable or
    too large files, directories that may not be listed. `modified_at` is None where the bytes were not looked at.
    `stamp` is another when the file may have changed; `lists` says that it holds entries, as an archive does."""

    url: str
    head: bytes = b""
    modified_at: datetime | None = None
    stamp: str = field(default="", compare=False)
    lists: bool = False


def is_directory(url: str) -> bool:
    """Whether a file URL names a directory (not a link to one); False for every other URL."""
    try:
        path = path_of(url)
        with open_parent(path) as (folder, name):
            return stat.S_ISDIR(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
    except (StageError, OSError):
        return False


def directory_path(url: str) -> bytes | None:
    """Where the directory is that a file URL names; None where `is_directory` says no."""
    return path_of(url) if is_directory(url) else None


def list_directory(url: str, *, limits: FetchLimits) -> Iterator[FoundFile]:
    """Everything below a directory but names that begin with a dot, folder by folder in the order of names.

    Nothing else is left out: links (never followed), pipes and directories that may not be read come as a FoundFile
    with an empty head, so that `fetch` gives the reason. Memory is bounded whatever the number of files. Raises
    Fail(NOT_FOUND, UNREADABLE) and Reject(OUTSIDE_ROOT, NOT_A_FILE) at once, for the directory itself.
    """
    root = path_of(url)
    with open_parent(root) as (folder, name), explained(root):
        if not stat.S_ISDIR(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
            raise Reject(Reason.NOT_A_FILE, f"{url_of(root)[:1000]}: not a directory")
        if not os.access(name, os.R_OK | os.X_OK, dir_fd=folder):
            raise Fail(Reason.UNREADABLE, f"{url_of(root)[:1000]}: permission denied")
        first = _names_after(b"", os.open(name, _DIRECTORY, dir_fd=folder))
    return _walk(root, first, limits=limits)


def _walk(root: bytes, first: list[bytes], *, limits: FetchLimits) -> Iterator[FoundFile]:
    """A stack instead of recursion: folders may be nested deeper than Python's calls."""
    stack = [(root, _names(root, first))]
    while stack:
        folder, names = stack[-1]
        try:
            name = next(names, None)
        except OSError:
            # The folder was read in part and then closed to us: it goes into the books itself.
            stack.pop()
            yield FoundFile(url_of(folder))
            continue
        if name is None:
            stack.pop()
            continue
        path = folder.rstrip(b"/") + b"/" + name
        inner = _open_directory(path)
        if inner is not None:
            stack.append((path, _names(path, inner)))
        else:
            yield _look(path, limits=limits)


def _names(folder: bytes, batch: list[bytes]) -> Iterator[bytes]:
    """The names of a folder in order, `batch` being the first of them."""
    while batch:
        yield from batch
        if len(batch) < NAMES_AT_ONCE:
            return
        batch = _names_after(batch[-1], os.open(folder, _DIRECTORY))


def _names_after(last: bytes, descriptor: int) -> list[bytes]:
    """The next names in order, at most NAMES_AT_ONCE; closes the descriptor."""
    try:
        with os.scandir(descriptor) as entries:
            names = (os.fsencode(entry.name) for entry in entries if not entry.name.startswith("."))
            return heapq.nsmallest(NAMES_AT_ONCE, (name for name in names if name > last))
    finally:
        os.close(descriptor)


def _open_directory(path: bytes) -> list[bytes] | None:
    """The first names of a directory that can be entered; None for everything else."""
    try:
        if not stat.S_ISDIR(os.lstat(path).st_mode) or not os.access(path, os.R_OK | os.X_OK):
            return None
        return _names_after(b"", os.open(path, _DIRECTORY))
    except OSError:
        return None


def _look(path: bytes, *, limits: FetchLimits) -> FoundFile:
    """The start of a regular file that `fetch` would take, out of its compression; for all else the bare name."""
    stamp = ""
    try:
        stamp = stamp_of(found := os.lstat(path))
        if not stat.S_ISREG(found.st_mode):
            return FoundFile(url_of(path), stamp=stamp)
        with os.fdopen(os.open(path, _FILE), "rb") as stream:
            found = os.fstat(stream.fileno())
            if not stat.S_ISREG(found.st_mode):
                return FoundFile(url_of(path), stamp=stamp)
            lists = found.st_size > 0 and is_container(stream, name=os.fsdecode(path))
            if not lists and found.st_size > limits.max_body_bytes:
                return FoundFile(url_of(path), stamp=stamp)
            head = unpacked(stream)[0][:HEAD_BYTES]
            return FoundFile(url_of(path), head, _moment(found.st_mtime), stamp, lists)
    except (OSError, StageError):
        return FoundFile(url_of(path), stamp=stamp)


def _moment(seconds: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
