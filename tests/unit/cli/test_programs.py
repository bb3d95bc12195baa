"""The programs of a service: which queues they serve, and where their secrets travel."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import settings
from pipeline.cli import programs
from pipeline.settings import Settings


@pytest.fixture
def told(tmp_path: Path) -> Settings:
    read = settings.read({"DATELINE_HOME": str(tmp_path)})
    return replace(read, database_url="postgresql://w:s3cret@db/x", redis_url="redis://:s3cret@r:6379/0")


def option(argv: tuple[str, ...], name: str) -> str:
    return argv[argv.index(name) + 1]


def test_every_queue_has_one_worker(told: Settings):
    made = programs.worker_programs(told, {}, events=False)
    queues = [q for program in made if "-Q" in program.argv for q in option(program.argv, "-Q").split(",")]
    assert sorted(queues) == ["control", "enrich", "fetch", "parse", "poll"]
    assert {program.name for program in made} == {"fetch", "parse", "enrich", "sweeper"}


def test_each_group_of_languages_has_a_queue_and_a_worker_of_its_own(told: Settings):
    grouped = replace(told, language_queues={"fr": "romance", "es": "romance", "zh": "asian"})
    made = {program.name: program for program in programs.worker_programs(grouped, {}, events=False)}
    assert option(made["enrich-romance"].argv, "-Q") == "enrich.romance"
    assert {"enrich", "enrich-asian", "enrich-romance"} <= set(made)


def test_fetches_are_threads_and_what_can_hang_is_processes(told: Settings):
    made = {program.name: program.argv for program in programs.worker_programs(told, {}, events=False)}
    assert option(made["fetch"], "-P") == "threads" and option(made["fetch"], "-c") == str(told.fetch_threads)
    assert option(made["parse"], "-P") == option(made["enrich"], "-P") == "prefork"


def test_events_are_sent_only_where_somebody_looks(told: Settings):
    for events in (True, False):
        assert all(
            ("-E" in p.argv) is events for p in programs.worker_programs(told, {}, events=events) if p.name != "sweeper"
        )


def test_no_secret_stands_in_an_argument_list(told: Settings):
    made = programs.worker_programs(told, {}, events=True) + programs.service_programs(
        told, {}, flower_password="s3cret"
    )
    for program in made:
        assert "s3cret" not in " ".join(program.argv)
        assert program.environ["DATELINE_REDIS_URL"] == told.redis_url


def test_flower_listens_on_loopback_asks_for_a_password_and_only_shows(told: Settings):
    flower = next(p for p in programs.service_programs(told, {}, flower_password="pw") if p.name == "flower")
    assert {"--address=127.0.0.1", "--read_only=True"} <= set(flower.argv)
    assert flower.environ["FLOWER_BASIC_AUTH"] == "dateline:pw"


def test_a_one_shot_run_is_quick_unless_the_operator_says_otherwise(monkeypatch: pytest.MonkeyPatch):
    for name in [name for name in os.environ if name.startswith("DATELINE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("DATELINE_MAX_ATTEMPTS", "7")
    monkeypatch.setenv("DATELINE_SWEEP_SECONDS", "")
    environ = programs.one_shot_environment()
    read = settings.read(environ)
    assert read.max_attempts == 7
    assert read.sweep_seconds == 0.5 and read.lease_seconds == 60


def test_only_a_worker_has_queues_to_move_aside(told: Settings):
    log: list[str] = []
    programs.quarantine(told, {}, log=lambda name, line: log.append(line))("flower")
    assert log == []
