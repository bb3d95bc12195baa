"""What articles are like: near-equal texts find each other, and one stands for all."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from pipeline import storage
from pipeline.storage import Connection, claims
from tests.builders import LEASE, wait_until
from tests.tellings import edited, pairs, places, prose, rewrite, sound, telling, write


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
            lambda: owner.execute(
                "select 1 from pg_locks where relation::regclass::text like 'ingest.%_gate' and not granted"
            ).fetchall()
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
