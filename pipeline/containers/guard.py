"""What a reader of containers yields, and what all of a container may cost."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from pipeline.errors import Reason, Reject, StageError
from pipeline.policy import FetchLimits

RATIO_FROM = 20_000_000
MAX_RATIO = 200
"""Text and pages pack 50 to 1 at best; zeros pack 1,000 to 1. Judged from RATIO_FROM bytes on."""
PIECE = 65_536
_LARGEST_DIRECTORY = 32_000_000
"""Names of some 300,000 members."""
REST = "; the rest is not read"
"""How the refusals end that end a whole file."""


@dataclass(frozen=True, slots=True)
class Found:
    """A member as its reader found it: how it is addressed, and how to read it, or why it is refused."""

    step: tuple[str, str]
    read: Callable[[], bytes] = bytes
    refusal: StageError | None = None
    target_url: str = ""
    charset: str | None = None
    media_type: str = ""
    nests: bool = False


class Budget:
    """Counts what was unpacked from one file, however deep it was nested."""

    def __init__(self, limits: FetchLimits, *, size: int) -> None:
        self.limits = limits
        self._most = min(limits.max_archive_bytes, max(RATIO_FROM, size * MAX_RATIO))
        self._size = size
        self._spent = self._entries = self._forgiven = 0

    def spend(self, count: int) -> None:
        """Raises Reject(ARCHIVE_BOMB) when too much was unpacked."""
        self._spent += count
        if self._spent > self._most:
            raise Reject(Reason.ARCHIVE_BOMB, f"{self._size} bytes unpack to more than {self._most}{REST}")

    @property
    def spent(self) -> int:
        """How many bytes were unpacked so far, forgiven ones apart."""
        return self._spent

    def forgive(self, before: int) -> bool:
        """Whether the rest of a file may be read although one member unpacked to too much, `before` which so many bytes
        were spent. What it took is given back: once as much as the whole file may unpack to, ten times where that is
        little.
        """
        taken = self._spent - before
        most = max(self._most, min(10 * self._most, 10 * RATIO_FROM)) + PIECE
        if self._spent <= self._most or self._forgiven + taken > most:
            return False
        self._forgiven += taken
        self._spent = before
        return True

    def enter(self) -> None:
        """Count an entry. Raises Reject(ARCHIVE_BOMB) when there are too many."""
        self._entries += 1
        if self._entries > self.limits.max_archive_entries:
            most = self.limits.max_archive_entries
            raise Reject(Reason.ARCHIVE_BOMB, f"more than {most} entries{REST}")

    def read(self, stream: BinaryIO, *, counted: bool = False) -> bytes:
        """All of a stream that is one document; `counted`: its bytes are spent already. Raises Reject."""
        pieces, size = [], 0
        while piece := stream.read(PIECE):
            size += len(piece)
            if not counted:
                self.spend(len(piece))
            if size > self.limits.max_body_bytes:
                raise Reject(Reason.TOO_LARGE, f"larger than {self.limits.max_body_bytes} bytes")
            pieces.append(piece)
        return b"".join(pieces)


class Metered(io.RawIOBase):
    """A stream of which every byte is spent that is read, skipped ones as well."""

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        self._stream, self._budget = stream, budget

    def read(self, size: int = -1) -> bytes:
        """As io.RawIOBase has it."""
        data = self._stream.read(PIECE if size < 0 else size) or b""
        self._budget.spend(len(data))
        return data


def refuse_directory(stream: BinaryIO) -> None:
    """zipfile holds the directory in memory, all of it, before anybody can count: its size is asked for first.

    Raises Reject(ARCHIVE_BOMB). What cannot be found here zipfile will not find either.
    """
    end = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, end - 66_000))
    tail = stream.read()
    at, wide = tail.rfind(b"PK\x05\x06"), tail.rfind(b"PK\x06\x06")
    size = struct.unpack_from("<L", tail, at + 12)[0] if 0 <= at <= len(tail) - 16 else 0
    if size == 0xFFFFFFFF and 0 <= wide <= len(tail) - 48:
        size = struct.unpack_from("<Q", tail, wide + 40)[0]
    stream.seek(0)
    if size > _LARGEST_DIRECTORY:
        raise Reject(Reason.ARCHIVE_BOMB, f"a ZIP with a directory of {size} bytes, more than {_LARGEST_DIRECTORY}")


def refuse_name(name: str) -> StageError | None:
    """Why a member's name is refused: it is absolute, climbs out, or cannot be a name. Nothing is written under it."""
    parts = name.replace("\\", "/").split("/")
    if not name or "\0" in name or len(name) > 2_000:
        return Reject(Reason.BROKEN_ENTRY, "a name that is empty, too long or holds a NUL")
    if name[:1] in "/\\" or name[1:2] == ":":
        return Reject(Reason.OUTSIDE_ROOT, "an absolute name")
    if ".." in parts:
        return Reject(Reason.OUTSIDE_ROOT, "the name climbs out of the archive with '..'")
    return None


def is_hidden(name: str) -> bool:
    """Whether a name is left out as in a directory: it or a folder of it begins with a dot, or is a Mac's own."""
    parts = name.replace("\\", "/").split("/")
    return ".." not in parts and any((part.startswith(".") and part != ".") or part == "__MACOSX" for part in parts)
