"""Who may not come in: readers who want more than to read (B40), and other users of this machine (B42)."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from pipeline import storage
from pipeline.storage import Connection, migrations, reader
from tests.conftest import TestServers


@pytest.fixture
def analyst(database_url: str, owner: Connection) -> Iterator[Connection]:
    """The reader's own login."""
    migrations.migrate(owner)
    with storage.connect(make_conninfo(database_url, user="dateline_reader")) as connection:
        yield connection


def test_b40_a_reader_that_lifts_its_limits_still_writes_reads_and_runs_nothing_else(analyst: Connection):
    for lift in ("set statement_timeout = 0", "set default_transaction_read_only = off", "set row_security = off"):
        analyst.execute(lift)  # type: ignore[arg-type]
    allowed = []
    for statement in (
        "select * from ingest.bodies", "create function news.f() returns int language sql as 'select 1'",
        "copy (select 1) to program 'id'", "copy (select 1) to '/tmp/dateline-owned'", "select pg_ls_dir('/')",
        "select pg_read_binary_file('/etc/passwd')", "select lo_import('/etc/passwd')", "create schema own",
        "create extension dblink", "alter role dateline_reader superuser", "set role dateline_worker",
        "set session authorization dateline", "alter system set fsync = off",
        "load 'auto_explain'", "do $$ begin drop table news.articles; end $$", "comment on schema news is 'x'",
        "truncate news.articles", "select pg_reload_conf()", "select setval('ingest.documents_document_id_seq', 1)",
    ):  # fmt: skip
        try:
            analyst.execute(statement)  # type: ignore[arg-type]
            allowed.append(statement)
        except psycopg.Error as refused:
            assert refused.sqlstate in ("42501", "25001", "0A000"), (statement, refused)
    assert allowed == []
    assert not Path("/tmp/dateline-owned").exists()


def test_b40_a_query_that_lifts_its_limit_and_sleeps_is_refused_and_one_that_only_sleeps_is_cut(database_url: str):
    with pytest.raises(reader.QueryError):
        reader.ask("", "set statement_timeout = 0; select pg_sleep(60)", fallback_url=database_url)
    impatient = make_conninfo(database_url, user="dateline_reader", options="-c statement_timeout=200")
    began = time.monotonic()
    with psycopg.connect(impatient) as login, pytest.raises(psycopg.errors.QueryCanceled):
        login.execute("select pg_sleep(60)")
    assert time.monotonic() - began < 5


@pytest.mark.skipif(os.getuid() != 0, reason="needs another user to try as")
def test_b42_another_user_of_this_machine_reaches_neither_database_nor_broker(servers: TestServers):
    if os.environ.get("DATELINE_DATABASE_URL") or os.environ.get("DATELINE_REDIS_URL"):
        pytest.skip("the operator's own servers have the operator's own rights")
    where = conninfo_to_dict(servers.database_url)
    doors = [f"{where['host']}/.s.PGSQL.{where.get('port') or 5432}", unquote(urlsplit(servers.redis_url).path)]
    for door in doors:
        with socket.socket(socket.AF_UNIX) as ours:
            ours.connect(door)
        child = os.fork()
        if child == 0:
            try:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
                with socket.socket(socket.AF_UNIX) as theirs:
                    theirs.connect(door)
            except PermissionError:
                os._exit(13)
            finally:
                os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 13, door
