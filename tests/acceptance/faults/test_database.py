"""PostgreSQL that ends sessions, crashes, stops, freezes, is locked or full (rows F17 to F23)."""

from __future__ import annotations

import contextlib
import random
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from pipeline import storage
from pipeline.storage import migrations
from tests.acceptance.faults.conftest import service_on
from tests.acceptance.faults.harness import Press, Trial, pause
from tests.acceptance.faults.servers import Database
from tests.builders import wait_until
from tests.conftest import TestServers
from tests.publisher import Publisher

pytestmark = pytest.mark.acceptance

OURS = "from pg_stat_activity where application_name like 'dateline %' and datname = current_database()"
TERMINATE = f"select count(*) from (select pg_terminate_backend(pid) {OURS} and pid <> pg_backend_pid()) as ended"


@pytest.mark.faults
def test_f17_sessions_ended_by_the_server_again_and_again_lose_nothing(trial: Trial):
    with trial.running() as supervisor:
        trial.press.announce(30)
        trial.until_closed(2)
        ended = 0
        for _ in range(3):
            trial.press.announce(10)
            ended += trial.number(TERMINATE)
            trial.struck()
            pause(3, unless=lambda: trial.closed() > len(trial.press.manifest) - 10)
        found = trial.clean()
        assert ended >= 6 and not supervisor.restarts
    assert max(found.attempts) <= 4, found.attempts


@pytest.mark.faults
def test_f18_a_server_process_killed_takes_all_sessions_with_it_and_burns_no_attempts(
    trial_on_database: Trial, database: Database, chance: random.Random
):
    trial = trial_on_database
    with trial.running():
        trial.press.announce(60)
        trial.until_closed(10)
        trial.struck()
        wait_until(lambda: database.backends())
        chance.choice(database.backends()).send_signal(signal.SIGKILL)
        wait_until(lambda: answers(trial))
        trial.press.announce(40)
        trial.until_closed(60)
        trial.struck()
        found = trial.clean()
    assert max(found.attempts) <= 2, found.attempts


@pytest.mark.parametrize("mode", ["fast", "immediate"])
@pytest.mark.faults
def test_f19_a_server_that_is_stopped_for_a_while_leaves_no_document_dead(
    trial_on_database: Trial, database: Database, mode: str
):
    trial = trial_on_database
    with trial.running():
        trial.press.announce(60)
        trial.until_closed(10)
        trial.struck()
        database.stop(mode)
        pause(30)
        assert sum(trial.service.queue_length(name) for name in ("fetch", "parse", "enrich")) <= 400
        database.start()
        trial.press.announce(40)
        trial.until_closed(60)
        trial.struck()
        found = trial.clean()
    assert found.outcomes["failed"] == 0 and max(found.attempts) <= 3


@pytest.mark.faults
def test_f21_a_frozen_server_is_waited_for_without_a_pile_of_connections(trial_on_database: Trial, database: Database):
    trial = trial_on_database
    with trial.running():
        trial.press.announce(60)
        trial.until_closed(10)
        trial.struck()
        with database.frozen(20):
            pass
        trial.press.announce(30)
        trial.until_closed(60)
        trial.struck()
        trial.clean()
        # twice four threads that fetch, two processes each that parse and enrich, the sweeper with its watch over
        # directories; and those being replaced
        assert trial.number(f"select count(*) {OURS}") <= 2 * (4 + 2 + 2 + 2) + 4


@pytest.mark.faults
def test_f22_a_lock_storm_is_waited_out_and_tried_again(trial: Trial):
    with trial.running():
        trial.press.announce(60)
        trial.until_closed(10)
        trial.struck()
        with storage.connect(trial.database_url) as conn, conn.transaction():
            conn.execute("lock table ingest.documents in access exclusive mode")
            pause(20)
        trial.press.announce(30)
        trial.until_closed(50)
        trial.struck()
        found = trial.clean()
        assert found.outcomes["enriched"] == len(trial.press.manifest)


def deadlock(trial: Trial) -> None:
    """A deadlock with a publisher, who looks for one once, a second after he began to wait: in time, or again."""
    for _ in range(5):
        with contextlib.suppress(psycopg.errors.LockNotAvailable):
            return cross(trial)
    raise AssertionError("no publisher was caught in time")


def cross(trial: Trial) -> None:
    """Hold what publishing takes last, and ask for what the publisher that waits for it has taken first."""
    with storage.connect(trial.database_url) as conn, conn.transaction():
        conn.execute("set local deadlock_timeout to '1h'")  # so that the worker finds it, and is the one to give way
        conn.execute("lock table ingest.story_gate in exclusive mode")
        waiting = "select count(*) from pg_locks where relation = 'ingest.story_gate'::regclass and not granted"
        wait_until(lambda: trial.number(waiting) > 0)
        conn.execute("set local lock_timeout to '5s'")
        conn.execute("update ingest.documents set changed_at = changed_at where state = 'parsed'")


@pytest.mark.faults
def test_f22_a_deadlock_with_another_writer_is_tried_again(trial: Trial):
    with trial.running():
        trial.press.announce(60)
        trial.until_closed(5)
        trial.struck()
        for _ in range(3):
            deadlock(trial)
            trial.press.announce(20)
        assert trial.service.logged("DeadlockDetected 40P01")
        trial.until_closed(80)
        trial.struck()
        found = trial.clean()
        assert found.outcomes["enriched"] == len(trial.press.manifest) and max(found.attempts) <= 3


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 160 MB; skipped, and said so, where none may be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=160m,mode=755", "none", str(place)]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"a small file system cannot be mounted here: {done.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False)


AHEAD = """
select count(*) from ingest.sources as s where (etag is not null or body_key is not null or last_success_at is not null)
    and not exists (select from ingest.documents as d where d.source_id = s.source_id)
"""
"""Sources that remember an answer of which no row was kept: they would not ask for it again."""


@pytest.mark.faults
def test_f23_a_full_disk_pauses_the_work_and_loses_nothing(
    small_disk: Path, servers: TestServers, publisher: Publisher, tmp_path: Path
):
    with Database(small_disk / "home") as database:
        with storage.connect(database.url) as conn:
            migrations.migrate(conn)
        service = service_on(tmp_path, database_url=database.url, redis_url=servers.redis_url)
        service.broker.flushdb()
        trial = Trial(service, Press(publisher, database.url), database.url)
        with trial.running():
            trial.press.announce(40)
            trial.until_closed(10)
            trial.struck()
            filler = small_disk / "filler"
            fill(filler)
            with contextlib.suppress(psycopg.Error):
                trial.press.announce(40)
            wait_until(lambda: trial.service.logged("DiskFull 53100"), seconds=40)
            with contextlib.suppress(psycopg.Error):
                assert not trial.number(AHEAD)
            pause(4)
            filler.unlink()
            if not answers(trial):
                with contextlib.suppress(Exception):
                    database.stop("immediate")
                database.start()
            assert not trial.number(AHEAD)
            trial.press.register_all()
            trial.until_closed(50)
            trial.struck()
            found = trial.clean()
            assert found.outcomes["enriched"] == len(trial.press.manifest)
        service.broker.flushdb()


def fill(path: Path) -> None:
    """Write until there is no room at all."""
    with contextlib.suppress(OSError), path.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12):
            with contextlib.suppress(OSError):
                while True:
                    file.write(b"\0" * size)


def answers(trial: Trial) -> bool:
    """Whether the database can be asked."""
    with contextlib.suppress(psycopg.Error):
        return trial.number("select 1") == 1
    return False
