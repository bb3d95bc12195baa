"""Inputs that kill, hang or swell: the worker is replaced, and the document ends with a reason."""

from __future__ import annotations

import textwrap
from pathlib import Path

from pipeline.storage import Connection
from tests import stories
from tests.publisher import Publisher
from tests.tasks.conftest import ROOT, Service, findings, register, settle

HOOK = """
import os, re, signal, sys
if any(word == "parse" for word in sys.argv):
    import pipeline.parse as parse
    real = parse.read_article
    def read_article(raw, **options):
        if b"number 1 " in raw.content:
            {act}
        return real(raw, **options)
    parse.read_article = read_article
"""
"""What Python runs at its start (sitecustomize): one story of the feed has the worker do this."""


def hooked(tmp_path: Path, act: str) -> dict[str, str]:
    (tmp_path / "hook").mkdir()
    (tmp_path / "hook" / "sitecustomize.py").write_text(textwrap.dedent(HOOK).format(act=act), encoding="utf-8")
    return {"PYTHONPATH": f"{tmp_path / 'hook'}:{ROOT}"}


def ingest(service: Service, owner: Connection, publisher: Publisher, environ: dict[str, str]) -> dict[str, int]:
    told = [stories.story(number) for number in range(4)]
    for each in told:
        marked = stories.page(each).replace(b"<p>", f"<p>Story number {each.number} of four. ".encode(), 1)
        publisher.add(each.path, marked)
    publisher.add("/feed.rss", stories.feed(told, publisher.url("")), media_type="application/rss+xml")
    register(owner, publisher.url("/feed.rss"))
    with service.running(DATELINE_ALLOW_ADDRESSES=publisher.address, **environ):
        return settle(owner, 4, seconds=180)


def ending(owner: Connection) -> tuple[str, str, int]:
    row = owner.execute(
        "select reason, detail, attempts from ingest.documents where state in ('failed', 'rejected')"
    ).fetchone()
    assert row is not None
    return row["reason"], row["detail"], row["attempts"]


def test_a_document_that_kills_its_worker_is_given_up_after_its_attempts(
    service: Service, owner: Connection, publisher: Publisher, tmp_path: Path
):
    killed = hooked(tmp_path, "os.kill(os.getpid(), signal.SIGKILL)")
    assert ingest(service, owner, publisher, killed) == {"enriched": 3, "failed": 1}
    reason, detail, attempts = ending(owner)
    assert (reason, attempts) == ("gave_up", 3)
    assert "fell silent during attempt 3 of 3" in detail
    outcomes = owner.execute("select outcome from ingest.events where stage = 'sweep' order by event_id").fetchall()
    assert [row["outcome"] for row in outcomes] == ["lost", "lost", "failed"]
    assert findings(owner) == []


def test_a_document_that_never_ends_runs_into_the_time_limit(
    service: Service, owner: Connection, publisher: Publisher, tmp_path: Path
):
    endless = hooked(tmp_path, "exec('while True: pass')")
    assert ingest(service, owner, publisher, endless) == {"enriched": 3, "failed": 1}
    reason, detail, _ = ending(owner)
    assert reason == "gave_up" and "time_limit" in detail
    assert findings(owner) == []


def test_a_document_that_hangs_where_no_signal_reaches_is_killed_and_given_up(
    service: Service, owner: Connection, publisher: Publisher, tmp_path: Path
):
    stuck = hooked(tmp_path, "re.match(r'(a+)+$', 'a' * 64 + 'b')")
    assert ingest(service, owner, publisher, stuck) == {"enriched": 3, "failed": 1}
    assert ending(owner)[0] == "gave_up"
    assert findings(owner) == []


def test_a_document_that_wants_more_memory_than_there_is_fails_for_that_reason(
    service: Service, owner: Connection, publisher: Publisher, tmp_path: Path
):
    greedy = hooked(tmp_path, "bytearray(10**12)")
    assert ingest(service, owner, publisher, greedy) == {"enriched": 3, "failed": 1}
    assert ending(owner)[0] == "out_of_memory"
    assert findings(owner) == []
