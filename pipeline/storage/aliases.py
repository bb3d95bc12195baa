"""What operators say about names: this one is that one, for old rows and for new ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from psycopg.rows import DictRow

from pipeline.models import Mention
from pipeline.storage.articles import name_key
from pipeline.storage.connection import Connection
from pipeline.storage.queries import run, run_one

BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Alias:
    """Mentions of `alias` under `label` belong to the entity `target` under `target_label`."""

    label: str
    alias: str
    target_label: str
    target: str
    wikidata: str | None = None


def follow_aliases(conn: Connection, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, each called and labelled as operators said; none can say otherwise before the transaction ends."""
    run(conn, "hold_aliases")
    keys = {(mention.label, mention.name): name_key(mention.name) for mention in mentions}
    rows = run(conn, "aliases_of", labels=[label for label, _ in keys], keys=list(keys.values()))
    said: Mapping[tuple[str, bytes], tuple[str, str]] = {
        (row["label"], bytes(row["alias_key"])): (row["target_label"], row["target"]) for row in rows
    }
    if not said:
        return list(mentions)
    return [_as_said(mention, said.get((mention.label, keys[mention.label, mention.name]))) for mention in mentions]


def put_aliases(conn: Connection, aliases: Iterable[Alias], *, origin: str, said_by: str) -> tuple[int, int]:
    """Note the aliases and apply all that are known to old mentions; how many were noted, and mentions moved.

    Of two that say something of one name the last counts. Belongs in a transaction; waits for all that publish.
    """
    run(conn, "change_aliases")
    last = {(alias.label, name_key(alias.alias)): alias for alias in aliases if not _says_nothing(alias)}
    rows = list(last.items())
    noted = 0
    for start in range(0, len(rows), BATCH):
        part = rows[start : start + BATCH]
        noted += len(run(
            conn, "put_aliases", origin=origin, said_by=said_by,
            labels=[label for (label, _), _ in part], alias_keys=[key for (_, key), _ in part],
            aliases=[alias.alias for _, alias in part], target_labels=[alias.target_label for _, alias in part],
            target_keys=[name_key(alias.target) for _, alias in part], targets=[alias.target for _, alias in part],
            wikidata=[alias.wikidata for _, alias in part],
        ))  # fmt: skip
        run(conn, "drop_returns", labels=[label for (label, _), _ in part], alias_keys=[key for (_, key), _ in part])
    run(conn, "straighten_aliases")
    run(conn, "make_targets")
    moved = [row["article_id"] for row in run(conn, "move_mentions")]
    if moved:
        run(conn, "drop_locations", ids=sorted(set(moved)))
        run(conn, "note_moves", ids=sorted(set(moved)))
    run(conn, "mark_merged")
    run(conn, "give_spellings")
    return noted, len(moved)


def find_entities(conn: Connection, beginning: str, *, most: int) -> list[DictRow]:
    """Entities whose name begins so, the most mentioned first."""
    plain = beginning.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return run(conn, "find_entities", beginning=plain, most=most)


def entity(conn: Connection, entity_id: int) -> DictRow | None:
    """One entity: entity_id, label, name, merged_into."""
    return run_one(conn, "entity_by_id", entity_id=entity_id)


def _says_nothing(alias: Alias) -> bool:
    same = alias.label == alias.target_label and name_key(alias.alias) == name_key(alias.target)
    return same and alias.wikidata is None


def _as_said(mention: Mention, said: tuple[str, str] | None) -> Mention:
    if said is None or said == (mention.label, mention.name):
        return mention
    return replace(mention, label=said[0], name=said[1], tagged=(mention.label, mention.name))
