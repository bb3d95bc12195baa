"""Stories: what is about one event comes together, with a reason, and keeps its number."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from pipeline import storage
from pipeline.models import Stage
from pipeline.storage import Connection, again
from tests.builders import WORKER
from tests.newsroom import TODAY
from tests.tellings import NAMES, changed, edited, last_change, pairs, places, prose, rewrite, sound, telling, write


def test_one_event_in_other_words_is_one_story_and_says_why(conn: Connection, tell: Callable[..., int]):
    first = tell(prose(1), *NAMES, title="Talks on the river fail")
    second = tell(prose(2), *NAMES, title="River talks end without result", days_ago=1)
    assert places(conn)[first] == places(conn)[second] and pairs(conn) == []
    row = conn.execute("select reason, evidence from news.story_articles where article_id = %s", (second,)).fetchone()
    assert row is not None and row["reason"] == "same-event"
    assert row["evidence"].startswith(f"{first}: ") and "hungary" in row["evidence"] and "en:talk" in row["evidence"]
    sums = conn.execute("select articles, tellings, sources, title from news.story_sums").fetchall()
    assert [tuple(row.values()) for row in sums] == [(2, 2, 1, "River talks end without result")]


@pytest.mark.parametrize(
    ("names", "title", "days_ago"),
    [
        (NAMES, "Ferry runs aground", 0),  # the same people, and another thing
        (NAMES[:1], "Talks on the river fail", 0),  # the same words, of others
        (NAMES, "Talks on the river fail", 4),  # another day
        ((), "Talks on the river fail", 0),  # no names at all
    ],
    ids=["headline", "names", "day", "no names"],
)
def test_where_the_evidence_leaves_a_doubt_an_article_opens_a_story_of_its_own(
    names: tuple[str, ...], title: str, days_ago: int, conn: Connection, tell: Callable[..., int]
):
    first = tell(prose(1), *NAMES, title="Talks on the river fail")
    second = tell(prose(2), *names, title=title, days_ago=days_ago)
    assert places(conn)[first] != places(conn)[second]


def test_a_name_that_half_the_week_has_tells_nothing(conn: Connection, owner: Connection, tell: Callable[..., int]):
    owner.execute(
        "insert into ingest.story_clues"
        " select clue, %s, -n from unnest(%s::text[]) as clue, generate_series(1, 101) as n",
        (TODAY.date(), [name.lower() for name in NAMES]),
    )
    first = tell(prose(1), *NAMES, title="Talks on the river fail")
    second = tell(prose(2), *NAMES, title="Talks on the river fail again")
    assert places(conn)[first] != places(conn)[second]


def test_stories_that_turn_out_to_be_one_keep_the_older_number_and_say_so(conn: Connection, tell: Callable[..., int]):
    first, second = tell(prose(1)), tell(prose(2))
    both = f"{prose(1)} {prose(2)}"
    one, two = places(conn)[first], places(conn)[second]
    before = last_change(conn)
    rewrite(conn, second, edited(both))
    assert set(places(conn).values()) == {one}
    merges = conn.execute("select from_story_id, into_story_id, article_id, reason from news.story_merges").fetchall()
    assert [tuple(row.values()) for row in merges] == [(two, one, second, "near-text")]
    assert conn.execute("select merged_into from news.stories where story_id = %s", (two,)).fetchone() == {
        "merged_into": one
    }
    assert changed(conn, before) == [(second, "revised")] and sound(conn)


def test_an_older_article_that_comes_to_stand_for_others_is_a_change_of_theirs(
    conn: Connection, parsed: Callable[..., int], tell: Callable[..., int]
):
    old = parsed("old", telling(prose(1), "Old"))
    later = tell(edited(prose(1)))
    before = last_change(conn)
    write(conn, old)
    assert places(conn, "representative_id") == {old: old, later: old}
    assert pairs(conn) == [(later, old, "near-text")]
    assert changed(conn, before) == [(old, "published"), (later, "enriched")] and sound(conn)


def test_a_text_that_changes_gives_up_its_pairs_and_leaves_its_story(conn: Connection, tell: Callable[..., int]):
    first, second, third = tell(prose(1)), tell(edited(prose(1))), tell(edited(prose(1), every=14))
    before = last_change(conn)
    rewrite(conn, first, prose(9))
    assert pairs(conn) == [(third, second, "near-text")]
    assert places(conn, "representative_id") == {first: first, second: second, third: second}
    assert places(conn)[second] == places(conn)[third] != places(conn)[first]
    assert sorted(changed(conn, before)) == [(first, "revised"), (second, "enriched"), (third, "enriched")]
    assert sound(conn)


def test_enriching_again_changes_nothing_of_it(conn: Connection, tell: Callable[..., int]):
    numbers = [tell(prose(1), *NAMES), tell(edited(prose(1)), *NAMES), tell(prose(3), *NAMES, title="Headline 0")]
    query = "select * from news.story_articles natural join news.stories order by article_id"
    kept = conn.execute(query).fetchall(), conn.execute("select * from news.near_duplicates").fetchall()
    before = last_change(conn)
    again.requeue_documents(conn, numbers, stage=Stage.ENRICH, worker=WORKER)
    for number in numbers:
        write(conn, number, *NAMES)
    assert (conn.execute(query).fetchall(), conn.execute("select * from news.near_duplicates").fetchall()) == kept
    assert changed(conn, before) == [(number, "enriched") for number in numbers] and sound(conn)


def test_what_is_forgotten_leaves_its_pairs_its_story_and_those_it_stood_for(
    conn: Connection, owner: Connection, tell: Callable[..., int]
):
    first, second, third = tell(prose(1), "Oslo"), tell(edited(prose(1))), tell(edited(prose(1), every=14))
    before = last_change(conn)
    again.forget_documents(owner, [first], why="case 12", worker=WORKER)
    assert pairs(conn) == [(third, second, "near-text")]
    assert places(conn, "representative_id") == {second: second, third: second}
    assert sorted(changed(conn, before)) == [(first, "retracted"), (second, "enriched"), (third, "enriched")]
    for table in ("sketch_marks", "story_clues", "sketches"):
        found = conn.execute(f"select 1 from ingest.{table} where article_id = %s", (first,)).fetchall()  # type: ignore[arg-type]
        assert found == []
    assert sound(conn)


def test_an_article_that_is_erased_while_its_like_is_published_leaves_no_pair_and_no_deadlock(
    conn: Connection, owner: Connection, database_url: str, parsed: Callable[..., int], tell: Callable[..., int]
):
    first, second = tell(prose(1)), parsed("b", telling(edited(prose(1))))
    errors: list[Exception] = []

    def late() -> None:
        try:
            with storage.connect(database_url, role="dateline_worker") as other:
                write(other, second)
        except Exception as error:
            errors.append(error)

    thread = threading.Thread(target=late)
    with owner.transaction():
        again.forget_documents(owner, [first], why="case 12", worker=WORKER)
        thread.start()
        thread.join()
    assert errors == [] and pairs(conn) == [] and places(conn, "representative_id") == {second: second} and sound(conn)
