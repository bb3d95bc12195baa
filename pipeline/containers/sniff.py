"""Which container bytes are, by their content: through layers of compression down to the first bytes within."""

from __future__ import annotations

import io
import json
import re
import tarfile
import zipfile
from contextlib import nullcontext, suppress
from typing import BinaryIO, cast

from pipeline.containers.codings import Decoded, coding_of
from pipeline.containers.columns import header_of
from pipeline.containers.guard import refuse_directory
from pipeline.errors import Fail, Reason, Reject

HEAD = 65_536
MAX_LAYERS = 3
MOST_SOUGHT = 32_000_000
MAX_LINE_SOUGHT = 4_000_000
LIST_NAMES = "articles|items|documents|results|entries|stories|news|docs|data"
LIST = re.compile(rf'"(?:{LIST_NAMES})"\s*:\s*\[\s*\{{'.encode())
_MBOX = re.compile(rb"From \S[^\n]{0,200}\d{4}[^\n]{0,40}\r?\n[A-Za-z][A-Za-z0-9-]{0,60}:")
_MESSAGE = re.compile(rb"<(?:[A-Za-z_][\w.-]{0,40}:)?newsMessage[\s>]")
_PROLOG = re.compile(rb"<\?.{0,2000}?\?>|<!--.{0,8000}?-->|<!DOCTYPE[^>\[]{0,1000}(?:\[.{0,20000}?\]\s*)?>", re.DOTALL)
_OWN_TEXT = re.compile(rb'"(?:headlines?|body_(?:text|html|xhtml)|bodies)"\s*:')


class Layered(io.RawIOBase):
    """A stream whose first bytes were looked at already."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head, self._stream = head, stream

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: object) -> int:
        """As io.RawIOBase has it."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        if self._head:
            data, self._head = self._head[: len(view)], self._head[len(view) :]
        else:
            data = self._stream.read(len(view)) or b""
        view[: len(data)] = data
        return len(data)


def unpacked(stream: BinaryIO) -> tuple[bytes, BinaryIO, bool]:
    """The first bytes within a seekable stream, a stream of all of them, and whether it was compressed.

    Reading on raises Fail as Decoded does. Raises Reject(NESTED_TOO_DEEP, TOO_LARGE).
    """
    stream.seek(0)
    head = _head(stream)
    stream.seek(0)
    if coding_of(head) is None:
        return head, stream, False
    inner: BinaryIO = stream
    for _ in range(MAX_LAYERS):
        coding = coding_of(head)
        if coding is None:
            return head, _sought(inner) if head.startswith(b"PK\x03\x04") else inner, True
        decoded = cast(BinaryIO, Decoded(inner, coding))
        head = _head(decoded)
        inner = cast(BinaryIO, io.BufferedReader(Layered(head, decoded)))
    if coding_of(head) is not None:
        raise Reject(Reason.NESTED_TOO_DEEP, f"compressed more than {MAX_LAYERS} times")
    return head, inner, True


def _sought(stream: BinaryIO) -> BinaryIO:
    """A ZIP that was compressed again: it can be read from its end alone."""
    content = stream.read(MOST_SOUGHT + 1)
    if len(content) > MOST_SOUGHT:
        raise Reject(Reason.TOO_LARGE, f"a compressed ZIP of more than {MOST_SOUGHT} bytes")
    return io.BytesIO(content)


def is_container(stream: BinaryIO, *, name: str = "") -> bool:
    """Whether a seekable stream holds entries rather than being one."""
    head, inner, packed = unpacked(stream)
    return kind_of(head, inner, packed=packed, name=name) is not None


def kind_of(head: bytes, stream: BinaryIO, *, packed: bool, name: str = "") -> str | None:
    """'zip', 'tar', 'mbox', 'warc', 'lines', 'array', 'list', 'message' or 'table'; None for a document.

    Reads ahead in no stream but one that can be sought in (`packed` is False).
    """
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return None if _is_office(stream) else "zip"
    if _is_tar(head):
        return "tar"
    if head.startswith(b"WARC/"):
        return "warc"
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if _MBOX.match(text):
        return "mbox"
    if text.startswith(b"<") and (found := _MESSAGE.search(text)):
        return None if b"<" in _PROLOG.sub(b"", text[: found.start()]) else "message"
    return _json_kind(text, stream, packed=packed, name=name) or ("table" if header_of(head) else None)


def _json_kind(text: bytes, stream: BinaryIO, *, packed: bool, name: str) -> str | None:
    if re.match(rb"\[\s*\{", text):
        return "array"
    if not text.startswith(b"{") or b"jsonfeed.org" in text[:4096]:
        return None
    lines = [line for line in text.split(b"\n", 5)[:5] if line.strip()]
    whole = lines if len(lines) < 5 and len(text) < HEAD - 16 else lines[:-1]
    if len(lines) > 1 and any(_is_object(line) for line in whole[:3]):
        return "lines"
    named = name.lower().removesuffix(".gz").endswith((".jsonl", ".ndjson", ".jsonlines"))
    if named or (not whole and not packed and _long_line(stream)):
        return "lines"
    listed = LIST.search(text)
    if listed and not _OWN_TEXT.search(text[: listed.start()]):
        return "list"
    return None


def _long_line(stream: BinaryIO) -> bool:
    """Whether a first line longer than the head is an object by itself, with another behind it."""
    stream.seek(0)
    line = stream.readline(MAX_LINE_SOUGHT)
    more = stream.read(64).strip()
    stream.seek(0)
    return line.endswith(b"\n") and more.startswith(b"{") and _is_object(line)


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _is_tar(head: bytes) -> bool:
    if len(head) < 512:
        return False
    try:
        tarfile.TarInfo.frombuf(head[:512], "utf-8", "surrogateescape")
    except (tarfile.TarError, ValueError):
        return False
    return True


def _is_office(stream: BinaryIO) -> bool:
    """Whether a ZIP is one document: an office file or a book, whose parts are no entries."""
    try:
        refuse_directory(stream)
        with zipfile.ZipFile(stream) as archive:
            names = archive.NameToInfo
            return "[Content_Types].xml" in names or "mimetype" in names
    except (Reject, zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        return False
    finally:
        stream.seek(0)


def _head(stream: BinaryIO) -> bytes:
    """The first bytes, as far as they can be had; what is wrong behind them is told to whoever reads on."""
    pieces, size = [], 0
    with suppress(Fail) if isinstance(stream, Decoded) else nullcontext():
        while size < HEAD and (piece := stream.read(HEAD - size)):
            pieces.append(piece)
            size += len(piece)
    return b"".join(pieces)
