"""What a careless owner or a restored half of a backup may leave behind, beyond one kind a check: the audit sees it."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable
from datetime import timedelta

import pytest

from pipeline.storage import Connection, books
from pipeline.storage.queries import run
from tests.tellings import write

HOUR = timedelta(hours=1)
SOURCE = 1
UNGUARDED = "set session_replication_role to replica; {}; set session_replication_role to origin"

DAMAGE = [
    ("balance", UNGUARDED.format("delete from ingest.sources")),
    ("unaccounted", UNGUARDED.format("delete from ingest.documents")),
    ("events", UNGUARDED.format("delete from ingest.documents")),
    ("bodies", "update ingest.bodies set content = ''"),
    ("bodies", UNGUARDED.format("delete from ingest.bodies")),
    ("numbers", "delete from news.sentences"),
    ("numbers", "update news.articles set text = text || ' And more.'"),
    ("numbers", "update news.sentences set sentence_no = 1"),
    ("numbers", "update news.mentions set mention_no = 1"),
    ("changes", UNGUARDED.format("update news.changes set epoch = epoch + 1")),
    ("changes", "update news.changes set xid = pg_snapshot_xmax(pg_current_snapshot())"),
    ("changes", "update news.articles set version = version + 1"),
    ("outcomes", "update ingest.documents set state = 'fetched', due_at = now()"),
    ("outcomes", "update ingest.documents set state = 'failed', reason = 'gone'"),
    (
        "duplicates",
        "update ingest.documents set state = 'duplicate', reason = 'same_url', duplicate_of = document_id",
    ),
    (
        "leases",
        "update ingest.documents set state = 'fetched', lease_token = gen_random_uuid(),"
        " due_at = now() + interval '2 hours'",
    ),
    ("overdue", "update ingest.documents set state = 'fetched', due_at = 'infinity'"),
    ("overdue", "update ingest.documents set state = 'fetched', due_at = now(), sent_at = now() + interval '1 day'"),
    ("overdue", "update ingest.sources set due_at = 'infinity'"),
    ("overdue", "update ingest.sources set due_at = null"),
    ("sentences", "update news.articles set text = 'x' || substr(text, 2)"),
    ("mentions", "update news.mentions set text = 'x'"),
]
"""A check that must see it, and what happened to the one published document."""


@pytest.fixture
def published(conn: Connection, parsed: Callable[..., int]) -> int:
    """A document that went all the way, with one mention."""
    number = parsed()
    write(conn, number, "Ann")
    return number


def test_the_audit_finds_each_kind_of_damage(owner: Connection, published: int):
    assert list(books.audit(owner, grace=HOUR)) == []
    for check, damage in DAMAGE:
        with owner.transaction(force_rollback=True):
            owner.execute(damage)  # type: ignore[arg-type]
            values = {"grace": HOUR, "low": 0, "high": published, "first": "-infinity", "after": "infinity"}
            rows = run(owner, f"audit_{check}", **values)
            assert len(rows) == 1 and {published, SOURCE} & set(rows[0].values()), damage
    assert list(books.audit(owner, grace=HOUR)) == []


def test_bodies_that_a_disk_or_a_hand_altered_are_found_when_they_are_read(
    owner: Connection, published: int, discovered: Callable[..., int]
):
    told: list[tuple[int, int]] = []
    owner.execute(
        "insert into ingest.bodies (body_key, content, size_bytes) values (sha256('a page'), %s, 6)",
        (zlib.compress(b"a page"),),
    )
    assert list(books.audit_contents(owner, begin=lambda done, of: told.append((done, of)), batch=1)) == []
    assert told == [(0, 2), (1, 2), (2, 2)]
    for damage in (b"no packing", zlib.compress(b"another"), zlib.compress(b"x" * 10**6), zlib.compress(b"page a")):
        owner.execute("update ingest.bodies set content = %s where size_bytes = 6", (damage,))
        findings = [finding.where for finding in books.audit_contents(owner)]
        assert findings == [f"body_key={hashlib.sha256(b'a page').hexdigest()}"], damage
    owner.execute("update ingest.raw_documents set body_key = sha256('a page')")
    assert f"document_id={published}" in [finding.where for finding in books.audit_contents(owner)]


def test_the_audit_finds_duplicates_that_lead_back_to_themselves_and_none_that_lead_on(
    owner: Connection, published: int, discovered: Callable[..., int]
):
    one, other, third = (discovered(name) for name in ("one", "other", "third"))
    lead = "update ingest.documents set state = 'duplicate', reason = 'same_url', due_at = null, duplicate_of = %s"
    for number, of in ((one, other), (other, one), (third, published)):
        owner.execute(lead + " where document_id = %s", (of, number))  # type: ignore[arg-type]
    found = [finding.where for finding in books.audit(owner, grace=HOUR) if finding.check == "duplicates"]
    assert found == [f"document_id={one}", f"document_id={other}"]
    owner.execute("update ingest.documents set duplicate_of = %s where document_id = %s", (third, one))
    assert not [finding for finding in books.audit(owner, grace=HOUR) if finding.check == "duplicates"]


def test_documents_that_wait_their_turn_behind_thousands_are_in_order_and_one_that_is_passed_over_is_not(
    owner: Connection, published: int, discovered: Callable[..., int]
):
    def overdue() -> list[int]:
        return [row["document_id"] for row in run(owner, "audit_overdue", grace=HOUR)]

    turns = [discovered(name) for name in ("first", "second", "third")]
    late = "update ingest.documents set due_at = now() - interval '9 hours' + document_id * interval '2 hours'"
    owner.execute(late + " where due_at is not null")  # type: ignore[arg-type]
    assert overdue() == [], "their source was fetched from a moment ago"
    sent = "update ingest.documents set sent_at = now() where document_id = %s"
    owner.execute(sent, (turns[0],))
    assert overdue() == []
    owner.execute(sent, (turns[2],))
    assert overdue() == [turns[1]]
    owner.execute(
        "update ingest.documents set sent_at = null; update ingest.events set ended_at = now() - interval '2 hours'"
    )
    assert overdue() == turns
    owner.execute("update ingest.documents set priority = 1 where due_at is not null")
    assert overdue() == turns


def test_the_audit_finds_a_source_whose_poller_fell_silent(owner: Connection, published: int):
    owner.execute("update ingest.sources set lease_token = gen_random_uuid(), due_at = now() - interval '2 hours'")
    (finding,) = books.audit(owner, grace=HOUR)
    assert finding.check == "leases" and finding.where.startswith("source_id=1 ")


def test_the_books_are_kept_by_source_day_stage_and_language(
    owner: Connection, published: int, parsed: Callable[..., int], discovered: Callable[..., int]
):
    parsed("2"), discovered("3"), discovered("4")
    owner.execute("update ingest.documents set discovered_at = '2026-01-05T23:30-05' where entry_key in "
                  "(select entry_key from ingest.documents order by document_id desc limit 1)")  # fmt: skip
    rows = owner.execute(
        "select day = current_date as today, stage, language, discovered, published, waiting from ingest.balance"
        " where source_id = 1 order by day desc, stage, published desc, language"
    ).fetchall()
    assert [tuple(row.values()) for row in rows] == [
        (True, "enrich", "en", 2, 1, 1),
        (True, "fetch", None, 1, 0, 1),
        (False, "fetch", None, 1, 0, 1),
    ]
    owner.execute("update ingest.documents set state = 'failed', reason = 'gone', due_at = null where state = 'parsed'")
    row = owner.execute("select failed, stage from ingest.balance where failed > 0").fetchone()
    assert row == {"failed": 1, "stage": "parse"}
