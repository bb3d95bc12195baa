"""Messages in a queue that no worker serves are an alarm, which ends when one does."""

from __future__ import annotations

import pytest

from pipeline.storage import Connection, books
from workers import consumers
from workers.consumers import LOOKS, Consumers


def alarms(conn: Connection) -> dict[str, str]:
    return {row["subject"]: row["detail"] for row in books.alarms(conn) if row["kind"] == "no consumer"}


def test_a_queue_that_no_worker_serves_is_an_alarm_after_some_looks_until_one_does_or_it_is_empty(
    owner: Connection, monkeypatch: pytest.MonkeyPatch
):
    lengths = {"fetch": 0, "parse": 4, "enrich": 2, "enrich.west": 7}
    serving = {"fetch", "parse"}
    monkeypatch.setattr(consumers, "queue_lengths", lambda names: lengths)
    monkeypatch.setattr(consumers, "served", lambda: serving)
    seen = Consumers()
    for _ in range(LOOKS - 1):
        seen.look(owner)
    serving.add("enrich")  # its worker has come up
    assert alarms(owner) == {}
    seen.look(owner)
    assert alarms(owner) == {"enrich.west": "7 messages wait and no worker takes from it"}
    lengths["enrich.west"] = 0
    seen.look(owner)
    assert alarms(owner) == {}
    lengths["enrich.west"] = 1
    seen.look(owner)
    assert alarms(owner) == {}


def test_nothing_is_said_of_queues_while_the_broker_is_away(owner: Connection, monkeypatch: pytest.MonkeyPatch):
    def away(names: object) -> dict[str, int]:
        raise OSError("connection refused")

    monkeypatch.setattr(consumers, "queue_lengths", away)
    seen = Consumers()
    for _ in range(LOOKS):
        seen.look(owner)
    assert alarms(owner) == {}
