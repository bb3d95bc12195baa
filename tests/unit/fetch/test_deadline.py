"""The time of a whole fetch: held against drips, silence and floods, by many fetches at once."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import Reason, Retry
from pipeline.fetch import fetch
from pipeline.fetch.deadline import Deadline
from pipeline.models import RawDocument
from pipeline.policy import FetchLimits
from tests.publisher import Publisher

OK = b"HTTP/1.1 200 OK\r\n"


def timed_out(url: str, limits: FetchLimits) -> Retry:
    """The error of a fetch that must end at its deadline, no more than a second late and not early."""
    start = time.monotonic()
    with pytest.raises(Retry) as caught:
        fetch(url, limits=limits)
    assert limits.total_seconds - 0.05 <= time.monotonic() - start <= limits.total_seconds + 1.0
    return caught.value


def drip(publisher: Publisher, before: bytes, drop: bytes, *, every: float) -> Callable[[socket.socket], None]:
    def run(sock: socket.socket) -> None:
        sock.sendall(before)
        while not publisher.closing.wait(every):
            sock.sendall(drop)

    return run


@pytest.mark.parametrize(
    ("before", "drop"),
    [
        (OK + b"Content-Length: 100000\r\n\r\n", b"a"),
        (OK + b"\r\n", b"a"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n"),
        (OK + b"X-Slow: ", b"a"),
        (OK, b"X: y\r\n"),
        (b"", b"H"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
)
def test_a_drip_ends_at_the_deadline(publisher: Publisher, short: FetchLimits, before: bytes, drop: bytes) -> None:
    publisher.raw("/", drip(publisher, before, drop, every=0.1))
    assert timed_out(publisher.url("/"), short).reason is Reason.TIMEOUT_TOTAL


def test_a_drip_that_ends_at_the_deadline_was_cut_by_us(publisher: Publisher, short: FetchLimits) -> None:
    hung_up = threading.Event()

    def run(sock: socket.socket) -> None:
        try:
            drip(publisher, OK + b"\r\n", b"a", every=0.05)(sock)
        except OSError:
            hung_up.set()

    publisher.raw("/", run)
    timed_out(publisher.url("/"), short)
    assert hung_up.wait(5)


def test_a_flood_of_interim_answers_ends_at_the_deadline_and_costs_little_time_of_ours(
    publisher: Publisher, short: FetchLimits
) -> None:
    def flood(sock: socket.socket) -> None:
        sock.settimeout(5)
        while not publisher.closing.is_set():
            sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)

    publisher.raw("/", flood)
    spent = time.thread_time()
    assert timed_out(publisher.url("/"), short).reason is Reason.TIMEOUT_TOTAL
    assert time.thread_time() - spent < 0.5


def test_silence_ends_at_the_deadline(publisher: Publisher, short: FetchLimits) -> None:
    publisher.add("/", b"late", delay=30)
    assert timed_out(publisher.url("/"), short).reason is Reason.TIMEOUT_TOTAL


def test_a_server_that_falls_silent_is_given_up_before_the_deadline(publisher: Publisher, limits: FetchLimits) -> None:
    publisher.raw("/", drip(publisher, OK + b"\r\nhello", b"", every=30))
    start = time.monotonic()
    with pytest.raises(Retry) as caught:
        fetch(publisher.url("/"), limits=replace(limits, idle_seconds=0.3))
    assert caught.value.reason is Reason.TIMEOUT_TOTAL
    assert time.monotonic() - start < 2


def test_redirects_share_one_deadline(publisher: Publisher, short: FetchLimits) -> None:
    for number in range(5):
        publisher.add(f"/{number}", b"", status=302, headers={"Location": f"/{number + 1}"}, delay=0.4)
    publisher.add("/5", b"arrived")
    timed_out(publisher.url("/0"), short)
    assert len(publisher.requests) < 5


def test_a_handshake_that_never_comes_ends_at_the_deadline(publisher: Publisher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"127.0.0.1:{silent.getsockname()[1]}"
        limits = FetchLimits(total_seconds=1.0, allowed_addresses=frozenset({address}))
        assert timed_out(f"https://{address}/", limits).reason is Reason.TIMEOUT_TOTAL


def test_a_host_that_does_not_take_the_connection_is_given_up() -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        address = full.getsockname()
        waiting = [socket.socket() for _ in range(8)]
        for sock in waiting:
            sock.setblocking(False)
            sock.connect_ex(address)
        name = f"{address[0]}:{address[1]}"
        limits = FetchLimits(total_seconds=1.0, connect_seconds=0.3, allowed_addresses=frozenset({name}))
        start = time.monotonic()
        with pytest.raises(Retry) as caught:
            fetch(f"http://{name}/", limits=limits)
        for sock in waiting:
            sock.close()
    assert caught.value.reason in (Reason.CONNECT_FAILED, Reason.TIMEOUT_TOTAL)
    assert time.monotonic() - start < 2.0


def test_many_fetches_at_once_do_not_touch_each_other(publisher: Publisher, short: FetchLimits) -> None:
    publisher.raw("/slow", drip(publisher, OK + b"\r\n", b"a", every=0.1))
    for number in range(40):
        publisher.add(f"/{number}", b"page %d" % number)

    def one(number: int) -> str:
        path = "/slow" if number % 5 == 0 else f"/{number}"
        try:
            answer = fetch(publisher.url(path), limits=replace(short, total_seconds=2.0))
        except Retry as error:
            return error.reason.value
        assert isinstance(answer, RawDocument)
        return answer.content.decode()

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(one, range(40)))
    assert answers == ["timeout_total" if number % 5 == 0 else f"page {number}" for number in range(40)]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts descriptors in /proc")
def test_no_descriptor_or_timer_is_left_behind(publisher: Publisher, limits: FetchLimits) -> None:
    publisher.add("/ok", b"text")
    publisher.redirect("/moved", "/ok")
    publisher.raw("/cut", lambda sock: sock.sendall(OK + b"Content-Length: 9\r\n\r\nx"))
    publisher.raw("/head", lambda sock: sock.sendall(OK + b"Content-Le"))
    publisher.raw("/drip", drip(publisher, OK + b"\r\n", b"a", every=0.05))
    hasty = replace(limits, total_seconds=0.2)
    # An error that is kept keeps the frames it came through: nothing is closed by going out of scope.
    held: list[Exception] = []

    def once() -> None:
        for path in ("/ok", "/moved", "/cut", "/head", "/none", "/drip"):
            try:
                fetch(publisher.url(path), limits=hasty if path == "/drip" else limits)
            except Exception as error:
                assert path not in ("/ok", "/moved"), error
                held.append(error)

    once()
    clients = _client_sockets(publisher.port)
    timers = sum(isinstance(thread, threading.Timer) for thread in threading.enumerate())
    for _ in range(5):
        once()
    assert _client_sockets(publisher.port) == clients == 0
    assert sum(isinstance(thread, threading.Timer) for thread in threading.enumerate()) <= timers + 1


def _client_sockets(port: int) -> int:
    """Open sockets of this process whose other end is `port`."""
    count = 0
    for entry in Path("/proc/self/fd").iterdir():
        try:
            if not str(entry.readlink()).startswith("socket:"):
                continue
            with socket.socket(fileno=os.dup(int(entry.name))) as copy:
                count += copy.getpeername()[1] == port
        except OSError:
            continue
    return count


def test_the_deadline_cuts_a_socket_that_is_watched_when_it_passes() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs, Deadline(0.1) as deadline:
        deadline.watch(ours)
        ours.settimeout(5)
        assert ours.recv(1) == b""
        assert deadline.expired
        assert deadline.remaining == 0.0


def test_the_deadline_leaves_a_socket_alone_that_it_no_longer_watches() -> None:
    first, second = socket.socketpair(), socket.socketpair()
    with Deadline(0.1) as deadline:
        deadline.watch(first[0])
        deadline.watch(second[0])
        second[0].settimeout(5)
        assert second[0].recv(1) == b""
        first[1].sendall(b"still open")
        assert first[0].recv(100) == b"still open"
    for sock in (*first, *second):
        sock.close()
