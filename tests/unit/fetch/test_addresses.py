"""Which addresses may be reached."""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from typing import Any

import pytest

from pipeline.errors import Reason, Reject, Retry
from pipeline.fetch import fetch
from pipeline.fetch.addresses import find_endpoints, is_public
from pipeline.fetch.deadline import Deadline
from pipeline.fetch.urls import read_url
from pipeline.models import RawDocument
from pipeline.policy import FetchLimits
from tests.publisher import Publisher

PUBLIC = "93.184.216.34"


def answer_with(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Let the resolver give these addresses, one list a look-up (the last again and again); returns the names asked."""
    asked: list[str] = []

    def look_up(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        found = answers[min(len(asked), len(answers)) - 1]
        return [
            (socket.AF_INET6 if ":" in ip else socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in found
        ]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def endpoints(url: str, limits: FetchLimits | None = None) -> list[str]:
    with Deadline(5) as deadline:
        found = find_endpoints(read_url(url), limits=limits or FetchLimits(), deadline=deadline)
    return [str(endpoint.ip) for endpoint in found]


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1",
        "203.0.113.1", "192.88.99.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "168.63.129.16",
        "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1",
        "64:ff9b:1::1", "100::1", "2001::1", "2001:10::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "5f00::1",
        "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "::ffff:0:127.0.0.1",
    ],
)  # fmt: skip
def test_a_special_address_is_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", [PUBLIC, "1.1.1.1", "172.32.0.1", "100.128.0.1", "::ffff:1.1.1.1", "2606:4700::1111", "2a00:1450::1"]
)
def test_an_address_on_the_net_is_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "host",
    [
        "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "0", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::1]",
        "localhost", "\u2460\u2461\u2466.\u24ea.\u24ea.\u2460", "127\u30020\u30020\u30021",
        "[64:ff9b::127.0.0.1]", "169.254.169.254",
        "0x7f000001", "017700000001",
    ],
)  # fmt: skip
def test_loopback_is_blocked_however_it_is_written(host: str) -> None:
    with pytest.raises(Reject) as caught:
        fetch(f"http://{host}/", limits=FetchLimits())
    assert caught.value.reason is Reason.BLOCKED_ADDRESS


def test_the_limits_of_production_refuse_a_publisher_on_loopback(publisher: Publisher) -> None:
    publisher.add("/", b"secret")
    with pytest.raises(Reject) as caught:
        fetch(publisher.url("/"), limits=FetchLimits())
    assert caught.value.reason is Reason.BLOCKED_ADDRESS
    assert publisher.requests == []


def test_an_opened_address_opens_no_other_port(publisher: Publisher, limits: FetchLimits) -> None:
    with Publisher() as other:
        other.add("/secret", b"secret")
        with pytest.raises(Reject) as caught:
            fetch(other.url("/secret"), limits=limits)
        assert other.requests == []
    assert caught.value.reason is Reason.BLOCKED_ADDRESS


def test_an_address_may_be_opened_by_the_name_in_the_url(publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    publisher.add("/", b"text")
    answer_with(monkeypatch, ["127.0.0.1"])
    limits = FetchLimits(allowed_addresses=frozenset({f"inside.example:{publisher.port}"}))
    answer = fetch(publisher.url("/", host="inside.example"), limits=limits)
    assert isinstance(answer, RawDocument)
    assert answer.final_url == publisher.url("/", host="inside.example")
    with pytest.raises(Reject):
        fetch(publisher.url("/", host="another.example"), limits=limits)


@pytest.mark.parametrize("address", ["169.254.169.254", "fd00:ec2::254", "fd20:ce::254"])
def test_a_cloud_s_metadata_stays_shut_even_when_its_name_is_opened(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    answer_with(monkeypatch, [address])
    with pytest.raises(Reject) as caught:
        endpoints("http://inside.example/", FetchLimits(allowed_addresses=frozenset({"inside.example:80"})))
    assert caught.value.reason is Reason.BLOCKED_ADDRESS


def test_one_inside_address_among_public_ones_blocks_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    answer_with(monkeypatch, [PUBLIC, "10.0.0.1"])
    with pytest.raises(Reject) as caught:
        endpoints("http://mixed.example/")
    assert caught.value.reason is Reason.BLOCKED_ADDRESS


def test_a_public_host_is_reached_on_allowed_ports_only(monkeypatch: pytest.MonkeyPatch) -> None:
    answer_with(monkeypatch, [PUBLIC])
    assert endpoints("https://news.example/") == [PUBLIC]
    assert endpoints("https://news.example:8443/") == [PUBLIC]
    for port in (22, 25, 6379, 0):
        with pytest.raises(Reject) as caught:
            endpoints(f"http://news.example:{port}/")
        assert caught.value.reason is Reason.BLOCKED_PORT


def test_a_name_is_looked_up_once_and_the_checked_address_is_the_one_connected_to(
    publisher: Publisher, limits: FetchLimits, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.add("/", b"text")
    asked = answer_with(monkeypatch, ["127.0.0.1"], ["10.255.255.1"])
    answer = fetch(publisher.url("/", host="rebinding.example"), limits=limits)
    assert isinstance(answer, RawDocument)
    assert answer.content == b"text"
    assert asked == ["rebinding.example"]
    assert publisher.requests[0].headers["host"] == f"rebinding.example:{publisher.port}"


def test_the_next_address_is_tried_when_the_first_refuses(
    publisher: Publisher, limits: FetchLimits, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.add("/", b"text")
    opened = FetchLimits(allowed_addresses=frozenset({f"two.example:{publisher.port}"}))
    answer_with(monkeypatch, ["127.0.0.2", "127.0.0.1"])
    answer = fetch(publisher.url("/", host="two.example"), limits=opened)
    assert isinstance(answer, RawDocument)
    assert answer.content == b"text"


@pytest.mark.parametrize("number", [socket.EAI_NONAME, socket.EAI_AGAIN])
def test_a_name_that_cannot_be_looked_up_is_tried_again(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(number, "no such name")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(Retry) as caught:
        fetch("http://gone.example/", limits=FetchLimits())
    assert caught.value.reason is Reason.DNS_FAILED


def test_a_resolver_that_does_not_answer_costs_the_deadline_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    done = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: done.wait(10) and [])
    start = time.monotonic()
    with pytest.raises(Retry) as caught:
        fetch("http://slow.example/", limits=FetchLimits(total_seconds=0.3))
    done.set()
    assert caught.value.reason is Reason.TIMEOUT_TOTAL
    assert time.monotonic() - start < 1.3


def test_a_resolver_that_gives_nothing_is_a_failed_look_up(monkeypatch: pytest.MonkeyPatch) -> None:
    answer_with(monkeypatch, [])
    with pytest.raises(Retry) as caught:
        endpoints("http://empty.example/")
    assert caught.value.reason is Reason.DNS_FAILED


def test_a_bug_in_the_look_up_is_not_taken_for_a_publisher_s_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        raise RuntimeError("bug")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(RuntimeError):
        endpoints("http://news.example/")
