"""The app's settings: each guards against something that was seen to lose messages or hang workers."""

from __future__ import annotations

import subprocess
import sys

import pytest
from celery import Celery

from pipeline import settings
from pipeline.models import Stage
from pipeline.settings import SettingError
from workers.app import QUEUES, app, configuration


@pytest.fixture
def made() -> Celery:
    """An app with the default settings."""
    told = settings.read({"DATELINE_REDIS_URL": "redis://:s3cret@broker.example:6379/0"})
    made = Celery("test", set_as_current=False)
    made.config_from_object(configuration(told))
    return made


def test_messages_are_json_and_results_are_not_kept(made: Celery):
    assert made.conf.accept_content == ["json"] and made.conf.task_serializer == "json"
    assert made.conf.result_backend is None and made.conf.task_ignore_result


def test_messages_are_acknowledged_late_and_one_is_taken_at_a_time(made: Celery):
    assert made.conf.task_acks_late and made.conf.worker_prefetch_multiplier == 1
    assert not made.conf.task_reject_on_worker_lost, "a poison message would come back for ever"


def test_a_broker_that_is_away_or_silent_hangs_nobody(made: Celery):
    options = made.conf.broker_transport_options
    assert options["socket_timeout"] > 1, "a blocking read takes a second"
    assert options["socket_connect_timeout"] and options["health_check_interval"] and options["socket_keepalive"]
    assert made.conf.broker_connection_max_retries is None
    assert made.conf.broker_channel_error_retry and made.conf.broker_connection_retry_on_startup


def test_the_time_limits_rise_from_the_soft_limit_to_the_lease(made: Celery):
    told = settings.read({})
    visible = made.conf.broker_transport_options["visibility_timeout"]
    assert made.conf.task_soft_time_limit < made.conf.task_time_limit < visible < told.lease_seconds
    with pytest.raises(SettingError, match="the time limits must rise"):
        settings.read({"DATELINE_HARD_SECONDS": "400"})


def test_a_child_may_take_minutes_to_load_its_models(made: Celery):
    assert made.conf.worker_proc_alive_timeout >= 120, (
        "four seconds, Celery's default, kill every child of a busy machine"
    )


def test_each_task_has_its_queue_and_every_queue_is_served():
    app.loader.import_default_modules()
    ours = {name for name in app.tasks if not name.startswith("celery.")}
    assert ours == {*map(str, Stage), "poll", "sweep"}
    for name in ours:
        assert app.amqp.router.route({}, name)["queue"].name in QUEUES


def test_no_task_retries_or_waits_by_celerys_own_means():
    app.loader.import_default_modules()
    for name, task in app.tasks.items():
        if not name.startswith("celery."):
            assert not getattr(task, "autoretry_for", ()) and task.rate_limit is None


def test_the_schedule_holds_the_spare_sweep_alone(made: Celery):
    assert {entry["task"] for entry in made.conf.beat_schedule.values()} == {"sweep"}
    assert made.conf.beat_schedule["sweep"]["schedule"] >= 30


FOR_A_FIRST_DOCUMENT = pytest.mark.parametrize(
    ("queue", "loaded"), [("parse", ["trafilatura"]), ("enrich", ["spacy", "numpy"]), ("fetch", [])]
)


@FOR_A_FIRST_DOCUMENT
def test_a_pool_process_has_loaded_all_that_its_first_document_needs_before_that_documents_time_runs(
    queue: str, loaded: list[str]
):
    done = started(queue, "signals.begin()")
    found = done.stdout.strip().splitlines()[-1]
    assert all(repr(name) in found for name in loaded) and (loaded or found == "[]")


@FOR_A_FIRST_DOCUMENT
def test_what_pool_processes_have_in_common_is_loaded_once_before_they_are_made(queue: str, loaded: list[str]):
    done = started(queue, "import gc; print(gc.get_freeze_count() > 10_000)")
    frozen, found = done.stdout.strip().splitlines()[-2:]
    assert frozen == str(bool(loaded))
    assert all(repr(name) in found for name in loaded) and (loaded or found == "[]")


def test_a_worker_that_is_to_find_no_names_loads_nothing_to_find_them_with(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATELINE_MODELS", "none")
    loaded = started("enrich", "pass").stdout.strip().splitlines()[-1]
    assert "'spacy'" not in loaded and "'trafilatura'" in loaded


def started(queue: str, then: str) -> subprocess.CompletedProcess[str]:
    """A worker of this queue up to where its pool is made; `then` runs, and what is loaded is the last line printed."""
    program = (
        "import sys, workers; from workers import signals; from types import SimpleNamespace as N;"
        f"signals.prepare(N(app=N(amqp=N(queues=N(consume_from=['{queue}']))))); {then};"
        "print([name for name in ('trafilatura', 'spacy', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "ERROR" not in done.stderr
    return done
