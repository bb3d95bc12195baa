"""PostgreSQL that takes no writes or no sessions, is slow, half cut off, or replaced by another; clocks that jump."""

from __future__ import annotations

import contextlib
from pathlib import Path

import psycopg
import pytest

from pipeline import storage
from tests.acceptance.faults.conftest import service_on
from tests.acceptance.faults.harness import OPEN, Press, Trial, pause
from tests.acceptance.faults.proxy import Proxy
from tests.acceptance.faults.servers import Database, Standby
from tests.acceptance.faults.test_database import TERMINATE
from tests.conftest import TestServers
from tests.hooks import jumping_clock
from tests.publisher import Publisher

pytestmark = [pytest.mark.acceptance, pytest.mark.faults]


def test_a_database_that_takes_no_writes_for_a_while_is_waited_for(trial: Trial):
    def only_read(value: str) -> None:
        with storage.connect(trial.database_url) as conn:
            conn.execute("set default_transaction_read_only = off")
            name = conn.info.dbname
            conn.execute(f'alter database "{name}" set default_transaction_read_only = {value}')  # type: ignore[arg-type]

    with trial.running() as supervisor:
        trial.press.announce(60)
        trial.until_closed(10)
        trial.struck()
        only_read("on")
        trial.number(TERMINATE)
        pause(12)
        closed = trial.closed()
        only_read("off")
        trial.number(TERMINATE)
        trial.press.announce(30)
        trial.until_closed(70)
        trial.struck()
        found = trial.clean()
        assert closed < 60 and not supervisor.restarts
    assert found.outcomes["failed"] == 0 and max(found.attempts) <= 3


def test_a_server_without_a_session_to_spare_is_waited_for(trial_on_database: Trial):
    trial = trial_on_database
    with contextlib.ExitStack() as taken, storage.connect(trial.database_url) as conn:

        def take() -> bool:
            try:
                taken.callback(psycopg.connect(trial.database_url).close)
            except psycopg.OperationalError as error:
                assert "too many clients" in str(error)
                return False
            return True

        for _ in range(240):
            assert take()
        with trial.running():
            trial.press.announce(90)
            trial.until_closed(10)
            trial.struck()
            while take():
                pass
            conn.execute(TERMINATE)  # type: ignore[arg-type]
            pause(12, unless=lambda: take() and False)
            row = conn.execute(OPEN).fetchone()
            assert row is not None and row["count"] > 0
            taken.close()
            trial.press.announce(30)
            trial.until_closed(80)
            trial.struck()
            found = trial.clean()
    assert found.outcomes["failed"] == 0 and max(found.attempts) <= 3


def test_a_database_far_away_costs_time_and_nothing_else(trial_on_database_wire: Trial, database_wire: Proxy):
    trial = trial_on_database_wire
    with trial.running() as supervisor:
        trial.press.announce(30)
        trial.until_closed(5)
        database_wire.delay = 0.02
        trial.struck()
        trial.press.announce(30)
        trial.until_closed(50)
        trial.struck()
        database_wire.delay = 0.0
        found = trial.clean()
        assert not supervisor.restarts
    assert found.outcomes["enriched"] == 60


def test_a_link_to_the_database_that_is_half_open_and_then_gone_loses_nothing(
    trial_on_database_wire: Trial, database_wire: Proxy
):
    trial = trial_on_database_wire
    with trial.running():
        trial.press.announce(60)
        trial.until_closed(10)
        for _ in range(2):
            trial.struck()
            database_wire.freeze()
            pause(15)
            assert database_wire.reset()
            database_wire.thaw()
            trial.press.announce(20)
            closed = trial.closed()
            trial.until_closed(min(closed + 30, len(trial.press.manifest)))
        trial.struck()
        found = trial.clean()
    assert found.outcomes["enriched"] == 100


def test_a_standby_that_takes_over_from_a_primary_that_is_gone_goes_on_with_its_books(
    database: Database, servers: TestServers, publisher: Publisher, tmp_path: Path
):
    with Standby(database, tmp_path / "standby") as standby:
        service = service_on(tmp_path, database_url=standby.url, redis_url=servers.redis_url)
        service.broker.flushdb()
        writable = f"{standby.url}&target_session_attrs=read-write"
        trial = Trial(service, Press(publisher, writable), writable)
        with trial.running():
            trial.press.announce(60)
            trial.until_closed(10)
            trial.struck()
            database.kill()
            pause(5)
            standby.promote()
            trial.press.register_all()
            trial.press.announce(40)
            trial.until_closed(70)
            trial.struck()
            found = trial.clean()
        assert found.outcomes["failed"] == 0 and max(found.attempts) <= 3
        service.broker.flushdb()
        service.broker.close()


def test_clocks_of_the_workers_that_jump_by_hours_change_nothing(trial: Trial, tmp_path: Path):
    clock = tmp_path / "clock"
    with trial.running(**jumping_clock(tmp_path, clock)):
        trial.press.announce(40)
        trial.until_closed(5)
        for hours in (6, -6, 48, 0):
            trial.struck()
            clock.write_text(str(hours * 3600))
            trial.press.announce(20)
            closed = trial.closed()
            trial.until_closed(min(closed + 20, len(trial.press.manifest)))
        trial.struck()
        found = trial.clean()
    assert found.outcomes["enriched"] == 120 and max(found.attempts) <= 2
