"""What `dateline entities split` gives back of merges that were said one after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pipeline.models import Findings, Mention
from pipeline.storage import Connection, aliases, articles, claims, documents, reviews
from pipeline.storage.aliases import Alias
from tests.builders import LEASE, WORKER, article

TEXT = "Harbour Office met Port Office and Sea Office."
NAMES = ("Harbour Office", "Port Office", "Sea Office")


def publish(conn: Connection, number: int) -> None:
    claim = claims.claim_enrich(conn, number, lease=LEASE)
    assert claim is not None
    mentions = [Mention("ORG", (at := TEXT.index(name)), at + len(name), name, name) for name in NAMES]
    with conn.transaction():
        assert documents.advance_enriched(conn, claim, worker=WORKER)
        said = aliases.follow_aliases(conn, mentions)
        assert articles.publish_article(conn, claim, Findings(tuple(said), "m@1"), canonical_url=claim.url)


def merge(owner: Connection, name: str, into: str, wikidata: str | None = None) -> None:
    with owner.transaction():
        aliases.put_aliases(owner, [Alias("ORG", name, "ORG", into, wikidata)], origin="review", said_by="an operator")


def split(owner: Connection, name: str) -> None:
    row = owner.execute("select entity_id from news.entities where name = %s", [name]).fetchone()
    assert row is not None
    with owner.transaction():
        reviews.take_back(owner, reviews.said_about(owner, row["entity_id"]))


def state(conn: Connection) -> dict[str, Any]:
    """Name -> (its other spellings, what stands for it, the texts of its mentions)."""
    rows = conn.execute(
        "select e.name, e.aliases, t.name as stands,"
        " array(select m.text from news.mentions as m where m.entity_id = e.entity_id order by 1) as texts"
        " from news.entities as e left join news.entities as t on t.entity_id = e.merged_into"
    ).fetchall()
    return {row["name"]: (sorted(row["aliases"]), row["stands"], row["texts"]) for row in rows}


ALONE = {name: ([], None, [name]) for name in NAMES}


def test_splitting_the_last_of_a_chain_gives_everything_back(
    conn: Connection, owner: Connection, parsed: Callable[..., int]
):
    publish(conn, parsed(value=article(text=TEXT)))
    assert state(conn) == ALONE
    merge(owner, "Harbour Office", "Port Office")
    merge(owner, "Port Office", "Sea Office")
    assert state(conn)["Sea Office"] == (["Harbour Office", "Port Office"], None, sorted(NAMES))
    split(owner, "Sea Office")
    assert state(conn) == ALONE


def test_splitting_the_middle_of_a_chain_gives_back_its_own_mentions_and_leaves_the_rest_joined(
    conn: Connection, owner: Connection, parsed: Callable[..., int]
):
    publish(conn, parsed(value=article(text=TEXT)))
    merge(owner, "Harbour Office", "Port Office")
    merge(owner, "Port Office", "Sea Office")
    split(owner, "Port Office")
    assert state(conn) == {
        "Harbour Office": ([], "Sea Office", []),
        "Port Office": ([], None, ["Port Office"]),
        "Sea Office": (["Harbour Office"], None, ["Harbour Office", "Sea Office"]),
    }
    split(owner, "Harbour Office")
    assert state(conn) == ALONE


def test_splitting_the_first_of_a_chain_leaves_the_others_joined(
    conn: Connection, owner: Connection, parsed: Callable[..., int]
):
    publish(conn, parsed(value=article(text=TEXT)))
    merge(owner, "Harbour Office", "Port Office")
    merge(owner, "Port Office", "Sea Office")
    split(owner, "Harbour Office")
    assert state(conn) == {
        "Harbour Office": ([], None, ["Harbour Office"]),
        "Port Office": ([], "Sea Office", []),
        "Sea Office": (["Port Office"], None, ["Port Office", "Sea Office"]),
    }


def test_a_number_at_wikidata_goes_with_the_words_that_gave_it(
    conn: Connection, owner: Connection, parsed: Callable[..., int]
):
    publish(conn, parsed(value=article(text=TEXT)))
    merge(owner, "Harbour Office", "Port Office", "Q1")
    merge(owner, "Port Office", "Sea Office")
    assert numbers(conn)["Sea Office"] == "Q1"
    split(owner, "Sea Office")
    assert numbers(conn) == dict.fromkeys(NAMES)


def test_a_spelling_that_an_entity_has_of_its_own_stays_with_it(
    conn: Connection, owner: Connection, parsed: Callable[..., int]
):
    publish(conn, parsed(value=article(text=TEXT)))
    owner.execute("update news.entities set aliases = array['Sea Board'] where name = 'Sea Office'")
    merge(owner, "Harbour Office", "Sea Office")
    split(owner, "Sea Office")
    assert state(conn) == ALONE | {"Sea Office": (["Sea Board"], None, ["Sea Office"])}


def numbers(conn: Connection) -> dict[str, str | None]:
    rows = conn.execute("select name, wikidata from news.entities").fetchall()
    return {row["name"]: row["wikidata"] for row in rows}
