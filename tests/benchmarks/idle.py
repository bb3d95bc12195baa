"""The app with stages that do nothing (`celery -A tests.benchmarks.idle`): what is left is Celery, Redis and SQL."""

from __future__ import annotations

import sys
import time
from typing import Any

from celery import chain

from pipeline import fetch, parse, stages
from pipeline.enrich import Tagging
from pipeline.models import Article, RawDocument, Sentence
from workers import context
from workers.app import KEY_PREFIX, app

__all__ = ["app"]


def _fetch(url: str, **_: Any) -> RawDocument:
    return RawDocument(url=url, final_url=url, content=b"<p>Nothing to see.</p>", media_type="text/html", status=200)


def _read(raw: RawDocument, **_: Any) -> Article:
    text = f"Nothing to see at {raw.url}."
    return Article(
        url=raw.url, text=text, title="Nothing", language="en", sentences=(Sentence(0, 0, 0, len(text), text),)
    )


class _Idle:
    languages = frozenset({"en"})

    def tag(self, *_: Any, **__: Any) -> Tagging:
        return Tagging((), None)


fetch.fetch = _fetch  # type: ignore[assignment]
parse.read_article = _read  # type: ignore[assignment]
stages.fetch.fetch = _fetch  # type: ignore[attr-defined]
context.load_tagger = lambda _: _Idle()  # type: ignore[assignment, return-value]


@app.task(name="empty")
def empty(number: int) -> None:
    """Do nothing."""


def send_chains(count: int) -> float:
    """Send chains of three empty tasks through the queues and wait for the last; gives the sender's seconds."""
    began = time.process_time()
    links = [app.signature("empty", (1,), immutable=True, queue=queue) for queue in ("fetch", "parse", "enrich")]
    with app.producer_pool.acquire(block=True) as producer:
        for _ in range(count):
            chain(*links).apply_async(producer=producer)
    took = time.process_time() - began
    with app.connection_for_read() as connection, connection.default_channel.conn_or_acquire() as client:
        keys = [f"{KEY_PREFIX}{name}" for name in ("fetch", "parse", "enrich", "unacked")]
        while any(client.execute_command("EXISTS", key) for key in keys):
            time.sleep(0.25)
    return took


if __name__ == "__main__":
    print(send_chains(int(sys.argv[1])))
