"""Pollers that die anywhere, two schedules, no sweeper and two (rows F25 to F27)."""

from __future__ import annotations

import json
import random
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from pipeline.cli.programs import service_programs
from pipeline.cli.supervisor import Supervisor
from pipeline.storage import Connection
from tests.acceptance.faults.harness import RESEND_SECONDS, Trial
from tests.acceptance.faults.polls import killed_polls, poll_lines
from tests.acceptance.faults.processes import signal_main
from tests.builders import wait_until
from tests.hooks import hook

pytestmark = [pytest.mark.acceptance, pytest.mark.faults]


def test_f25_a_poller_killed_at_any_line_loses_no_entry_and_keeps_no_validator_ahead_of_them(
    trial: Trial, owner: Connection, chance: random.Random
):
    lines = poll_lines(trial)
    assert lines > 300
    points = [chance.randrange(lines + 20) for _ in range(500)]
    ends = killed_polls(trial, owner, points)
    assert not ends.ahead, ends.ahead[:3]
    assert ends.killed > 400 and ends.committed > 0
    assert not ends.lost, ends.lost[:3]


def test_f26_two_schedules_one_of_them_killed_again_and_again_double_nothing(trial: Trial):
    environ = trial.service.environ | {"DATELINE_ALLOW_ADDRESSES": trial.press.publisher.address}
    programs = service_programs(trial.service.settings, environ, flower_password="x")
    beat = next(program for program in programs if program.name == "beat")
    log: list[str] = []
    killed: set[int] = set()
    with (
        trial.running("fetch", "parse", "enrich") as workers,
        Supervisor([beat], log=lambda name, line: log.append(line)) as one,
        Supervisor([beat], log=lambda name, line: log.append(line)) as other,
    ):
        trial.press.announce(40)
        began, seen, since = time.monotonic(), 0, 0.0
        while len(killed) < 10 or trial.closed() < len(trial.press.manifest):
            assert time.monotonic() - began < 240
            for supervisor in (one, other):
                supervisor.check()
            pid = one.pids().get("beat", 0)
            if pid != seen:
                seen, since = pid, time.monotonic()
            elif pid and pid not in killed and len(killed) < 10 and time.monotonic() - since > 3:
                assert signal_main(one, "beat", signal.SIGKILL)
                killed.add(pid)
                trial.struck()
                trial.press.announce(4)
            time.sleep(0.1)
        assert time.monotonic() - began > 60  # across a minute's end
        trial.clean(in_flight=None)
        assert sum(one.restarts.values()) >= 9 and not workers.restarts


def test_f27_without_a_sweeper_the_chain_goes_on_and_two_of_them_send_no_storm(trial: Trial):
    with trial.running("fetch", "parse", "enrich"):
        trial.press.announce(40)
        for row in trial.rows("select source_id from ingest.sources"):
            trial.service.send("poll", row["source_id"])
        assert trial.drain(seconds=30)
    trial.press.announce(40)
    with trial.running("fetch"):
        for row in trial.rows("select source_id from ingest.sources where last_attempt_at is null"):
            trial.service.send("poll", row["source_id"])
        wait_until(lambda: trial.service.queue_length("parse") == 40)
    trial.service.broker.flushdb()
    began = time.monotonic()
    with trial.running("sweeper"), trial.running("sweeper"):
        wait_until(lambda: trial.service.queue_length("parse") >= 80, seconds=30)
        messages = trial.service.messages("parse")
        elapsed = time.monotonic() - began
    sends = Counter(json.loads(message)["body"] for message in messages)
    assert max(sends.values()) <= elapsed / RESEND_SECONDS + 1, (sends.most_common(2), elapsed)
    with trial.running():
        trial.clean(in_flight=None)


def test_a_source_that_is_killed_in_its_poll_again_and_again_is_listed_in_the_end(trial: Trial, tmp_path: Path):
    sometimes = hook(
        tmp_path,
        f"""
        import os, pathlib
        import pipeline.polling as place
        real = place._save
        left = pathlib.Path({str(tmp_path / "left")!r})
        def save(*given, **named):
            count = len(left.read_text()) if left.exists() else 0
            left.write_text("x" * (count + 1))
            if count < 3:
                os.kill(os.getpid(), 9)
            return real(*given, **named)
        place._save = save
        """,
        programs=("poll", "poll,fetch,control"),
    )
    with trial.running(**sometimes) as supervisor:
        trial.press.announce(60)
        found = trial.verdict()
        assert found.clean, str(found)
        assert sum(times for name, times in supervisor.restarts.items() if name.startswith("fetch")) >= 3
