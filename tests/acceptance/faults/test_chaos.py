"""`dateline chaos`: a short soak that ends well, and one that must not be called clean."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys

import pytest

from pipeline import settings, storage
from pipeline.cli.chaos.faults import Target
from pipeline.cli.chaos.press import serve
from pipeline.cli.chaos.soak import Soak
from pipeline.cli.chaos.wire import ask
from pipeline.cli.supervisor import Supervisor
from tests.conftest import TestServers
from tests.tasks.conftest import ROOT

pytestmark = pytest.mark.acceptance


@pytest.mark.faults
def test_a_soak_of_half_a_minute_finds_nothing_lost_and_says_what_it_did():
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.cli.main", "chaos", "--minutes", "0.5", "--seed", "11"],
        capture_output=True, text=True, timeout=300, check=False, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    told = done.stdout
    assert told.startswith("seed 11, 0.5 minutes")
    announced, published = re.findall(r"(\d+) announced, (\d+) published", told)[0]
    assert announced == published and int(announced) >= 120
    assert "nothing was lost" in told.splitlines()[-1]
    assert "faults injected" in told and len(re.findall(r"^ +\d+  \S", told, re.MULTILINE)) >= 3
    assert re.search(r"announcement to SQL: p50 [\d.]+ s, p95 [\d.]+ s", told)
    assert re.search(r"enrich +[▁▂▃▄▅▆▇█]+ \d+ to \d+ MiB", told)


def test_the_verdict_of_a_soak_names_what_is_missing_other_or_twice(database_url: str, servers: TestServers):
    told = settings.read({"DATELINE_DATABASE_URL": database_url, "DATELINE_REDIS_URL": servers.redis_url})
    with serve() as press, Supervisor([], log=lambda *_: None) as nobody:
        soak = Soak(Target(told, nobody, random.Random(1)), press, say=lambda _: None)
        press.announce(2)
        with storage.connect(database_url) as conn:
            insert_article(conn, press.url(0), text="Not what was announced.")
        verdict = soak.verdict()
    assert not verdict.clean
    assert (verdict.announced, verdict.published) == (2, 1)
    assert verdict.wrong == [press.url(0)]
    assert verdict.lost == [f"{press.url(1)} (no row)"]
    assert verdict.findings


def test_a_queue_can_be_asked_and_filled_without_a_client(servers: TestServers):
    if not servers.redis_url.startswith("redis+socket"):
        pytest.skip("the soak's own broker listens on a socket")
    key = "dateline:test-wire"
    assert ask(servers.redis_url, "LPUSH", key, "a\r\nb", b"\xff") == 2
    assert ask(servers.redis_url, "LRANGE", key, "0", "-1") == [b"\xff", b"a\r\nb"]
    assert ask(servers.redis_url, "DEL", key) == 1
    assert ask(servers.redis_url, "GET", key) is None
    with pytest.raises(OSError, match="unknown command"):
        ask(servers.redis_url, "NO-SUCH-COMMAND")


def insert_article(conn: storage.Connection, url: str, *, text: str) -> None:
    """An article as nobody of ours would have written it."""
    conn.execute("insert into ingest.sources (url, url_key) values ('https://x.example/', '\\x01')")
    conn.execute(
        "insert into ingest.documents (source_id, entry_key, url, state) select source_id, '\\x02', %s, 'enriched'"
        " from ingest.sources",
        (url,),
    )
    conn.execute(
        "insert into news.articles (article_id, source_id, source, url, canonical_url, title, title_source, authors,"
        " text, text_key, word_count, body_source, first_seen_at)"
        " select document_id, source_id, 'x', url, url, 't', 'page', '{}', %s, '\\x03', 4, 'page', now()"
        " from ingest.documents",
        (text,),
    )
