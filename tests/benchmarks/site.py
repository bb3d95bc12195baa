"""What the throughput benchmark reads: a publisher in a process of its own, with made-up stories and real pages."""

from __future__ import annotations

import json
import multiprocessing
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from tests import stories
from tests.publisher import Publisher

PAGES = Path(__file__).parent.parent.parent.parent / "shared" / "quality" / "data" / "pages"


@dataclass(frozen=True)
class Site:
    """Where the publisher is, and the URLs of its feed and of its pages in the feed's order."""

    address: str
    feed: str
    pages: tuple[str, ...]
    real_pages: int


@contextmanager
def site(articles: int) -> Iterator[Site]:
    """Serve so many made-up stories, and the real pages of the test material where that is present."""
    with served(_serve, articles) as told:
        yield told


@contextmanager
def served(serve: Callable[..., None], *arguments: Any) -> Iterator[Any]:
    """A server in a process of its own: `serve(pipe, *arguments)` sends where it is, and serves until told to stop."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs, *arguments), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        ours.send("stop")
        process.join(10)


def real_pages() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of the real pages; nothing where they are not."""
    for name in ("publishers", "benchmark181"):
        path = PAGES / f"{name}.zip"
        if not path.exists():
            continue
        with zipfile.ZipFile(path) as archive:
            for line in archive.read("index.jsonl").decode().splitlines():
                entry = json.loads(line)
                yield f"/{name}/{entry['file'].rpartition('/')[2]}", archive.read(entry["file"])


def _serve(pipe: Connection, articles: int) -> None:
    with Publisher() as publisher:
        told = [stories.story(number, paragraphs=12) for number in range(articles)]
        for each in told:
            publisher.add(each.path, stories.page(each))
        real = list(real_pages())
        for path, content in real:
            publisher.add(path, content)
        paths = [each.path for each in told] + [path for path, _ in real]
        links = "".join(f"<item><link>{publisher.url(path)}</link><guid>{path}</guid></item>" for path in paths)
        feed = f'<rss version="2.0"><channel><title>Benchmark</title>{links}</channel></rss>'
        publisher.add("/feed.rss", feed.encode(), media_type="application/rss+xml")
        urls = tuple(publisher.url(path) for path in paths)
        pipe.send(Site(publisher.address, publisher.url("/feed.rss"), urls, len(real)))
        pipe.recv()
