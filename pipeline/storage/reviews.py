"""Corrections of what names mean: followed by what is published, applied to what is stored, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from psycopg.rows import DictRow

from pipeline.models import Findings, Location, Mention, Place
from pipeline.storage.aliases import Alias, follow_aliases
from pipeline.storage.articles import name_key
from pipeline.storage.connection import Connection
from pipeline.storage.queries import run, run_one

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
SAID = "an operator said so"


def as_said(conn: Connection, findings: Findings) -> Findings:
    """The findings with mentions and places as operators said; none can say otherwise before the transaction ends."""
    mentions = follow_aliases(conn, findings.mentions)
    return replace(findings, mentions=tuple(mentions), locations=_locations(conn, mentions, findings.locations))


def take_back(conn: Connection, said: Sequence[tuple[str, bytes]], *, origin: str | None = None) -> tuple[int, int]:
    """Unsay what was said of these (label, name key), of one origin alone if given; how many, and mentions moved back.

    Belongs in a transaction; waits for all that publish. Mentions get back the entity and label of the tagger; a place
    that they lost with their label comes back when their article is enriched again.
    """
    run(conn, "change_aliases")
    keys = [key for _, key in said]
    gone = run(conn, "take_back_aliases", labels=[label for label, _ in said], alias_keys=keys, origin=origin)
    names = {"labels": [row["label"] for row in gone], "alias_keys": [row["alias_key"] for row in gone]}
    moved = [row["article_id"] for row in run(conn, "return_mentions", **names)]
    run(conn, "unmerge_entities", **names)
    both = {
        "labels": [*names["labels"], *(row["target_label"] for row in gone)],
        "name_keys": [*names["alias_keys"], *(row["target_key"] for row in gone)],
    }
    run(conn, "take_back_spellings", **both)
    run(conn, "take_back_numbers", **both)
    _note(conn, moved)
    return len(gone), len(moved)


def said_in(aliases: Sequence[Alias]) -> list[tuple[str, bytes]]:
    """The (label, name key) that a table of names says something of."""
    return [(alias.label, name_key(alias.alias)) for alias in aliases]


def said_about(conn: Connection, entity_id: int) -> list[tuple[str, bytes]]:
    """The (label, name key) of what joined this entity to another, or else others to it."""
    rows = run(conn, "aliases_leading_to", entity_id=entity_id)
    return [(row["label"], bytes(row["alias_key"])) for row in rows]


def set_place(conn: Connection, entity_id: int, place_id: int | None, *, said_by: str) -> int | None:
    """Say which place an entity is (None: none that is known); how many mentions changed, None if there is no such
    entity or place. Belongs in a transaction; waits for all that publish."""
    run(conn, "change_aliases")
    if run_one(conn, "put_link_review", entity_id=entity_id, place_id=place_id, said_by=said_by) is None:
        return None
    changed = [row["article_id"] for row in run(conn, "unlink_mentions", entity_id=entity_id, place_id=place_id)]
    if place_id is not None:
        rows = run(conn, "link_mentions", entity_id=entity_id, place_id=place_id, evidence=SAID)
        changed = [row["article_id"] for row in rows]
    _note(conn, changed)
    return len(changed)


def to_review(conn: Connection, *, most: int) -> list[DictRow]:
    """Entities that look wrong and that nobody said anything about: entity_id, label, name, mentions, why."""
    return run(conn, "entities_to_review", most=most)


def links(conn: Connection, entity_id: int) -> list[DictRow]:
    """What an entity is linked to, a row a link, with score, evidence and support."""
    return run(conn, "links_of_entity", entity_id=entity_id)


def said(conn: Connection, entity_id: int) -> list[DictRow]:
    """What operators said of an entity's name, in order."""
    return run(conn, "said_of_entity", entity_id=entity_id)


def _locations(conn: Connection, mentions: Sequence[Mention], found: Sequence[Location]) -> tuple[Location, ...]:
    numbers = {number: name_key(m.name) for number, m in enumerate(mentions) if m.label in PLACE_LABELS}
    rows = run(
        conn, "link_reviews_of", labels=[mentions[number].label for number in numbers], keys=list(numbers.values())
    )
    places = {(row["label"], bytes(row["name_key"])): _place(row) for row in rows}
    by_number = {location.mention_no: location for location in found if location.mention_no in numbers}
    for number, key in numbers.items():
        which = mentions[number].label, key
        if which in places:
            place = places[which]
            by_number.pop(number, None)
            if place is not None:
                by_number[number] = Location(number, place, 1.0, SAID)
    return tuple(by_number[number] for number in sorted(by_number))


def _place(row: DictRow) -> Place | None:
    if row["kind"] is None:
        return None
    return Place(
        row["name"], row["kind"], row["country_code"], None, row["latitude"], row["longitude"], row["population"],
        row["geonames_id"],
    )  # fmt: skip


def _note(conn: Connection, articles: Sequence[int]) -> None:
    if articles:
        run(conn, "note_moves", ids=sorted(set(articles)))
