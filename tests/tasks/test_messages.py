"""Messages that nobody of ours would send: refused or without effect, and the worker lives."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.storage import Connection
from tests import stories
from tests.builders import wait_until
from tests.publisher import Publisher
from tests.tasks.conftest import Service, findings, register, settle
from workers.app import KEY_PREFIX


@pytest.mark.parametrize("task", ["fetch", "poll"])
def test_a_message_without_a_rows_number_is_refused_and_the_worker_goes_on(
    service: Service, owner: Connection, publisher: Publisher, task: str
):
    wrong: list[tuple[Any, ...]] = [
        ("7",), (-1,), (0,), (10**30,), (1.5,), (None,), (True,), ([1],), ({"id": 1},), (), (1, 2), (987654321,),
    ]  # fmt: skip
    register(owner, stories.serve(publisher, range(2)))
    with service.running(DATELINE_ALLOW_ADDRESSES=publisher.address) as supervisor:
        for arguments in wrong:
            service.send(task, *arguments)
        service.sender.send_task(task, (1,), {"version": 0}, queue=task)
        service.sender.send_task(task, (), {"document_id": 1, "source_id": 1, "schema": "old"}, queue=task)
        service.broker.rpush(f"{KEY_PREFIX}{task}", first_protocol(task, 987654321), first_protocol(task, "7"))
        service.send("no.such.task", 1, queue=task)
        assert settle(owner, 2) == {"enriched": 2}
        wait_until(lambda: service.queue_length(task) == 0)
        assert not supervisor.restarts
    assert findings(owner) == []


def first_protocol(task: str, argument: object) -> str:
    """A message as Celery wrote it before version 4: all of it in the body."""
    body = json.dumps({"task": task, "id": "x", "args": [argument], "kwargs": {}, "retries": 0, "eta": None})
    return json.dumps(
        {
            "body": base64.b64encode(body.encode()).decode(), "content-encoding": "utf-8",
            "content-type": "application/json", "headers": {},
            "properties": {
                "delivery_tag": "y", "delivery_info": {"exchange": "", "routing_key": task}, "body_encoding": "base64",
            },
        }
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["application/x-python-serialize", "application/x-yaml", "application/x-unknown"])
def test_only_json_is_read(service: Service, owner: Connection, publisher: Publisher, kind: str):
    body = base64.b64encode(b"cos\nsystem\n(S'touch /tmp/dateline-owned'\ntR.").decode()
    message = {
        "body": body, "content-encoding": "binary", "content-type": kind,
        "headers": {"task": "fetch", "id": "x", "lang": "py", "argsrepr": "()", "kwargsrepr": "{}"},
        "properties": {
            "delivery_tag": "x", "delivery_info": {"exchange": "", "routing_key": "fetch"}, "body_encoding": "base64",
        },
    }  # fmt: skip
    service.broker.rpush(f"{KEY_PREFIX}fetch", json.dumps(message))
    register(owner, stories.serve(publisher, range(1)))
    with service.running(DATELINE_ALLOW_ADDRESSES=publisher.address) as supervisor:
        assert settle(owner, 1) == {"enriched": 1}
        assert not supervisor.restarts
    assert not Path("/tmp/dateline-owned").exists()


def test_poison_in_a_queue_is_moved_aside_after_three_deaths_and_work_goes_on(
    service: Service, owner: Connection, publisher: Publisher
):
    register(owner, stories.serve(publisher, range(6)))
    service.broker.rpush(f"{KEY_PREFIX}fetch", "garbage{", "null", "garbage{", "null", "[]", "garbage{")
    with service.running(DATELINE_ALLOW_ADDRESSES=publisher.address) as supervisor:
        assert settle(owner, 6, seconds=120) == {"enriched": 6}
        assert supervisor.restarts["fetch"] <= 4
    kept = service.broker.keys(f"{KEY_PREFIX}quarantine.*")
    assert kept and all(service.broker.ttl(key) > 0 for key in kept)
    assert findings(owner) == []
