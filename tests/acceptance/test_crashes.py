"""What kills workers and empties Redis in the middle of a run changes nothing in its result."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from pipeline import storage
from tests import stories
from tests.acceptance.conftest import Operator, allowed
from tests.builders import arguments_of, wait_until
from tests.publisher import Publisher
from tests.tasks.conftest import SHORT, raw_client

TWO = {"DATELINE_PARSE_PROCESSES": "2", "DATELINE_ENRICH_PROCESSES": "2"}

pytestmark = pytest.mark.acceptance

ARTICLES = 120
RESULT = """
select a.url, a.title, a.text, a.language, a.word_count,
    (select count(*) from news.sentences s where s.article_id = a.article_id) as sentences,
    (select array_agg((m.start_char, m.end_char, m.label, e.name)::text order by m.mention_no)
     from news.mentions m join news.entities e using (entity_id) where m.article_id = a.article_id) as mentions
from news.articles a order by a.url
"""


def workers(command: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """Every process of the run but the command itself and the servers."""
    found = psutil.Process(command.pid).children(recursive=True)
    return [p for p in found if p.is_running() and "celery" in " ".join(arguments_of(p))]


def outcomes(operator: Operator) -> int:
    """Documents that have their outcome; none before the run has made the tables."""
    if operator.rows("select to_regclass('ingest.balance') is null as absent")[0]["absent"]:
        return 0
    return int(operator.rows("select count(*) as n from ingest.documents where due_at is null")[0]["n"])


def finish(command: subprocess.Popen[bytes], log: Path) -> dict[str, Any]:
    status = command.wait(300)
    printed = log.read_text()
    assert status == 0, printed
    # What a dying worker says last may come behind it: the log has both streams.
    counts: dict[str, Any] = json.loads(next(line for line in reversed(printed.splitlines()) if line[:1] == "{"))
    return counts


@pytest.mark.faults
def test_workers_killed_and_redis_flushed_in_the_middle_of_a_run_change_nothing_in_its_result(
    operator: Operator, publisher: Publisher, tmp_path: Path
):
    operator = operator.tagging()
    feed = stories.serve(publisher, range(ARTICLES), delay=0.05)
    seed = int(os.environ.get("DATELINE_TEST_SEED") or time.time())
    print(f"DATELINE_TEST_SEED={seed}")
    chance = random.Random(seed)
    log = tmp_path / "run.log"
    command = operator.start("run", "--json", feed, log=log, **SHORT | TWO | allowed(publisher))
    broker = raw_client(operator.environ.get("DATELINE_REDIS_URL") or f"redis+socket://{operator.home}/run/redis.sock")
    killed = flushed = 0
    wait_until(lambda: outcomes(operator) > 0, seconds=60)
    begun = outcomes(operator)
    while outcomes(operator) < ARTICLES * 0.8:
        victims = workers(command)
        if victims:
            victim = chance.choice(victims)
            _kill(victim)
            killed += 1
        if killed % 3 == 0:
            broker.flushall()
            flushed += 1
        seen = outcomes(operator)
        wait_until(lambda seen=seen: outcomes(operator) >= min(seen + 12, ARTICLES), seconds=150)  # type: ignore[misc]
    counts = finish(command, log)
    assert killed >= 4 and flushed >= 1 and begun < ARTICLES * 0.5
    assert counts["published"] == ARTICLES and counts["waiting"] == 0
    disturbed = operator.rows(RESULT)
    assert [row["text"] for row in sorted(disturbed, key=lambda row: _number(row["url"]))] == [
        "\n\n".join(stories.story(n).paragraphs) for n in range(ARTICLES)
    ]
    twice = operator.rows("select document_id, version from ingest.events where version is not null"
                          " group by 1, 2 having count(*) > 1")  # fmt: skip
    assert twice == []
    assert operator.run("audit").returncode == 0
    assert disturbed == undisturbed(operator, feed, publisher)


def test_a_run_that_is_killed_is_taken_up_by_the_next_one(operator: Operator, publisher: Publisher, tmp_path: Path):
    feed = stories.serve(publisher, range(40), delay=0.1)
    command = operator.start("run", feed, log=tmp_path / "run.log", **SHORT, **allowed(publisher))
    wait_until(lambda: outcomes(operator) > 3, seconds=60)
    programs = psutil.Process(command.pid).children(recursive=True)
    os.killpg(command.pid, signal.SIGKILL)
    command.wait()
    wait_until(lambda: not [p for p in programs if _alive(p)], seconds=60)
    assert outcomes(operator) < 40
    counts = operator.ingest(feed, **allowed(publisher))
    assert counts["status"] == 0
    assert operator.rows("select count(*) as n from news.articles") == [{"n": 40}]
    assert operator.run("audit").returncode == 0


def undisturbed(operator: Operator, feed: str, publisher: Publisher) -> list[dict[str, Any]]:
    """The result of the same sources on empty tables, with nothing killed."""
    with storage.connect(operator.database_url) as conn:
        conn.execute("truncate ingest.sources, ingest.documents, ingest.bodies, news.entities cascade")
    counts = operator.ingest(feed, **allowed(publisher))
    assert counts["published"] == ARTICLES
    return operator.rows(RESULT)


def _alive(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.Error):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def _kill(process: psutil.Process) -> None:
    with contextlib.suppress(psutil.Error):
        process.kill()


def _number(url: str) -> int:
    return int(url.rpartition("/")[2].removesuffix(".html"))
