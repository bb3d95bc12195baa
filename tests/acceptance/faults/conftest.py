"""A service under fault: on the session's servers, behind wires of our own, or on servers that may be killed."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from pipeline import settings, storage
from pipeline.storage import migrations
from tests.acceptance.faults.harness import QUICK, Press, Trial, seeded
from tests.acceptance.faults.proxy import Proxy, unix_socket
from tests.acceptance.faults.servers import Broker, Database
from tests.conftest import TestServers
from tests.publisher import Publisher
from tests.tasks.conftest import ROOT, SHORT, Service


@pytest.fixture
def chance() -> random.Random:
    """Chance of this test, its seed printed."""
    return seeded()


def service_on(home: Path, *, database_url: str, redis_url: str) -> Service:
    """A service with quick settings on these servers; nothing of it runs yet."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")} | SHORT | QUICK
    environ |= {
        "DATELINE_HOME": str(home), "DATELINE_DATABASE_URL": database_url, "DATELINE_REDIS_URL": redis_url,
        "PYTHONPATH": str(ROOT), "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }  # fmt: skip
    return Service(settings.read(environ), environ)


@contextmanager
def with_empty_broker(service: Service) -> Iterator[Service]:
    """Its broker is empty when the block begins and when it ends."""
    service.broker.flushdb()
    yield service
    service.broker.flushdb()
    service.broker.close()


@pytest.fixture
def trial(servers: TestServers, database_url: str, publisher: Publisher, tmp_path: Path) -> Iterator[Trial]:
    """A trial on the session's servers, with an empty database and an empty Redis."""
    with with_empty_broker(service_on(tmp_path, database_url=database_url, redis_url=servers.redis_url)) as service:
        yield Trial(service, Press(publisher, database_url), database_url)


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    """A broker of the test's own, which may be killed; without persistence, as the product's."""
    with Broker(tmp_path / "broker") as started:
        yield started


@pytest.fixture
def trial_on_broker(broker: Broker, database_url: str, publisher: Publisher, tmp_path: Path) -> Trial:
    """A trial whose broker is its own."""
    service = service_on(tmp_path, database_url=database_url, redis_url=broker.url)
    return Trial(service, Press(publisher, database_url), database_url)


@pytest.fixture
def broker_wire(servers: TestServers) -> Iterator[Proxy]:
    """A wire of our own to the broker; its users are to be sent to `port` on loopback."""
    try:
        upstream = unix_socket(servers.redis_url)
    except ValueError as error:
        pytest.skip(f"the wire ends at a Unix socket: {error}")
    with Proxy(upstream) as wire:
        yield wire


@pytest.fixture
def trial_on_broker_wire(
    broker_wire: Proxy, servers: TestServers, database_url: str, publisher: Publisher, tmp_path: Path
) -> Iterator[Trial]:
    """A trial whose workers reach the broker over the wire."""
    with with_empty_broker(service_on(tmp_path, database_url=database_url, redis_url=servers.redis_url)) as direct:
        service = service_on(tmp_path, database_url=database_url, redis_url=f"redis://127.0.0.1:{broker_wire.port}/0")
        service.broker = direct.broker
        yield Trial(service, Press(publisher, database_url), database_url)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A PostgreSQL of the test's own, which may be killed, migrated and empty."""
    with Database(tmp_path / "database") as started:
        with storage.connect(started.url) as conn:
            migrations.migrate(conn)
        yield started


@pytest.fixture
def trial_on_database(
    database: Database, servers: TestServers, publisher: Publisher, tmp_path: Path
) -> Iterator[Trial]:
    """A trial whose database is its own."""
    with with_empty_broker(service_on(tmp_path, database_url=database.url, redis_url=servers.redis_url)) as service:
        yield Trial(service, Press(publisher, database.url), database.url)


@pytest.fixture
def database_wire(database_url: str) -> Iterator[Proxy]:
    """A wire of our own to PostgreSQL."""
    try:
        upstream = unix_socket(database_url)
    except ValueError as error:
        pytest.skip(f"the wire ends at a Unix socket: {error}")
    with Proxy(upstream) as wire:
        yield wire


@pytest.fixture
def trial_on_database_wire(
    database_wire: Proxy, servers: TestServers, database_url: str, publisher: Publisher, tmp_path: Path
) -> Iterator[Trial]:
    """A trial whose workers reach PostgreSQL over the wire."""
    name = str(conninfo_to_dict(database_url)["dbname"])
    far = make_conninfo(user="dateline", dbname=name, host="127.0.0.1", port=database_wire.port)
    with with_empty_broker(service_on(tmp_path, database_url=far, redis_url=servers.redis_url)) as service:
        yield Trial(service, Press(publisher, database_url), database_url)
