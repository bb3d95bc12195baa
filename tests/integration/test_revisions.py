"""A source changes what it said: the document goes through the stages again, and a changed text is a new version."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from pipeline import identity, stages
from pipeline.enrich import Tagger, load_tagger
from pipeline.enrich import tagger as tagging
from pipeline.models import FeedEntry, Stage, State
from pipeline.policy import Politeness, StageRules
from pipeline.storage import Connection, again, books, documents
from pipeline.storage.documents import Discovery
from tests.builders import WORKER

NOW = timedelta(0)
URL = "https://news.example/tides"
BODY = "<p>The tide gauge at the old pier was read twice today, the harbour master wrote in her log.</p>" * 3
ENTRY = FeedEntry("1", URL, title="Tides", content=BODY, language="en")


@pytest.fixture
def quick(rules: StageRules) -> StageRules:
    """Rules under which nothing waits."""
    return replace(rules, politeness=Politeness(delay=NOW))


@pytest.fixture
def tagger() -> Tagger:
    """A tagger that knows no language: what it finds is not what is tested here."""
    return Tagger({})


@pytest.fixture
def feed(owner: Connection, source_id: int) -> int:
    """A source whose entries are the articles."""
    owner.execute("update ingest.sources set pages = 'never'")
    return source_id


def announce(conn: Connection, source: int, entry: FeedEntry, *, rest: timedelta = NOW) -> list[int]:
    found = Discovery(entry, identity.entry_key(entry.identity), URL, identity.url_key(URL))
    return documents.discover_documents(conn, source, [found], worker=WORKER, rest=rest)


def through(conn: Connection, number: int, rules: StageRules, tagger: Tagger) -> State | None:
    stages.fetch_document(conn, number, rules=rules, worker=WORKER)
    stages.parse_document(conn, number, rules=rules, worker=WORKER)
    return stages.enrich_document(conn, number, tagger=tagger, rules=rules, worker=WORKER)


def kinds(conn: Connection) -> list[str]:
    return [row["kind"] for row in conn.execute("select kind from news.changes order by epoch, xid, change_id")]


def test_a_changed_entry_becomes_another_version_of_the_same_article(
    conn: Connection, feed: int, quick: StageRules, tagger: Tagger
):
    (number,) = announce(conn, feed, ENTRY)
    assert through(conn, number, quick, tagger) is State.ENRICHED
    changed = replace(ENTRY, title="Tides, corrected", content=BODY.replace("twice", "three times"))
    assert announce(conn, feed, changed) == []
    assert through(conn, number, quick, tagger) is State.ENRICHED
    rows = conn.execute("select version, title, version_reason from news.article_versions order by 1").fetchall()
    assert [tuple(row.values()) for row in rows] == [(1, "Tides", "new"), (2, "Tides, corrected", "revised")]
    assert kinds(conn) == ["published", "revised"] and not list(books.audit(conn, grace=timedelta(hours=1)))


def test_a_change_that_leaves_the_text_as_it_was_changes_no_article(
    conn: Connection, feed: int, quick: StageRules, tagger: Tagger
):
    (number,) = announce(conn, feed, ENTRY)
    through(conn, number, quick, tagger)
    before = conn.execute("select * from news.articles").fetchone()
    announce(conn, feed, replace(ENTRY, content=BODY + '<img src="advert.gif">'))
    assert through(conn, number, quick, tagger) is State.ENRICHED
    assert conn.execute("select * from news.articles").fetchone() == before and kinds(conn) == ["published"]


def test_the_same_entry_again_and_one_that_changes_too_soon_are_left_alone(
    conn: Connection, feed: int, quick: StageRules, tagger: Tagger
):
    (number,) = announce(conn, feed, ENTRY)
    through(conn, number, quick, tagger)
    announce(conn, feed, ENTRY)
    announce(conn, feed, replace(ENTRY, title="Another"), rest=timedelta(hours=1))
    assert conn.execute("select state from ingest.documents").fetchone() == {"state": "enriched"}


def test_an_entry_that_changes_always_is_followed_so_often_and_no_more(
    conn: Connection, feed: int, quick: StageRules, tagger: Tagger
):
    (number,) = announce(conn, feed, ENTRY)
    through(conn, number, quick, tagger)
    for turn in range(documents.MOST_REVISIONS + 3):
        announce(conn, feed, replace(ENTRY, title=f"Tides {turn}"))
        through(conn, number, quick, tagger)
    row = conn.execute("select version, title from news.articles").fetchone()
    assert row == {"version": documents.MOST_REVISIONS + 1, "title": f"Tides {documents.MOST_REVISIONS - 1}"}


def test_an_entry_that_was_refused_is_tried_again_when_it_has_changed(
    conn: Connection, feed: int, quick: StageRules, tagger: Tagger
):
    (number,) = announce(conn, feed, replace(ENTRY, content=""))
    assert stages.fetch_document(conn, number, rules=quick, worker=WORKER) is State.REJECTED
    announce(conn, feed, ENTRY)
    assert through(conn, number, quick, tagger) is State.ENRICHED


def test_the_model_reads_only_what_changed_in_an_article_and_all_of_it_when_an_operator_asks(
    conn: Connection, feed: int, quick: StageRules, monkeypatch: pytest.MonkeyPatch
):
    read: list[str] = []
    make = tagging._doc

    def noted(model: object, piece: str, *rest: object) -> object:
        read.append(piece)
        return make(model, piece, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(tagging, "_doc", noted)
    words = "".join(
        f"<p>Marta Oliveira wrote entry {number} of her log in Lisbon, and Jonas Brandt of the harbour office signed it"
        " before the boat to Porto left the old pier at noon.</p>"
        for number in range(12)
    )
    tagger = load_tagger()
    (number,) = announce(conn, feed, replace(ENTRY, content=words))
    through(conn, number, quick, tagger)
    whole = len("".join(read))
    read.clear()
    announce(conn, feed, replace(ENTRY, content=words.replace("entry 11 of", "entry 11, then in Nairobi, of")))
    assert through(conn, number, quick, tagger) is State.ENRICHED
    assert 0 < len("".join(read)) < whole / 3
    named = "select text, count(*) as n from news.mentions where text in ('Lisbon', 'Nairobi') group by 1 order by 1"
    assert [tuple(row.values()) for row in conn.execute(named)] == [("Lisbon", 12), ("Nairobi", 1)]
    read.clear()
    assert again.requeue_documents(conn, [number], stage=Stage.ENRICH, worker=WORKER) == [number]
    stages.enrich_document(conn, number, tagger=tagger, rules=quick, worker=WORKER)
    assert len("".join(read)) > whole
    assert not list(books.audit(conn, grace=timedelta(hours=1)))
