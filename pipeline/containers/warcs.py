"""Web archives (WARC 1.x, plain or with each of its parts in gzip): the pages that servers answered with."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO, cast

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import BufferedReader

from pipeline.containers.codings import Decoded
from pipeline.containers.guard import PIECE, Budget, Found
from pipeline.containers.sniff import unpacked
from pipeline.errors import Fail, Reason, Reject, StageError

logging.getLogger("warcio").setLevel(logging.CRITICAL)  # it would write addresses as archives spell them to the log
BufferedReader.DECOMPRESSORS.pop("br", None)  # it would unpack a piece whole, however much that becomes
_PAGES = ("text/html", "application/xhtml+xml")
_PLAIN, _PACKED = b"\nWARC/1.", b"\x1f\x8b\x08"


class _Parts(ArchiveIterator):  # type: ignore[misc]
    """The parts of a web archive; what warcio would write about one to standard error is in `err_count` as well."""

    INC_RECORD = ""


def stored(stream: BinaryIO, budget: Budget) -> BinaryIO:
    """A WARC as it is stored: in parts that can be found again, or, packed as a whole, unpacked."""
    stream.seek(0)
    try:
        parts = _Parts(stream)
        for _, part in zip(range(2), parts, strict=False):
            part.raw_stream.read()
        return stream
    except Exception as error:  # the same many kinds as in the reading; only this one says what it is
        if "non-chunked" not in str(error):
            return stream
    _, inner, _ = unpacked(stream)
    return io.BytesIO(budget.read(inner))


def read_warc(stream: BinaryIO, budget: Budget) -> Iterator[Found]:
    """The answers that are pages, addressed by the offset of their part; a broken part is refused by its offset, and
    the reading goes on at the next. `stream` can be sought in and holds the archive as it is stored."""
    at: int | None = 0
    while at is not None:
        stream.seek(at)
        last = at
        try:
            for part in (parts := _Parts(_Counted(stream), check_digests=False)):
                found = _page(part, last, budget)
                start = max(at + parts.get_record_offset(), last)
                if parts.err_count:
                    raise Fail(Reason.BROKEN_ENTRY, f"the part at offset {start} is longer or shorter than it says")
                if found is not None:
                    yield replace(found, step=("offset", str(start)))
                last = max(at + parts.offset, start + 1)  # in broken gzip warcio may count backwards
            stream.seek(last)
            if stream.read(PIECE).strip(b"\0\r\n "):
                # warcio takes a part that breaks off in its head for the end.
                raise Fail(Reason.TRUNCATED, f"the part at offset {last} breaks off")
            return
        except StageError as error:
            if error.reason is Reason.ARCHIVE_BOMB:
                raise
            yield Found(("offset", str(last)), refusal=error)
        except Exception as error:  # warcio, zlib and http parsers below it raise many kinds on broken parts
            if isinstance(error, MemoryError):
                raise
            why = f"the part at offset {last} cannot be read: {type(error).__name__}"
            yield Found(("offset", str(last)), refusal=Reject(Reason.BROKEN_ENTRY, why))
        at = _next_part(stream, last + 1, budget)


def _page(part: Any, offset: int, budget: Budget) -> Found | None:
    """An answer that is a page; None for all else that an archive holds. A part is read to its end, which must come."""
    length = part.rec_headers.get_header("Content-Length") or ""
    if not (length.isascii() and length.isdigit()):
        raise Fail(Reason.BROKEN_ENTRY, f"the part at offset {offset} has no length")
    http = part.http_headers if part.rec_type == "response" else None
    media_type, _, rest = ((http.get_header("Content-Type") if http else None) or "").partition(";")
    target = (part.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    content, refusal = b"", None
    if http and media_type.strip().lower() in _PAGES and target.startswith(("http://", "https://")):
        try:
            content = budget.read(_plain(part))
        except Reject as error:
            refusal = error
        if refusal is None and http.get_statuscode() != "200":
            refusal = Reject(Reason.NOT_AN_ARTICLE, f"the server answered {http.get_statuscode()[:3]}")
    else:
        target = ""
    while piece := part.raw_stream.read(PIECE):
        budget.spend(len(piece))
    if part.raw_stream.limit:
        raise Fail(Reason.TRUNCATED, f"the part at offset {offset} breaks off")
    charset = rest.lower().partition("charset=")[2].partition(";")[0].strip(" \"'") or None
    step = ("offset", str(offset))
    return Found(step, content.__bytes__, refusal, target, charset, "text/html") if target else None


def _plain(part: Any) -> BinaryIO:
    """What a page's answer holds, out of its coding; gzip and deflate are warcio's."""
    stream, coding = part.content_stream(), (part.http_headers.get_header("Content-Encoding") or "").strip().lower()
    return cast(BinaryIO, Decoded(stream, coding) if coding in ("br", "zstd") else stream)


def _next_part(stream: BinaryIO, start: int, budget: Budget) -> int | None:
    """Where the next part begins, from an offset on; None if there is none."""
    stream.seek(start)
    position, kept = start, b""
    while piece := stream.read(PIECE):
        budget.spend(len(piece))
        window, base = kept + piece, position - len(kept)
        for mark in (_PLAIN, _PACKED):
            at = window.find(mark)
            while at >= 0:
                offset = base + at + (1 if mark is _PLAIN else 0)
                if mark is _PLAIN or _opens_warc(stream, offset):
                    return offset
                at = window.find(mark, at + 1)
        position, kept = base + len(window), window[-16:]
        stream.seek(position)
    return None


def _opens_warc(stream: BinaryIO, offset: int) -> bool:
    stream.seek(offset)
    try:
        return io.BufferedReader(Decoded(stream, "gzip")).read(5) == b"WARC/"
    except (Fail, OSError):
        return False


class _Counted:
    """A stream whose place counts from where the reading began."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._start = stream, stream.tell()

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes."""
        return self._stream.read(min(size, PIECE) if size >= 0 else PIECE)

    def tell(self) -> int:
        """Bytes read since the beginning."""
        return self._stream.tell() - self._start
