"""Sums by entity and day are what the mentions say, whatever changes them, in whatever order transactions end."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from pipeline import storage
from pipeline.models import Stage
from pipeline.settings import read
from pipeline.storage import Connection, again, aliases, books, reviews
from pipeline.storage.aliases import Alias
from pipeline.storage.counts import count_all_older, count_older, settle_counts
from tests.builders import WORKER, wait_until
from tests.newsroom import TODAY
from tests.tellings import HOUR, rewrite, write
from workers import sweeper
from workers.context import Context

UN = Alias("GPE", "UN", "GPE", "United Nations")

SUMS = """
select entity_id, day, sum(mentions) as mentions, sum(articles) as articles from news.entity_day_counts
group by entity_id, day having sum(mentions) <> 0 or sum(articles) <> 0 order by 1, 2
"""
TRUTH = "select entity_id, day, mentions, articles from news.entity_days order by 1, 2"


def true_sums(conn: Connection) -> int:
    """How many sums there are, all of them true."""
    sums, truth = conn.execute(SUMS).fetchall(), conn.execute(TRUTH).fetchall()
    assert sums == truth
    return len(truth)


@pytest.fixture
def late(database_url: str) -> Iterator[Connection]:
    """Another worker."""
    with storage.connect(database_url, role="dateline_worker") as connection:
        yield connection


def test_the_sums_follow_whatever_happens_to_mentions(conn: Connection, owner: Connection, tell: Callable[..., int]):
    first = tell("Talks went on.", "UN", "UN", "Lisbon", days_ago=2)
    second = tell("Ships went out.", "UN", "United Nations", days_ago=2)
    tell("Trains came in.", "Lisbon", days_ago=9)
    assert true_sums(conn) == 4
    with owner.transaction():
        aliases.put_aliases(owner, [UN], origin="review", said_by="an operator")
    assert true_sums(conn) == 3
    with owner.transaction():
        reviews.take_back(owner, reviews.said_in([UN]))
    assert true_sums(conn) == 4
    again.requeue_documents(conn, [first], stage=Stage.ENRICH, worker=WORKER)
    write(conn, first, "Lisbon", "Oslo")
    assert true_sums(conn) == 5
    rewrite(conn, second, "Ships came back.", "Oslo")
    assert true_sums(conn) == 4
    owner.execute(
        "update news.articles set published_at = published_at - interval '3 days' where article_id = %s", (first,)
    )
    assert true_sums(conn) == 4
    assert settle_counts(conn, most=1000) > 4
    assert true_sums(conn) == 4
    again.forget_documents(owner, [second], why="case 12", worker=WORKER)
    assert true_sums(conn) == 3
    owner.execute("delete from news.mentions")
    assert true_sums(conn) == 0
    settle_counts(conn, most=1000)
    assert conn.execute("select * from news.entity_day_counts where settled").fetchall() == []


NAMED_AGAIN = """
insert into news.mentions (article_id, mention_no, sentence_no, start_char, end_char, text, label, entity_id, model)
select a.article_id, 90, 0, 0, 1, left(a.text, 1), e.label, e.entity_id, 'm@1'
from news.articles as a, news.entities as e where a.article_id = %s and e.name = 'Lisbon'
"""


def test_settling_leaves_few_rows_of_days_that_are_over_and_loses_nothing_that_commits_late(
    conn: Connection, late: Connection, tell: Callable[..., int]
):
    numbers = [tell(f"Rain fell, {n}.", "Lisbon" if n else "Oslo", days_ago=2) for n in range(2)]
    with late.transaction():
        for number in numbers:
            late.execute(NAMED_AGAIN, (number,))
        tell("Sun shone.", "Oslo", days_ago=2)
        tell("Wind blew.", "Oslo", days_ago=0)
        assert settle_counts(conn, most=1000) == 3
        assert true_sums(conn) == 3
        assert true_sums(late) == 3
    assert true_sums(conn) == 3
    with late.transaction():
        assert settle_counts(late, most=1) == 1
        assert settle_counts(conn, most=1000) == 1
        assert true_sums(conn) == 3
    assert true_sums(conn) == 3
    rows = conn.execute("select settled, count(*) as n from news.entity_day_counts group by 1 order by 1").fetchall()
    assert [(row["settled"], row["n"]) for row in rows] == [(False, 1), (True, 3)]


def test_an_operator_who_moves_a_mention_waits_for_who_gives_its_article_another_day(
    conn: Connection, owner: Connection, database_url: str, late: Connection, tell: Callable[..., int]
):
    number = tell("Rain fell.", "Oslo", days_ago=2)
    tell("Sun shone.", "Lisbon", days_ago=2)
    moves = threading.Thread(
        target=owner.execute, args=("update news.mentions set entity_id = 2 where article_id = 1",)
    )
    with late.transaction():
        late.execute(
            "update news.articles set published_at = published_at - interval '1 day' where article_id = %s", (number,)
        )
        moves.start()
        wait_until(lambda: conn.execute("select from pg_locks where not granted").fetchall())
    moves.join()
    assert true_sums(conn) == 2
    assert conn.execute("select count(*) as n from news.entity_days where entity_id = 2").fetchone() == {"n": 2}


def forget_the_sums(owner: Connection) -> None:
    """As the migration that brings the sums finds a database."""
    owner.execute(
        "delete from news.entity_day_counts; insert into ingest.uncounted select article_id from news.articles"
    )


def left(conn: Connection) -> list[int]:
    """Articles that are not counted yet."""
    rows = conn.execute("select article_id from ingest.uncounted order by 1").fetchall()
    return [row["article_id"] for row in rows]


def test_articles_from_before_the_sums_are_counted_in_parts_whatever_happens_to_them_meanwhile(
    conn: Connection, owner: Connection, tell: Callable[..., int]
):
    numbers = [tell(f"Rain fell {n} times.", "UN", "Lisbon", days_ago=n) for n in range(6)]
    forget_the_sums(owner)
    assert list(books.audit(owner, grace=HOUR)) == []
    rewrite(conn, numbers[0], "Sun shone.", "Oslo")
    again.forget_documents(owner, [numbers[1]], why="case 12", worker=WORKER)
    owner.execute(
        "update news.articles set published_at = published_at - interval '9 days' where article_id = %s", (numbers[2],)
    )
    with owner.transaction():
        aliases.put_aliases(owner, [UN], origin="review", said_by="an operator")
    assert conn.execute("select from news.entity_day_counts").fetchall() == []
    newest = tell("Snow lay.", "Oslo", days_ago=3)
    assert [row["day"] for row in conn.execute(SUMS)] == [TODAY.date() - timedelta(days=3)]
    assert count_older(conn, most=2) == 2
    assert left(conn) == numbers[:4] and newest not in left(conn)
    rewrite(conn, numbers[4], "Fog rose.", "Oslo")
    assert list(count_all_older(conn)) == [(0, 4)]
    assert true_sums(conn) == 8
    assert list(count_all_older(conn)) == []


def test_an_article_that_somebody_holds_is_counted_later_and_who_wants_one_that_is_being_counted_waits(
    conn: Connection, owner: Connection, late: Connection, tell: Callable[..., int]
):
    held, free = (tell(f"Rain fell {n} times.", "Oslo", days_ago=2) for n in range(2))
    tell("Sun shone.", "Lisbon", days_ago=2)
    named = "(select entity_id from news.entities where name = '{}')"
    forget_the_sums(owner)
    with owner.transaction():
        owner.execute(f"update news.mentions set entity_id = {named.format('Lisbon')} where article_id = {held}")  # type: ignore[arg-type]
        assert list(count_all_older(conn)) == [(1, 3)]
        assert left(conn) == [held]
    moves = threading.Thread(
        target=owner.execute, args=(f"update news.mentions set entity_id = {named.format('Oslo')}",)
    )
    with late.transaction():
        assert count_older(late) == 1
        moves.start()
        wait_until(lambda: conn.execute("select from pg_locks where not granted").fetchall())
    moves.join()
    assert true_sums(conn) == 1 and free not in left(conn)


def test_a_sum_changes_with_its_mentions_and_by_no_hand(conn: Connection, tell: Callable[..., int]):
    tell("Rain fell.", "Oslo")
    for statement in ("update news.entity_day_counts set mentions = 9", "delete from news.entity_day_counts",
                      "insert into news.entity_day_counts values (1, current_date, 1, 1)",
                      "insert into ingest.uncounted values (1)", "delete from ingest.uncounted"):  # fmt: skip
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            conn.execute(statement)  # type: ignore[arg-type]


def test_the_sweeper_counts_what_is_older_and_settles_the_days_that_are_over(
    conn: Connection, owner: Connection, database_url: str, tell: Callable[..., int], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    tell("Rain fell.", "Oslo", days_ago=2)
    forget_the_sums(owner)
    tell("Sun shone.", "Lisbon", days_ago=2)
    context = Context(read({"DATELINE_HOME": str(tmp_path), "DATELINE_DATABASE_URL": database_url}))
    stop = threading.Event()
    monkeypatch.setattr(sweeper, "mark_alive", lambda _: stop.set())
    sweeper.loop(context, stop=stop)
    assert conn.execute("select settled from news.entity_day_counts").fetchall() == 2 * [{"settled": True}]
    assert left(conn) == []
    with context.connection() as own:
        own.close()
