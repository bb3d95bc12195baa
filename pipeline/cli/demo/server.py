"""A server on loopback that hands out the Harbour Wire, with the manners of a good publisher."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from pipeline.cli.demo.content import FEEDS, Resource, resources

HOST = "127.0.0.1"
PORT = 18472
"""The port where it is free. A source is its URL: at the same address a second demo finds everything known."""

NOT_FOUND = b"<!doctype html><html lang=en><title>Not found</title><p>This page has moved or never was.</p></html>\n"


@dataclass(frozen=True, slots=True)
class DemoSite:
    """The running site: 'host:port', and the URLs of its feeds."""

    address: str
    port: int
    feeds: tuple[str, ...]


@contextmanager
def serve(port: int = PORT) -> Iterator[DemoSite]:
    """Serve the site until the block ends, on this port or, if it is taken, on any that is free.

    Raises OSError if there is none.
    """
    try:
        server = _Server((HOST, port))
    except OSError:
        server = _Server((HOST, 0))
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), name="demo-site", daemon=True)
    thread.start()
    try:
        yield DemoSite(server.address, server.port, tuple(server.base + path for path in FEEDS.values()))
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int]) -> None:
        super().__init__(address, _Handler)
        self.port = int(self.server_address[1])
        self.address = f"{HOST}:{self.port}"
        self.base = f"http://{self.address}"
        self.site: Mapping[str, Resource] = resources(self.base)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader who hangs up is no news."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    server_version = "HarbourWire"
    sys_version = ""
    timeout = 10.0

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the demo's own output is what there is to read."""

    def _answer(self, *, with_body: bool) -> None:
        resource = self.server.site.get(self.path.partition("?")[0])
        if resource is None:
            self._send(404, NOT_FOUND, {"Content-Type": "text/html; charset=utf-8"}, with_body=with_body)
            return
        validators = {
            "ETag": f'"{hashlib.sha256(resource.body).hexdigest()[:32]}"',
            "Last-Modified": format_datetime(resource.changed, usegmt=True),
        }
        if self._is_current(validators["ETag"], resource):
            self._send(304, b"", validators, with_body=False)
        else:
            own = {"Content-Type": f"{resource.media_type}; charset=utf-8", **validators}
            self._send(200, resource.body, own, with_body=with_body)

    def _is_current(self, etag: str, resource: Resource) -> bool:
        """Whether the reader has this already; an ETag decides alone where one was sent (RFC 9110, 13.2.2)."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return tags.strip() == "*" or etag in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
        try:
            since = parsedate_to_datetime(self.headers.get("If-Modified-Since", ""))
        except ValueError:
            return False
        return since.tzinfo is not None and resource.changed <= since

    def _send(self, status: int, body: bytes, headers: Mapping[str, str], *, with_body: bool) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)
