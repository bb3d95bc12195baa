"""Files: regular ones only, reached through real folders, and the same at the end of the reading as at its start."""

from __future__ import annotations

import errno
import io
import mimetypes
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from pipeline.containers import unpacked
from pipeline.containers.guard import Budget
from pipeline.errors import Fail, Reason, Reject, Retry
from pipeline.fetch.paths import path_of, url_of
from pipeline.models import BodySource, RawDocument
from pipeline.policy import FetchLimits

_FOLDER = os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC | getattr(os, "O_PATH", os.O_RDONLY)
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_PIECE = 1_048_576
_PACKED_ENDING = re.compile(rb"\.(?:gz|bz2|xz|zst)$", re.IGNORECASE)
_ENDING = re.compile(rb"(\.[A-Za-z0-9]{1,10}){1,2}$")

# The machine's own tables stay out: the same file has the same type everywhere.
_TYPES = mimetypes.MimeTypes()
for _name, _ending in (
    ("text/markdown", ".md"), ("text/markdown", ".markdown"), ("application/rss+xml", ".rss"),
    ("application/atom+xml", ".atom"), ("application/x-ndjson", ".jsonl"), ("application/xhtml+xml", ".xhtml"),
):  # fmt: skip
    _TYPES.add_type(_name, _ending)
_TYPES.encodings_map[".zst"] = "zstd"
_COMPRESSED = {
    "gzip": "application/gzip",
    "bzip2": "application/x-bzip2",
    "xz": "application/x-xz",
    "zstd": "application/zstd",
}


def fetch_file(url: str, *, limits: FetchLimits) -> RawDocument:
    """The bytes of a regular file, whole and of one moment, out of their compression; its type is guessed from the
    ending alone.

    Raises Reject(NOT_A_FILE, OUTSIDE_ROOT, TOO_LARGE, EMPTY_BODY), Fail(NOT_FOUND, UNREADABLE) and
    Retry(CHANGED_WHILE_READING, UNREADABLE). Never waits for a pipe or a device.
    """
    path = path_of(url)
    with open_parent(path) as (folder, name), explained(path):
        before = os.stat(name, dir_fd=folder, follow_symlinks=False)
        _require_regular(before, name, folder)
        descriptor = os.open(name, _FILE, dir_fd=folder)
        try:
            content = _read_stable(descriptor, before, limits=limits)
        finally:
            os.close(descriptor)
        _require_same(before, name, folder)
    plain = _out_of_compression(content, limits=limits)
    return RawDocument(
        url=url,
        final_url=url_of(path),
        content=plain,
        media_type=media_type_of(path if plain is content else _PACKED_ENDING.sub(b"", path)),
        body_source=BodySource.FILE,
    )


@contextmanager
def open_file(path: bytes) -> Iterator[tuple[BinaryIO, os.stat_result]]:
    """A regular file to read in pieces, and what it looked like when it was opened. Raises as `fetch_file` does, and
    Retry(CHANGED_WHILE_READING) at the end if it is another by then."""
    with open_parent(path) as (folder, name), explained(path):
        before = os.stat(name, dir_fd=folder, follow_symlinks=False)
        _require_regular(before, name, folder)
        with os.fdopen(os.open(name, _FILE, dir_fd=folder), "rb") as stream:
            if _identity(os.fstat(stream.fileno())) != _identity(before):
                raise Retry(Reason.CHANGED_WHILE_READING, "the file was replaced while it was opened")
            yield stream, before
        _require_same(before, name, folder)


def stamp_of(found: os.stat_result) -> str:
    """What tells that a file may have changed, without reading it: size and times."""
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}"


def _out_of_compression(content: bytes, *, limits: FetchLimits) -> bytes:
    _, stream, packed = unpacked(io.BytesIO(content))
    return Budget(limits, size=len(content)).read(stream) if packed else content


def media_type_of(path: bytes) -> str:
    """The media type that a name's ending stands for, '' if none is known."""
    ending = _ENDING.search(path)
    if ending is None:
        return ""
    media_type, coding = _TYPES.guess_type("name" + ending[0].decode("ascii").lower())
    return _COMPRESSED.get(coding, "") if coding else media_type or ""


@contextmanager
def open_parent(path: bytes) -> Iterator[tuple[int, bytes]]:
    """A descriptor of the folder that a path's last name is in, and that name.

    The way is walked name by name without following any symbolic link, so that no folder can be swapped for a link
    between a check and its use. Raises Reject(OUTSIDE_ROOT) at a link, Fail(NOT_FOUND, UNREADABLE).
    """
    *folders, name = path.split(b"/")[1:]
    descriptor = os.open(b"/", _FOLDER)
    try:
        for folder in folders:
            with explained(path, folder=True):
                inner = _open_folder(folder, descriptor)
            os.close(descriptor)
            descriptor = inner
        yield descriptor, name or b"."
    finally:
        os.close(descriptor)


def _open_folder(name: bytes, parent: int) -> int:
    try:
        return os.open(name, _FOLDER, dir_fd=parent)
    except NotADirectoryError:
        if stat.S_ISLNK(os.stat(name, dir_fd=parent, follow_symlinks=False).st_mode):
            raise OSError(errno.ELOOP, "symbolic link") from None
        raise


@contextmanager
def explained(path: bytes, *, folder: bool = False) -> Iterator[None]:
    """Turn what the operating system says about a path into the three errors; a machine out of files is none."""
    try:
        yield
    except OSError as error:
        where = url_of(path)[:1000]
        if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG):
            raise Fail(Reason.NOT_FOUND, f"{where}: no such file or directory") from None
        if error.errno in (errno.EACCES, errno.EPERM):
            raise Fail(Reason.UNREADABLE, f"{where}: permission denied") from None
        if error.errno == errno.ELOOP and folder:
            raise Reject(Reason.OUTSIDE_ROOT, f"{where}: leads through a symbolic link") from None
        if error.errno in (errno.ELOOP, errno.ENXIO, errno.ENODEV):
            raise Reject(Reason.NOT_A_FILE, f"{where}: not a regular file") from None
        if error.errno in (errno.EIO, errno.ESTALE, errno.ETIMEDOUT):
            raise Retry(Reason.UNREADABLE, f"{where}: {os.strerror(error.errno)}") from None
        raise


def _require_regular(found: os.stat_result, name: bytes, folder: int) -> None:
    if stat.S_ISREG(found.st_mode):
        return
    if stat.S_ISLNK(found.st_mode):
        raise Reject(Reason.NOT_A_FILE, "a symbolic link, and links are not followed")
    if stat.S_ISDIR(found.st_mode):
        if not os.access(name, os.R_OK | os.X_OK, dir_fd=folder):
            raise Fail(Reason.UNREADABLE, "a directory that may not be read: its files are not known")
        raise Reject(Reason.NOT_A_FILE, "a directory")
    raise Reject(Reason.NOT_A_FILE, "a pipe, socket or device")


def _read_stable(descriptor: int, before: os.stat_result, *, limits: FetchLimits) -> bytes:
    if _identity(os.fstat(descriptor)) != _identity(before):
        raise Retry(Reason.CHANGED_WHILE_READING, "the file was replaced while it was opened")
    if before.st_size > limits.max_body_bytes:
        raise Reject(Reason.TOO_LARGE, f"the file is larger than {limits.max_body_bytes} bytes")
    if before.st_size == 0:
        raise Reject(Reason.EMPTY_BODY, "the file is empty")
    pieces, size = [], 0
    while size <= before.st_size and (piece := os.read(descriptor, _PIECE)):
        pieces.append(piece)
        size += len(piece)
    if size != before.st_size:
        raise Retry(Reason.CHANGED_WHILE_READING, "the file grew or shrank while it was read")
    return b"".join(pieces)


def _require_same(before: os.stat_result, name: bytes, folder: int) -> None:
    """By name, not by descriptor: a file that was renamed into place meanwhile is another file."""
    try:
        after = os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        raise Retry(Reason.CHANGED_WHILE_READING, "the file was removed while it was read") from None
    if _identity(after) != _identity(before):
        raise Retry(Reason.CHANGED_WHILE_READING, "the file was changed while it was read")


def _identity(found: os.stat_result) -> tuple[int, ...]:
    return (found.st_dev, found.st_ino, stat.S_IFMT(found.st_mode), found.st_size, found.st_mtime_ns)
