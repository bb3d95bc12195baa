"""Guards are taken out in turn, and the verdict notices: a harness that cannot fail proves nothing.

The mutants live here alone: Python patches the program when a worker starts. Acknowledging a message early is no
mutant of this design, since rows decide and not messages: the last test says so. What stands in its place is a state
that is committed before the result.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pipeline.storage import Connection
from tests.acceptance.faults.harness import Trial, pause
from tests.acceptance.faults.polls import killed_polls, poll_lines
from tests.acceptance.faults.processes import kill_group
from tests.builders import wait_until
from tests.hooks import hook

pytestmark = [pytest.mark.acceptance, pytest.mark.faults]

WITHOUT_CLEANING = """
    import pipeline.parse.clean as clean
    real, raw = clean.clean_text, lambda text: text
    import pipeline.parse
    import sys
    for module in [m for name, m in sys.modules.items() if name.startswith("pipeline.parse")]:
        for name, value in list(vars(module).items()):
            if value is real:
                setattr(module, name, raw)
"""

STATE_BEFORE_RESULT = """
    import os
    import pipeline.stages as place
    real = place.articles.publish_article
    def publish_article(conn, claim, findings, **named):
        conn.execute("commit")  # the state is saved, the article is not yet
        if claim.document_id % 10 == 3:
            os.kill(os.getpid(), 9)
        conn.execute("begin")
        return real(conn, claim, findings, **named)
    place.articles.publish_article = publish_article
"""

STALE = """
    import os
    import time
    import pipeline.bodies as place
    from pipeline import storage
    real, held = place.fetch.fetch, set()
    def fetch(url, **named):
        raw = real(url, **named)
        if url.endswith("3.html") and url not in held:  # its lease is lost, and its result comes after another's
            held.add(url)
            with storage.connect(os.environ["DATELINE_DATABASE_URL"]) as conn:
                lose = "update ingest.documents set lease_token = null, due_at = now(), sent_at = null where url = %s"
                conn.execute(lose, (url,))
                asked = "select from ingest.documents where url = %s and due_at is null"
                while not conn.execute(asked, (url,)).fetchall():
                    time.sleep(0.1)
        return raw
    place.fetch.fetch = fetch
"""

WITHOUT_FENCE = """
    from pipeline.storage import queries
    fence = "and state = 'discovered' and version = %(version)s and lease_token = %(token)s"
    known = queries.statements()
    assert fence in known["save_raw"]
    known["save_raw"] = known["save_raw"].replace(fence, "")
"""

EARLY = """
    import workers.app as place
    place.app.conf.task_acks_late = False
"""


def test_the_verdict_notices_that_validators_are_saved_before_the_entries(
    trial: Trial, owner: Connection, chance: random.Random
):
    lines = poll_lines(trial)
    points = [chance.randrange(lines // 2, lines) for _ in range(60)]
    ends = killed_polls(trial, owner, points, mutant=validators_first)
    assert ends.ahead and ends.lost


def test_the_verdict_notices_that_text_is_not_cleaned(trial: Trial, tmp_path: Path):
    with trial.running(**hook(tmp_path, WITHOUT_CLEANING, programs=("parse",))):
        trial.press.announce(20)
        found = trial.verdict(seconds=40)
    assert len(found.lost) == 20, str(found)


def test_the_verdict_notices_that_there_is_no_sweeper(trial: Trial):
    with trial.running("fetch", "parse", "enrich") as supervisor:
        trial.press.announce(60)
        for row in trial.rows("select source_id from ingest.sources where last_attempt_at is null"):
            trial.service.send("poll", row["source_id"])
        trial.until_closed(5)
        trial.service.broker.flushall()
        kill_group(supervisor, "parse")
        found = trial.verdict(seconds=15)
    assert not found.drained and found.lost, str(found)


def test_the_verdict_notices_that_the_state_is_committed_before_the_result(trial: Trial, tmp_path: Path):
    with trial.running(**hook(tmp_path, STATE_BEFORE_RESULT, programs=("enrich",))):
        trial.press.announce(30)
        found = trial.verdict(seconds=40)
    assert found.lost, str(found)
    assert "unpublished" in found.audit, found.audit


@pytest.mark.parametrize("fenced", [True, False])
def test_the_verdict_notices_that_results_come_in_without_a_fence(trial: Trial, tmp_path: Path, fenced: bool):
    with trial.running(**hook(tmp_path, STALE + ("" if fenced else WITHOUT_FENCE), programs=("fetch",))):
        trial.press.announce(20)
        trial.until_closed(20)
        if fenced:
            wait_until(lambda: trial.number("select count(*) from ingest.events where outcome = 'fenced'") >= 2)
        else:
            wait_until(lambda: trial.rows("select from ingest.events where outcome = 'fetched' offset 20"))
        found = trial.verdict()
    assert found.clean is fenced and bool(found.doubled) is not fenced, str(found)


def test_messages_that_are_acknowledged_early_lose_nothing_because_rows_decide(
    trial: Trial, tmp_path: Path, chance: random.Random
):
    with trial.running(**hook(tmp_path, EARLY, programs=("parse", "enrich"))) as supervisor:
        trial.press.announce(40)
        trial.until_closed(3)
        for name in ("parse", "enrich"):
            trial.press.announce(15)
            wait_until(lambda name=name: kill_group(supervisor, name))  # type: ignore[misc]
            trial.struck()
            before = trial.closed()
            pause(8, unless=lambda before=before: trial.closed() > before + 10)  # type: ignore[misc]
        found = trial.verdict()
    assert found.clean, str(found)


def validators_first() -> None:
    """Save what the server calls the list before its entries are saved, each in a transaction of its own."""
    import pipeline.polling as place

    real = place._save

    def save(conn, claim, answer, **named):  # type: ignore[no-untyped-def]
        if answer.raw is not None:
            conn.execute(
                "update ingest.sources set etag = %s, body_key = %s where source_id = %s",
                (answer.raw.headers.get("etag"), place.identity.body_key(answer.raw.content), claim.source_id),
            )
        return real(conn, claim, answer, **named)

    place._save = save
