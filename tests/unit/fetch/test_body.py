"""Bodies: compressed, cut, bombed."""

from __future__ import annotations

import gzip
import random
import resource
import socket
import zlib
from dataclasses import replace

import brotli
import pytest
from backports import zstd

from pipeline.errors import Fail, Reason, Reject, Retry, StageError
from pipeline.fetch import fetch
from pipeline.models import RawDocument
from pipeline.policy import FetchLimits
from tests.publisher import Publisher

TEXT = b"<p>" + bytes(range(256)) * 2000 + b"</p>"
MEGABYTE = 1_000_000


def zeros(megabytes: int) -> bytes:
    """A gzip stream of so many million zeros, one member a million."""
    return gzip.compress(bytes(MEGABYTE)) * megabytes


def bare_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def served(publisher: Publisher, limits: FetchLimits, body: bytes, coding: str) -> bytes:
    publisher.add("/body", body, headers={"Content-Encoding": coding})
    answer = fetch(publisher.url("/body"), limits=limits)
    assert isinstance(answer, RawDocument)
    return answer.content


def refused(publisher: Publisher, limits: FetchLimits, body: bytes, coding: str) -> StageError:
    with pytest.raises(StageError) as caught:
        served(publisher, limits, body, coding)
    return caught.value


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(TEXT)),
        ("GZIP", gzip.compress(TEXT)),
        ("x-gzip", gzip.compress(TEXT)),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", bare_deflate(TEXT)),
        ("identity", TEXT),
        ("", TEXT),
        ("gzip, identity", gzip.compress(TEXT)),
        ("deflate, gzip", gzip.compress(zlib.compress(TEXT))),
        ("gzip, gzip", gzip.compress(gzip.compress(TEXT))),
        ("br", brotli.compress(TEXT, quality=3)),
        ("zstd", zstd.compress(TEXT)),
        ("zstd", zstd.compress(TEXT[:9]) + zstd.compress(b"") + zstd.compress(TEXT[9:])),
        ("br, gzip", gzip.compress(brotli.compress(TEXT, quality=3))),
    ],
)
def test_a_compressed_body_arrives_as_it_was(
    publisher: Publisher, limits: FetchLimits, coding: str, body: bytes
) -> None:
    assert served(publisher, limits, body, coding) == TEXT


def test_a_gzip_body_may_have_several_members(publisher: Publisher, limits: FetchLimits) -> None:
    body = gzip.compress(b"one ") + gzip.compress(b"") + gzip.compress(b"two") + bytes(100)
    assert served(publisher, limits, body, "gzip") == b"one two"


def test_members_are_joined_wherever_the_pieces_of_the_network_fall(publisher: Publisher, limits: FetchLimits) -> None:
    members = [gzip.compress(bytes([65 + number % 26]) * number) for number in range(0, 9000, 9)]
    expected = b"".join(bytes([65 + number % 26]) * number for number in range(0, 9000, 9))
    assert served(publisher, limits, b"".join(members), "gzip") == expected


def test_a_long_run_behind_few_bytes_is_inflated_to_its_end(publisher: Publisher, limits: FetchLimits) -> None:
    body = bytes(999_999)
    assert served(publisher, limits, gzip.compress(body), "gzip") == body
    # zlib has taken all input here, and still holds back the last byte of the output.
    assert served(publisher, limits, bare_deflate(body[:65537]), "deflate") == body[:65537]


def test_the_body_of_a_gzip_file_is_left_alone(publisher: Publisher, limits: FetchLimits) -> None:
    body = gzip.compress(TEXT)
    publisher.add("/sitemap.xml.gz", body, media_type="application/gzip")
    answer = fetch(publisher.url("/sitemap.xml.gz"), limits=limits)
    assert isinstance(answer, RawDocument)
    assert (answer.content, answer.media_type) == (body, "application/gzip")


@pytest.mark.parametrize("cut", [1, 4, 8, 9, 100])
def test_a_gzip_body_that_breaks_off_is_no_short_success(publisher: Publisher, limits: FetchLimits, cut: int) -> None:
    error = refused(publisher, limits, gzip.compress(TEXT)[:-cut], "gzip")
    assert (type(error), error.reason) == (Retry, Reason.TRUNCATED)


def test_a_deflate_body_that_breaks_off_is_no_short_success(publisher: Publisher, limits: FetchLimits) -> None:
    for body in (zlib.compress(TEXT)[:-1], bare_deflate(TEXT)[:-1]):
        assert refused(publisher, limits, body, "deflate").reason is Reason.TRUNCATED


def test_a_br_or_zstd_body_that_breaks_off_is_no_short_success(publisher: Publisher, limits: FetchLimits) -> None:
    words = TEXT + random.Random(7).randbytes(70_000)
    for coding, body in (("br", brotli.compress(words, quality=3)), ("zstd", zstd.compress(words))):
        assert served(publisher, limits, body, coding) == words
        for cut in (1, 2, 100, 5000):
            error = refused(publisher, limits, body[:-cut], coding)
            assert (type(error), error.reason) == (Retry, Reason.TRUNCATED)


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", b"<p>not compressed at all</p>"),
        ("gzip", gzip.compress(TEXT) + b"garbage"),
        ("deflate", zlib.compress(TEXT) + b"garbage"),
        ("gzip", gzip.compress(TEXT)[:-8] + b"\xff" * 8),
        ("gzip, gzip", gzip.compress(TEXT)),
        ("gzip, gzip, gzip", gzip.compress(TEXT)),
        ("br", b"<p>not compressed at all</p>" * 9),
        ("br", brotli.compress(TEXT, quality=3) + b"garbage"),
        ("zstd", b"\x1b\x03\x00mojibake"),
        ("zstd", zstd.compress(TEXT) + b"garbage"),
        ("zstd", gzip.compress(TEXT)),
        ("gzip, gzip, gzip, gzip, gzip, gzip, gzip, gzip", gzip.compress(TEXT)),
    ],
)
def test_a_body_that_is_not_in_its_coding_is_a_bad_encoding(
    publisher: Publisher, limits: FetchLimits, coding: str, body: bytes
) -> None:
    error = refused(publisher, limits, body, coding)
    assert (type(error), error.reason) == (Fail, Reason.BAD_ENCODING)


@pytest.mark.parametrize("coding", ["compress", "dcb", "x-foo", "gzip, compress", "x-foo" * 100])
def test_a_coding_that_was_not_asked_for_never_becomes_text(
    publisher: Publisher, limits: FetchLimits, coding: str
) -> None:
    error = refused(publisher, limits, b"\x1b\x03\x00mojibake", coding)
    assert (type(error), error.reason) == (Fail, Reason.UNSUPPORTED_ENCODING)
    assert len(error.detail) < 150


def test_only_codings_that_are_understood_are_asked_for(publisher: Publisher, limits: FetchLimits) -> None:
    served(publisher, limits, TEXT, "identity")
    assert publisher.requests[0].headers["accept-encoding"] == "gzip, deflate, br, zstd"


def test_a_bomb_of_a_gigabyte_is_too_large_and_costs_no_memory(publisher: Publisher, limits: FetchLimits) -> None:
    bomb = zeros(1000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    error = refused(publisher, limits, bomb, "gzip")
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    assert (type(error), error.reason) == (Reject, Reason.TOO_LARGE)
    assert grown < 60 * MEGABYTE


@pytest.mark.parametrize("coding", ["br", "zstd"])
def test_a_bomb_in_br_or_zstd_is_too_large_and_costs_no_memory(
    publisher: Publisher, limits: FetchLimits, coding: str
) -> None:
    bomb = brotli.compress(bytes(200 * MEGABYTE), quality=3) if coding == "br" else zstd.compress(bytes(MEGABYTE)) * 500
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    error = refused(publisher, limits, bomb, coding)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    assert (type(error), error.reason) == (Reject, Reason.TOO_LARGE)
    assert grown < 60 * MEGABYTE


def test_a_zstd_body_that_wants_more_memory_than_it_may_is_refused(publisher: Publisher, limits: FetchLimits) -> None:
    packer = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: 27})
    error = refused(publisher, limits, packer.compress(TEXT) + packer.flush(), "zstd")
    assert (type(error), error.reason) == (Fail, Reason.BAD_ENCODING)


def test_a_bomb_in_two_layers_is_too_large(publisher: Publisher, limits: FetchLimits) -> None:
    error = refused(publisher, limits, gzip.compress(zeros(200)), "gzip, gzip")
    assert error.reason is Reason.TOO_LARGE


def test_what_inflates_beyond_all_proportion_is_too_large_below_the_cap_already(
    publisher: Publisher, limits: FetchLimits
) -> None:
    error = refused(publisher, limits, zeros(5), "gzip")
    assert error.reason is Reason.TOO_LARGE
    assert "500 times" in error.detail


def test_a_body_is_bounded_when_inflated(publisher: Publisher, limits: FetchLimits) -> None:
    tight = replace(limits, max_body_bytes=len(TEXT))
    assert served(publisher, tight, gzip.compress(TEXT), "gzip") == TEXT
    assert refused(publisher, tight, gzip.compress(TEXT + b"."), "gzip").reason is Reason.TOO_LARGE
    assert refused(publisher, tight, TEXT + b".", "identity").reason is Reason.TOO_LARGE


def test_a_body_is_bounded_on_the_wire(publisher: Publisher, limits: FetchLimits) -> None:
    tight = replace(limits, max_wire_bytes=len(TEXT))
    assert served(publisher, tight, TEXT, "identity") == TEXT
    assert refused(publisher, tight, TEXT + b".", "identity").reason is Reason.TOO_LARGE


def test_an_announced_length_beyond_the_cap_is_refused_before_the_body(
    publisher: Publisher, limits: FetchLimits
) -> None:
    def announce(sock: socket.socket) -> None:
        sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 10000001\r\n\r\n")
        publisher.closing.wait(10)

    publisher.raw("/", announce)
    with pytest.raises(Reject) as caught:
        fetch(publisher.url("/"), limits=limits)
    assert caught.value.reason is Reason.TOO_LARGE


def test_a_body_without_an_end_is_too_large(publisher: Publisher, limits: FetchLimits) -> None:
    def pour(sock: socket.socket) -> None:
        sock.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while not publisher.closing.is_set():
            sock.sendall(bytes(65536))

    publisher.raw("/", pour)
    with pytest.raises(Reject) as caught:
        fetch(publisher.url("/"), limits=limits)
    assert caught.value.reason is Reason.TOO_LARGE


def test_an_empty_body_of_a_success_is_tried_again(publisher: Publisher, limits: FetchLimits) -> None:
    for body, coding in ((b"", ""), (b"", "gzip"), (gzip.compress(b""), "gzip")):
        error = refused(publisher, limits, body, coding)
        assert (type(error), error.reason) == (Retry, Reason.EMPTY_BODY)
