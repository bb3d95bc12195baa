"""A database that does not keep text as UTF-8 is refused before anything is written to it."""

from __future__ import annotations

from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from pipeline import storage
from pipeline.storage import migrations
from tests.conftest import TestServers


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
def test_a_database_that_is_not_in_utf_8_is_refused_with_what_to_do(servers: TestServers, encoding: str):
    name = f"dateline_{encoding.lower()}_{uuid4().hex[:8]}"
    with psycopg.connect(servers.database_url, autocommit=True) as admin:
        admin.execute(
            sql.SQL("create database {} encoding {} locale_provider libc locale 'C' template template0").format(
                sql.Identifier(name), sql.Literal(encoding)
            )
        )
        try:
            with storage.connect(make_conninfo(servers.database_url, dbname=name)) as conn:
                with pytest.raises(migrations.SchemaError, match=f"{encoding}, not UTF8: make it anew with `createdb"):
                    migrations.migrate(conn)
                assert conn.execute("select to_regnamespace('ingest') as there").fetchone() == {"there": None}
        finally:
            admin.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))
