"""The metrics are the rows, read at each scrape; what cannot be asked is said, not guessed."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

from prometheus_client.registry import CollectorRegistry

from pipeline.storage import Connection
from tests.tasks.conftest import ROOT, Service, register
from workers.context import Context
from workers.metrics import Books


def sample(context: Context) -> dict[tuple[str, str], float]:
    registry = CollectorRegistry()
    registry.register(Books(context))
    return {
        (sample.name, ",".join(sample.labels.values())): sample.value
        for metric in registry.collect()
        for sample in metric.samples
    }


def test_every_gauge_counts_rows(service: Service, owner: Connection):
    source = register(owner, "https://news.example/feed")
    owner.execute(
        "insert into ingest.documents (source_id, entry_key, url, state, due_at, reason)"
        " select %s, sha256(n::text::bytea), 'u', case when n < 4 then 'failed' else 'fetched' end,"
        " case when n < 4 then null else now() - interval '1 minute' end, case when n < 4 then 'gone' end"
        " from generate_series(1, 10) as n",
        (source,),
    )
    found = sample(Context(service.settings))
    assert found["dateline_up", ""] == 1
    assert found["dateline_documents", "failed"] == 3
    assert found["dateline_waiting_documents", "parse"] == 7
    assert found["dateline_reasons", "failed,gone"] == 3
    assert found["dateline_sources", "active"] == 1
    assert found["dateline_oldest_due_seconds", ""] >= 60


def test_a_database_that_is_away_is_a_gauge_at_0(service: Service):
    away = replace(service.settings, database_url="postgresql://nobody@127.0.0.1:9/none")
    assert sample(Context(away)) == {("dateline_up", ""): 0}


def test_the_check_of_the_broker_tells_its_name_and_queues_or_why_not(service: Service):
    argv = [sys.executable, "-m", "workers.check"]
    done = subprocess.run(argv, cwd=ROOT, env=service.environ, capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout)
    assert answer["server"].startswith(("Redis ", "Valkey "))
    assert answer["queues"] == {"poll": 0, "fetch": 0, "parse": 0, "enrich": 0, "control": 0}
    away = service.environ | {"DATELINE_REDIS_URL": "redis://127.0.0.1:9/0"}
    failed = subprocess.run(argv, cwd=ROOT, env=away, capture_output=True, text=True, check=False)
    assert failed.returncode == 1 and failed.stderr.count("\n") == 1
