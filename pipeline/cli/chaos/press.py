"""A publisher on loopback with as many articles as anybody asks for, each made from its number alone."""

from __future__ import annotations

import html
import random
import threading
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HOST = "127.0.0.1"
_PEOPLE = ("Marta Lind", "Idris Okafor", "Lucía Ferrer", "Hanna Weiss", "Tomás Prieto", "Aiko Tanabe", "Petra Horák")
_PLACES = ("Bergen", "Mombasa", "Porto", "Winnipeg", "Sfax", "Lausanne", "Arequipa", "Bandung", "Graz", "Thiès")
_BODIES = ("the World Bank", "the African Union", "the Red Cross", "the European Commission", "UNICEF")
_THINGS = ("tram line", "fish market", "observatory", "cold store", "ferry", "seed bank", "foundry", "archive")


class Press:
    """Announces articles in feeds and remembers when; `announced` holds the second of each, by number."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self._server = server
        self._feeds: list[range] = []
        self.announced: list[float] = []

    @property
    def address(self) -> str:
        """'host:port'."""
        return f"{HOST}:{self._server.server_address[1]}"

    def announce(self, count: int) -> str:
        """Publish so many new articles in a new feed; gives its URL."""
        first = len(self.announced)
        self.announced += [time.time()] * count
        self._feeds.append(range(first, first + count))
        return f"http://{self.address}/feeds/{len(self._feeds) - 1}.rss"

    def url(self, number: int) -> str:
        """Where an article's page is."""
        return f"http://{self.address}/news/{number}.html"

    def answer(self, path: str) -> tuple[bytes, str] | None:
        """Bytes and media type of a path; None if nothing is there."""
        folder, _, name = path.strip("/").partition("/")
        number = int(name.partition(".")[0]) if name.partition(".")[0].isdecimal() else -1
        if folder == "news" and 0 <= number < len(self.announced):
            return _page(number), "text/html; charset=utf-8"
        if folder == "feeds" and 0 <= number < len(self._feeds):
            return self._feed(number), "application/rss+xml"
        return None

    def _feed(self, number: int) -> bytes:
        entries = "".join(
            f"<item><title>{html.escape(title(n))}</title><link>{self.url(n)}</link><guid>{self.url(n)}</guid></item>"
            for n in self._feeds[number]
        )
        head = f"<title>Fault Line</title><link>http://{self.address}/</link>"
        return f'<rss version="2.0"><channel>{head}{entries}</channel></rss>'.encode()


@contextmanager
def serve() -> Iterator[Press]:
    """Serve until the block ends, on a free port of loopback."""
    server = _Server((HOST, 0), _Handler)
    press = server.press = Press(server)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), name="press", daemon=True)
    thread.start()
    try:
        yield press
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def title(number: int) -> str:
    """The article's headline."""
    chance = random.Random(number)  # noqa: S311 - words, not secrets
    return f"{chance.choice(_PLACES)} {chance.choice(_THINGS)} opens its doors again, bulletin {number}"


def text(number: int) -> str:
    """What must come out of the article's page, letter for letter."""
    return "\n\n".join(_paragraphs(number))


def _paragraphs(number: int) -> list[str]:
    chance = random.Random(number)  # noqa: S311 - words, not secrets
    place, thing = chance.choice(_PLACES), chance.choice(_THINGS)
    written = []
    for no in range(chance.randrange(4, 9)):
        person, other, body = chance.choice(_PEOPLE), chance.choice(_PEOPLE), chance.choice(_BODIES)
        away, count = chance.choice(_PLACES), chance.randrange(20, 9000)
        written.append(
            chance.choice(
                (
                    f"{person} told a meeting in {away} on Tuesday that the {thing} of {place} had served {count}"
                    f" people since spring, a figure that {body} printed on page {no + 1} of bulletin {number}.",
                    f"A loan of ${count},000 from {body} pays for the repairs, said {other}, who signed it in {away}"
                    f" with {person}. Bulletin {number} names no date for the last part of the work.",
                    f"“Nobody here had counted on {count} visitors,” said {person}, who keeps the {thing} of {place}."
                    f" {other} came from {away} to see it for bulletin {number}.",
                )
            )
        )
    return [*written, f"Zoë Åkesson, the café’s naïve chronicler, closed bulletin {number} with a word of thanks."]


def _page(number: int) -> bytes:
    """The page; its last paragraph comes decomposed, with a soft hyphen in it, as careless editors leave them."""
    *plain, last = _paragraphs(number)
    careless = unicodedata.normalize("NFD", last).replace("chronicler", "chron\u00adicler")
    body = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in [*plain, careless])
    head = html.escape(title(number))
    return (
        f'<!doctype html><html lang="en"><head><title>{head} | Fault Line</title>'
        f'<meta property="og:title" content="{head}"><meta property="og:site_name" content="Fault Line">'
        '<meta property="article:published_time" content="2026-11-03T08:00:00Z"></head><body>'
        f'<nav><a href="/">Home</a></nav><article><h1>{head}</h1>{body}</article><footer>Fault Line</footer>'
        "</body></html>"
    ).encode()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256
    press: Press

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Readers that are killed hang up: no news."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 10.0

    def do_GET(self) -> None:
        body, kind = self.server.press.answer(self.path) or (b"", "")
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", kind or "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the report is what there is to read."""
