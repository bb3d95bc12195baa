"""Which addresses may be reached. The check is on what the resolver answered, never on the text of a URL."""

from __future__ import annotations

import ipaddress
import socket
import threading
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from queue import Empty, SimpleQueue
from typing import Any

from pipeline.errors import Reason, Reject, Retry
from pipeline.fetch.deadline import Deadline, out_of_time
from pipeline.fetch.urls import Target, address_of
from pipeline.policy import FetchLimits

IPAddress = IPv4Address | IPv6Address

_IPV6_GLOBAL = ipaddress.IPv6Network("2000::/3")
_DENIED = tuple(
    ipaddress.ip_network(text)
    for text in (
        # IPv4: what `is_global` of some Python versions lets through (CVE-2024-4032), and a cloud's own door
        "0.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15",
        "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32",
        # IPv6 inside 2000::/3 that carries an IPv4 address, or is no place on the public net: Teredo, benchmarks,
        # ORCHID (all in 2001::/23), documentation, 6to4. NAT64 and the like are outside 2000::/3 already.
        "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
    )
)  # fmt: skip
_PRIVATE = tuple(
    ipaddress.ip_network(text)
    for text in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7")
)
"""What an operator can open by naming it; link-local addresses (a cloud's metadata) stay shut."""
_METADATA = frozenset(map(ipaddress.ip_address, ("fd00:ec2::254", "fd20:ce::254")))
"""A cloud's metadata at private addresses: these stay shut as well."""

_LOOK_UPS = threading.BoundedSemaphore(64)
"""A look-up cannot be interrupted: so many may be left behind by fetches that ran out of time."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address that was checked, as a socket wants it."""

    family: int
    sockaddr: Any
    ip: IPAddress


def is_public(ip: IPAddress) -> bool:
    """Whether an address is on the public net, and on no list of special addresses (IANA registries, RFC 6890)."""
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(ip.ipv4_mapped)
        if ip not in _IPV6_GLOBAL:
            return False
    special = ip.is_private or ip.is_multicast or ip.is_reserved or ip.is_loopback or ip.is_link_local
    return ip.is_global and not special and not any(ip in net for net in _DENIED if net.version == ip.version)


def find_endpoints(target: Target, *, limits: FetchLimits, deadline: Deadline) -> list[Endpoint]:
    """The addresses of a target, resolved once; connecting to anything else than these undoes the check.

    Raises Reject(BLOCKED_ADDRESS or BLOCKED_PORT) if any one of them may not be reached: a name that points inside and
    outside at once is an attempt at DNS rebinding. Retry(DNS_FAILED) if there are none.
    """
    endpoints = _resolve(target, deadline=deadline)
    for endpoint in endpoints:
        _check(endpoint.ip, target=target, limits=limits)
    return endpoints


def _check(ip: IPAddress, *, target: Target, limits: FetchLimits) -> None:
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    listed = not limits.allowed_addresses.isdisjoint({target.address, address_of(str(ip), target.port)})
    private = ip not in _METADATA and any(ip in net for net in _PRIVATE if net.version == ip.version)
    opened = listed and private
    if not opened and not is_public(ip):
        raise Reject(Reason.BLOCKED_ADDRESS, f"{target.address} is {ip}, which is not a public address")
    if not listed and target.port not in limits.allowed_ports:
        raise Reject(Reason.BLOCKED_PORT, f"{target.address} is not on a port that may be fetched from")


def _resolve(target: Target, *, deadline: Deadline) -> list[Endpoint]:
    """Look a name up in a thread of its own, since the resolver's time-outs are not ours."""
    if not _LOOK_UPS.acquire(timeout=deadline.remaining):
        raise Retry(Reason.DNS_FAILED, "too many look-ups are waiting for the resolver", counts=False)
    answers: SimpleQueue[list[Any] | Exception] = SimpleQueue()
    try:
        threading.Thread(target=_look_up, args=(target, answers), daemon=True, name="look-up").start()
    except BaseException:
        _LOOK_UPS.release()
        raise
    try:
        answer = answers.get(timeout=deadline.remaining)
    except Empty:
        raise out_of_time("looking up the host's name") from None
    if isinstance(answer, OSError):
        raise Retry(Reason.DNS_FAILED, f"{target.host}: {answer.strerror or 'no answer'}")
    if isinstance(answer, Exception):
        raise answer
    endpoints = [
        Endpoint(family, sockaddr, ipaddress.ip_address(sockaddr[0].partition("%")[0]))
        for family, _, _, _, sockaddr in answer
        if family in (socket.AF_INET, socket.AF_INET6)
    ]
    if not endpoints:
        raise Retry(Reason.DNS_FAILED, f"{target.host}: no address")
    return endpoints


def _look_up(target: Target, answers: SimpleQueue[list[Any] | Exception]) -> None:
    try:
        answers.put(socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM))
    except Exception as error:
        answers.put(error)
    finally:
        _LOOK_UPS.release()
