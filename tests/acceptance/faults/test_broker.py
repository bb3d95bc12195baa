"""The broker flushed, killed, gone, cut off, full, poisoned and beside itself (rows F05 to F12)."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from tests.acceptance.faults.harness import Trial, endings, pause
from tests.acceptance.faults.proxy import Proxy
from tests.acceptance.faults.servers import Broker
from tests.builders import wait_until
from workers.app import KEY_PREFIX, lanes

pytestmark = pytest.mark.acceptance

STAGES = ("fetch", "parse", "enrich")


def waiting(trial: Trial) -> int:
    """Messages in the queues of the stages."""
    return sum(trial.service.queue_length(name) for name in STAGES)


@pytest.mark.faults
def test_f05_a_broker_flushed_five_times_costs_time_and_its_queues_stay_within_their_cap(
    trial: Trial, chance: random.Random
):
    longest = 0
    with trial.running(DATELINE_QUEUE_LIMIT="40"):
        trial.press.announce(80)
        trial.until_closed(5)
        for _ in range(5):
            trial.press.announce(12)
            wait_until(lambda: waiting(trial))
            trial.service.broker.flushall()
            trial.struck()
            before = trial.closed()
            pause(chance.uniform(0.5, 1.5))
            for _ in range(200):
                longest = max(longest, waiting(trial))
                if trial.closed() >= before + 8:
                    break
                pause(0.05)
        trial.clean()
    assert 0 < longest <= 40 + 2 * 2 + 8  # what is in work may hand on its chain's next link


@pytest.mark.faults
def test_f06_a_broker_that_dies_and_comes_back_empty_is_taken_up_again(
    trial_on_broker: Trial, broker: Broker, chance: random.Random
):
    trial = trial_on_broker
    with trial.running() as supervisor:
        trial.press.announce(40)
        trial.until_closed(5)
        for _ in range(3):
            trial.press.announce(15)
            before = trial.closed()
            broker.kill()
            trial.struck()
            pause(chance.uniform(0, 5))
            broker.start()
            trial.struck()
            wait_until(lambda before=before: trial.closed() > before + 12, seconds=40)  # type: ignore[misc]
        trial.clean()
        restarts = dict(supervisor.restarts)
    logged = sum(trial.service.logged_times("it starts again in", name) for name in restarts)
    assert logged >= sum(restarts.values()), (restarts, logged)


@pytest.mark.faults
def test_f07_a_broker_that_refuses_does_not_undo_what_is_worked_on_and_all_of_it_ends_when_it_is_back(
    trial_on_broker_wire: Trial, broker_wire: Proxy
):
    trial = trial_on_broker_wire
    with trial.running() as supervisor:
        trial.press.announce(60)
        trial.until_closed(20)
        events = "select count(*) from ingest.events"
        broker_wire.refuse()
        trial.struck()
        before = trial.number(events)
        trial.press.announce(20)
        pause(60)
        assert trial.number(events) > before  # what the workers held is committed
        assert trial.number("select count(*) from ingest.documents where state = 'failed'") == 0
        broker_wire.accept()
        trial.press.announce(40)
        trial.until_closed(100)
        trial.struck()
        trial.clean()
        assert sum(supervisor.restarts.values()) < 12


@pytest.mark.faults
def test_f09_connections_to_the_broker_reset_again_and_again_lose_nothing(
    trial_on_broker_wire: Trial, broker_wire: Proxy
):
    trial = trial_on_broker_wire
    with trial.running():
        trial.press.announce(20)
        trial.until_closed(1)
        for _ in range(15):
            trial.press.announce(8)
            broker_wire.reset()
            trial.struck()
            pause(2)
        trial.clean()
    assert broker_wire.cuts >= 30


@pytest.mark.faults
def test_f10_a_full_broker_stops_nothing_for_good(trial_on_broker: Trial, broker: Broker):
    trial = trial_on_broker
    client = trial.service.broker
    with trial.running() as supervisor:
        trial.press.announce(40)
        trial.until_closed(5)
        used = int(client.info("memory")["used_memory"])
        client.config_set("maxmemory", used - 100_000)
        trial.struck()
        trial.press.announce(60)
        wait_until(lambda: trial.service.logged("command not allowed when used memory"), seconds=30)
        wait_until(lambda: trial.service.logged("alarm=broker"), seconds=30)
        pause(12)
        client.config_set("maxmemory", 0)
        trial.until_closed(70)
        trial.struck()
        trial.clean()
        assert supervisor.pids().keys() >= {"fetch", "parse", "enrich", "sweeper"}
        ended = endings(trial.service)
        print("exit codes", ended)
        assert len(ended) == sum(supervisor.restarts.values())
        assert all(ending == "ended with status 1" for ending in ended), "a full broker is told as an error, at most"


POISON = (
    "garbage{", "null", "[]", '{"body": "%%%%", "content-type": "application/json", "content-encoding": "utf-8",'
    ' "headers": {"task": "fetch", "id": "1"}, "properties": {"delivery_tag": "1", "body_encoding": "base64",'
    ' "delivery_info": {"exchange": "", "routing_key": "fetch"}}}',
    '{"body": "W1sxXSwge30sIHt9XQ==", "content-type": "application/json", "content-encoding": "utf-8",'
    ' "headers": {"task": "fetch", "id": "2", "lang": "py", "timelimit": ["a", "b"]}, "properties":'
    ' {"delivery_tag": "2", "body_encoding": "base64", "delivery_info": {"exchange": "", "routing_key": "fetch"}}}',
)  # fmt: skip


def poisoned(trial: Trial) -> bool:
    """Whether poison is left in the queues of the stages."""
    left = {message for name in STAGES for message in trial.service.messages(name)}
    return any(poison.encode() in left for poison in POISON)


@pytest.mark.faults
def test_f11_poison_in_the_queues_ends_in_quarantine_and_good_work_resumes(trial: Trial, chance: random.Random):
    with trial.running() as supervisor:
        trial.press.announce(30)
        trial.until_closed(2)
        for _ in range(2):
            for poison in POISON:
                name = chance.choice(STAGES)
                trial.service.broker.lpush(f"{KEY_PREFIX}{name}", poison)
            trial.struck()
            trial.press.announce(15)
            before, restarts = trial.closed(), Counter(supervisor.restarts)
            trial.until_closed(before + 12)
            wait_until(lambda: not poisoned(trial))
            more = Counter(supervisor.restarts) - restarts
            assert all(count <= 3 for count in more.values()), more
        trial.clean(drain_seconds=60, in_flight=None)


MOST_COPIED = 60
"""Longer queues are left alone: copies of copies would fill the queue, and the sweeper sends only into free room."""


@pytest.mark.faults
def test_f12_every_message_five_times_and_in_any_order_is_worked_on_once(trial: Trial, chance: random.Random):
    with trial.running() as supervisor:
        trial.press.announce(40)
        trial.until_closed(1)
        copied = 0
        while copied < 60 or trial.closed() < 25:
            for key in (f"{KEY_PREFIX}{lane}" for name in STAGES for lane in lanes(name)):
                messages = trial.service.broker.lrange(key, 0, -1)
                if 0 < len(messages) <= MOST_COPIED:
                    copies = messages * 4
                    chance.shuffle(copies)
                    trial.service.broker.lpush(key, *copies)
                    copied += len(copies)
            trial.struck()
            if trial.closed() > len(trial.press.manifest) - 15:
                trial.press.announce(15)
            if len(trial.press.manifest) > 120:
                break
            pause(0.3)
        assert copied >= 60
        trial.clean()
        assert not supervisor.restarts
