"""The servers and the settings of a command: the operator's own, or the embedded ones for as long as it runs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from pipeline import embedded, storage
from pipeline.settings import Settings, read
from pipeline.storage import migrations

OWNER_TIMEOUT_MS = 120_000


@contextmanager
def serving(settings: Settings | None = None, *, redis: bool) -> Iterator[Settings]:
    """The settings with both URLs filled in; embedded servers that are missing run until the end of the block."""
    settings = settings or read()
    wants_postgres, wants_redis = not settings.database_url, redis and not settings.redis_url
    if not wants_postgres and not wants_redis:
        yield settings
        return
    with embedded.running(settings.home, postgres=wants_postgres, redis=wants_redis) as servers:
        yield replace(
            settings,
            database_url=settings.database_url or servers.database_url,
            redis_url=settings.redis_url or (servers.redis_url if wants_redis else ""),
            reader_url=settings.reader_url or (_as_reader(servers.database_url) if wants_postgres else ""),
        )


@contextmanager
def books_open() -> Iterator[storage.Connection]:
    """A connection to the database of this home for a command that reads or sets, the schema brought up to date."""
    with serving(redis=False) as settings, storage.connect(settings.database_url, timeout_ms=OWNER_TIMEOUT_MS) as conn:
        prepare(conn)
        yield conn


def prepare(conn: storage.Connection) -> None:
    """Migrate an embedded database; of an operator's own, only check that its schema is the right one."""
    if os.environ.get("DATELINE_DATABASE_URL"):
        migrations.check(conn)
    else:
        migrations.migrate(conn)


def _as_reader(database_url: str) -> str:
    return database_url.replace("postgresql://dateline@", "postgresql://dateline_reader@", 1)
