"""What operators say about names holds for old mentions and new ones, whoever publishes meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from pipeline import storage
from pipeline.models import Findings, Location, Mention, Place
from pipeline.storage import Connection, again, aliases, articles, claims, documents, reviews
from pipeline.storage.aliases import Alias
from tests.builders import LEASE, WORKER, article, wait_until

TEXT = "The UN met Amara Diallo. Diallo thanked the UN."
MENTIONS = (
    Mention("ORG", 4, 6, "UN", "UN"),
    Mention("PERSON", 11, 23, "Amara Diallo", "Amara Diallo"),
    Mention("ORG", 25, 31, "Diallo", "Diallo"),
    Mention("ORG", 44, 46, "UN", "UN"),
)
UN = Alias("ORG", "UN", "ORG", "United Nations", "Q1065")
DIALLO = Alias("ORG", "Diallo", "PERSON", "Amara Diallo")


def publish(conn: Connection, number: int) -> None:
    claim = claims.claim_enrich(conn, number, lease=LEASE)
    assert claim is not None
    with conn.transaction():
        assert documents.advance_enriched(conn, claim, worker=WORKER)
        said = aliases.follow_aliases(conn, MENTIONS)
        assert articles.publish_article(conn, claim, Findings(tuple(said), "m@1"), canonical_url=claim.url)


def say(owner: Connection, *said: Alias) -> tuple[int, int]:
    with owner.transaction():
        return aliases.put_aliases(owner, said, origin="review", said_by="an operator")


def joined(conn: Connection) -> list[tuple[Any, ...]]:
    """(label of the mention, text, entity's label, entity's name) of all mentions in order."""
    rows = conn.execute(
        "select m.label, m.text, e.label as entity_label, e.name from news.mentions as m"
        " join news.entities as e using (entity_id) order by m.article_id, m.mention_no"
    ).fetchall()
    return [tuple(row.values()) for row in rows]


EXPECTED = [
    ("ORG", "UN", "ORG", "United Nations"),
    ("PERSON", "Amara Diallo", "PERSON", "Amara Diallo"),
    ("PERSON", "Diallo", "PERSON", "Amara Diallo"),
    ("ORG", "UN", "ORG", "United Nations"),
]


def test_a_word_holds_for_mentions_that_are_stored(conn: Connection, owner: Connection, parsed: Callable[..., int]):
    publish(conn, parsed(value=article(text=TEXT)))
    assert say(owner, UN, DIALLO) == (2, 3)
    assert joined(conn) == EXPECTED
    entities = conn.execute(
        "select name, aliases, wikidata, merged_into is not null as merged from news.entities order by label, name"
    ).fetchall()
    assert [tuple(row.values()) for row in entities] == [
        ("Diallo", [], None, True),
        ("UN", [], None, True),
        ("United Nations", ["UN"], "Q1065", False),
        ("Amara Diallo", ["Diallo"], None, False),
    ]


def test_and_for_those_to_come(conn: Connection, owner: Connection, parsed: Callable[..., int]):
    assert say(owner, UN, DIALLO) == (2, 0)
    publish(conn, parsed(value=article(text=TEXT)))
    assert joined(conn) == EXPECTED


def test_said_again_it_changes_nothing(conn: Connection, owner: Connection, parsed: Callable[..., int]):
    publish(conn, parsed(value=article(text=TEXT)))
    say(owner, UN)
    assert say(owner, UN) == (1, 0)


def test_what_leads_to_an_alias_leads_to_its_end(conn: Connection, owner: Connection, parsed: Callable[..., int]):
    say(owner, Alias("ORG", "UN", "ORG", "Nations"))
    publish(conn, parsed(value=article(text=TEXT)))
    say(owner, Alias("ORG", "Nations", "ORG", "United Nations"))
    assert [row[3] for row in joined(conn)][::3] == ["United Nations", "United Nations"]
    publish(conn, parsed("2", value=article(text=TEXT + " Then it rained.")))
    assert {row[3] for row in joined(conn) if row[1] == "UN"} == {"United Nations"}


def test_the_last_word_counts_even_the_other_way_round(conn: Connection, owner: Connection, parsed: Callable[..., int]):
    publish(conn, parsed(value=article(text=TEXT)))
    say(owner, Alias("ORG", "UN", "ORG", "United Nations"))
    say(owner, Alias("ORG", "United Nations", "ORG", "UN"))
    assert {row[3] for row in joined(conn) if row[1] == "UN"} == {"UN"}
    row = conn.execute("select merged_into from news.entities where name = 'UN'").fetchone()
    assert row == {"merged_into": None}


def test_who_changes_aliases_waits_for_who_publishes(
    conn: Connection, owner: Connection, parsed: Callable[..., int], database_url: str
):
    number = parsed(value=article(text=TEXT))
    claim = claims.claim_enrich(conn, number, lease=LEASE)
    assert claim is not None
    outcome: list[tuple[int, int]] = []

    def change() -> None:
        with storage.connect(database_url) as other:
            outcome.append(say(other, UN))

    with conn.transaction():
        assert documents.advance_enriched(conn, claim, worker=WORKER)
        said = aliases.follow_aliases(conn, MENTIONS)
        thread = threading.Thread(target=change)
        thread.start()
        wait_until(
            lambda: owner.execute(
                "select 1 from pg_locks where relation::regclass::text like 'ingest.%_gate' and not granted"
            ).fetchone()
        )
        assert articles.publish_article(conn, claim, Findings(tuple(said), "m@1"), canonical_url=claim.url)
    thread.join()
    assert outcome == [(1, 2)]
    assert {row[3] for row in joined(conn) if row[1] == "UN"} == {"United Nations"}


@pytest.mark.parametrize("table", ["aliases", "link_reviews"])
def test_workers_may_follow_what_is_said_but_say_nothing(conn: Connection, table: str):
    for statement in (f"delete from ingest.{table}", f"update ingest.{table} set said_by = ''"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), conn.transaction():
            conn.execute(statement)


OSLO = Place("Oslo", "city", "NO", None, 59.9, 10.7, 700_000, 3143244)
LEVUKA = Place("Levuka", "city", "FJ", None, -17.7, 178.8, 5_000, 2198148)


def links(conn: Connection, name: str) -> list[tuple[Any, ...]]:
    rows = conn.execute(
        "select k.kind, p.name, k.score, k.evidence, k.support from news.entity_links as k"
        " left join news.places as p using (place_id) where k.name = %s",
        [name],
    ).fetchall()
    return [tuple(row.values()) for row in rows]


def number_of(conn: Connection, name: str) -> int:
    row = conn.execute("select entity_id from news.entities where name = %s", [name]).fetchone()
    assert row is not None
    return row["entity_id"]


def publish_places(conn: Connection, number: int) -> None:
    claim = claims.claim_enrich(conn, number, lease=LEASE)
    assert claim is not None
    mentions = (Mention("GPE", 0, 4, "Oslo", "Oslo"), Mention("GPE", 9, 15, "Levuka", "Levuka"))
    found = Findings(mentions, "m@1", (Location(0, OSLO, 0.5, "beside Norway"), Location(1, LEVUKA, 0.75, "alone")))
    with conn.transaction():
        assert documents.advance_enriched(conn, claim, worker=WORKER)
        assert articles.publish_article(conn, claim, reviews.as_said(conn, found), canonical_url=claim.url)


def changes(conn: Connection) -> int:
    row = conn.execute("select count(*) from news.changes_since('') where kind = 'enriched'").fetchone()
    assert row is not None
    return row["count"]


@pytest.mark.parametrize("stored", [True, False], ids=["stored", "to come"])
def test_what_is_taken_back_leaves_mentions_as_the_tagger_made_them(
    conn: Connection, owner: Connection, parsed: Callable[..., int], stored: bool
):
    number = parsed(value=article(text=TEXT))
    if stored:
        publish(conn, number)
    say(owner, UN, DIALLO)
    if not stored:
        publish(conn, number)
    assert joined(conn) == EXPECTED
    before = changes(conn)
    with owner.transaction():
        said = reviews.said_about(owner, number_of(owner, "United Nations"))
        assert reviews.take_back(owner, [*said, *reviews.said_in([DIALLO])]) == (2, 3)
    assert joined(conn) == [(m.label, m.text, m.label, m.name) for m in MENTIONS]
    assert changes(conn) == before + 1
    rows = conn.execute(
        "select name from news.entities where merged_into is not null or wikidata is not null"
    ).fetchall()
    assert rows == []
    assert conn.execute("select aliases from news.entities where name = 'United Nations'").fetchall() == [
        {"aliases": []}
    ]


def test_forgetting_spares_the_entities_that_others_would_get_back(
    conn: Connection, owner: Connection, parsed: Callable[..., int]
):
    numbers = [parsed(key, value=article(text=TEXT + key)) for key in ("1", "2")]
    say(owner, UN)
    for number in numbers:
        publish(conn, number)
    known = "select count(*) as n from news.entities where name = 'UN'"
    again.forget_documents(owner, numbers[:1], why="case 12", worker="operator ann")
    assert conn.execute(known).fetchone() == {"n": 1}
    again.forget_documents(owner, numbers[1:], why="case 12", worker="operator ann")
    assert conn.execute(known).fetchone() == {"n": 0}


def test_a_table_taken_back_leaves_what_a_review_said_since(conn: Connection, owner: Connection):
    with owner.transaction():
        aliases.put_aliases(owner, [UN, DIALLO], origin="file", said_by="names.csv")
    say(owner, DIALLO)
    with owner.transaction():
        assert reviews.take_back(owner, reviews.said_in([UN, DIALLO]), origin="file") == (1, 0)
    assert owner.execute("select alias from ingest.aliases").fetchall() == [{"alias": "Diallo"}]


def test_a_mention_that_is_no_place_any_more_loses_its_place(
    conn: Connection, owner: Connection, parsed: Callable[..., int]
):
    publish_places(conn, parsed(value=article(text="Oslo and Levuka.")))
    say(owner, Alias("GPE", "Oslo", "PERSON", "Oslo"))
    publish_places(conn, parsed("2", value=article(text="Oslo met Levuka again.")))
    rows = conn.execute("select m.text from news.locations join news.mentions as m using (article_id, mention_no)")
    assert [row["text"] for row in rows] == ["Levuka", "Levuka"]


def test_a_link_says_how_sure_it_is_and_why_and_nil_says_so_too(
    conn: Connection, owner: Connection, parsed: Callable[..., int]
):
    publish_places(conn, parsed(value=article(text="Oslo and Levuka.")))
    publish(conn, parsed("2", value=article(text=TEXT)))
    assert links(conn, "Levuka") == [("place", "Levuka", 0.75, "alone", 1)]
    assert links(conn, "UN") == [("nil", None, None, "no table and no operator says what it is", 2)]
    say(owner, UN)
    assert links(conn, "UN") == []
    assert links(conn, "United Nations") == [("wikidata", None, 1.0, "a table or an operator says so", 2)]


def test_a_link_that_an_operator_breaks_is_broken_for_old_rows_and_new(
    conn: Connection, owner: Connection, parsed: Callable[..., int]
):
    publish_places(conn, parsed(value=article(text="Oslo and Levuka.")))
    before = changes(conn)
    with owner.transaction():
        assert reviews.set_place(owner, number_of(owner, "Oslo"), None, said_by="an operator") == 1
    assert changes(conn) == before + 1
    publish_places(conn, parsed("2", value=article(text="Oslo met Levuka again.")))
    assert links(conn, "Oslo") == [("nil", None, None, "no place of this name is known, or none is clear enough", 2)]
    assert links(conn, "Levuka") == [("place", "Levuka", 0.75, "alone", 2)]


def test_and_one_that_an_operator_makes_holds_for_both(conn: Connection, owner: Connection, parsed: Callable[..., int]):
    publish_places(conn, parsed(value=article(text="Oslo and Levuka.")))
    row = conn.execute("select place_id from news.places where name = 'Levuka'").fetchone()
    assert row is not None
    with owner.transaction():
        assert reviews.set_place(owner, number_of(owner, "Oslo"), row["place_id"], said_by="an operator") == 1
        assert reviews.set_place(owner, 999_999, row["place_id"], said_by="an operator") is None
        assert reviews.set_place(owner, number_of(owner, "Oslo"), 999_999, said_by="an operator") is None
    publish_places(conn, parsed("2", value=article(text="Oslo met Levuka again.")))
    assert links(conn, "Oslo") == [("place", "Levuka", 1.0, reviews.SAID, 2)]


def test_what_looks_wrong_is_listed_until_somebody_judges_it(
    conn: Connection, owner: Connection, parsed: Callable[..., int]
):
    publish(conn, parsed(value=article(text=TEXT)))
    claim = claims.claim_enrich(conn, parsed("2", value=article(text="Diallo left Atlantis.")), lease=LEASE)
    assert claim is not None
    found = (Mention("PERSON", 0, 6, "Diallo", "Diallo"), Mention("GPE", 12, 20, "Atlantis", "Atlantis"))
    with conn.transaction():
        assert documents.advance_enriched(conn, claim, worker=WORKER)
        assert articles.publish_article(conn, claim, Findings(found, "m@1"), canonical_url=claim.url)
    listed = [(row["label"], row["name"], row["why"]) for row in reviews.to_review(owner, most=9)]
    assert sorted(listed, key=lambda row: row[1:], reverse=True) == [
        ("ORG", "Diallo", "one name under several labels: ORG, PERSON"),
        ("PERSON", "Diallo", "one name under several labels: ORG, PERSON"),
        ("GPE", "Atlantis", "1 of its mentions mean no known place"),
    ]
    say(owner, Alias("ORG", "Diallo", "PERSON", "Diallo"))
    with owner.transaction():
        reviews.set_place(owner, number_of(owner, "Atlantis"), None, said_by="an operator")
    assert reviews.to_review(owner, most=9) == []
