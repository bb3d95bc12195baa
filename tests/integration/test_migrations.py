"""The schema's way forward: applied once, by one at a time, and never against what the program does not know."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from pipeline import storage
from pipeline.storage import Connection, migrations
from tests.conftest import TestServers


@pytest.fixture
def empty_url(servers: TestServers) -> Iterator[str]:
    """A database in which nothing is yet."""
    name = f"dateline_empty_{uuid4().hex[:8]}"
    with psycopg.connect(servers.database_url, autocommit=True) as admin:
        admin.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
        yield make_conninfo(servers.database_url, dbname=name)
        admin.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


def test_an_empty_database_gets_every_migration_once(empty_url: str):
    names = [migration.name for migration in migrations.available()]
    with storage.connect(empty_url) as conn:
        with pytest.raises(migrations.SchemaError, match="run `dateline migrate`"):
            migrations.check(conn)
        assert migrations.migrate(conn) == names
        migrations.check(conn)
        assert migrations.migrate(conn) == []
        rows = conn.execute("select name from ingest.migrations order by number").fetchall()
    assert [row["name"] for row in rows] == names


def test_numbers_may_have_gaps_and_one_that_comes_late_is_applied_after_those_behind_it(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
):
    real = migrations.available()
    late, early = (migrations.Migration(n, f"{n}_made_up", f"create table news.t{n} (a integer)") for n in (9998, 9990))
    with storage.connect(empty_url) as conn:
        monkeypatch.setattr(migrations, "available", lambda: [*real, late])
        assert migrations.migrate(conn)[-1] == late.name
        monkeypatch.setattr(migrations, "available", lambda: [*real, early, late])
        with pytest.raises(migrations.SchemaError, match="lacks 9990_made_up"):
            migrations.check(conn)
        assert migrations.migrate(conn) == [early.name]
        migrations.check(conn)


def test_views_are_made_anew_where_they_changed_and_left_alone_elsewhere(owner: Connection):
    def made() -> dict[str, object]:
        rows = owner.execute("select viewname, to_regclass(schemaname || '.' || viewname)::oid as oid from pg_views"
            " where schemaname in ('ingest', 'news')").fetchall()  # fmt: skip
        return {row["viewname"]: row["oid"] for row in rows}

    before = made()
    assert migrations.migrate(owner) == [] and made() == before
    owner.execute("drop view ingest.drifts cascade")
    owner.execute("create view ingest.drifts as select 1 as of_an_older_version")
    owner.execute("update ingest.made_views set digest = 'that of an older version'")
    assert migrations.migrate(owner) == []
    columns = owner.execute("select * from ingest.drifts").description or ()
    assert "site" in [column.name for column in columns] and made().keys() == before.keys()


def test_two_migrations_at_once_wait_for_each_other(empty_url: str):
    applied: list[list[str]] = []
    barrier = threading.Barrier(3)

    def migrate() -> None:
        with storage.connect(empty_url) as conn:
            barrier.wait()
            applied.append(migrations.migrate(conn))

    threads = [threading.Thread(target=migrate) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(len(names) for names in applied) == [0, 0, len(migrations.available())]


def test_a_file_that_changed_after_it_was_applied_is_refused(owner: Connection):
    owner.execute("update ingest.migrations set digest = repeat('0', 64) where number = 1")
    for act in (migrations.migrate, migrations.check):
        with pytest.raises(migrations.SchemaError, match="0001_spine was applied from another text"):
            act(owner)


def test_a_database_of_a_newer_program_is_refused(owner: Connection):
    owner.execute("insert into ingest.migrations (number, name, digest) values (9999, '9999_later', '')")
    for act in (migrations.migrate, migrations.check):
        with pytest.raises(migrations.SchemaError, match=r"has migration 9999.*upgrade Dateline"):
            act(owner)


def test_a_migration_that_fails_leaves_nothing_behind(empty_url: str, monkeypatch: pytest.MonkeyPatch):
    real = migrations.available()
    broken = migrations.Migration(9998, "9998_broken", "create table news.half (a integer); select 1 / 0;")
    monkeypatch.setattr(migrations, "available", lambda: [*real, broken])
    with storage.connect(empty_url) as conn:
        with pytest.raises(psycopg.errors.DivisionByZero):
            migrations.migrate(conn)
        assert conn.execute("select to_regnamespace('news') as there").fetchone() == {"there": None}


def test_a_password_is_set_without_ever_being_sent(owner: Connection):
    migrations.set_password(owner, "dateline_reader", "s3cret ' \\ word")
    row = owner.execute("select rolpassword from pg_authid where rolname = 'dateline_reader'").fetchone()
    assert row is not None and row["rolpassword"].startswith("SCRAM-SHA-256$")
    owner.execute("alter role dateline_reader password null")


def test_no_lock_that_the_reader_may_take_keeps_a_migration_waiting(database_url: str, owner: Connection):
    migrations.migrate(owner)
    with storage.connect(make_conninfo(database_url, user="dateline_reader")) as reader:
        reader.execute("set default_transaction_read_only to off")
        with reader.transaction():
            reader.execute("select pg_advisory_xact_lock(%s)", (migrations.FIRST_LOCK,))
            reader.execute("lock table news.articles in access share mode")
            reader.execute("select count(*) from news.coverage")
            reader.execute("alter role dateline_reader set search_path to news")
            assert migrations.migrate(owner, lock_seconds=1) == []


@pytest.mark.parametrize(
    "statement", ["select 1 from news.articles", "alter role dateline_reader set work_mem = '1MB'"]
)
def test_who_keeps_a_migration_waiting_is_named_and_nothing_is_left_half_done(
    database_url: str, owner: Connection, monkeypatch: pytest.MonkeyPatch, statement: str
):
    migrations.migrate(owner)
    real = migrations.available()
    later = migrations.Migration(9998, "9998_later", "alter table news.articles add column later integer;")
    monkeypatch.setattr(migrations, "available", lambda: [*real, later])
    owner.execute("alter role dateline_reader set work_mem = '2MB'")
    with storage.connect(make_conninfo(database_url, user="dateline_reader"), application="a notebook") as reader:
        reader.execute("set default_transaction_read_only to off")
        with reader.transaction():
            reader.execute(statement)  # type: ignore[arg-type]
            pid = reader.info.backend_pid
            with pytest.raises(migrations.SchemaError) as caught:
                migrations.migrate(owner, lock_seconds=0.2)
    told = str(caught.value)
    assert "\n" not in told and len(told) < 300 and "changed nothing" in told
    assert f"select pg_terminate_backend({pid})" in told and "dateline_reader (a notebook, idle in transaction" in told
    assert migrations.migrate(owner) == [later.name]


def test_the_readers_settings_are_set_back_where_they_are_others(owner: Connection):
    owner.execute("alter role dateline_reader set statement_timeout = '1h'")
    migrations.migrate(owner)
    row = owner.execute("select rolconfig from pg_roles where rolname = 'dateline_reader'").fetchone()
    assert row is not None and "statement_timeout=60s" in row["rolconfig"]


def test_a_password_that_its_own_login_is_changing_is_not_waited_for_without_end(database_url: str, owner: Connection):
    migrations.migrate(owner)
    with storage.connect(make_conninfo(database_url, user="dateline_reader")) as reader:
        reader.execute("set default_transaction_read_only to off")
        with reader.transaction(force_rollback=True):
            reader.execute("alter role dateline_reader password null")
            with pytest.raises(migrations.SchemaError, match="the oldest open transaction is of dateline_reader"):
                migrations.set_password(owner, "dateline_reader", "word", lock_seconds=0.2)
