"""A publisher on loopback for tests: serves what it is told to, well or badly, and remembers who asked for what.

with Publisher() as publisher:
    publisher.add("/a.html", b"<p>Text</p>", etag='"1"')
    publisher.raw("/cut", lambda sock: sock.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Len"))
    fetch(publisher.url("/a.html"), limits=FetchLimits(allowed_addresses=frozenset({publisher.address})))
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, NamedTuple

RawHandler = Callable[[socket.socket], None]


class Request(NamedTuple):
    """A request as it came: monotonic seconds, path with query, headers under lower-case names, what was posted."""

    time: float
    path: str
    headers: Mapping[str, str]
    posted: bytes | None = None


@dataclass(frozen=True)
class _Page:
    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0


class Publisher:
    """An HTTP server (HTTPS with a `context`) on 127.0.0.1 and a free port, one thread a connection."""

    def __init__(self, *, context: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> None:
        self._pages: dict[str, _Page | RawHandler] = {}
        self._requests: list[Request] = []
        self._lock = threading.Lock()
        self._scheme = "https" if context else "http"
        self._server = _Server((host, 0), self, context)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self.closing = threading.Event()
        """Set when the publisher goes away; raw handlers that drip wait on it instead of sleeping."""

    def __enter__(self) -> Publisher:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def address(self) -> str:
        """'127.0.0.1:PORT', as `allowed_addresses` wants it."""
        return f"{self._server.server_address[0]!s}:{self.port}"

    def url(self, path: str, *, host: str | None = None) -> str:
        """The URL of a path; `host` calls this server by another name."""
        return f"{self._scheme}://{host or str(self._server.server_address[0])}:{self.port}{path}"

    @property
    def requests(self) -> list[Request]:
        """All requests so far, in the order in which they came."""
        with self._lock:
            return list(self._requests)

    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [request.path for request in self.requests]

    def add(
        self,
        path: str,
        body: bytes,
        *,
        media_type: str = "text/html; charset=utf-8",
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
        delay: float = 0.0,
    ) -> None:
        """Serve this under `path` from now on, after `delay` seconds; a matching validator is answered with 304.

        A path with a query is looked up whole first, then without its query. A header given as '' is not sent.
        """
        own = {
            "Content-Type": media_type,
            "Content-Length": str(len(body)),
            "ETag": etag,
            "Last-Modified": last_modified,
        }
        sent = {name: value for name, value in own.items() if value}
        self._set(path, _Page(body, status, {**sent, **(headers or {})}, delay))

    def redirect(self, path: str, location: str, *, status: int = 302, body: bytes = b"") -> None:
        """Answer `path` with a redirect."""
        self.add(path, body, status=status, headers={"Location": location})

    def raw(self, path: str, handler: RawHandler) -> None:
        """Let `handler` write the answer to `path` on the bare socket; the connection ends when it returns.

        It runs in a thread of its own; that the other side has hung up (OSError) is not an error.
        """
        self._set(path, handler)

    def remove(self, path: str) -> None:
        """Answer `path` with 404 again."""
        with self._lock:
            self._pages.pop(path, None)

    def _set(self, path: str, page: _Page | RawHandler) -> None:
        with self._lock:
            self._pages[path] = page

    def _take(self, request: Request) -> _Page | RawHandler:
        with self._lock:
            self._requests.append(request)
            found = self._pages.get(request.path) or self._pages.get(request.path.partition("?")[0])
        return found or _Page(b"not here", 404, {"Content-Type": "text/plain", "Content-Length": "8"})


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def __init__(self, address: tuple[str, int], publisher: Publisher, context: ssl.SSLContext | None) -> None:
        super().__init__(address, _Handler)
        self.publisher = publisher
        self._context = context

    def get_request(self) -> tuple[Any, Any]:
        sock, address = super().get_request()
        if self._context is not None:
            # The handshake happens on the first read, in the connection's own thread.
            sock = self._context.wrap_socket(sock, server_side=True, do_handshake_on_connect=False)
        return sock, address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients of these tests hang up, and do not trust certificates: that is no news."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers.get("Content-Length", "0"))))

    def do_GET(self) -> None:
        self._answer(None)

    def _answer(self, posted: bytes | None) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        page = self.server.publisher._take(Request(time.monotonic(), self.path, headers, posted))
        self.close_connection = True
        if not isinstance(page, _Page):
            with contextlib.suppress(OSError):
                page(self.connection)
            return
        if page.delay:
            self.server.publisher.closing.wait(page.delay)
        status, body = (304, b"") if _is_fresh(page.headers, headers) else (page.status, page.body)
        self.send_response(status)
        for name, value in page.headers.items():
            if value and not (status == 304 and name.lower() == "content-length"):
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: tests read `requests`."""


def _is_fresh(own: Mapping[str, str], asked: Mapping[str, str]) -> bool:
    etag, since = asked.get("if-none-match"), asked.get("if-modified-since")
    if etag is not None:
        return etag == own.get("ETag")
    return since is not None and since == own.get("Last-Modified")
