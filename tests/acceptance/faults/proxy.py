"""A wire of our own between workers and a server: it can refuse, cut with a reset, freeze, be slow, be whole again."""

from __future__ import annotations

import contextlib
import selectors
import socket
import struct
import threading
import time
from pathlib import Path
from types import TracebackType
from urllib.parse import unquote, urlsplit

from psycopg.conninfo import conninfo_to_dict

_RESET = struct.pack("ii", 1, 0)
"""SO_LINGER with no time: closing sends RST, as a router does that has forgotten the connection."""


class Proxy:
    """Listens on a loopback port and hands every byte to the server's Unix socket, both ways, until told otherwise."""

    def __init__(self, upstream: Path) -> None:
        self._upstream = str(upstream)
        self._lock = threading.Lock()
        self._pairs: set[tuple[socket.socket, socket.socket]] = set()
        self._flowing = threading.Event()
        self._flowing.set()
        self._listener = _listen(0)
        self.port = int(self._listener.getsockname()[1])
        self._closing = False
        self.cuts = 0
        self.delay = 0.0
        """Seconds that each piece of what is said takes."""

    def __enter__(self) -> Proxy:
        self._serve()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing = True
        self._flowing.set()
        self.refuse()

    def refuse(self) -> None:
        """Let nobody in, and reset those who are."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()
        self.reset()

    def accept(self) -> None:
        """Let everybody in again, on the same port."""
        self._listener = _listen(self.port)
        self._serve()

    def reset(self) -> int:
        """Abort every connection; gives how many there were."""
        with self._lock:
            pairs, self._pairs = self._pairs, set()
        for pair in pairs:
            for sock in pair:
                with contextlib.suppress(OSError):
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                    sock.shutdown(socket.SHUT_RD)
                sock.close()
        self.cuts += len(pairs)
        return len(pairs)

    def freeze(self) -> None:
        """Keep connections open and let nothing through: a link that is half open."""
        self._flowing.clear()

    def thaw(self) -> None:
        """Let the bytes flow again."""
        self._flowing.set()

    @property
    def connections(self) -> int:
        """How many connections there are."""
        with self._lock:
            return len(self._pairs)

    def _serve(self) -> None:
        self._thread = threading.Thread(target=self._accept, args=(self._listener,), daemon=True)
        self._thread.start()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                server.connect(self._upstream)
            except OSError:
                client.close()
                server.close()
                continue
            with self._lock:
                self._pairs.add((client, server))
            threading.Thread(target=self._pump, args=(client, server), daemon=True).start()

    def _pump(self, client: socket.socket, server: socket.socket) -> None:
        other = {client: server, server: client}
        with contextlib.suppress(OSError, ValueError, KeyError), selectors.DefaultSelector() as ready:
            for sock in other:
                ready.register(sock, selectors.EVENT_READ)
            while client.fileno() >= 0:
                for key, _ in ready.select(0.2):
                    data = key.fileobj.recv(65536)  # type: ignore[union-attr]
                    time.sleep(self.delay)
                    self._flowing.wait()
                    if not data:
                        raise OSError
                    other[key.fileobj].sendall(data)  # type: ignore[index]
        with self._lock:
            self._pairs.discard((client, server))
        for sock in (client, server):
            sock.close()


def _listen(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(128)
    return listener


def unix_socket(url: str) -> Path:
    """The Unix socket of the server that a URL names, PostgreSQL or Redis. Raises ValueError if it names none."""
    if url.startswith("redis+socket"):
        return Path(unquote(urlsplit(url).path))
    host = str(conninfo_to_dict(url).get("host") or "") if not url.startswith("redis") else ""
    if not host.startswith("/"):
        raise ValueError(f"no Unix socket in {url}")
    return Path(host) / ".s.PGSQL.5432"
