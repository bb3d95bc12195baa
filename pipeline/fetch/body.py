"""Bodies: read whole or not at all, decompressed here because the libraries take a truncated stream for a short one."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from urllib3.response import BaseHTTPResponse

from pipeline.containers.codings import BROKEN, decoder_of
from pipeline.errors import Fail, Reason, Reject, Retry
from pipeline.fetch.deadline import Deadline, out_of_time
from pipeline.policy import FetchLimits

CHUNK = 65_536
MAX_LAYERS = 2
MAX_RATIO = 500
"""Text becomes 3 to 20 times as long when inflated, the most repetitive lists 100 times; only bombs near 1,000."""

_SETTING = " (DATELINE_MAX_WIRE_BYTES)"

RATIO_FROM = 1_000_000
"""Below so many bytes the ratio does not matter."""

_CODINGS = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate", "br": "br", "zstd": "zstd"}
ACCEPTED = "gzip, deflate, br, zstd"
"""What is asked for: all that is understood."""


def read_body(response: BaseHTTPResponse, *, limits: FetchLimits, deadline: Deadline) -> bytes:
    """The body as the server meant it, content codings removed, within all limits.

    Raises Reject(TOO_LARGE); Fail(UNSUPPORTED_ENCODING, BAD_ENCODING); Retry(TRUNCATED, TIMEOUT_TOTAL, BAD_HTTP).
    Memory is bounded by `limits.max_body_bytes` and a few chunks, whatever the layers expand to.
    """
    layers = _layers(response.headers.getlist("content-encoding"))
    _check_framing(response, limits=limits)
    wire = _Wire()
    pieces = _read_wire(response, wire, limits=limits, deadline=deadline)
    for coding in reversed(layers):
        unpacked = _inflate(pieces, coding) if coding in ("gzip", "deflate") else _decode(pieces, coding)
        pieces = _bounded(unpacked, wire, limits=limits)
    body = b"".join(_first(_bounded(pieces, wire, limits=limits), limits.first_bytes))
    if deadline.expired:
        raise out_of_time("reading the body")
    return body


def _first(pieces: Iterator[bytes], most: int | None) -> Iterator[bytes]:
    """The same bytes up to so many; what is behind them is not read."""
    left = most
    for piece in pieces:
        yield piece[:left]
        if left is not None and (left := left - len(piece)) <= 0:
            return


class _Wire:
    """How many bytes have come over the wire so far."""

    count = 0


def _layers(values: list[str]) -> list[str]:
    """The content codings in the order they were applied (RFC 9110, 8.4)."""
    names = [name.strip().lower() for value in values for name in value.split(",")]
    names = [name for name in names if name not in ("", "identity")]
    if len(names) > MAX_LAYERS:
        raise Fail(Reason.BAD_ENCODING, f"the body is compressed {len(names)} times over")
    for name in names:
        if name not in _CODINGS:
            raise Fail(Reason.UNSUPPORTED_ENCODING, f"the body is in the coding {name[:40]!r}, which was not asked for")
    return [_CODINGS[name] for name in names]


def _check_framing(response: BaseHTTPResponse, *, limits: FetchLimits) -> None:
    """Refuse what says in two ways where the body ends; a length that is no number is ignored, as browsers do."""
    transfer = [part.strip().lower() for v in response.headers.getlist("transfer-encoding") for part in v.split(",")]
    if transfer not in ([], ["chunked"], ["identity"]):
        raise Retry(Reason.BAD_HTTP, "the body comes in a transfer coding that was not asked for")
    lengths = {part.strip() for v in response.headers.getlist("content-length") for part in v.split(",")}
    if len(lengths) > 1:
        raise Retry(Reason.BAD_HTTP, "the answer gives two different lengths")
    length = lengths.pop() if lengths else ""
    numeric = length.isascii() and length.isdigit() and not transfer and limits.first_bytes is None
    if numeric and (len(length) > 18 or int(length) > limits.max_wire_bytes):
        raise Reject(
            Reason.TOO_LARGE, f"the answer is announced with more than {limits.max_wire_bytes} bytes{_SETTING}"
        )


def _read_wire(response: BaseHTTPResponse, wire: _Wire, *, limits: FetchLimits, deadline: Deadline) -> Iterator[bytes]:
    while piece := response.read(CHUNK, decode_content=False):
        if deadline.expired:
            raise out_of_time("reading the body")
        wire.count += len(piece)
        if wire.count > limits.max_wire_bytes:
            raise Reject(Reason.TOO_LARGE, f"the answer is larger than {limits.max_wire_bytes} bytes{_SETTING}")
        yield piece


def _inflate(pieces: Iterator[bytes], coding: str) -> Iterator[bytes]:
    """One layer removed. A gzip stream may have several members (RFC 1952, 2.2); zeros behind the last are padding."""
    decoder = None
    full = ended = False
    for data in _rejoin(pieces):
        while data or full:
            if decoder is None:
                data = data.lstrip(b"\0") if ended else data
                if not data:
                    break
                if ended and coding != "gzip":
                    raise Fail(Reason.BAD_ENCODING, "bytes follow the end of the compressed body")
                decoder = zlib.decompressobj(_header_bits(coding, data))
            try:
                piece = decoder.decompress(data, CHUNK)
            except zlib.error:
                raise Fail(Reason.BAD_ENCODING, f"the body is not what its coding says: {coding}") from None
            if piece:
                yield piece
            # A piece of full length may have more behind it that needs no further input.
            full = len(piece) == CHUNK and not decoder.eof
            data = decoder.unused_data if decoder.eof else decoder.unconsumed_tail
            if decoder.eof:
                decoder, ended = None, True
    if decoder is not None:
        raise Retry(Reason.TRUNCATED, "the compressed body breaks off")


def _decode(pieces: Iterator[bytes], coding: str) -> Iterator[bytes]:
    """One layer of br or zstd removed. zstd may have several frames in a row (RFC 8878, 3.1)."""
    decoder, begun = decoder_of(coding), False
    for data in pieces:
        begun = True
        while data or not decoder.finished:
            if decoder.finished and coding == "br":
                raise Fail(Reason.BAD_ENCODING, "bytes follow the end of the compressed body")
            decoder = decoder_of(coding) if decoder.finished else decoder
            try:
                piece = decoder(data, CHUNK)
            except BROKEN:
                raise Fail(Reason.BAD_ENCODING, f"the body is not what its coding says: {coding}") from None
            if piece:
                yield piece
            elif not decoder.finished:
                break
            data = decoder.rest
    if begun and not decoder.finished:
        raise Retry(Reason.TRUNCATED, "the compressed body breaks off")


def _header_bits(coding: str, data: bytes) -> int:
    """zlib's `wbits`. 'deflate' means the zlib format (RFC 9110, 8.4.1.2), but some servers send the bare stream."""
    if coding == "gzip":
        return 31
    wrapped = len(data) > 1 and data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
    return 15 if wrapped else -15


def _rejoin(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes, the first piece at least two bytes long if there are so many: that is where formats differ."""
    start: bytes | None = b""
    for piece in pieces:
        if start is None:
            yield piece
        elif len(start := start + piece) > 1:
            yield start
            start = None
    if start:
        yield start


def _bounded(pieces: Iterator[bytes], wire: _Wire, *, limits: FetchLimits) -> Iterator[bytes]:
    """The same bytes, as long as they are neither too many nor too many for what came over the wire."""
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > limits.max_body_bytes:
            raise Reject(Reason.TOO_LARGE, f"the body is larger than {limits.max_body_bytes} bytes")
        if size > RATIO_FROM and size > wire.count * MAX_RATIO:
            raise Reject(Reason.TOO_LARGE, f"the body inflates to more than {MAX_RATIO} times its size")
        yield piece
