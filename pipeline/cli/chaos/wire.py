"""The few commands to the soak's own broker, on its socket: this package knows no Redis client."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote, urlsplit

ANSWER_SECONDS = 5.0


def ask(redis_url: str, *words: str | bytes) -> Any:
    """The answer to one command (RESP 2). Raises OSError if there is none or the server says no."""
    path = Path(unquote(urlsplit(redis_url).path))
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(ANSWER_SECONDS)
        client.connect(str(path))
        parts = [word.encode() if isinstance(word, str) else word for word in words]
        client.sendall(b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%b\r\n" % (len(part), part) for part in parts))
        with client.makefile("rb") as answer:
            return _read(answer)


def _read(answer: BinaryIO) -> Any:
    line = answer.readline().rstrip()
    kind, rest = line[:1], line[1:]
    if kind == b"*":
        return [_read(answer) for _ in range(int(rest))]
    if kind == b"$":
        return answer.read(int(rest) + 2)[:-2] if int(rest) >= 0 else None
    if kind == b":":
        return int(rest)
    if kind == b"+":
        return rest
    raise OSError(f"the broker says {line!r}")
