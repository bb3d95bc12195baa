"""The export: however often it is interrupted, its files hold every change once, and each article as it stands."""

from __future__ import annotations

import csv
import fcntl
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline import storage
from pipeline.cli import datafiles
from pipeline.cli.export import export_all
from pipeline.storage import Connection, exports
from pipeline.storage.aliases import Alias, put_aliases
from pipeline.storage.exports import CursorError
from tests.newsroom import Told, open_newsroom, tell

KEYS = {
    "articles": ("article_id",),
    "sentences": ("article_id", "sentence_no"), "mentions": ("article_id", "mention_no"),
    "paragraphs": ("article_id", "paragraph_no"), "locations": ("article_id", "mention_no"),
    "dates": ("article_id", "start_char"), "quantities": ("article_id", "start_char"),
    "quotes": ("article_id", "quote_no"), "images": ("article_id", "image_no"),
}  # fmt: skip
DIMENSIONS = {"entities": "entity_id", "places": "place_id"}


@pytest.fixture
def analyst(database_url: str) -> Iterator[Connection]:
    """A connection as the reader's role."""
    with storage.connect(database_url, role="dateline_reader") as connection:
        yield connection


def export(analyst: Connection, folder: Path, most: int = 4, form: str = "jsonl") -> tuple[int, int]:
    return export_all(analyst, folder, form=form, cursor_file=None, most=most)


def exported(folder: Path, table: str) -> list[dict[str, Any]]:
    """All rows of a table in the files, in the order of the files' names."""
    files = sorted((folder / table).glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def agree(folder: Path, owner: Connection) -> None:
    """Assert that the files hold each change and each row of each article once, and every entity and place."""
    changes = Counter(row["cursor"] for row in exported(folder, "changes"))
    count = owner.execute("select count(*) as n from news.changes").fetchone()
    assert count == {"n": len(changes)} and set(changes.values()) == {1}
    for table, columns in KEYS.items():
        rows = owner.execute(f"select {', '.join(columns)} from news.{table}").fetchall()  # type: ignore[arg-type]
        have = Counter(tuple(row[name] for name in columns) for row in exported(folder, table))
        assert have == Counter(tuple(row.values()) for row in rows), table
        assert rows
    for table, key in DIMENSIONS.items():
        rows = owner.execute(f"select {key} from news.{table}").fetchall()  # type: ignore[arg-type]
        assert {row[key] for row in rows} == {row[key] for row in exported(folder, table)}


def test_an_export_in_batches_holds_all_and_the_next_only_what_came_since(
    conn: Connection, owner: Connection, analyst: Connection, tmp_path: Path
):
    assert export(analyst, tmp_path) == (0, 0)
    open_newsroom(conn)
    assert export(analyst, tmp_path) == (4, 14)
    agree(tmp_path, owner)
    assert export(analyst, tmp_path) == (0, 0)
    tell(conn, 1, "later", Told("Later", "Lisbon waits for Nairobi.", (), "en", 0))
    assert export(analyst, tmp_path) == (1, 1)
    agree(tmp_path, owner)
    assert {len(list((tmp_path / table).iterdir())) for table in exports.TABLES} == {5}


@pytest.mark.parametrize("moment", ["before", "after"])
def test_an_export_that_breaks_at_any_file_and_is_run_again_loses_and_repeats_nothing(
    moment: str,
    conn: Connection,
    owner: Connection,
    analyst: Connection,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    open_newsroom(conn)
    real, calls, breaks = datafiles.put, 0, iter(range(1, 200, 3))
    breaking = next(breaks)

    def put(path: Path, write: Any) -> None:
        nonlocal calls, breaking
        calls += 1
        if moment == "after":
            real(path, write)
        if calls == breaking:
            breaking, calls = next(breaks), 0
            raise KeyboardInterrupt
        if moment == "before":
            real(path, write)

    monkeypatch.setattr(datafiles, "put", put)
    broken = 0
    while True:
        try:
            export(analyst, tmp_path)
            break
        except KeyboardInterrupt:
            broken += 1
            if broken == 3:  # what the broken batch begins with grows before it is written again
                tell(conn, 1, "later", Told("Later", "Lisbon waits for Nairobi.", (), "en", 0))
    assert broken >= 6
    agree(tmp_path, owner)


def test_an_article_that_changes_comes_once_with_its_last_change_and_a_retracted_one_as_a_change_alone(
    conn: Connection, owner: Connection, analyst: Connection, tmp_path: Path
):
    first, second, *_ = open_newsroom(conn)
    owner.execute("update news.articles set version = 2 where article_id = %s", (first,))
    owner.execute("delete from news.articles where article_id = %s", (second,))
    export(analyst, tmp_path, most=1)
    articles = exported(tmp_path, "articles")
    assert [row["version"] for row in articles if row["article_id"] == first] == [2]
    assert second not in {row["article_id"] for row in articles}
    kinds = [(row["article_id"], row["kind"]) for row in exported(tmp_path, "changes")][-2:]
    assert kinds == [(first, "revised"), (second, "retracted")]
    owner.execute("update news.articles set version = 3 where article_id = %s", (first,))
    export(analyst, tmp_path)
    assert [row["version"] for row in exported(tmp_path, "articles") if row["article_id"] == first] == [2, 3]


def test_articles_whose_mentions_an_operator_moves_are_a_change_and_come_again(
    conn: Connection, owner: Connection, analyst: Connection, tmp_path: Path
):
    first, *_ = open_newsroom(conn)
    export(analyst, tmp_path)
    with owner.transaction():
        put_aliases(owner, [Alias("GPE", "Lisbon", "GPE", "Lisboa")], origin="review", said_by="an operator")
    assert export(analyst, tmp_path) == (1, 1)
    last = exported(tmp_path, "changes")[-1]
    assert (last["article_id"], last["kind"], last["version"]) == (first, "enriched", 1)
    (lisboa,) = [row["entity_id"] for row in exported(tmp_path, "entities") if row["name"] == "Lisboa"]
    again = [row for row in exported(tmp_path, "mentions") if row["text"] == "Lisbon"]
    assert [row["entity_id"] == lisboa for row in again] == [False] * (len(again) // 2) + [True] * (len(again) // 2)


def merge_stories(conn: Connection) -> list[int]:
    """Two texts that are no pair, and one that is near-equal to both, so that their stories become one."""
    parts = [f"Word{n} of{n} the{n} harbour{n}." for n in range(50)]
    texts = {"head": parts[:30], "tail": parts[20:], "whole": parts}
    return [tell(conn, 1, name, Told(name, " ".join(text), (), "en", 0)) for name, text in texts.items()]


def replace_a_version(owner: Connection) -> None:
    """As if an article had been another before."""
    owner.execute(
        "insert into news.past_versions select article_id, 0, title, authors, published_at, modified_at, language,"
        " text, text_key, body_source, model, version_reason, enriched_at"
        " from news.articles order by article_id limit 1"
    )


def test_every_table_and_column_is_exported_but_what_serves_searching_and_comparing(
    owner: Connection, analyst: Connection, conn: Connection, tmp_path: Path
):
    open_newsroom(conn)
    merge_stories(conn)
    replace_a_version(owner)
    export(analyst, tmp_path)
    rows = owner.execute(
        "select c.table_name, c.column_name from information_schema.columns as c"
        " join information_schema.tables as t using (table_schema, table_name)"
        " where c.table_schema = 'news' and t.table_type = 'BASE TABLE'"
        " and table_name not in ('change_epochs', 'entity_day_counts')"
    ).fetchall()
    there = {(row["table_name"], row["column_name"]) for row in rows}
    written = {(table, name) for table in exports.TABLES for name in exported(tmp_path, table)[0]}
    inside = {("changes", name) for name in ("epoch", "xid", "change_id")}  # what a cursor is made of
    keys = {
        ("articles", "text_key"),
        ("articles", "images"),  # a table of its own
        ("articles", "search"),
        ("articles", "stems"),
        ("entities", "name_key"),
        ("past_versions", "text_key"),
    }
    assert there - written == inside | keys
    of_view = {("images", name) for name in ("article_id", "image_no", "url", "alt", "caption", "credit")}
    assert written - there == {("changes", "cursor")} | of_view


def test_articles_whose_story_ends_in_anothers_come_again_with_it(
    conn: Connection, owner: Connection, analyst: Connection, tmp_path: Path
):
    open_newsroom(conn)
    export(analyst, tmp_path)
    numbers = merge_stories(conn)
    export(analyst, tmp_path, most=1)
    now = {row["article_id"]: row for row in exported(tmp_path, "story_articles")}
    for row in owner.execute("select article_id, story_id, representative_id from news.story_articles").fetchall():
        assert {key: now[row["article_id"]][key] for key in row} == row
    (merge,) = {row["from_story_id"]: row["into_story_id"] for row in exported(tmp_path, "story_merges")}.items()
    assert {now[number]["story_id"] for number in numbers} == {merge[1]}
    ended = [row["merged_into"] for row in exported(tmp_path, "stories") if row["story_id"] == merge[0]]
    assert ended[-1] == merge[1]
    agree(tmp_path, owner)


def test_what_a_running_transaction_may_still_precede_waits_for_the_next_export(
    conn: Connection, owner: Connection, analyst: Connection, tmp_path: Path, database_url: str
):
    with storage.connect(database_url, role="dateline_worker") as slow:
        slow.execute("begin")
        slow.execute("select pg_current_xact_id()")
        open_newsroom(conn)
        assert export(analyst, tmp_path) == (0, 0)
        slow.execute("rollback")
    assert export(analyst, tmp_path) == (4, 14)
    agree(tmp_path, owner)


def test_a_cursor_of_another_database_or_format_or_none_at_all_is_refused(
    conn: Connection, owner: Connection, analyst: Connection, tmp_path: Path
):
    open_newsroom(conn)
    export(analyst, tmp_path)
    with pytest.raises(CursorError, match="say --format jsonl"):
        export(analyst, tmp_path, form="csv")
    cursor = tmp_path / "cursor.json"
    kept = cursor.read_text()
    for damage, why in (
        (kept.replace('"cursor": "1.', '"cursor": "7.'), "comes from another database"),
        (kept.replace('"cursor": "1.', '"cursor": "; drop'), "is not a cursor"),
        ("{", "is not the cursor of an export"),
    ):
        cursor.write_text(damage)
        with pytest.raises(CursorError, match=why):
            export(analyst, tmp_path)
    cursor.unlink()
    with pytest.raises(CursorError, match="holds an export"):
        export(analyst, tmp_path)
    cursor.write_text(kept)
    assert export(analyst, tmp_path) == (0, 0)


def test_of_two_exports_to_one_folder_the_second_is_refused(analyst: Connection, tmp_path: Path):
    with (tmp_path / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(CursorError, match="another export is at work"):
            export(analyst, tmp_path)


def test_all_formats_hold_the_same_rows(conn: Connection, owner: Connection, analyst: Connection, tmp_path: Path):
    from pyarrow import parquet

    open_newsroom(conn)
    merge_stories(conn)
    replace_a_version(owner)
    for form in datafiles.WRITERS:
        export(analyst, tmp_path / form, most=1000, form=form)
    for table in exports.TABLES:
        (one,) = (tmp_path / "parquet" / table).iterdir()
        rows = parquet.read_table(one).to_pylist()
        (two,) = (tmp_path / "csv" / table).iterdir()
        with two.open(encoding="utf-8", newline="") as file:
            assert [list(row) for row in csv.DictReader(file)] == [list(row) for row in rows]
        lines = exported(tmp_path / "jsonl", table)
        assert len(lines) == len(rows) > 0
        assert [row.get("text") for row in lines] == [row.get("text") for row in rows]
