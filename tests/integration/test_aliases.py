"""What operators say about names holds for old mentions and new ones, whoever publishes meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from pipeline import storage
from pipeline.cli.alias_files import AliasFileError, read_csv, read_wikidata
from pipeline.models import Findings, Mention
from pipeline.storage import Connection, aliases, articles, claims, documents
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
            lambda: owner.execute("select 1 from pg_locks where locktype = 'advisory' and not granted").fetchone()
        )
        assert articles.publish_article(conn, claim, Findings(tuple(said), "m@1"), canonical_url=claim.url)
    thread.join()
    assert outcome == [(1, 2)]
    assert {row[3] for row in joined(conn) if row[1] == "UN"} == {"United Nations"}


def test_workers_may_follow_what_is_said_but_say_nothing(conn: Connection):
    with pytest.raises(psycopg.errors.InsufficientPrivilege), conn.transaction():
        conn.execute("delete from ingest.aliases")


def test_a_table_is_read_and_its_faults_are_named_by_line():
    lines = ["alias,name,label,wikidata", "MSF,Doctors Without Borders,org,Q49330", "U.N.,United Nations,ORG,"]
    assert list(read_csv(lines)) == [
        Alias("ORG", "MSF", "ORG", "Doctors Without Borders", "Q49330"),
        Alias("ORG", "U.N.", "ORG", "United Nations", None),
    ]
    for wrong, what in (
        (["alias,label", "x,ORG"], "line 1: no column name"),
        (["alias,name,label", "x,y,FIRM"], "line 2: 'FIRM' is no label"),
        (["alias,name,label", ",y,ORG"], "line 2: a name has 1 to 500"),
        (["alias,name,label,wikidata", "x,y,ORG,65"], "line 2: '65' is no Wikidata number"),
    ):
        with pytest.raises(AliasFileError, match=what):
            list(read_csv(wrong))


def test_lines_of_a_wikidata_dump_give_people_organisations_and_places():
    human = (
        '{"id": "Q7", "labels": {"en": {"value": "Amara Diallo"}}, "aliases": {"en": [{"value": "A. Diallo"}]},'
        ' "claims": {"P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q5"}}}}]}},'
    )
    star = human.replace("Q5", "Q523")
    assert [(a.alias, a.target, a.wikidata) for a in read_wikidata(["[", human, star, "]"])] == [
        ("Amara Diallo", "Amara Diallo", "Q7"),
        ("A. Diallo", "Amara Diallo", "Q7"),
    ]
    with pytest.raises(AliasFileError, match="line 2"):
        list(read_wikidata([human, "{broken"]))
