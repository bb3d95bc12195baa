"""Publishers that speak HTTP badly, or not at all."""

from __future__ import annotations

import socket
from collections.abc import Callable

import pytest

from pipeline.errors import Reason, Reject, Retry, StageError
from pipeline.fetch import fetch
from pipeline.models import RawDocument
from pipeline.policy import FetchLimits
from tests.publisher import Publisher

OK = b"HTTP/1.1 200 OK\r\n"
Serve = Callable[[bytes], RawDocument]


@pytest.fixture
def serve(publisher: Publisher, limits: FetchLimits) -> Serve:
    """Write these bytes to the socket, hang up, and hand back what the fetch makes of them."""

    def run(wire: bytes) -> RawDocument:
        publisher.raw("/", lambda sock: sock.sendall(wire))
        answer = fetch(publisher.url("/"), limits=limits)
        assert isinstance(answer, RawDocument)
        return answer

    return run


def refused(serve: Serve, wire: bytes) -> StageError:
    with pytest.raises(StageError) as caught:
        serve(wire)
    return caught.value


def test_a_body_shorter_than_its_length_is_truncated(serve: Serve) -> None:
    error = refused(serve, OK + b"Content-Length: 1000\r\n\r\nhello")
    assert (type(error), error.reason) == (Retry, Reason.TRUNCATED)


@pytest.mark.parametrize("length", [b"-5", b"many", b"", b"1e3"])
def test_a_length_that_is_no_number_is_ignored(serve: Serve, length: bytes) -> None:
    assert serve(OK + b"Content-Length: " + length + b"\r\n\r\nhello").content == b"hello"


def test_two_different_lengths_are_bad_http(serve: Serve) -> None:
    for lengths in (b"Content-Length: 5\r\nContent-Length: 3\r\n", b"Content-Length: 5, 3\r\n"):
        error = refused(serve, OK + lengths + b"\r\nhello")
        assert (type(error), error.reason) == (Retry, Reason.BAD_HTTP)


def test_two_different_lengths_are_bad_http_even_where_chunks_overrule_them(serve: Serve) -> None:
    head = OK + b"Content-Length: 5\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert refused(serve, head + b"5\r\nhello\r\n0\r\n\r\n").reason is Reason.BAD_HTTP


def test_the_same_length_twice_is_one_length(serve: Serve) -> None:
    assert serve(OK + b"Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello").content == b"hello"


def test_a_length_of_more_digits_than_python_reads_is_too_large(serve: Serve) -> None:
    error = refused(serve, OK + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\nhello")
    assert (type(error), error.reason) == (Reject, Reason.TOO_LARGE)


def test_bytes_behind_the_announced_length_are_not_the_body(serve: Serve) -> None:
    assert serve(OK + b"Content-Length: 5\r\n\r\nhello and more").content == b"hello"


def test_a_body_without_a_length_ends_with_the_connection(serve: Serve) -> None:
    assert serve(OK + b"\r\nhello").content == b"hello"


def test_a_chunked_body_is_put_together(serve: Serve) -> None:
    wire = OK + b"Transfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n1\r\n!\r\n0\r\nTrailer: x\r\n\r\n"
    assert serve(wire).content == b"hello!"


@pytest.mark.parametrize(
    "chunks",
    [
        b"",
        b"5\r\nhel",
        b"5\r\nhello",
        b"5\r\nhello\r\n",
        b"5\r\nhello\r\nzz\r\n",
        b"-1\r\nhello",
        b"-5\r\nhello\r\n0\r\n\r\n",
    ],
)
def test_a_chunked_body_that_does_not_end_is_truncated(serve: Serve, chunks: bytes) -> None:
    error = refused(serve, OK + b"Transfer-Encoding: chunked\r\n\r\n" + chunks)
    assert (type(error), error.reason) == (Retry, Reason.TRUNCATED)


def test_another_transfer_coding_is_bad_http(serve: Serve) -> None:
    error = refused(serve, OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n")
    assert error.reason is Reason.BAD_HTTP


@pytest.mark.parametrize(
    "wire",
    [
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n",
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 100 Continue\r\n",
    ],
)
def test_a_head_that_breaks_off_is_no_empty_success(serve: Serve, wire: bytes) -> None:
    error = refused(serve, wire)
    assert (type(error), error.reason) == (Retry, Reason.TRUNCATED)


@pytest.mark.parametrize(
    "wire",
    [
        b"",
        b"HTTP/1.1 99999 What\r\n\r\nhello",
        b"HTTP/1.1 20\r\n\r\nhello",
        b"HTTP/1.1\r\n\r\n",
        b"HTTP/7.0 200 OK\r\n\r\nhello",
        b"<html>this is HTTP/0.9</html>",
        bytes(range(256)) * 10,
        b"SSH-2.0-OpenSSH_9.6\r\n",
        OK + b"".join(b"X-%d: y\r\n" % number for number in range(5000)) + b"\r\nhello",
        OK + b"X-Long: " + b"y" * 10_000_000 + b"\r\n\r\nhello",
        OK + b"".join(b"X-%d: %s\r\n" % (number, b"y" * 60_000) for number in range(9)) + b"\r\nhello",
        OK + b"this line has no colon\r\nContent-Length: 5\r\n\r\nhello",
        OK + b" folded at the start\r\nContent-Length: 5\r\n\r\nhello",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\nhello",
    ],
)
def test_what_is_not_http_is_bad_http(serve: Serve, wire: bytes) -> None:
    error = refused(serve, wire)
    assert (type(error), error.reason) == (Retry, Reason.BAD_HTTP)


def test_interim_answers_are_skipped(serve: Serve) -> None:
    interim = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
    answer = serve(interim + OK + b"Content-Length: 5\r\n\r\nhello")
    assert (answer.status, answer.content) == (200, b"hello")


def test_a_media_type_of_many_parts_does_not_look_like_a_broken_head(serve: Serve) -> None:
    answer = serve(OK + b"Content-Type: multipart/mixed; boundary=x\r\nContent-Length: 5\r\n\r\nhello")
    assert answer.media_type == "multipart/mixed"


def test_an_old_server_is_understood(serve: Serve) -> None:
    assert serve(b"HTTP/1.0 200\nContent-Type: text/plain\n\nhello").content == b"hello"


def test_a_connection_that_is_reset_in_the_body_is_truncated(publisher: Publisher, limits: FetchLimits) -> None:
    def reset(sock: socket.socket) -> None:
        sock.sendall(OK + b"Content-Length: 100000\r\n\r\nhello")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        sock.close()

    publisher.raw("/", reset)
    with pytest.raises(Retry) as caught:
        fetch(publisher.url("/"), limits=limits)
    assert caught.value.reason is Reason.TRUNCATED


def test_a_port_where_nobody_listens_is_tried_again(limits: FetchLimits) -> None:
    with Publisher() as gone:
        address = gone.address
    with pytest.raises(Retry) as caught:
        fetch(f"http://{address}/", limits=FetchLimits(allowed_addresses=frozenset({address})))
    assert caught.value.reason is Reason.CONNECT_FAILED
    assert "refused" in caught.value.detail


def test_an_error_page_is_not_read(publisher: Publisher, limits: FetchLimits) -> None:
    def fail(sock: socket.socket) -> None:
        sock.sendall(b"HTTP/1.1 500 Oops\r\nContent-Length: 100000\r\n\r\n")
        publisher.closing.wait(10)

    publisher.raw("/", fail)
    with pytest.raises(Retry) as caught:
        fetch(publisher.url("/"), limits=limits)
    assert caught.value.reason is Reason.HTTP_SERVER_ERROR
