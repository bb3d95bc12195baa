"""Hosts that ask for patience (B17) and files of rules that are none (B20)."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline import stages
from pipeline.errors import Reason
from pipeline.models import State
from pipeline.policy import StageRules
from pipeline.storage import Connection
from tests.builders import WORKER
from tests.integration.bad_input.conftest import discover, outcomes
from tests.publisher import Publisher

PAGE = b"<article><p>The harbour opens again on Monday, the mayor said.</p></article>"
SHUT = b"User-agent: *\nDisallow: /private\nAllow: /private/ok\nDisallow: /*.pdf$\n"
Serve = Callable[[Publisher], None]


WISHES = [
    ("99999999999999999999", 86_000, 96_000), ("-5", 0, 60), ("Thu, 01 Jan 1970 00:00:00 GMT", 0, 60), ("0", 0, 60),
    ("Fri, 31 Dec 9999 23:59:59 GMT", 86_000, 96_000), ("1e9", 0, 60), ("\u0663", 0, 60),
]  # fmt: skip


@pytest.mark.parametrize("status", [429, 503])
def test_b17_a_wish_for_patience_is_kept_within_a_day_and_costs_no_attempt(
    conn: Connection, publisher: Publisher, local: StageRules, status: int
):
    for number, (wish, least, most) in enumerate(WISHES):
        head = f"HTTP/1.1 {status} Slow\r\nRetry-After: {wish}\r\nContent-Length: 0\r\n\r\n".encode()
        publisher.raw(f"/{number}", lambda sock, head=head: sock.sendall(head))  # type: ignore[misc]
        document_id = discover(conn, publisher.url(f"/{number}"))
        assert stages.fetch_document(conn, document_id, rules=local, worker=WORKER) is None
        row = conn.execute(
            "select state, attempts, extract(epoch from due_at - now()) as seconds from ingest.documents"
            " where document_id = %s", (document_id,),
        ).fetchone()  # fmt: skip
        assert row is not None and row["state"] == "discovered"
        assert least - 5 <= row["seconds"] <= most, wish
        understood = status == 429 or wish not in ("1e9", "\u0663")
        assert row["attempts"] == (0 if understood else 1), wish


def test_b17_a_page_that_asks_for_patience_again_and_again_is_asked_ever_more_rarely_and_keeps_its_attempts(
    conn: Connection, owner: Connection, publisher: Publisher, local: StageRules
):
    publisher.add("/slow", b"", status=503, headers={"Retry-After": "10"})
    document_id = discover(conn, publisher.url("/slow"))
    for least in (10, 20, 40, 80):
        owner.execute("update ingest.documents set due_at = now()")
        before = conn.execute("select clock_timestamp() as at").fetchone()
        assert stages.fetch_document(conn, document_id, rules=local, worker=WORKER) is None
        row = conn.execute(
            "select attempts, extract(epoch from due_at - %s) as most, extract(epoch from due_at - now()) as least"
            " from ingest.documents", (before["at"],),  # type: ignore[index]
        ).fetchone()  # fmt: skip
        assert row is not None and row["attempts"] == 0
        assert row["most"] >= least and row["least"] <= least * 1.1, (
            least,
            row,
        )  # counted from some time between


def plain(body: bytes, *, status: int = 200) -> Serve:
    return lambda publisher: publisher.add("/robots.txt", body, status=status, media_type="text/plain")


def hops(count: int) -> Serve:
    def serve(publisher: Publisher) -> None:
        plain(SHUT)(publisher)
        publisher.add(f"/hop{count}", SHUT, media_type="text/plain")
        publisher.redirect("/robots.txt", "/hop1")
        for number in range(1, count):
            publisher.redirect(f"/hop{number}", f"/hop{number + 1}")

    return serve


def silent(publisher: Publisher) -> None:
    publisher.add("/robots.txt", SHUT, delay=30)


def cut(publisher: Publisher) -> None:
    publisher.raw("/robots.txt", lambda sock: sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n" + SHUT))


def endless(publisher: Publisher) -> None:
    def pour(sock: socket.socket) -> None:
        sock.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + SHUT)
        while not publisher.closing.is_set():
            sock.sendall(b"# nothing\n" * 6_000)

    publisher.raw("/robots.txt", pour)


def packed(publisher: Publisher) -> None:
    publisher.add("/robots.txt", b"\x1b\x03\x00", headers={"Content-Encoding": "br"})


READ = {"/private/1": Reason.ROBOTS, "/private/ok": None, "/a.pdf": Reason.ROBOTS, "/a.pdf?x": None, "/1": None}
OPEN = dict.fromkeys(READ)
LATER = dict.fromkeys(READ, Reason.ROBOTS_UNREACHABLE)


STATES: dict[str, tuple[Serve, dict[str, Reason | None]]] = {
    "rules": (plain(SHUT), READ),
    "mark": (plain(b"\xef\xbb\xbf" + SHUT), READ),
    "returns": (plain(SHUT.replace(b"\n", b"\r")), READ),
    "NUL": (plain(b"\0\0\n" + SHUT + b"\0\xff\xfe\n"), READ),
    "UTF-16": (plain(SHUT.decode().encode("utf-16")), READ),
    "10 MB": (plain(SHUT + b"# " + b"x" * 10_500_000), READ),
    "long lines": (plain(SHUT + b"Disallow: /" + b"a" * 100_000 + b"\n" + b"Allow: /*" * 1_000), READ),
    "endless": (endless, READ),
    "5 hops": (hops(5), READ),
    "6 hops": (hops(6), OPEN),
    "403": (plain(b"no", status=403), OPEN),
    "401": (plain(b"no", status=401), OPEN),
    "404": (plain(b"no", status=404), OPEN),
    "HTML": (plain(b"<html>" + b"<p>no rules here" * 9 + b"</html>"), OPEN),
    "500": (plain(b"down", status=500), LATER),
    "429": (plain(b"slow", status=429), LATER),
    "silent": (silent, LATER),
    "cut": (cut, LATER),
    "packed": (packed, LATER),
}


def test_b20_a_robots_txt_counts_as_rfc_9309_says_in_whatever_state_it_comes(conn: Connection, guest: StageRules):
    for state, (serve, expected) in STATES.items():
        with Publisher() as publisher:
            serve(publisher)
            limits = replace(
                guest.limits, total_seconds=0.5 if serve is silent else 5.0,
                allowed_addresses=frozenset({publisher.address}),
            )  # fmt: skip
            hosts = replace(guest, limits=limits)
            for path in expected:
                publisher.add(path, PAGE)
                document_id = discover(conn, publisher.url(path))
                done = stages.fetch_document(conn, document_id, rules=hosts, worker=WORKER)
                assert (done is State.FETCHED) == (expected[path] is None), (state, path)
            home = publisher.url("")
            kept = {url.removeprefix(home): o.reason for url, o in outcomes(conn).items() if url.startswith(home)}
            assert kept == expected, state
