"""A receiver, a list that names a hub, and the hub's side of what is said between them."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import http.client
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from pipeline import stages
from pipeline.policy import Politeness, StageRules
from pipeline.storage import Connection
from tests import stories
from tests.builders import WORKER
from tests.publisher import Publisher
from tests.tasks.conftest import Service, register
from workers.context import Context
from workers.receiver import server

Asked = Callable[..., dict[str, str]]


@dataclass
class Receiver:
    """A receiver on loopback, and a hub that speaks to it."""

    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/dateline"

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body=body, headers={k.replace("_", "-"): v for k, v in headers.items()})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def verify(self, asked: dict[str, str], *, lease: int = 3600, **other: str) -> tuple[int, str]:
        fields = {"hub.mode": "subscribe", "hub.topic": asked["hub.topic"], "hub.challenge": "c-1"}
        fields |= {"hub.lease_seconds": str(lease)} | {f"hub.{name}": value for name, value in other.items()}
        return self.ask("GET", f"{urlsplit(asked['hub.callback']).path}?{urlencode(fields)}")

    def deliver(self, asked: dict[str, str], body: bytes, *, secret: str | None = None) -> int:
        key = secret or asked["hub.secret"]
        signature = "sha256=" + hmac.new(key.encode(), body, hashlib.sha256).hexdigest()
        path = urlsplit(asked["hub.callback"]).path
        return self.ask("POST", path, body, X_Hub_Signature=signature, Content_Type="application/rss+xml")[0]


@pytest.fixture
def receiver(service: Service) -> Iterator[Receiver]:
    """A receiver for the service's database, in a thread."""
    ready, ports, loops = threading.Event(), list[int](), list[Any]()
    context = Context(service.settings)

    async def main() -> None:
        stop = asyncio.Event()
        with ThreadPoolExecutor(2) as threads:
            made = server(context, threads)
            made.listen(0, address="127.0.0.1")
            ports.append(next(iter(made._sockets.values())).getsockname()[1])
            loops.append((asyncio.get_running_loop(), stop))
            ready.set()
            await stop.wait()
            made.stop()
            await made.close_all_connections()

    thread = threading.Thread(target=lambda: asyncio.run(main()), daemon=True)
    thread.start()
    assert ready.wait(20)
    yield Receiver(ports[0])
    loop, stop = loops[0]
    loop.call_soon_threadsafe(stop.set)
    thread.join(20)


@pytest.fixture
def local(publisher: Publisher, receiver: Receiver) -> StageRules:
    """Rules that reach the publisher, and tell hubs of the receiver."""
    own = frozenset({publisher.address})
    limits = replace(StageRules().limits, allowed_addresses=own, total_seconds=5.0)
    return StageRules(limits=limits, politeness=Politeness(own=own), callback_url=receiver.url)


@pytest.fixture
def asked(conn: Connection, publisher: Publisher, local: StageRules) -> Asked:
    """Serve a feed that names a hub, poll it, and give what the hub was asked."""

    def make(path: str = "/feed") -> dict[str, str]:
        publisher.add("/hub", b"", status=202)
        link = f'<{publisher.url("/hub")}>; rel="hub", <https://news.example/topic>; rel="self"'
        body = stories.feed([stories.story(0)], publisher.url(""))
        publisher.add(path, body, media_type="application/rss+xml", headers={"Link": link})
        if path != "/feed":
            publisher.redirect("/feed", path)
        number = register(conn, publisher.url("/feed"))
        assert stages.poll_source(conn, number, rules=local, worker=WORKER) is not None
        posted = next(request.posted for request in publisher.requests if request.path == "/hub")
        assert posted is not None
        return {name: values[0] for name, values in parse_qs(posted.decode()).items()}

    return make


def subscription(conn: Connection) -> dict[str, Any]:
    row = conn.execute("select *, lease_until > now() as runs from ingest.subscriptions").fetchone()
    assert row is not None
    return row


def due_now(owner: Connection) -> None:
    owner.execute("update ingest.sources set due_at = now() where lease_token is null")
