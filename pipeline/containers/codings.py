"""gzip, bzip2, xz, zstd and br, piece by piece: a stream of what a compressed stream holds."""

from __future__ import annotations

import bz2
import io
import lzma
import sys
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO

import brotli

from pipeline.errors import Fail, Reason

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PIECE = 65_536
XZ_MEMORY = 128_000_000
"""What xz may take for its dictionary: its highest preset needs 64 MB."""
ZSTD_WINDOW: dict[int, int] = {zstd.DecompressionParameter.window_log_max: 23}
"""8 MB, as RFC 9659 bounds it: a head of a few bytes could ask for 2 GB."""

BROKEN: tuple[type[Exception], ...] = (zlib.error, OSError, EOFError, lzma.LZMAError, zstd.ZstdError, brotli.error)
"""What decoders raise for bytes that are not what they say."""

_MAGIC = ((b"\x1f\x8b\x08", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ\x00", "xz"), (b"(\xb5/\xfd", "zstd"))


def coding_of(head: bytes) -> str | None:
    """The coding that bytes open with."""
    return next((name for magic, name in _MAGIC if head.startswith(magic)), None)


class Decoded(io.RawIOBase):
    """The bytes within a compressed stream; several parts in a row are read as one, zeros behind are padding.

    Raises Fail: TRUNCATED where it breaks off, BAD_ENCODING where it is not what it says, or other bytes follow.
    """

    def __init__(self, stream: BinaryIO, coding: str) -> None:
        self._stream, self._coding = stream, coding
        self._decoder = decoder_of(coding)
        self._input = b""
        self._finished = self._over = False

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """As io.RawIOBase has it."""
        data = self._next(min(len(buffer), PIECE))
        buffer[: len(data)] = data
        return len(data)

    def _next(self, most: int) -> bytes:
        while not self._over:
            if not self._input:
                self._input = self._stream.read(PIECE) or b""
            if self._finished and not self._begin_again():
                break
            ended = not self._input
            try:
                data = self._decoder(self._input, most)
            except BROKEN as error:
                raise Fail(Reason.BAD_ENCODING, f"broken {self._coding}: {str(error)[:100]}") from None
            self._input, self._finished = self._decoder.rest, self._decoder.finished
            if data:
                return data
            if ended and not self._finished:
                raise Fail(Reason.TRUNCATED, f"the {self._coding} data break off")
        return b""

    def _begin_again(self) -> bool:
        """Whether another compressed part follows; False at the end."""
        while not (rest := self._input.lstrip(b"\0")):
            self._input = self._stream.read(PIECE) or b""
            if not self._input:
                self._over = True
                return False
        while len(rest) < 6 and (more := self._stream.read(PIECE)):
            rest += more
        if coding_of(rest) != self._coding:
            self._input = rest
            raise Fail(Reason.BAD_ENCODING, f"other bytes follow the end of the {self._coding} data")
        self._input, self._decoder, self._finished = rest, decoder_of(self._coding), False
        return True


class Decoder:
    """One face for all decompressors: call it with input and a limit, then look at `rest` and `finished`.

    Who gets anything calls again, with `rest`: more may be held back. Raises one of BROKEN.
    """

    def __init__(self, make: Callable[[], Any], *, keeps: bool) -> None:
        self._inner, self._keeps = make(), keeps
        self.rest, self.finished = b"", False

    def __call__(self, data: bytes, most: int) -> bytes:
        out: bytes = self._inner.decompress(data, most)
        self.finished = self._inner.eof
        if self.finished:
            self.rest = self._inner.unused_data
        else:
            self.rest = b"" if self._keeps else self._inner.unconsumed_tail
        return out


class _Brotli:
    """brotli's decompressor as the others are. What follows the end of its data is an error to it."""

    unused_data = b""

    def __init__(self) -> None:
        self._inner = brotli.Decompressor()
        self.eof = False

    def decompress(self, data: bytes, most: int) -> bytes:
        out: bytes = self._inner.process(data, output_buffer_limit=most)
        self.eof = self._inner.is_finished()
        return out


def decoder_of(coding: str) -> Decoder:
    """A decompressor for the beginning of a stream in one of the codings of this module."""
    if coding == "gzip":
        return Decoder(lambda: zlib.decompressobj(31), keeps=False)
    if coding == "bzip2":
        return Decoder(bz2.BZ2Decompressor, keeps=True)
    if coding == "br":
        return Decoder(_Brotli, keeps=True)
    if coding == "zstd":
        return Decoder(lambda: zstd.ZstdDecompressor(options=ZSTD_WINDOW), keeps=True)
    return Decoder(lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=XZ_MEMORY), keeps=True)
