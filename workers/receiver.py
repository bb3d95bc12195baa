"""The receiver: `python -m workers.receiver`, to which hubs deliver what sources publish (WebSub).

It checks that a delivery was asked for and signed, keeps it, and thanks; a worker reads it. What the web sends is
hostile until its signature says otherwise: nothing of it is parsed here. TLS is the business of the proxy in front.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from tornado.httpserver import HTTPServer
from tornado.web import Application, Finish, RequestHandler, stream_request_body

from pipeline.fetch import read_content_type
from pipeline.settings import read
from pipeline.storage import Connection, hubs
from workers.context import OUTAGES, Context, logger, one_line
from workers.signals import log_to_one_stream

T = TypeVar("T")

THREADS = 4
MOST_HELD_BYTES = 64_000_000
"""Of all bodies that are on their way; a hub is asked to come again with what would exceed it."""

ALGORITHMS = ("sha1", "sha256", "sha384", "sha512")
"""What WebSub (section 8) lets a hub sign with."""

SHORTEST, LONGEST = timedelta(minutes=10), timedelta(days=90)
"""Bounds of a lease, whatever a hub says; one that says nothing gets the least of the usual ones."""

USUAL = timedelta(days=1)
DENIED_REST = timedelta(days=7)
PATIENCE = "2s"
"""How long a statement waits for another's lock: a hub comes again, and one source's worker holds up no other's hub."""


@dataclass
class Service:
    """What the handlers share: the database by way of threads, and how many bytes they hold."""

    context: Context
    threads: ThreadPoolExecutor
    held: int = 0

    async def ask(self, work: Callable[[Connection], T]) -> T:
        """Do it in a thread with a database connection. Raises one of OUTAGES."""

        def run() -> T:
            with self.context.connection() as conn:
                conn.execute(f"set lock_timeout to '{PATIENCE}'")
                return work(conn)

        return await asyncio.get_running_loop().run_in_executor(self.threads, run)


@stream_request_body
class Delivery(RequestHandler):
    """One subscription's callback. Of a body nothing is taken in before its token is known."""

    def initialize(self, service: Service) -> None:
        self._service = service
        self._known: dict[str, Any] | None = None
        self._parts: list[bytes] = []
        self._size = 0
        self._overflown = False

    def set_default_headers(self) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.clear_header("Server")

    async def prepare(self) -> None:
        """Send away a delivery that nobody waits for, before its body is read."""
        if self.request.method != "POST":
            return
        token = self.path_args[0]
        self._known = await self._ask(lambda conn: hubs.secret_of(conn, token))
        if self._known is None or not self._known["active"]:
            self._end(410)  # which lets the hub end it (section 7)

    def data_received(self, chunk: bytes) -> None:
        """Keep a piece of the body, as long as all bodies together leave room."""
        if self._finished or self._overflown:
            return
        if self._service.held + len(chunk) > MOST_HELD_BYTES:
            self._overflown = True
            self._release()
            return
        self._parts.append(chunk)
        self._size += len(chunk)
        self._service.held += len(chunk)

    def on_finish(self) -> None:
        self._release()

    def on_connection_close(self) -> None:
        self._release()
        super().on_connection_close()

    async def get(self, token: str) -> None:
        """A hub asks whether this was wanted, or says that it will not deliver."""
        mode, topic = self.get_query_argument("hub.mode", ""), self.get_query_argument("hub.topic", "")
        if mode == "denied":
            reason = self.get_query_argument("hub.reason", "")[:200]
            known = await self._ask(
                lambda conn: hubs.deny_subscription(
                    conn, token, topic=topic, detail=f"the hub denies it: {reason}", patience=DENIED_REST
                )
            )
            self._end(200 if known else 404)
        challenge = self.get_query_argument("hub.challenge", "")
        if mode != "subscribe" or not challenge or len(challenge) > 1000:
            self._end(404)
        lease = _lease(self.get_query_argument("hub.lease_seconds", ""))
        if not await self._ask(lambda conn: hubs.confirm_subscription(conn, token, topic=topic, lease=lease)):
            self._end(404)
        logger.info("subscription confirmed for %.0f s", lease.total_seconds())
        self.write(challenge)

    async def post(self, token: str) -> None:
        """A hub delivers. The answer says nothing about a signature: who guesses learns nothing (section 8).

        A delivery that cannot be kept is not thanked for: the hub comes again.
        """
        assert self._known is not None
        if self._overflown:
            self._end(503)
        content = b"".join(self._parts)
        secret = self._known["secret"]
        if secret is not None and not is_signed(content, secret, self.request.headers.get("X-Hub-Signature", "")):
            logger.warning("source=%d delivery refused: not signed with our secret", self._known["source_id"])
            await self._ask(lambda conn: hubs.refuse_delivery(conn, token))
            self._end(202)
        trusted = content if secret is not None and content else None
        media_type, charset = read_content_type(self.request.headers.get_list("Content-Type"))
        kept = await self._ask(
            lambda conn: hubs.keep_delivery(conn, token, content=trusted, media_type=media_type, charset=charset)
        )
        self.set_status(202 if kept or trusted is None else 503)

    async def _ask(self, work: Callable[[Connection], T]) -> T:
        try:
            return await self._service.ask(work)
        except OUTAGES as error:
            logger.warning("receiver: %s", one_line(error))
            self._end(503)
            raise AssertionError("unreachable") from None

    def _end(self, status: int) -> None:
        """Answer with this and nothing else."""
        self._release()
        self.set_status(status)
        raise Finish

    def _release(self) -> None:
        self._service.held -= self._size
        self._parts, self._size = [], 0

    def write_error(self, status_code: int, **kwargs: object) -> None:  # noqa: ARG002 - Tornado names them
        """No page, no traceback: a status is all that a hub needs."""
        self.finish()

    def log_exception(self, *exc_info: object) -> None:
        """One line without the request, whose URL holds a token."""
        error = exc_info[1]
        if isinstance(error, BaseException):
            logger.warning("receiver: %s", one_line(error))


def is_signed(body: bytes, secret: str, header: str) -> bool:
    """Whether an X-Hub-Signature is the body's under the secret."""
    algorithm, _, given = header.strip().partition("=")
    if algorithm.lower() not in ALGORITHMS:
        return False
    own = hmac.new(secret.encode("ascii"), body, getattr(hashlib, algorithm.lower())).hexdigest()
    return hmac.compare_digest(own.encode("ascii"), given.strip().lower().encode("ascii", "replace"))


def _lease(text: str) -> timedelta:
    if not (text.isascii() and text.isdigit()):
        return USUAL
    return min(max(timedelta(seconds=min(int(text[:12]), 1_000_000_000)), SHORTEST), LONGEST)


class Health(RequestHandler):
    """Whether it serves."""

    def get(self) -> None:
        self.write("OK")


def server(context: Context, threads: ThreadPoolExecutor) -> HTTPServer:
    """The server, not yet listening. A body may be as large as one that is fetched, and must come within a minute."""
    application = Application(
        [
            (r"/healthcheck", Health),
            (r"/(?:.*/)?([A-Za-z0-9_-]{32})", Delivery, {"service": Service(context, threads)}),
        ],
        log_function=lambda _handler: None,  # a line a request would hold tokens
    )
    limits = context.settings.limits
    return HTTPServer(
        application, max_body_size=limits.max_wire_bytes, max_header_size=65_536, body_timeout=60.0,
        idle_connection_timeout=60.0,
    )  # fmt: skip


async def serve(context: Context, stop: asyncio.Event) -> None:
    """Listen where the settings say until told to stop; what is on its way is finished."""
    settings = context.settings
    with ThreadPoolExecutor(THREADS) as threads:
        made = server(context, threads)
        made.listen(settings.callback_port, address=settings.callback_address)
        logger.info("receiver on http://%s:%d/", settings.callback_address, settings.callback_port)
        await stop.wait()
        made.stop()
        await made.close_all_connections()


async def _until_signal() -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await serve(Context(read()), stop)


def main() -> None:
    """Serve until SIGTERM or SIGINT."""
    log_to_one_stream(logging.INFO)
    asyncio.run(_until_signal())


if __name__ == "__main__":
    main()
