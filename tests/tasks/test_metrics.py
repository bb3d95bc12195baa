"""The metrics are the rows, read at each scrape; what cannot be asked is said, not guessed."""

from __future__ import annotations

import json
import subprocess
import sys
import time
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
    owner.execute(
        "insert into ingest.site_days select 'quay.example', (now() at time zone 'UTC')::date - n, 9, 0, 0, 9, 900, 9,"
        " 0, case when n < 3 then 9 else 0 end, 0, 0 from generate_series(0, 12) as n"
    )
    owner.execute(
        "insert into ingest.subscriptions (source_id, hub, topic, base, token, state, asked_at, renew_at, lease_until,"
        " deliveries, refused)"
        " values (%s, 'h', 't', 'b', 'x', 'confirmed', now(), now(), now() + interval '1 hour', 5, 2)",
        (source,),
    )
    owner.execute(
        "insert into ingest.deliveries (source_id, media_type, content, received_at)"
        " values (%s, '', '', now() - interval '1 minute')", (source,)
    )  # fmt: skip
    found = sample(Context(service.settings))
    assert found["dateline_up", ""] == 1
    assert [found["dateline_hubs", state] for state in ("delivering", "asked", "denied", "failed")] == [1, 0, 0, 0]
    assert [found["dateline_hub_deliveries", kind] for kind in ("kept", "refused", "waiting")] == [5, 2, 1]
    assert 60 <= found["dateline_oldest_delivery_seconds", ""] < 120
    assert found["dateline_documents", "failed"] == 3
    assert found["dateline_waiting_documents", "parse"] == 7
    assert found["dateline_reasons", "failed,gone"] == 3
    assert found["dateline_sources", "active"] == 1
    assert found["dateline_oldest_due_seconds", ""] >= 60
    assert found["dateline_alarms", "drift"] == 1
    assert 2 * 86400 <= time.time() - found["dateline_drift_since_seconds", "quay.example"] < 4 * 86400


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
