"""Workers that are killed, frozen and replaced while they work (rows F01, F02, F04 and F29)."""

from __future__ import annotations

import random
import signal
import time
from pathlib import Path

import pytest

from tests.acceptance.faults.harness import FREEZE_SECONDS, Trial, frozen_at_work, pause
from tests.acceptance.faults.processes import kill, kill_group, pool, signal_main
from tests.builders import wait_until
from tests.hooks import slow

pytestmark = pytest.mark.acceptance

FENCED = "select count(*) from ingest.events where outcome = 'fenced'"
GROUPS = ("fetch", "parse", "enrich", "sweeper")


@pytest.mark.faults
def test_f01_groups_of_workers_killed_twenty_times_lose_and_double_nothing(trial: Trial, chance: random.Random):
    with trial.running() as supervisor:
        trial.press.announce(20)
        trial.until_closed(1)
        for _ in range(20):
            trial.press.announce(4)
            name = chance.choice(sorted(supervisor.pids()))
            wait_until(lambda name=name: kill_group(supervisor, name))  # type: ignore[misc]
            trial.struck()
            pause(chance.uniform(0.5, 2.5))
        trial.clean()
        assert sum(supervisor.restarts.values()) >= 15


@pytest.mark.faults
def test_f02_processes_of_the_pools_killed_in_their_work_are_replaced_and_their_documents_retried(
    trial: Trial, tmp_path: Path, chance: random.Random
):
    with trial.running(**slow(tmp_path, "parse", 0.25)) as supervisor:  # so that most of them have work when they die
        trial.press.announce(20)
        trial.until_closed(1)
        for _ in range(8):
            trial.press.announce(8)
            before = trial.closed()
            wait_until(lambda: pool(supervisor, "parse"))
            assert kill(chance.choice(pool(supervisor, "parse")))
            trial.struck()
            pause(6.0, unless=lambda before=before: trial.closed() > before + 4)  # type: ignore[misc]
        found = trial.clean()
        assert trial.number("select count(*) from ingest.events where outcome = 'lost'"), "no document was ever retried"
    assert 2 <= max(found.attempts) <= 5, found.attempts


@pytest.mark.parametrize("name", ["enrich", "parse", "fetch"])
@pytest.mark.faults
def test_f04_a_worker_that_was_frozen_beyond_its_lease_saves_nothing_of_what_it_held(
    trial: Trial, tmp_path: Path, name: str
):
    slowly = slow(tmp_path, name, 0.25) if name != "fetch" else {}
    trial.press.delay = 1.5 if name == "fetch" else 0.02
    with trial.running(*GROUPS, **slowly) as frozen_ones:  # no twins: what is held must be held by those that freeze
        for _ in range(3):  # a time limit that meets it within a statement ends an attempt before it writes anything
            trial.press.announce(40)
            trial.until_closed(len(trial.press.manifest) - 37)
            with frozen_at_work(trial, frozen_ones, name), trial.running(name):
                trial.struck()
                trial.press.announce(20)
                time.sleep(FREEZE_SECONDS)
                wait_until(lambda: trial.number("select count(*) from ingest.events where outcome = 'lost'"))
                trial.until_closed(len(trial.press.manifest) - 8)
            trial.struck()
            pause(20, unless=lambda: trial.number(FENCED))
            if trial.number(FENCED):
                break
        assert trial.number(FENCED)
        found = trial.clean()
        assert found.outcomes["enriched"] == len(trial.press.manifest)


@pytest.mark.faults
def test_f29_workers_told_to_end_in_turns_finish_in_time_and_lose_nothing(trial: Trial, chance: random.Random):
    with trial.running() as supervisor:
        trial.press.announce(20)
        trial.until_closed(1)
        for turn in range(8):
            trial.press.announce(8)
            name, before = GROUPS[turn % 3], dict(supervisor.pids())
            number = signal.SIGQUIT if turn == 5 else signal.SIGTERM
            began = time.monotonic()
            wait_until(lambda name=name, number=number: signal_main(supervisor, name, number))  # type: ignore[misc]
            trial.struck()
            if turn == 5:  # a cold end may hang: whoever asked kills it after the grace
                pause(10, unless=lambda name=name, before=before: supervisor.pids().get(name) != before[name])  # type: ignore[misc]
                kill_group(supervisor, name)
            wait_until(lambda name=name, before=before: supervisor.pids().get(name) not in (None, before[name]))  # type: ignore[misc]
            assert time.monotonic() - began < 25
            closed = trial.closed()
            pause(8, unless=lambda closed=closed: trial.closed() >= closed + 6)  # type: ignore[misc]
            trial.struck()
        trial.clean()
