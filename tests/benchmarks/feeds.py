"""Feeds against feedparser, in one run (`python -m tests.benchmarks.feeds [--worst N]`).

Over the feeds in ../shared/quality, by the scorer that lies beside them: how many have entries where they should, how
many of the entries' counts and of the fields are the expected ones (title, link, id, summary and author, of entries and
of the feeds themselves), how many calls end in another exception than the reader's own, the slowest call and the ratio
of processor time. Feedparser runs with its defaults, told where the feed came from. Of ours counts what is kept of a
feed: its entries and what `ingest.sources` says of it. A title with markup is kept with it (`title_html`) and without;
compared is the one with, as feedparser gives it. `--worst` names feeds whose fields differ.
"""

from __future__ import annotations

import argparse
import importlib.util
import io
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import feedparser

from pipeline.errors import Reject
from pipeline.models import EntryList, FeedEntry, RawDocument
from pipeline.parse import read_entries

QUALITY = Path("../shared/quality")
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
Reader = Callable[[bytes, str], dict[str, Any]]


def main() -> int:
    """Print the table; status 1 if the feeds are not here."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="name N feeds that differ (standard error)")
    options = parser.parse_args()
    if not (QUALITY / "score.py").exists():
        print(f"there is no {QUALITY / 'score.py'}: nothing to measure on", file=sys.stderr)
        return 1
    scorer = _scorer()
    print(f"{'reader':<12}{'feeds':>6}{'read':>11}{'counts':>9}{'fields':>11}{'crashes':>9}{'slowest':>9}{'CPU':>6}")
    base = _row(scorer, "feedparser", _feedparser, 0.0, worst=0)
    _row(scorer, "ours", ours, base, worst=options.worst)
    return 0


def _row(scorer: ModuleType, name: str, read: Reader, base: float, *, worst: int) -> float:
    slowest = 0.0

    def timed(body: bytes, url: str) -> dict[str, Any]:
        nonlocal slowest
        begun = time.process_time()
        try:
            return read(body, url)
        finally:
            slowest = max(slowest, time.process_time() - begun)

    asked = argparse.Namespace(data=str(QUALITY / "data"), set=None, declared=[], worst=worst)
    ((figures, _),) = scorer.score_feeds(timed, asked)
    seconds = float(figures["cpu_s"])
    read_, counts, fields = (
        f"{figures[right]}/{figures[of]}"
        for right, of in (("parsed", "with_items"), ("count_right", "count_of"), ("field_right", "field_of"))
    )
    crashes = figures["crash"] + figures["not_feed_crash"]
    ratio = f"{seconds / base:.2f}" if base else "1"
    print(f"{name:<12}{figures['items']:>6}{read_:>11}{counts:>9}{fields:>11}{crashes:>9}{slowest:>8.2f}s{ratio:>6}")
    return seconds


def _feedparser(body: bytes, url: str) -> dict[str, Any]:
    said = {"content-location": url, "content-type": "application/xml"}
    parsed = feedparser.parse(io.BytesIO(body), response_headers=said)
    own = {name: parsed.feed.get(name) for name in ("title", "link", "id", "author")}
    return {"entries": parsed.entries, **own}


def ours(body: bytes, url: str) -> dict[str, Any]:
    """What a poll would keep of a feed, under the names by which the scorer asks for it; nothing of what is refused.

    What stays different from feedparser does so by design: people's e-mail addresses are not kept.
    """
    try:
        listed = read_entries(RawDocument(url=url, final_url=url, content=body), now=NOW)
    except Reject:
        listed = EntryList()
    own = {"title": listed.title_html or listed.title, "link": listed.link, "id": listed.identity}
    return {"entries": [_fields(entry) for entry in listed.entries], "authors": listed.authors, **own}


def _fields(entry: FeedEntry) -> dict[str, Any]:
    return {
        "title": entry.title_html or entry.title,
        "link": entry.url,
        "id": entry.identity,
        "summary": entry.summary or entry.content,
        "authors": entry.authors,
    }


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("quality_score", QUALITY / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    sys.exit(main())
