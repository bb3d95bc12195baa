"""Everything in one file, and back: taken in the middle of work, restored elsewhere, resumed, in balance."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from click.testing import CliRunner, Result
from psycopg import sql
from psycopg.conninfo import make_conninfo

from pipeline import stages, storage
from pipeline.cli.backup import backup, restore
from pipeline.enrich import Tagger
from pipeline.models import State
from pipeline.policy import StageRules
from pipeline.storage import Connection, books, claims, hubs
from tests.builders import LEASE, WORKER
from tests.conftest import TestServers

PAGE = b"<article><h1>Piers</h1><p>The second pier of the harbour is closed until the gauge is read.</p></article>"


@pytest.fixture
def elsewhere(servers: TestServers) -> Iterator[str]:
    """An empty database."""
    name = f"dateline_restored_{uuid4().hex[:8]}"
    with psycopg.connect(servers.database_url, autocommit=True) as admin:
        admin.execute(sql.SQL("create database {} encoding 'UTF8' template template0").format(sql.Identifier(name)))
        yield make_conninfo(servers.database_url, dbname=name)
        admin.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


def call(command: object, database_url: str, *arguments: str) -> Result:
    return CliRunner().invoke(command, arguments, env={"DATELINE_DATABASE_URL": database_url})  # type: ignore[arg-type]


def test_a_backup_taken_in_the_middle_of_work_is_restored_resumed_and_in_balance(
    conn: Connection, database_url: str, elsewhere: str, tmp_path: Path, tell: Callable[..., int],
    parsed: Callable[..., int], fetched: Callable[..., int], rules: StageRules,
):  # fmt: skip
    published = tell("The ferry Aurora left Lisbon an hour late.", "Lisbon")
    held, waiting = parsed("held"), fetched("waiting", PAGE)
    assert claims.claim_enrich(conn, held, lease=LEASE) is not None
    # As from another server, whose transactions were far ahead of those here.
    conn.execute("reset role; update news.change_epochs set history = 'another cluster/00000001'")
    conn.execute("update news.changes set xid = '4000000000000'")
    done = call(backup, database_url, str(tmp_path / "all.dump"))
    assert done.exit_code == 0 and "bytes" in done.output, done.output
    assert call(restore, elsewhere, str(tmp_path / "all.dump")).output.startswith("3 documents are back")
    with storage.connect(elsewhere) as again:
        row = again.execute("select cursor from news.changes_since(null, 100) order by 1 desc limit 1").fetchone()
        assert row is not None
        again.execute("update ingest.documents set due_at = now() where lease_token is not null")
        claims.recover_documents(again, max_attempts=3, room=10, worker=WORKER)
        again.execute("update ingest.documents set due_at = now() where due_at is not null")
        assert stages.parse_document(again, waiting, rules=rules, worker=WORKER) is State.PARSED
        for number in (held, waiting):
            assert stages.enrich_document(again, number, tagger=Tagger({}), rules=rules, worker=WORKER) is not None
        assert not list(books.audit(again, grace=timedelta(hours=1)))
        new = again.execute("select article_id from news.changes_since(%s, 100)", (row["cursor"],)).fetchall()
        assert {one["article_id"] for one in new} == {held, waiting} and published not in (held, waiting)
        again.execute("set role dateline_reader")
        assert again.execute("select count(*) as n from news.articles").fetchone() == {"n": 3}


def test_what_a_hub_delivered_before_a_backup_is_read_where_it_is_restored(
    conn: Connection, database_url: str, elsewhere: str, tmp_path: Path, source_id: int, rules: StageRules
):
    conn.execute("reset role")
    conn.execute(
        "insert into ingest.subscriptions (source_id, hub, topic, base, token, secret, state, asked_at, renew_at,"
        " lease_until, deliveries) values (%s, 'https://hub.example/', 't', 'https://news.example/', 'token', 'secret',"
        " 'confirmed', now(), now() + interval '1 day', now() + interval '2 days', 1)", (source_id,)
    )  # fmt: skip
    feed = "<rss version='2.0'><channel><title>N</title><item><guid>x</guid><link>/x</link></item></channel></rss>"
    assert hubs.keep_delivery(conn, "token", content=feed.encode(), media_type="application/rss+xml")
    assert call(backup, database_url, str(tmp_path / "all.dump")).exit_code == 0
    done = call(restore, elsewhere, str(tmp_path / "all.dump"))
    assert done.exit_code == 0, done.output
    with storage.connect(elsewhere) as again:
        polled = stages.poll_source(again, source_id, rules=rules, worker=WORKER)
        assert polled is not None and polled.new_documents == 1
        row = again.execute("select url from ingest.documents").fetchone()
        assert row == {"url": "https://news.example/x"}
        assert again.execute("select from ingest.deliveries").fetchall() == []
        assert hubs.keep_delivery(again, "token", content=feed.encode())  # numbers go on behind those of before
        told = again.execute("select secret, lease_until > now() as runs from ingest.subscriptions").fetchone()
        assert told == {"secret": "secret", "runs": True}
        assert not list(books.audit(again, grace=timedelta(hours=1)))


def test_a_database_that_holds_something_is_not_written_over(conn: Connection, database_url: str, tmp_path: Path):
    assert call(backup, database_url, str(tmp_path / "all.dump")).exit_code == 0
    refused = call(restore, database_url, str(tmp_path / "all.dump"))
    assert refused.exit_code == 1 and "the database is not empty" in refused.output
    assert "exists" in call(backup, database_url, str(tmp_path / "all.dump")).output
    assert "no directory" in call(backup, database_url, str(tmp_path / "none" / "all.dump")).output


def test_a_file_that_is_no_backup_restores_nothing(elsewhere: str, tmp_path: Path):
    (tmp_path / "all.dump").write_bytes(b"not a dump")
    refused = call(restore, elsewhere, str(tmp_path / "all.dump"))
    assert refused.exit_code == 1 and refused.output.startswith("Error: pg_restore: error:")
    with storage.connect(elsewhere) as again:
        assert again.execute("select to_regclass('ingest.documents') as t").fetchone() == {"t": None}


def test_a_password_is_told_to_programs_in_their_environment_only():
    for url in ("postgresql://ann:s3cret@db.example/news?sslmode=require", "host=db.example user=ann password=s3cret"):
        target, password = storage.without_password(url)
        assert password == "s3cret" and "s3cret" not in target and "user=ann" in target and "host=db.example" in target
