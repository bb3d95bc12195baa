"""What a worker process holds open: a connection that was hurt is thrown away, and outages burn nothing."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from celery.exceptions import Ignore
from celery.signals import after_task_publish, beat_init

from pipeline import settings, storage
from pipeline.enrich import ModelError
from pipeline.storage import migrations
from tests.builders import wait_until
from workers import context as module
from workers.app import app  # noqa: F401 - connects the signals
from workers.context import Context, at_work, mark_alive, one_line
from workers.signals import BEAT_ALIVE


@pytest.fixture
def here(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Context]:
    """This process's context, on the test's own database."""
    told = settings.read({"DATELINE_HOME": str(tmp_path), "DATELINE_DATABASE_URL": database_url})
    made = Context(told)
    monkeypatch.setattr(module, "_context", made)
    monkeypatch.setattr(module.time, "sleep", lambda _: None)
    yield made
    with made.connection() as conn:
        conn.close()


def test_a_thread_keeps_its_connection_and_works_as_the_worker(here: Context):
    with here.connection() as first:
        assert first.execute("select current_user as who").fetchone() == {"who": "dateline_worker"}
    with here.connection() as second:
        assert second is first


def test_each_thread_has_a_connection_of_its_own(here: Context):
    seen: list[storage.Connection] = []

    def work() -> None:
        with here.connection() as conn:
            seen.append(conn)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(conn) for conn in seen}) == 3
    for conn in seen:
        conn.close()


@pytest.mark.parametrize("error", [ValueError("bug"), KeyboardInterrupt(), SystemExit(1), MemoryError()])
def test_any_exception_at_all_closes_the_connection(here: Context, error: BaseException):
    with pytest.raises(type(error)), here.connection() as hurt:
        raise error
    assert hurt.closed
    with here.connection() as fresh:
        assert fresh is not hurt and fresh.execute("select 1 as one").fetchone() == {"one": 1}


def test_a_connection_that_was_left_inside_a_transaction_is_not_used_again(here: Context):
    with here.connection() as left:
        left.execute("begin")
    assert left.closed
    with here.connection() as fresh:
        assert storage.usable(fresh)


class LateError(Exception):
    """What a time limit's signal raises."""


def test_an_attempt_to_connect_that_a_signal_cuts_short_leaves_no_session_open():
    def late(*_: object) -> None:
        raise LateError

    with socket.create_server(("127.0.0.1", 0)) as frozen:
        before = signal.signal(signal.SIGALRM, late)
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        try:
            with pytest.raises(LateError) as kept:
                storage.connect(f"postgresql://nobody@127.0.0.1:{frozen.getsockname()[1]}/none")
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
        session, _ = frozen.accept()
        with session:
            session.settimeout(5)
            while session.recv(4096):  # its greeting, then its end; without an end this times out
                pass
    assert kept.value.__traceback__ is not None  # as a pool's process keeps it until its next task is done


def test_a_connection_that_the_server_ended_is_replaced(here: Context, owner: storage.Connection):
    with pytest.raises(storage.Unavailable), here.connection() as dead:
        pid = dead.info.backend_pid
        owner.execute("select pg_terminate_backend(%s)", (pid,))
        dead.execute("select 1")
    with here.connection() as fresh:
        assert fresh.info.backend_pid != pid


def test_a_connection_that_the_server_ended_meanwhile_costs_no_message(here: Context, owner: storage.Connection):
    with here.connection() as conn:
        ended = conn.info.backend_pid
    owner.execute("select pg_terminate_backend(%s)", (ended,))
    wait_until(lambda: not owner.execute("select 1 from pg_stat_activity where pid = %s", (ended,)).fetchall())
    with at_work(1) as (_, conn):
        assert conn.execute("select 1 as one").fetchone() == {"one": 1} and conn.info.backend_pid != ended


@pytest.mark.parametrize("error", [psycopg.OperationalError("gone"), ModelError("no model")])
def test_an_outage_drops_the_message_after_a_pause_that_grows(
    here: Context, error: Exception, monkeypatch: pytest.MonkeyPatch
):
    pauses: list[float] = []
    monkeypatch.setattr(module.time, "sleep", pauses.append)
    for _ in range(7):
        with pytest.raises(Ignore), at_work(1):
            raise error
    assert pauses == [1.0, 2.0, 4.0, 8.0, 10.0, 10.0, 10.0]
    with at_work(1):
        pass
    with pytest.raises(Ignore), at_work(1):
        raise error
    assert pauses[-1] == 1.0


def test_a_worker_older_than_the_schema_works_and_one_newer_waits_for_the_migration(
    here: Context, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    known = migrations._needed()
    monkeypatch.setattr(migrations, "_needed", lambda: known - {max(known)})
    with at_work(1) as (_, conn):
        conn.close()
    monkeypatch.setattr(migrations, "_needed", lambda: known | {9999})
    for _ in range(2):
        with caplog.at_level(logging.WARNING, "dateline"), pytest.raises(Ignore), at_work(1):
            raise AssertionError("work began on a schema that lacks what it needs")
    assert caplog.text.count("the schema lacks migration 9999: run `dateline migrate`") == 2
    monkeypatch.setattr(migrations, "_needed", lambda: known)


def test_a_bug_is_not_taken_for_an_outage(here: Context):
    with pytest.raises(ZeroDivisionError), at_work(1):
        raise ZeroDivisionError


@pytest.mark.parametrize("number", [0, -1, 2**63, "1", 1.0, True, None, [1], {"a": 1}, "x" * 10_000])
def test_what_is_no_rows_number_is_refused_before_anything_is_opened(number: object, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.WARNING, logger="dateline"), pytest.raises(Ignore), at_work(number):
        raise AssertionError("never entered")
    assert "refused message" in caplog.text and len(caplog.text) < 300


def test_a_forked_child_makes_its_own_context(here: Context):
    assert module.context() is here
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        os.environ["DATELINE_DATABASE_URL"] = here.settings.database_url
        os.write(writable, b"own" if module.context() is not here else b"the parent's")
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(readable, 20) == b"own"


def test_an_error_from_outside_is_one_line_of_the_log():
    line = one_line(ValueError("first\nsecond\x1b[31m \u202e" + "x" * 1000))
    assert "\n" not in line and "\x1b" not in line and len(line) <= 500
    assert line.startswith("ValueError: first second")


def test_an_error_of_the_database_is_told_with_its_code(database_url: str):
    with storage.connect(database_url) as conn, pytest.raises(storage.DatabaseError) as caught:
        conn.execute("select 1 / 0")
    assert one_line(caught.value) == "DivisionByZero 22012: division by zero"


def test_a_sign_of_life_that_cannot_be_left_is_a_warning_and_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    mark_alive(tmp_path / "home" / "alive")
    assert (tmp_path / "home" / "alive").is_file()
    (tmp_path / "taken").write_text("no folder")
    with caplog.at_level(logging.WARNING, logger="dateline"):
        mark_alive(tmp_path / "taken" / "alive")
    assert "cannot be touched" in caplog.text


def test_beat_leaves_a_sign_of_life_with_every_task_that_it_sends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    before = list(after_task_publish.receivers)
    try:
        beat_init.send(sender=None)
        assert not (tmp_path / BEAT_ALIVE).exists()
        after_task_publish.send(sender="sweep")
        assert (tmp_path / BEAT_ALIVE).is_file()
    finally:
        after_task_publish.receivers = before
