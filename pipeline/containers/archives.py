"""ZIP and tar: every member once, in the archive's order; refused by what it says it is, read by what it gives."""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from pipeline.containers.guard import MAX_RATIO, Budget, Found, Metered, is_hidden, refuse_directory, refuse_name
from pipeline.errors import Fail, Reason, Reject, StageError

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
_EXTENDED = (
    tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK,
)  # fmt: skip
_LINKS = (tarfile.SYMTYPE, tarfile.LNKTYPE)
_LONGEST_HEADER = 1_000_000


def read_zip(stream: BinaryIO, budget: Budget) -> Iterator[Found]:
    """The members of a ZIP. Raises Fail(BROKEN_ENTRY) for one without a directory."""
    refuse_directory(stream)
    try:
        archive = zipfile.ZipFile(stream)
    except _BROKEN as error:
        raise Fail(Reason.BROKEN_ENTRY, f"a ZIP that cannot be read: {str(error)[:100]}") from None
    with archive:
        infos = archive.infolist()
        overlapping = _overlapping(infos)
        steps = _Steps()
        for info in infos:
            if info.filename.endswith("/") or is_hidden(info.filename):
                continue
            refusal = _zip_refusal(info, overlapping)
            step, twice = steps.of(info.orig_filename)
            yield Found(step, _zip_reader(archive, info, budget), refusal or twice, nests=True)


def _overlapping(infos: list[zipfile.ZipInfo]) -> frozenset[int]:
    """Where members begin whose bytes are another's as well: the directory's places, in order, must not overlap."""
    places = sorted((info.header_offset, info.header_offset + 30 + info.compress_size) for info in infos)
    found: set[int] = set()
    furthest = -1
    for start, end in places:
        if start < furthest:
            found.add(start)
        furthest = max(furthest, end)
    return frozenset(found)


def _zip_refusal(info: zipfile.ZipInfo, overlapping: frozenset[int]) -> StageError | None:
    named = refuse_name(info.orig_filename)
    kind = (info.external_attr >> 28) & 0xF if info.create_system == 3 else 0
    if named is not None:
        return named
    if kind not in (0, 8):
        return Reject(Reason.NOT_A_FILE, "a symbolic link" if kind == 10 else "a pipe, socket or device")
    if info.flag_bits & 0x1:
        return Reject(Reason.ENCRYPTED, "the member needs a password")
    if info.header_offset in overlapping:
        return Reject(Reason.ARCHIVE_BOMB, "its bytes are another member's as well")
    if info.file_size > 1_000_000 and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        return Reject(Reason.ARCHIVE_BOMB, f"{info.compress_size} bytes that unpack to {info.file_size}")
    return None


def _zip_reader(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> Any:
    def read() -> bytes:
        if info.file_size > budget.limits.max_body_bytes:
            raise Reject(Reason.TOO_LARGE, f"larger than {budget.limits.max_body_bytes} bytes")
        try:
            with archive.open(info) as member:
                return budget.read(member)  # type: ignore[arg-type]
        except _BROKEN as error:
            raise Fail(Reason.BROKEN_ENTRY, f"the member cannot be read: {str(error)[:100]}") from None

    return read


class _Header(tarfile.TarInfo):
    """Headers that say what is wrong with them: tarfile takes a broken one in the middle for the end."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Header:
        """As tarfile has it. Raises Fail(BROKEN_ENTRY), Reject(ARCHIVE_BOMB)."""
        try:
            header = super().frombuf(buf, encoding, errors)
        except tarfile.HeaderError as error:
            # A block of zeros is the end, and so is nothing at all.
            if not any(buf):
                raise
            raise Fail(Reason.BROKEN_ENTRY, f"a broken tar header: {str(error)[:100]}; the rest is not read") from None
        if header.size < 0:
            raise Fail(Reason.BROKEN_ENTRY, "a tar header with a negative size; the rest is not read")
        if header.type in _EXTENDED and header.size > _LONGEST_HEADER:
            raise Reject(Reason.ARCHIVE_BOMB, f"a tar header of {header.size} bytes; the rest is not read")
        return header


def read_tar(stream: BinaryIO, budget: Budget) -> Iterator[Found]:
    """The members of a tar, read as a stream. Raises Fail(BROKEN_ENTRY, TRUNCATED) where the rest cannot be had."""
    try:
        with tarfile.open(
            fileobj=Metered(stream, budget), mode="r|", tarinfo=_Header, encoding="utf-8", errors="surrogateescape"
        ) as archive:
            yield from _tar_members(archive, budget)
    except (tarfile.TarError, EOFError, ValueError, OverflowError) as error:
        raise Fail(Reason.TRUNCATED, f"the tar breaks off: {str(error)[:100]}") from None


def _tar_members(archive: tarfile.TarFile, budget: Budget) -> Iterator[Found]:
    steps = _Steps()
    while (info := archive.next()) is not None:
        archive.members = []  # type: ignore[attr-defined]  # tarfile remembers all of them
        if info.size < 0:
            raise Fail(Reason.BROKEN_ENTRY, "a tar member with a negative size; the rest is not read")
        name = info.name.removeprefix("./")
        if info.isdir() or is_hidden(name):
            continue
        step, twice = steps.of(name)
        yield Found(step, _tar_reader(archive, info, budget), _tar_refusal(info) or twice, nests=True)


def _tar_refusal(info: tarfile.TarInfo) -> StageError | None:
    if info.type in _LINKS:
        return Reject(Reason.NOT_A_FILE, f"a link to {info.linkname[:200]!r}, and links are not followed")
    if info.issparse():
        return Reject(Reason.ARCHIVE_BOMB, "a file with holes")
    if not info.isreg():
        return Reject(Reason.NOT_A_FILE, "a pipe, socket or device")
    return refuse_name(info.name)


def _tar_reader(archive: tarfile.TarFile, info: tarfile.TarInfo, budget: Budget) -> Any:
    def read() -> bytes:
        if info.size > budget.limits.max_body_bytes:
            raise Reject(Reason.TOO_LARGE, f"larger than {budget.limits.max_body_bytes} bytes")
        member = archive.extractfile(info)
        assert member is not None
        try:
            content = budget.read(member, counted=True)  # type: ignore[arg-type]
        except tarfile.TarError:
            raise Fail(Reason.TRUNCATED, f"the archive ends within its {info.size} bytes") from None
        if len(content) != info.size:
            raise Fail(Reason.TRUNCATED, f"{len(content)} of {info.size} bytes")
        return content

    return read


class _Steps:
    """How each member is addressed; a second one of a name gets a number, and is refused."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def of(self, name: str) -> tuple[tuple[str, str], StageError | None]:
        """The step to a member of this name, and why it is refused if it is not the first."""
        count = self._seen[name] = self._seen.get(name, 0) + 1
        if count == 1:
            return ("member", name), None
        again = Reject(Reason.DUPLICATE_NAME, f"number {count} of this name in the archive")
        return (f"member.{count}", name), again
