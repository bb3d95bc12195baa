"""Raw bytes go by the operator's rule; what was published, the keys and the books stay."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import psycopg
import pytest
from click.testing import CliRunner

from pipeline import identity
from pipeline.cli.expire import expire
from pipeline.models import Stage, State
from pipeline.settings import SettingError, read
from pipeline.storage import Connection, again, books, claims, documents
from tests.builders import LEASE, WORKER, discovery, raw
from workers import sweeper
from workers.context import Context

HOUR = timedelta(hours=1)
RULES = {State.ENRICHED: 30.0, State.FAILED: 1.0}


def age(owner: Connection, days: int) -> None:
    for table, column in (("ingest.documents", "changed_at"), ("ingest.raw_documents", "fetched_at")):
        owner.execute(f"update {table} set {column} = {column} - make_interval(days => %s)", (days,))  # type: ignore[arg-type]


def bodies(conn: Connection) -> int:
    row = conn.execute("select count(*) as n from ingest.bodies").fetchone()
    assert row is not None
    return int(row["n"])


def test_bytes_go_after_their_days_and_everything_else_stays(
    conn: Connection, owner: Connection, source_id: int, tell: Callable[..., int]
):
    number = tell("The ferry Aurora left Lisbon an hour late.", "Lisbon")
    age(owner, 29)
    assert documents.expire_bodies(conn, RULES, most=10) == 0
    age(owner, 2)
    assert documents.expire_bodies(conn, RULES, most=10) == 1 and bodies(conn) == 0
    assert not list(books.audit(conn, grace=HOUR))
    row, _ = books.explain_document(conn, number)
    assert row["expired_at"] is not None and row["body_key"] is None and row["title"]
    assert documents.discover_documents(conn, source_id, [discovery("t0")], worker=WORKER) == []


def test_bytes_that_a_younger_document_has_too_stay(
    conn: Connection, owner: Connection, tell: Callable[..., int], fetched: Callable[..., int]
):
    tell("The ferry Aurora left Lisbon an hour late.", "Lisbon")
    age(owner, 40)
    owner.execute("update ingest.bodies set body_key = body_key")
    fetched("young", b"t0")
    before = bodies(conn)
    assert documents.expire_bodies(conn, RULES, most=10) == 1 and bodies(conn) == before


def test_a_page_that_is_fetched_again_leaves_no_former_bytes_but_those_that_another_document_has(
    conn: Connection, fetched: Callable[..., int]
):
    def fetch_again(number: int, content: bytes) -> None:
        again.requeue_documents(conn, [number], stage=Stage.FETCH, worker=WORKER)
        claim = claims.claim_fetch(conn, number, lease=LEASE)
        assert claim is not None
        key = identity.body_key(content)
        assert documents.save_raw(conn, claim, raw(claim.url, content), body_key=key, worker=WORKER)

    one, other = fetched("one", b"first"), fetched("other", b"first")
    conn.execute("update ingest.documents set state = 'failed', reason = 'gone', due_at = null")
    fetch_again(one, b"second")
    assert bodies(conn) == 2
    conn.execute("update ingest.documents set state = 'failed', reason = 'gone', due_at = null")
    fetch_again(one, b"second"), fetch_again(other, b"third")
    assert bodies(conn) == 2 and conn.execute("select from ingest.bodies where size_bytes = 5").rowcount == 1


def test_what_a_hub_delivered_and_nobody_has_read_yet_does_not_expire(
    conn: Connection, owner: Connection, source_id: int, tell: Callable[..., int]
):
    tell("The ferry Aurora left Lisbon an hour late.", "Lisbon")
    age(owner, 400)
    owner.execute(
        "insert into ingest.deliveries (source_id, media_type, content, received_at)"
        " values (%s, '', '<rss/>', now() - interval '400 days')", (source_id,)
    )  # fmt: skip
    assert documents.expire_bodies(conn, dict.fromkeys(State, 1.0), most=10) == 1
    assert owner.execute("select count(*) as n from ingest.deliveries").fetchone() == {"n": 1}


def test_documents_that_are_under_way_or_have_another_outcome_keep_their_bytes(
    conn: Connection, owner: Connection, tell: Callable[..., int], parsed: Callable[..., int]
):
    parsed("waiting")
    tell("The ferry Aurora left Lisbon an hour late.", "Lisbon")
    age(owner, 400)
    assert documents.expire_bodies(conn, {State.REJECTED: 1.0}, most=10) == 0
    assert documents.expire_bodies(conn, RULES, most=10) == 1 and bodies(conn) == 1


def test_what_is_done_again_after_its_bytes_went_begins_with_what_is_left(
    conn: Connection, owner: Connection, tell: Callable[..., int]
):
    number = tell("The ferry Aurora left Lisbon an hour late.", "Lisbon")
    age(owner, 40)
    documents.expire_bodies(conn, RULES, most=10)
    states = {}
    for stage in (Stage.ENRICH, Stage.PARSE):
        again.requeue_documents(owner, [number], stage=stage, worker=WORKER)
        row = conn.execute("select state from ingest.documents").fetchone()
        states[stage] = row["state"] if row else None
        assert not [found for found in books.audit(conn, grace=HOUR) if found.check == "bodies"]
        owner.execute("update ingest.documents set state = 'enriched', due_at = null, purpose = null")
    assert states == {Stage.ENRICH: "parsed", Stage.PARSE: "discovered"}
    owner.execute("delete from news.mentions")


def test_a_worker_cannot_remove_what_came_today_nor_say_that_bytes_expired(conn: Connection):
    with pytest.raises(psycopg.errors.CheckViolation):
        documents.expire_bodies(conn, {State.ENRICHED: 0.5}, most=10)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        conn.execute("insert into ingest.expired_bodies (document_id) values (1)")


def test_an_operator_sees_what_would_go_before_it_does(owner: Connection, database_url: str, tell: Callable[..., int]):
    tell("The ferry Aurora left Lisbon an hour late.", "Lisbon")
    age(owner, 40)
    environ = {"DATELINE_DATABASE_URL": database_url, "DATELINE_KEEP_BODIES_DAYS": "published=30"}
    told = CliRunner().invoke(expire, ["--dry-run"], env=environ)
    assert told.output.splitlines()[1].split()[:2] == ["published", "1"] and bodies(owner) == 1
    assert "the bytes of 1 documents are gone" in CliRunner().invoke(expire, [], env=environ).output
    assert bodies(owner) == 0
    assert "nothing expires" in CliRunner().invoke(expire, [], env=environ | {"DATELINE_KEEP_BODIES_DAYS": "0"}).output


def test_the_sweeper_follows_the_rule(
    owner: Connection, database_url: str, tell: Callable[..., int], tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    tell("The ferry Aurora left Lisbon an hour late.", "Lisbon")
    age(owner, 40)
    home = str(tmp_path_factory.mktemp("home"))
    told = read({"DATELINE_HOME": home, "DATELINE_DATABASE_URL": database_url, "DATELINE_KEEP_BODIES_DAYS": "30"})
    stop = threading.Event()
    monkeypatch.setattr(sweeper, "mark_alive", lambda _: stop.set())
    context = Context(told)
    sweeper.loop(context, stop=stop)
    assert bodies(owner) == 0
    with context.connection() as conn:
        conn.close()


@pytest.mark.parametrize("text", ["0.5", "published=0.2", "-3", "soon", "published=soon", "lost=3", "inf"])
def test_a_rule_that_is_none_is_refused_in_one_line(text: str):
    with pytest.raises(SettingError, match="DATELINE_KEEP_BODIES_DAYS"):
        read({"DATELINE_KEEP_BODIES_DAYS": text})


def test_a_rule_is_for_all_outcomes_or_for_each():
    assert read({"DATELINE_KEEP_BODIES_DAYS": "90"}).keep_bodies_days == dict.fromkeys(
        (State.ENRICHED, State.DUPLICATE, State.REJECTED, State.FAILED), 90
    )
    assert read({"DATELINE_KEEP_BODIES_DAYS": "rejected=7,published=0"}).keep_bodies_days == {State.REJECTED: 7}
