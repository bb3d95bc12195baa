"""Articles in languages without a model: their names are stored, and the rules that found them are on each row."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from pipeline import identity, stages
from pipeline.enrich import Tagger, load_tagger
from pipeline.models import FeedEntry, Stage, State
from pipeline.policy import Politeness, StageRules
from pipeline.storage import Connection, again, books, documents
from pipeline.storage.documents import Discovery
from tests.builders import WORKER

NOW = timedelta(0)
URL = "https://zeitung.example/wasser"
BODY = (
    "<p>Umweltminister Georg Hallstein hat am Mittwoch in Wien höhere Preise für Trinkwasser angekündigt.</p>"
    "<p>Hallstein sagte, in Frankreich und in Italien lägen die Preise ähnlich hoch wie in Österreich.</p>"
)
ENTRY = FeedEntry("1", URL, title="Wasser wird teurer", content=BODY, language="de")


@pytest.fixture
def quick(rules: StageRules) -> StageRules:
    return replace(rules, politeness=Politeness(delay=NOW))


@pytest.fixture
def article(conn: Connection, owner: Connection, source_id: int, quick: StageRules) -> int:
    """An article in German that waits for its enrich stage."""
    owner.execute("update ingest.sources set pages = 'never'")
    found = Discovery(ENTRY, identity.entry_key(ENTRY.identity), URL, identity.url_key(URL))
    (number,) = documents.discover_documents(conn, source_id, [found], worker=WORKER, rest=NOW)
    stages.fetch_document(conn, number, rules=quick, worker=WORKER)
    stages.parse_document(conn, number, rules=quick, worker=WORKER)
    return number


def enrich(conn: Connection, number: int, rules: StageRules, tagger: Tagger) -> State | None:
    return stages.enrich_document(conn, number, tagger=tagger, rules=rules, worker=WORKER)


def mentions(conn: Connection) -> list[tuple[str, str, str, str]]:
    found = conn.execute(
        "select m.text, e.name, m.label, m.model from news.mentions as m join news.entities as e using (entity_id)"
        " order by m.start_char"
    )
    return [tuple(row.values()) for row in found]


EXPECTED = [
    ("Georg Hallstein", "Georg Hallstein", "PERSON", "rules@1"),
    ("Mittwoch", "Mittwoch", "DATE", "rules@1"),
    ("Wien", "Wien", "GPE", "rules@1"),
    ("Hallstein", "Georg Hallstein", "PERSON", "rules@1"),
    ("Frankreich", "Frankreich", "GPE", "rules@1"),
    ("Italien", "Italien", "GPE", "rules@1"),
    ("Österreich", "Österreich", "GPE", "rules@1"),
]


def test_names_in_a_language_without_a_model_are_stored_with_the_rules_that_found_them(
    conn: Connection, article: int, quick: StageRules
):
    assert enrich(conn, article, quick, load_tagger({"xx": "rules"})) is State.ENRICHED
    assert mentions(conn) == EXPECTED
    row = conn.execute("select language, model from news.articles").fetchone()
    assert row == {"language": "de", "model": "rules@1"}
    placed = conn.execute(
        "select p.country_code from news.locations as l join news.places as p using (place_id) order by 1"
    )
    assert [row["country_code"] for row in placed] == ["AT", "AT", "FR", "IT"]
    assert not list(books.audit(conn, grace=timedelta(hours=1)))


def test_an_article_that_no_model_had_read_gets_its_names_when_it_is_done_again(
    conn: Connection, article: int, quick: StageRules
):
    assert enrich(conn, article, quick, Tagger({})) is State.ENRICHED
    assert mentions(conn) == []
    (unread,) = [row["article_id"] for row in conn.execute("select article_id from news.articles where model is null")]
    assert again.requeue_documents(conn, [unread], stage=Stage.ENRICH, worker=WORKER) == [article]
    assert enrich(conn, article, quick, load_tagger({"xx": "rules"})) is State.ENRICHED
    assert mentions(conn) == EXPECTED
