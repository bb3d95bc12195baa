"""The change cursor: however transactions overlap, a consumer misses nothing and meets nothing twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import psycopg
import pytest

from pipeline import storage
from pipeline.storage import Connection
from tests.integration.test_articles import publish, value


@pytest.fixture
def consumer(database_url: str) -> Iterator[Connection]:
    """A connection as the reader role."""
    with storage.connect(database_url, role="dateline_reader") as connection:
        yield connection


def read(consumer: Connection, cursor: str, most: int = 1000) -> tuple[list[tuple[int, str]], str]:
    rows = consumer.execute("select * from news.changes_since(%s, %s)", (cursor, most)).fetchall()
    return [(row["article_id"], row["kind"]) for row in rows], rows[-1]["cursor"] if rows else cursor


def write(conn: Connection, number: int) -> None:
    """Write an article anew as any writer may; publishing a text waits for others that do (see test_stories.py)."""
    conn.execute("update news.articles set enriched_at = now() where article_id = %s", (number,))


def test_three_writers_that_overlap_commit_late_and_roll_back_lose_and_repeat_nothing(
    database_url: str, conn: Connection, consumer: Connection, parsed: Callable[..., int]
):
    numbers = [parsed(str(n), value(f"Ann Lee spoke in Oslo. The Oslo talks faile{n}.")) for n in range(5)]
    for number in numbers:
        assert publish(conn, number, ())
    seen: list[tuple[int, str]] = []
    published, cursor = read(consumer, "")
    assert published == [(number, "published") for number in numbers]

    def consume() -> None:
        nonlocal cursor
        rows, cursor = read(consumer, cursor, 1)
        while rows:
            seen.extend(rows)
            rows, cursor = read(consumer, cursor, 1)

    with ExitStack() as stack:
        a, b, c = (stack.enter_context(storage.connect(database_url, role="dateline_worker")) for _ in range(3))
        for writer in (a, b, c):
            writer.execute("begin")
            writer.execute("select pg_current_xact_id()")  # the late one has the smallest number
        write(c, numbers[0])
        c.execute("commit")
        consume()
        assert seen == []  # a and b may still write before it in the order
        write(a, numbers[1])
        write(b, numbers[2])
        b.execute("rollback")
        consume()
        b.execute("begin")
        write(b, numbers[3])
        a.execute("commit")
        consume()
        assert seen == [(numbers[1], "enriched"), (numbers[0], "enriched")]
        write(c, numbers[4])
        consume()
        b.execute("commit")
        consume()
    assert seen[2:] == [(numbers[3], "enriched"), (numbers[4], "enriched")]


def test_a_new_version_a_second_enrichment_and_a_retraction_are_changes(
    conn: Connection, owner: Connection, consumer: Connection, parsed: Callable[..., int]
):
    number = parsed(value=value())
    assert publish(conn, number)
    owner.execute("update news.articles set model = 'm@2'")
    owner.execute("update news.articles set version = 2")
    owner.execute("delete from news.articles")
    kinds = ["published", "enriched", "revised", "retracted"]
    assert read(consumer, "")[0] == [(number, kind) for kind in kinds]


def test_whoever_listens_is_told_at_the_commit(conn: Connection, consumer: Connection, parsed: Callable[..., int]):
    consumer.execute("listen news_changes")
    assert publish(conn, parsed(value=value()))
    assert [told.channel for told in consumer.notifies(timeout=10, stop_after=1)] == ["news_changes"]


def test_a_restore_in_another_cluster_begins_an_epoch_that_comes_after_all_before(
    conn: Connection, owner: Connection, consumer: Connection, parsed: Callable[..., int]
):
    first, second = parsed("a", value()), parsed("b", value("Ann Lee spoke in Oslo? The Oslo talks ended."))
    assert publish(conn, first)
    owner.execute("update news.change_epochs set history = 'elsewhere'")
    owner.execute("update news.changes set xid = '9000000000'")  # the old cluster had counted further
    assert publish(conn, second)
    rows, cursor = read(consumer, "")
    assert rows == [(first, "published"), (second, "published")]
    assert read(consumer, cursor)[0] == []


def test_neither_role_writes_the_changes_by_hand(conn: Connection, consumer: Connection):
    for who in (conn, consumer):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            who.execute("update news.changes set version = 9")


@pytest.mark.parametrize("cursor", ["no cursor", "1", "1.2.3.4", "-1.-1.-1", "1.2.", "999.1.1", "1.9999999999.1"])
def test_a_cursor_of_another_database_or_none_at_all_is_an_error_and_not_silence(consumer: Connection, cursor: str):
    with pytest.raises(psycopg.errors.InvalidParameterValue):
        read(consumer, cursor)
