"""What articles are like: near-equal texts find each other, one stands for all, and stories keep their numbers."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from pipeline import storage
from pipeline.models import Article, Findings, Mention, Stage
from pipeline.storage import Connection, again, articles, books, claims, documents
from tests.builders import LEASE, WORKER, wait_until
from tests.integration.test_again import parse_as
from tests.newsroom import TODAY, sentences

HOUR = timedelta(hours=1)
NAMES = ("Budapest", "Hungary", "Ilse Brandauer", "Danube Commission")


def prose(seed: int, words: int = 120) -> str:
    """Made-up words in sentences; no two seeds share a run of three."""
    chance = random.Random(seed)
    made = ["".join(chance.choices("abdefiklmnoprstuvz", k=chance.randrange(4, 9))) for _ in range(words)]
    return " ".join(" ".join(made[at : at + 12]).capitalize() + "." for at in range(0, words, 12))


def edited(text: str, *, every: int = 15) -> str:
    """The text with one word in so many changed."""
    return " ".join("other" if at % every == 7 else word for at, word in enumerate(text.split()))


def telling(text: str, title: str = "Talks", days_ago: int = 0) -> Article:
    return Article(
        url="https://news.example/1", text=text, title=title, language="en", sentences=sentences(text),
        published_at=TODAY - timedelta(days=days_ago), published_precision="day",
    )  # fmt: skip


def write(conn: Connection, number: int, *names: str) -> None:
    """Publish a parsed document with mentions of these names, which are taken to begin its text."""
    claim = claims.claim_enrich(conn, number, lease=LEASE)
    assert claim is not None and claim.article is not None
    mentions = tuple(Mention("GPE", 0, 1, claim.article.text[:1], name) for name in names)
    with conn.transaction():
        assert documents.advance_enriched(conn, claim, worker=WORKER)
        assert articles.publish_article(conn, claim, Findings(mentions, "m@1"), canonical_url="")


@pytest.fixture
def tell(conn: Connection, parsed: Callable[..., int]) -> Callable[..., int]:
    """Publish a text and give its number."""
    numbers = iter(range(1000))

    def make(text: str, *names: str, title: str = "", days_ago: int = 0) -> int:
        no = next(numbers)
        number = parsed(f"t{no}", telling(text, title or f"Headline {no}", days_ago))
        write(conn, number, *names)
        return number

    return make


def rewrite(conn: Connection, number: int, text: str, *names: str, title: str = "Rewritten") -> None:
    again.requeue_documents(conn, [number], stage=Stage.PARSE, worker=WORKER)
    parse_as(conn, number, telling(text, title))
    write(conn, number, *names)


def pairs(conn: Connection) -> list[tuple[Any, ...]]:
    rows = conn.execute("select article_id, other_id, kind from news.near_duplicates order by 1, 2").fetchall()
    return [tuple(row.values()) for row in rows]


def places(conn: Connection, column: str = "story_id") -> dict[int, int]:
    rows = conn.execute(f"select article_id, {column} as at from news.story_articles").fetchall()  # type: ignore[arg-type]
    return {row["article_id"]: row["at"] for row in rows}


def sound(conn: Connection) -> bool:
    return not list(books.audit(conn, grace=HOUR))


def changed(conn: Connection, above: int) -> list[tuple[int, str]]:
    rows = conn.execute("select article_id, kind from news.changes where change_id > %s order by change_id", (above,))
    return [(row["article_id"], row["kind"]) for row in rows]


def last_change(conn: Connection) -> int:
    row = conn.execute("select max(change_id) as id from news.changes").fetchone()
    assert row is not None
    return int(row["id"])


def test_near_equal_texts_are_a_pair_with_exact_figures_and_both_stay(conn: Connection, tell: Callable[..., int]):
    first, other, second = tell(prose(1)), tell(prose(2)), tell(edited(prose(1)))
    row = conn.execute("select * from news.near_duplicates").fetchone()
    assert row is not None and (row["article_id"], row["other_id"], row["kind"]) == (second, first, "near-text")
    assert row["jaccard"] == pytest.approx(94 / (118 + 118 - 94)) and row["containment"] == pytest.approx(94 / 118)
    assert places(conn, "representative_id") == {first: first, other: other, second: first}
    assert places(conn)[first] == places(conn)[second] != places(conn)[other] and sound(conn)


def test_a_wire_copy_inside_a_longer_text_is_told_from_near_equal_ones(conn: Connection, tell: Callable[..., int]):
    wire, whole = tell(prose(1)), tell(f"{prose(7, 400)} {prose(1)} {prose(8, 400)}")
    assert pairs(conn) == [(whole, wire, "wire-copy")]
    row = conn.execute("select longer_id, containment, representative_id from news.duplicates").fetchone()
    assert row == {"longer_id": whole, "containment": 1.0, "representative_id": whole}
    assert len(set(places(conn).values())) == 1 and sound(conn)


@pytest.mark.parametrize("digest_is", [2, 3])
def test_a_digest_of_several_texts_makes_no_one_story_of_them(
    digest_is: int, conn: Connection, tell: Callable[..., int]
):
    texts = [prose(1, 180), prose(2, 150), prose(3, 150)]
    texts.insert(3, " ".join(texts[:digest_is]))
    numbers = [tell(text) for text in texts]
    assert len({places(conn)[number] for number in numbers[:3]}) == 3
    for number, text in zip(numbers, texts, strict=True):  # seen from the other side, and again, it is the same
        rewrite(conn, number, text, title=f"Again {number}")
    assert len({places(conn)[number] for number in numbers[:3]}) == 3 and sound(conn)


def test_texts_too_short_to_tell_are_no_pair(conn: Connection, tell: Callable[..., int]):
    wall = "To read on, subscribe to the Harbour Post for one month, and cancel whenever you want."
    tell(wall), tell(wall)
    assert pairs(conn) == [] and len(set(places(conn).values())) == 2


def test_of_many_copies_each_looks_at_so_many_and_all_are_one_group(conn: Connection, tell: Callable[..., int]):
    numbers = [tell(f"{prose(1)} {prose(100 + no, 12)}") for no in range(30)]
    most = conn.execute(
        "select max(n) as n from (select count(*) as n from news.near_duplicates group by article_id) as p"
    ).fetchone()
    assert most == {"n": 20}
    assert set(places(conn, "representative_id").values()) == {numbers[0]} and len(set(places(conn).values())) == 1


def test_two_near_equal_texts_published_at_the_same_moment_find_each_other(
    conn: Connection, owner: Connection, database_url: str, parsed: Callable[..., int], tell: Callable[..., int]
):
    other = tell(prose(5))
    first, second = parsed("a", telling(prose(1))), parsed("b", telling(edited(prose(1))))

    def late() -> None:
        with storage.connect(database_url, role="dateline_worker") as own:
            write(own, second)

    thread = threading.Thread(target=late)
    with conn.transaction():
        write(conn, first)
        thread.start()
        wait_until(
            lambda: owner.execute("select 1 from pg_locks where locktype = 'advisory' and not granted").fetchall()
        )
        assert owner.execute("select article_id from news.articles").fetchall() == [{"article_id": other}]
    thread.join()
    assert pairs(conn) == [(second, first, "near-text")] and len(set(places(conn).values())) == 2 and sound(conn)


def test_many_workers_that_publish_copies_at_once_neither_deadlock_nor_miss_one(
    conn: Connection, database_url: str, parsed: Callable[..., int]
):
    numbers = [parsed(str(no), telling(f"{prose(no % 3)} {prose(100 + no, 12)}", f"Head {no}")) for no in range(24)]
    errors: list[Exception] = []

    def work(part: int) -> None:
        with storage.connect(database_url, role="dateline_worker") as own:
            for number in numbers[part::4]:
                try:
                    write(own, number, "Budapest", "Oslo")
                except Exception as error:
                    errors.append(error)

    threads = [threading.Thread(target=work, args=(part,)) for part in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(pairs(conn)) == 3 * 8 * 7 // 2 and len(set(places(conn).values())) == 3
    assert set(places(conn, "representative_id").values()) == set(numbers[:3]) and sound(conn)


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


def test_exact_and_near_duplicates_are_in_one_relation(
    conn: Connection, owner: Connection, database_url: str, parsed: Callable[..., int], tell: Callable[..., int]
):
    first = tell(prose(1), title="One")
    near = tell(edited(prose(1)), title="Two")
    same = parsed("same", telling(prose(1), "One"))
    claim = claims.claim_enrich(conn, same, lease=LEASE)
    assert claim is not None and claim.same_document_id == first
    for number, of, reason in ((same, first, "same_text"), (parsed("page"), same, "same_url")):
        owner.execute(
            "update ingest.documents set state = 'duplicate', reason = %s, duplicate_of = %s, due_at = null,"
            " lease_token = null where document_id = %s", (reason, of, number),
        )  # fmt: skip
    with storage.connect(database_url, role="dateline_reader") as reader:
        rows = reader.execute(
            "select article_id, of_article_id, kind, published, representative_id, url from news.duplicates order by 1"
        ).fetchall()
    assert [tuple(row.values()) for row in rows] == [
        (near, first, "near-text", True, first, "https://news.example/t1"),
        (same, first, "same-text", False, first, "https://news.example/same"),
        (same + 1, first, "same-page", False, first, "https://news.example/page"),
    ]


def test_what_is_looked_up_for_each_article_is_answered_from_an_index(conn: Connection, owner: Connection):
    owner.execute("set enable_seqscan to off")
    for condition, index in (
        ("ingest.sketch_marks where mark = 7 order by article_id desc limit 20", "sketch_marks_pkey"),
        ("ingest.story_clues where clue = 'x' and day between '2026-01-01' and '2026-01-07'", "story_clues_pkey"),
        ("news.near_duplicates where other_id = 7", "near_duplicates_other"),
        ("news.story_articles where representative_id = 7", "story_articles_representative"),
    ):
        rows = owner.execute(f"explain select article_id from {condition}").fetchall()  # type: ignore[arg-type]
        assert index in str(rows)


def test_the_worker_gives_up_pairs_of_what_it_has_just_advanced_alone(conn: Connection, tell: Callable[..., int]):
    first, _ = tell(prose(1)), tell(edited(prose(1)))
    with pytest.raises(Exception, match="was not advanced in this transaction"), conn.transaction():
        conn.execute("select ingest.drop_pairs(%s, '{}')", (first,))
    assert len(pairs(conn)) == 1


def test_identity_of_the_lock_is_the_one_that_the_trigger_takes(owner: Connection):
    from pipeline.storage.stories import STORY_LOCK

    row = owner.execute("select prosrc from pg_proc where proname = 'leave_story'").fetchone()
    assert row is not None and f"({STORY_LOCK})" in row["prosrc"]
