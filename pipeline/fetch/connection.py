"""Connections that go to a checked address only, and answers whose head is read to its end."""

from __future__ import annotations

import errno
import functools
import http.client
import os
import socket
import ssl
from collections.abc import Callable, Sequence
from email.errors import FirstHeaderLineIsContinuationDefect, MissingHeaderBodySeparatorDefect
from itertools import count
from typing import Any

import urllib3.connection

from pipeline.errors import Reason, Retry
from pipeline.fetch.addresses import Endpoint
from pipeline.fetch.deadline import Deadline, out_of_time
from pipeline.fetch.urls import Target
from pipeline.policy import FetchLimits

MAX_HEAD_BYTES = 262_144
"""Status line and headers together; http.client bounds one line to 64 KB and their number to 100."""

OUT_OF_RESOURCES = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM})
"""Our machine's trouble, not the publisher's: no document may be blamed for it."""

_QUICK_INTERIMS = 16
_INTERIM_PAUSE = 0.05

Dial = Callable[[], socket.socket]


class _Head:
    """The byte stream while the head is read: counts, and tells a head that ends from one that was cut off."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._read = 0

    def restart(self) -> None:
        self._read = 0

    def readline(self, limit: int) -> bytes:
        line: bytes = self._stream.readline(limit)
        if self._read and len(line) < limit and not line.endswith(b"\n"):
            raise Retry(Reason.TRUNCATED, "the connection ended inside the headers")
        self._read += len(line)
        if self._read > MAX_HEAD_BYTES:
            raise Retry(Reason.BAD_HTTP, f"the headers take more than {MAX_HEAD_BYTES} bytes")
        return line

    def close(self) -> None:
        self._stream.close()


class _Response(http.client.HTTPResponse):
    """http.client's answer, without its leniency: a head that is cut or malformed is an error, not a short success."""

    fp: Any

    def __init__(self, *args: Any, deadline: Deadline, **options: Any) -> None:
        super().__init__(*args, **options)
        self._deadline = deadline

    def begin(self) -> None:
        stream = self.fp
        self.fp = _Head(stream)
        try:
            super().begin()
        finally:
            if self.fp is not None:
                self.fp = stream
        # http.client takes everything below a line without a colon for text: the length may be in there.
        for defect in self.msg.defects:
            if isinstance(defect, MissingHeaderBodySeparatorDefect | FirstHeaderLineIsContinuationDefect):
                raise Retry(Reason.BAD_HTTP, "a header line has no name")

    def _read_status(self) -> tuple[str, int, str]:
        """The final status line. Interim answers (RFC 9110, 15.2) are skipped; an endless row of them is read slowly,
        so that it costs its sender the deadline and us no processor time."""
        for interim in count():
            version, status, reason = super()._read_status()  # type: ignore[misc]
            if not 100 <= status < 200 or status == http.client.SWITCHING_PROTOCOLS:
                break
            while self.fp.readline(65537) not in (b"\r\n", b"\n"):
                pass
            self.fp.restart()
            if interim >= _QUICK_INTERIMS:
                self._deadline.pause(_INTERIM_PAUSE)
            if self._deadline.expired:
                raise out_of_time("reading interim answers")
        return version, status, reason

    def _read_next_chunk_size(self) -> int:
        """http.client takes '-1' for a size and then reads the connection to its end at once."""
        size: int = super()._read_next_chunk_size()  # type: ignore[misc]
        if size < 0:
            raise ValueError("a chunk has a negative size")
        return size


class _PlainConnection(urllib3.connection.HTTPConnection):
    def __init__(self, target: Target, *, seconds: float, dial: Dial, deadline: Deadline) -> None:
        super().__init__(target.host, target.port, timeout=seconds)
        self._dial = dial
        self.response_class = functools.partial(_Response, deadline=deadline)  # type: ignore[assignment]

    def _new_conn(self) -> socket.socket:
        return self._dial()


class _TlsConnection(urllib3.connection.HTTPSConnection):
    def __init__(self, target: Target, *, seconds: float, dial: Dial, deadline: Deadline) -> None:
        super().__init__(target.host, target.port, timeout=seconds, ssl_context=_tls())
        self._dial = dial
        self.response_class = functools.partial(_Response, deadline=deadline)  # type: ignore[assignment]

    def _new_conn(self) -> socket.socket:
        return self._dial()


def make_connection(
    target: Target, endpoints: Sequence[Endpoint], *, limits: FetchLimits, deadline: Deadline
) -> urllib3.connection.HTTPConnection:
    """A connection, not yet open, that will reach `endpoints` and nothing else; TLS verifies the target's host name.

    No proxy, netrc or cookie takes part: none of them is known at this level of urllib3.
    """
    kind = _TlsConnection if target.scheme == "https" else _PlainConnection
    dial = functools.partial(_dial, target, endpoints, limits=limits, deadline=deadline)
    return kind(target, seconds=limits.idle_seconds, dial=dial, deadline=deadline)


def _dial(target: Target, endpoints: Sequence[Endpoint], *, limits: FetchLimits, deadline: Deadline) -> socket.socket:
    """The first endpoint that answers; Retry(CONNECT_FAILED) if none does."""
    problem = "no address"
    for endpoint in endpoints:
        if deadline.expired:
            raise out_of_time("connecting")
        sock = socket.socket(endpoint.family, socket.SOCK_STREAM)
        try:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.settimeout(min(limits.connect_seconds, max(deadline.remaining, 0.001)))
            deadline.watch(sock)
            sock.connect(endpoint.sockaddr)
            if deadline.expired:
                raise out_of_time("connecting")
            return sock
        except OSError as error:
            sock.close()
            if error.errno in OUT_OF_RESOURCES:
                raise
            problem = f"{endpoint.ip}: {os.strerror(error.errno) if error.errno else 'no answer in time'}"
        except BaseException:
            sock.close()
            raise
    if deadline.expired:
        raise out_of_time("connecting")
    raise Retry(Reason.CONNECT_FAILED, f"{target.address}: {problem}")


@functools.cache
def _tls() -> ssl.SSLContext:
    """TLS 1.2 or later, certificate and host name verified against the system's authorities (or SSL_CERT_FILE)."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
