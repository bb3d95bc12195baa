"""What all tests share: a real PostgreSQL and a real Redis server, an own database for each test that asks."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from pipeline import storage
from pipeline.storage import migrations
from tests.publisher import Publisher

SHARED = Path(__file__).parent.parent.parent / "shared"
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class TestServers:
    """Where the servers of this test session are: the operator's (DATELINE_*_URL) or embedded ones."""

    __test__ = False  # pytest takes every class whose name starts so for a test

    database_url: str
    redis_url: str


@pytest.fixture(scope="session")
def servers() -> Iterator[TestServers]:
    """A PostgreSQL and a Redis server for the whole session."""
    database_url, redis_url = (
        os.environ.get("DATELINE_DATABASE_URL", ""),
        os.environ.get("DATELINE_REDIS_URL", ""),
    )
    with ExitStack() as stack:
        if not database_url or not redis_url:
            from pipeline import embedded

            home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dateline-tests-")))
            running = embedded.running(home, postgres=not database_url, redis=not redis_url)
            started = stack.enter_context(running)
            database_url, redis_url = database_url or started.database_url, redis_url or started.redis_url
        yield TestServers(database_url, redis_url)


@pytest.fixture(scope="session")
def template(servers: TestServers) -> Iterator[str]:
    """The name of a migrated database that each test's own is copied from."""
    name = f"dateline_template_{uuid4().hex[:8]}"
    with psycopg.connect(servers.database_url, autocommit=True) as admin:
        admin.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
        with storage.connect(make_conninfo(servers.database_url, dbname=name)) as conn:
            migrations.migrate(conn)
        yield name
        admin.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


MISPLACED = """
(select article_id, 'mention' as what, mention_no as number from ingest.misplaced_mentions limit 5)
union all (select article_id, 'sentence', sentence_no from ingest.misplaced_sentences limit 5)
"""


@pytest.fixture
def database_url(servers: TestServers, template: str) -> Iterator[str]:
    """The URL of a fresh, migrated database, dropped afterwards; no mention or sentence in it may be off its text."""
    name = f"dateline_test_{uuid4().hex[:12]}"
    with psycopg.connect(servers.database_url, autocommit=True) as admin:
        statement = sql.SQL("create database {} template {}")
        admin.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
        url = make_conninfo(servers.database_url, dbname=name)
        yield url
        with storage.connect(url) as conn:
            misplaced = conn.execute(MISPLACED).fetchall()
        admin.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
    assert not misplaced


@pytest.fixture
def conn(database_url: str) -> Iterator[storage.Connection]:
    """A connection as the worker role."""
    with storage.connect(database_url, role="dateline_worker") as connection:
        yield connection


@pytest.fixture
def owner(database_url: str) -> Iterator[storage.Connection]:
    """A connection as the owner."""
    with storage.connect(database_url) as connection:
        yield connection


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared test material; tests that need it are skipped, and say so, where it is not there."""
    if not SHARED.is_dir():
        pytest.skip("the shared test material is not beside this checkout")
    return SHARED


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    """A publisher on this machine."""
    with Publisher() as site:
        yield site
