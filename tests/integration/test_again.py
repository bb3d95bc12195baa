"""What operators do with documents that have an outcome: bring back, do again, forget; and whose turn it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner

from pipeline import identity
from pipeline.cli.again import requeue
from pipeline.errors import Reason
from pipeline.models import Findings, Mention, Stage, State
from pipeline.storage import Connection, again, articles, books, claims, documents, sources
from tests.builders import LEASE, WORKER, article, discovery, parse_as, raw

HOUR = timedelta(hours=1)
TEXT = "Ann Lee spoke in Oslo."
MENTION = Mention("PERSON", 0, 7, "Ann Lee", "Ann Lee")


def sound(conn: Connection) -> bool:
    return not list(books.audit(conn, grace=HOUR))


def state(conn: Connection, number: int) -> tuple[str, str | None]:
    row = conn.execute("select state, reason from ingest.documents where document_id = %s", (number,)).fetchone()
    assert row is not None
    return row["state"], row["reason"]


def refuse(conn: Connection, number: int, reason: Reason = Reason.NOT_FOUND) -> int:
    claim = claims.claim_fetch(conn, number, lease=LEASE)
    assert claim is not None
    assert documents.close_document(conn, claim, state=State.FAILED, reason=reason, detail="", worker=WORKER)
    return number


def publish(conn: Connection, number: int, *mentions: Mention, model: str = "m@1") -> bool:
    claim = claims.claim_enrich(conn, number, lease=LEASE)
    assert claim is not None
    with conn.transaction():
        assert documents.advance_enriched(conn, claim, worker=WORKER)
        return articles.publish_article(conn, claim, Findings(mentions, model), canonical_url=claim.url)


@pytest.fixture
def published(conn: Connection, parsed: Callable[..., int]) -> int:
    """An article with one mention."""
    number = parsed("1", article(text=TEXT))
    assert publish(conn, number, MENTION)
    return number


def changes(conn: Connection) -> list[str]:
    return [row["kind"] for row in conn.execute("select kind from news.changes order by epoch, xid, change_id")]


def test_what_failed_for_a_reason_is_brought_back_and_nothing_else(conn: Connection, discovered: Callable[..., int]):
    gone, slow, waiting = (discovered(str(n)) for n in range(3))
    refuse(conn, gone), refuse(conn, slow, Reason.TIMEOUT_TOTAL)
    chosen = [n for part in again.choose_documents(conn, states=["failed"], reason="timeout_total") for n in part]
    assert chosen == [slow]
    assert again.requeue_documents(conn, [slow, waiting], stage=Stage.FETCH, worker=WORKER) == [slow]
    assert (state(conn, slow), state(conn, gone)) == (("discovered", None), ("failed", "not_found"))
    assert claims.claim_fetch(conn, slow, lease=LEASE) is not None
    event = conn.execute("select worker, detail from ingest.events where outcome = 'requeued'").fetchall()
    assert event == [{"worker": WORKER, "detail": "was failed"}] and sound(conn)


def test_what_status_counts_under_a_reason_is_what_is_brought_back_by_it(
    conn: Connection, database_url: str, published: int, parsed: Callable[..., int]
):
    same = parsed("2", article(text=TEXT))
    claim = claims.claim_enrich(conn, same, lease=LEASE)
    assert claim is not None and claim.same_document_id == published
    documents.close_document(
        conn, claim, state=State.DUPLICATE, reason=Reason.SAME_TEXT, detail="", worker=WORKER, duplicate_of=published
    )
    environ = {"DATELINE_DATABASE_URL": database_url}
    for line in ("1 documents brought back; `dateline up` works on them\n", "0 documents brought back\n"):
        assert CliRunner().invoke(requeue, ["--reason", "same_text"], env=environ).output == line
    assert CliRunner().invoke(requeue, [str(same)], env=environ).stderr == f"document {same} is on its way\n"


def test_a_document_is_brought_back_to_the_latest_stage_that_has_its_input(
    conn: Connection, discovered: Callable[..., int], published: int
):
    bare = refuse(conn, discovered("bare"))
    assert again.requeue_documents(conn, [bare, published], stage=Stage.ENRICH, worker=WORKER) == [published, bare]
    assert (state(conn, bare)[0], state(conn, published)[0]) == ("discovered", "parsed")


def test_enriching_again_replaces_the_mentions_of_the_same_version(conn: Connection, published: int):
    again.requeue_documents(conn, [published], stage=Stage.ENRICH, worker=WORKER, low_priority=True)
    assert sound(conn)
    visible = conn.execute("select version, model from news.articles").fetchall()
    assert visible == [{"version": 1, "model": "m@1"}]
    other = Mention("GPE", 17, 21, "Oslo", "Oslo")
    assert publish(conn, published, other, model="m@2")
    assert conn.execute("select text, model from news.mentions").fetchall() == [{"text": "Oslo", "model": "m@2"}]
    assert conn.execute("select version from news.article_versions").fetchall() == [{"version": 1}]
    assert changes(conn) == ["published", "enriched"] and sound(conn)


def test_parsing_again_makes_a_version_of_another_text_and_keeps_the_former_one(conn: Connection, published: int):
    again.requeue_documents(conn, [published], stage=Stage.PARSE, worker=WORKER)
    parse_as(conn, published, article(text="Ann Lee spoke in Bergen.", title="Lee speaks again"))
    assert publish(conn, published, MENTION)
    rows = conn.execute(
        "select version, text, version_reason, replaced_at is null as present from news.article_versions order by 1"
    ).fetchall()
    assert [tuple(row.values()) for row in rows] == [
        (1, TEXT, "new", False),
        (2, "Ann Lee spoke in Bergen.", "reprocessed", True),
    ]
    headlines = conn.execute("select title_before, title_after from news.headline_changes").fetchall()
    assert headlines == [{"title_before": "Lee speaks", "title_after": "Lee speaks again"}]
    assert changes(conn) == ["published", "revised"] and sound(conn)


def test_an_article_stays_published_where_doing_a_stage_again_ends_in_a_refusal(conn: Connection, published: int):
    again.requeue_documents(conn, [published], stage=Stage.PARSE, worker=WORKER)
    claim = claims.claim_parse(conn, published, lease=LEASE)
    assert claim is not None
    documents.close_document(
        conn, claim, state=State.REJECTED, reason=Reason.NO_CONTENT, detail="no text", worker=WORKER
    )
    assert state(conn, published) == ("enriched", "no_content")
    last = conn.execute("select outcome, detail from ingest.events order by event_id desc limit 1").fetchone()
    assert last == {"outcome": "enriched", "detail": "stays as published: no text"}
    assert changes(conn) == ["published"] and sound(conn)


def test_an_article_whose_new_text_is_anothers_stays_as_it_was(
    conn: Connection, parsed: Callable[..., int], published: int
):
    other = parsed("2", article(text="Another text."))
    assert publish(conn, other)
    again.requeue_documents(conn, [published], stage=Stage.PARSE, worker=WORKER)
    parse_as(conn, published, article(text="Another text."))
    claim = claims.claim_enrich(conn, published, lease=LEASE)
    assert claim is not None and claim.same_document_id == other and claim.published
    documents.close_document(
        conn, claim, state=State.DUPLICATE, reason=Reason.SAME_TEXT, detail="", worker=WORKER, duplicate_of=other
    )
    row = conn.execute("select text from news.articles where article_id = %s", (published,)).fetchone()
    assert row == {"text": TEXT} and state(conn, published)[0] == "enriched" and sound(conn)


def test_one_sources_thousands_do_not_stand_before_anothers_one(
    conn: Connection, source_id: int, discovered: Callable[..., int]
):
    documents.discover_documents(conn, source_id, [discovery(str(n)) for n in range(2_000)], worker=WORKER)
    other, _ = sources.add_source(conn, "https://small.example/", url_key=identity.url_key("https://small.example/"))
    one = documents.discover_documents(conn, other, [discovery("late", "https://small.example/late")], worker=WORKER)[0]
    first = list(claims.hand_out_documents(conn, State.DISCOVERED, resend=HOUR, room=10))
    assert one in first and len(first) == 10


def test_work_that_may_wait_is_sent_after_news(conn: Connection, discovered: Callable[..., int]):
    old = [refuse(conn, discovered(f"old{n}")) for n in range(5)]
    again.requeue_documents(conn, old, stage=Stage.FETCH, worker=WORKER, low_priority=True)
    news = [discovered(f"new{n}") for n in range(3)]
    assert list(claims.hand_out_documents(conn, State.DISCOVERED, resend=HOUR, room=3)) == news
    assert list(claims.hand_out_documents(conn, State.DISCOVERED, resend=HOUR, room=9)) == old


def test_what_is_forgotten_leaves_rows_and_keys_and_nothing_to_read(
    conn: Connection, owner: Connection, published: int
):
    done = again.forget_documents(owner, [published], why="case 12", worker="operator ann")
    assert (done.documents, done.articles) == (1, 1)
    assert state(conn, published) == ("rejected", "forgotten")
    for table in (
        "news.articles", "news.mentions", "news.sentences", "news.entities", "ingest.entries", "ingest.bodies",
        "ingest.raw_documents", "ingest.parsed_documents",
    ):  # fmt: skip
        assert conn.execute(f"select count(*) as n from {table}").fetchone() == {"n": 0}, table
    row = conn.execute("select url from ingest.documents").fetchone()
    assert row == {"url": "https://news.example/"}
    assert books.find_documents(
        conn, document_id=None, url="https://news.example/1", url_key=identity.url_key("https://news.example/1")
    ) == [published]
    assert changes(conn) == ["published", "retracted"] and sound(conn)


def test_a_forgotten_page_and_forgotten_words_do_not_come_back(
    conn: Connection, owner: Connection, parsed: Callable[..., int], published: int
):
    again.forget_documents(owner, [published], why="case 12", worker=WORKER)
    source, _ = sources.add_source(conn, "https://b.example/", url_key=identity.url_key("https://b.example/"))
    same_page = documents.discover_documents(conn, source, [discovery("x", "https://news.example/1")], worker=WORKER)[0]
    claim = claims.claim_fetch(conn, same_page, lease=LEASE)
    assert claim is not None and claim.same_state is State.REJECTED and claim.same_document_id == published
    same_words = parsed("2", article(text=TEXT))
    enrich = claims.claim_enrich(conn, same_words, lease=LEASE)
    assert enrich is not None and enrich.forgotten
    for held in (claim, enrich):
        assert documents.close_document(
            conn, held, state=State.REJECTED, reason=Reason.FORGOTTEN, detail="", worker=WORKER
        )
    left = "select (select count(*) from ingest.entries) + (select count(*) from ingest.bodies) as n, min(url) as url"
    left += ", max(url) as other from ingest.documents"
    assert conn.execute(left).fetchone() == {"n": 0, "url": "https://news.example/", "other": "https://news.example/"}  # type: ignore[arg-type]
    assert sound(conn) and again.requeue_documents(conn, [published], stage=Stage.FETCH, worker=WORKER) == []


def test_a_page_that_was_forgotten_under_the_key_of_an_earlier_version_does_not_come_back(
    conn: Connection, owner: Connection, source_id: int, published: int
):
    url = "https://www.news.example/1"
    again.forget_documents(owner, [published], why="case 12", worker=WORKER)
    owner.execute("update ingest.documents set url_key = %s", (identity.url_key(url),))
    found = replace(discovery("x", url), url_key=identity.page_key(url))
    (number,) = documents.discover_documents(conn, source_id, [found], worker=WORKER)
    claim = claims.claim_fetch(conn, number, lease=LEASE)
    assert claim is not None and (claim.same_state, claim.same_document_id) == (State.REJECTED, published)


@pytest.mark.parametrize("named", [min, max], ids=["the article", "its duplicate"])
def test_forgetting_takes_all_of_the_same_words_and_keeps_bytes_that_another_document_has(
    conn: Connection, owner: Connection, source_id: int, published: int, named: Callable[[int, int], int]
):
    twin, other = documents.discover_documents(conn, source_id, [discovery("twin"), discovery("other")], worker=WORKER)
    for number in (twin, other):
        claim = claims.claim_fetch(conn, number, lease=LEASE)
        assert claim is not None
        assert documents.save_raw(conn, claim, raw(claim.url, b"1"), body_key=identity.body_key(b"1"), worker=WORKER)
    parse_as(conn, twin, article(text=TEXT))
    enrich = claims.claim_enrich(conn, twin, lease=LEASE)
    assert enrich is not None and enrich.same_document_id == published
    documents.close_document(
        conn, enrich, state=State.DUPLICATE, reason=Reason.SAME_TEXT, detail="", worker=WORKER, duplicate_of=published
    )
    assert again.forget_documents(owner, [named(published, twin)], why="w", worker=WORKER).documents == 2
    assert conn.execute("select count(*) as n from news.articles").fetchone() == {"n": 0}
    assert state(conn, twin) == ("rejected", "forgotten") and state(conn, other)[0] == "fetched"
    assert conn.execute("select count(*) as n from ingest.bodies").fetchone() == {"n": 1} and sound(conn)


def test_a_worker_that_holds_a_document_that_is_forgotten_saves_nothing(
    conn: Connection, owner: Connection, parsed: Callable[..., int]
):
    number = parsed("1", article(text=TEXT))
    claim = claims.claim_enrich(conn, number, lease=LEASE)
    assert claim is not None
    again.forget_documents(owner, [number], why="w", worker=WORKER)
    assert not documents.advance_enriched(conn, claim, worker=WORKER)
    assert state(conn, number) == ("rejected", "forgotten") and sound(conn)


def test_forgetting_a_source_brings_back_what_others_announced_too(
    conn: Connection, owner: Connection, source_id: int, published: int
):
    other, _ = sources.add_source(conn, "https://b.example/", url_key=identity.url_key("https://b.example/"))
    twin = documents.discover_documents(conn, other, [discovery("twin", "https://b.example/twin")], worker=WORKER)[0]
    claim = claims.claim_fetch(conn, twin, lease=LEASE)
    assert claim is not None
    documents.save_raw(conn, claim, raw(claim.url, b"2"), body_key=identity.body_key(b"2"), worker=WORKER)
    parse_as(conn, twin, article(text=TEXT))
    enrich = claims.claim_enrich(conn, twin, lease=LEASE)
    assert enrich is not None
    documents.close_document(
        conn, enrich, state=State.DUPLICATE, reason=Reason.SAME_TEXT, detail="", worker=WORKER, duplicate_of=published
    )
    done = again.forget_source(owner, source_id, why="w", worker=WORKER)
    assert (done.documents, done.requeued) == (1, 1)
    assert state(conn, twin) == ("fetched", None)
    parse_as(conn, twin, article(text=TEXT))
    assert publish(conn, twin) and sound(conn)


def test_the_worker_clears_only_what_it_has_just_advanced(conn: Connection, published: int):
    with pytest.raises(Exception, match="was not advanced in this transaction"), conn.transaction():
        conn.execute("select ingest.clear_article(%s)", (published,))
    assert conn.execute("select count(*) as n from news.mentions").fetchone() == {"n": 1}


def test_the_worker_can_neither_forget_nor_delete(conn: Connection, published: int):
    for statement in (
        "delete from news.articles",
        "insert into ingest.forgotten select '\\x00', document_id from ingest.documents",
    ):
        with pytest.raises(Exception, match="permission denied"), conn.transaction():
            conn.execute(statement)
