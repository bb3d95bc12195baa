"""The audit finds what is wrong, each kind of it caused here, and nothing where all is well."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from pipeline import identity
from pipeline.errors import Reason
from pipeline.models import Findings, Mention, State
from pipeline.storage import Connection, articles, books, claims, documents
from tests.builders import LEASE, WORKER
from tests.integration.test_damage import DAMAGE as FURTHER
from tests.tellings import write

HOUR = timedelta(hours=1)
DAMAGE = {
    "unpublished": "delete from news.articles",
    "unaccounted": "update ingest.documents set state = 'rejected', reason = 'no_content' where state = 'enriched'",
    "bodies": "delete from ingest.raw_documents",
    "entries": "delete from ingest.entries",
    "staging": "delete from ingest.parsed_documents",
    "events": "delete from ingest.events where version = 2",
    "outcomes": "update ingest.events set outcome = 'failed' where version = 3",
    "duplicates": "update ingest.documents set state = 'duplicate', reason = 'same_url' where state = 'enriched'",
    "changes": "delete from news.changes",
    "mentions": "update news.mentions set start_char = start_char + 1",
    "quantities": "insert into news.quantities select article_id, 0, 3, 'x', 'money', 1, null, null, false, null"
    " from news.articles",
    "quotes": "insert into news.quotes select article_id, 0, 0, 3, 'x', 'direct', null, null, null, null"
    " from news.articles",
    "dates": "insert into news.dates select article_id, 0, 3, 'x', null, null, 'day', false, null from news.articles",
    "sentences": "update news.sentences set end_char = end_char - 1",
    "mention_sentences": "update news.mentions set sentence_no = 9",
    "sketches": "insert into ingest.sketch_marks select 7, article_id from news.articles",
    "near_duplicates": "set session_replication_role to replica; insert into news.near_duplicates"
    " select article_id, 0, 'near-text', 1, 1, 0, 's@1' from news.articles; set session_replication_role to origin",
    "counts": "update news.entity_day_counts set articles = articles + 1",
    "representatives": "update news.story_articles set representative_id = 0",
    "stories": "insert into news.stories default values;"
    " update news.stories set merged_into = story_id + 1 where story_id in (select story_id from news.story_articles)",
}
"""What an error in the program or a careless hand might do, and the check that must see it."""


@pytest.fixture
def published(conn: Connection, parsed: Callable[..., int]) -> int:
    """A document that went all the way."""
    number = parsed()
    claim = claims.claim_enrich(conn, number, lease=LEASE)
    assert claim is not None and claim.article is not None
    with conn.transaction():
        assert documents.advance_enriched(conn, claim, worker=WORKER)
        mention = Mention("PERSON", 0, 7, "Ann Lee", "Ann Lee")
        assert articles.publish_article(conn, claim, Findings((mention,), "m@1"), canonical_url=claim.url)
    return number


def found(conn: Connection) -> set[str]:
    return {finding.check for finding in books.audit(conn, grace=HOUR)}


def test_sound_books_have_no_findings(owner: Connection, published: int, discovered: Callable[..., int]):
    discovered("waiting")
    assert found(owner) == set()
    assert books.balance(owner)[0] | {"source": ""} == {
        "source_id": 1, "source": "", "discovered": 2, "published": 1, "duplicate": 0, "rejected": 0, "failed": 0,
        "waiting": 1,
    }  # fmt: skip


@pytest.mark.parametrize("check", DAMAGE)
def test_the_audit_finds_what_is_wrong_and_says_where(owner: Connection, published: int, check: str):
    owner.execute(DAMAGE[check])  # type: ignore[arg-type]
    findings = [finding for finding in books.audit(owner, grace=HOUR) if finding.check == check]
    assert findings
    assert str(published) in findings[0].where and findings[0].what
    owner.execute("delete from news.mentions; delete from news.sentences")  # what every test must leave behind


def test_a_mention_outside_its_sentence_is_held_to_the_text(owner: Connection, published: int):
    owner.execute("update news.sentences set start_char = 3, text = substr(text, 4)")
    owner.execute("update news.paragraphs set start_char = 3")
    assert "mention_sentences" in found(owner) and "mentions" not in found(owner)
    owner.execute("update news.mentions set text = 'Ann Lea'")
    assert "mentions" in found(owner)
    owner.execute("delete from news.mentions")


def test_the_audit_tells_how_far_it_is(owner: Connection, published: int):
    told: list[tuple[int, int]] = []
    list(books.audit(owner, grace=HOUR, begin=lambda done, of: told.append((done, of))))
    assert told == [(number, len(books.AUDITS)) for number in range(len(books.AUDITS) + 1)]


def test_articles_are_audited_in_parts_and_none_is_left_out(
    owner: Connection, conn: Connection, parsed: Callable[..., int], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(books, "PART", 2)
    numbers = [parsed(f"article-{number}") for number in range(5)]
    for number in numbers:
        write(conn, number, "Ann")
        owner.execute(
            "update news.articles set published_at = '2031-05-01'::timestamptz + article_id * interval '1 day'"
            " where article_id = %s", (number,),
        )  # fmt: skip
    assert found(owner) == set()
    owner.execute("delete from news.entity_day_counts")
    days = [finding.where[-10:] for finding in books.audit(owner, grace=HOUR) if finding.check == "counts"]
    assert days == [f"2031-05-{1 + number:02}" for number in numbers]
    owner.execute("update news.mentions set text = 'Ane'")
    where = [finding.where for finding in books.audit(owner, grace=HOUR) if finding.check == "mentions"]
    assert where == [f"article_id={number} mention_no=0" for number in numbers]
    owner.execute("delete from news.mentions")


@pytest.mark.parametrize(
    "damage",
    [
        "update news.paragraphs set end_char = end_char - 1",
        "insert into news.paragraphs select article_id, 1, 'paragraph', 5, 9 from news.articles",
        "update news.sentences set paragraph_no = 4",
    ],
)
def test_the_audit_finds_paragraphs_that_are_not_those_of_the_text(owner: Connection, published: int, damage: str):
    owner.execute(damage)  # type: ignore[arg-type]
    assert f"article_id={published}" in next(
        finding.where for finding in books.audit(owner, grace=HOUR) if finding.check == "sentences"
    )


def test_an_article_of_the_version_before_has_no_paragraphs_and_sound_books(owner: Connection, published: int):
    owner.execute("delete from news.paragraphs")
    assert found(owner) == set()


def test_the_audit_finds_bytes_that_no_document_has(owner: Connection, published: int):
    owner.execute("delete from ingest.raw_documents")
    (key,) = (row["body_key"].hex() for row in owner.execute("select body_key from ingest.bodies"))
    assert f"body_key={key}" in [finding.where for finding in books.audit(owner, grace=HOUR)]


def test_the_audit_finds_leases_that_ran_out_and_documents_that_nobody_took(
    owner: Connection, conn: Connection, discovered: Callable[..., int]
):
    held, left = discovered("held"), discovered("left")
    assert claims.claim_fetch(conn, held, lease=LEASE) is not None
    assert found(owner) == set()
    owner.execute("update ingest.documents set due_at = now() - interval '2 hours'")
    findings = {finding.check: finding.where for finding in books.audit(owner, grace=HOUR)}
    assert findings.keys() == {"leases", "overdue"}
    assert f"document_id={held} " in findings["leases"] and f"document_id={left} " in findings["overdue"]


def test_every_check_of_the_audit_is_caused_by_some_test():
    caused = {*DAMAGE, *(check for check, _ in FURTHER), "leases", "overdue", "leftovers"}
    assert {name.removeprefix("audit_") for name in books.AUDITS} == caused


def test_a_document_is_found_by_number_url_and_any_form_of_its_url(owner: Connection, published: int):
    for url in ("https://news.example/1", "http://NEWS.example/1?utm_source=x#top"):
        assert books.find_documents(owner, document_id=None, url=url, url_key=identity.url_key(url)) == [published]
    assert books.find_documents(owner, document_id=published, url="", url_key=b"") == [published]
    row, events = books.explain_document(owner, published)
    assert (row["state"], row["sentences"], row["mentions"]) == ("enriched", 1, 1)
    assert [event["outcome"] for event in events] == ["fetched", "parsed", "enriched"]
    with pytest.raises(LookupError):
        books.explain_document(owner, published + 1)


def test_the_nearest_urls_share_the_longest_beginning(owner: Connection, discovered: Callable[..., int]):
    for name, url in (
        ("a", "https://news.example/a/100%/x"),
        ("b", "https://news.example/b/1"),
        ("c", "https://o.example/"),
    ):
        discovered(name, url=url)
    assert books.near_urls(owner, "https://news.example/b/77") == ["https://news.example/b/1"]
    assert books.near_urls(owner, "https://news.example/a/100%/zzz") == ["https://news.example/a/100%/x"]
    assert len(books.near_urls(owner, "https://news.example/zzzzzzzz")) == 2
    assert books.near_urls(owner, "https://nobody.example/x") == []
    assert books.near_urls(owner, "http://www.news.example/b/77") == ["https://news.example/b/1"]
    assert books.near_urls(owner, "nothing at all") == []


def test_status_and_reasons_count_what_waits_and_why(
    owner: Connection, conn: Connection, discovered: Callable[..., int]
):
    refused, held = discovered("refused"), discovered("held")
    claim = claims.claim_fetch(conn, refused, lease=LEASE)
    assert claim is not None
    documents.close_document(conn, claim, state=State.FAILED, reason=Reason.GONE, detail="410", worker=WORKER)
    assert claims.claim_fetch(conn, held, lease=LEASE) is not None
    status = books.status(owner)
    assert (status["discovered"], status["failed"], status["waiting_for_fetch"], status["in_work"]) == (2, 1, 1, 1)
    assert books.reasons(owner) == [{"state": "failed", "reason": "gone", "documents": 1}]
