"""What a version changed in the one before it, sentence by sentence, and what kind of change that is."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from pipeline import storage
from pipeline.models import Article, Stage
from pipeline.storage import Connection, again
from tests.builders import WORKER, parse_as
from tests.integration.test_again import publish
from tests.newsroom import sentences

FIRST = "The ferry left at noon. It carried 40 people to the island. Nobody was hurt.\n\nThe captain blamed fog."


def article(text: str, title: str = "Ferry leaves") -> Article:
    return Article(url="https://news.example/1", text=text, title=title, language="en", sentences=sentences(text))


@pytest.fixture
def revise(conn: Connection, parsed: Callable[..., int]) -> Callable[..., int]:
    """Publish versions of one article in order; gives its number."""

    def make(*versions: Article) -> int:
        number = parsed("1", versions[0])
        assert publish(conn, number)
        for version in versions[1:]:
            again.requeue_documents(conn, [number], stage=Stage.PARSE, worker=WORKER)
            parse_as(conn, number, version)
            assert publish(conn, number)
        return number

    return make


def edits(conn: Connection, number: int, version: int = 2) -> list[tuple[Any, ...]]:
    rows = conn.execute(
        "select change, text_before, text_after from news.sentence_edits(%s, %s)", (number, version)
    ).fetchall()
    return [tuple(row.values()) for row in rows]


def kinds(conn: Connection) -> list[str]:
    return [row["kind"] for row in conn.execute("select kind from news.edits order by version").fetchall()]


@pytest.mark.parametrize(
    ("text", "title", "kind"),
    [
        (FIRST.replace("captain", "captian"), "Ferry leaves", "typo"),
        (FIRST.replace("Nobody", "No body"), "Ferry leaves", "typo"),
        (FIRST, "Ferry leavs", "typo"),
        (FIRST, "Ferry leaves in fog", "headline"),
        (FIRST.replace("40", "41"), "Ferry leaves", "body"),
        (FIRST.replace("was hurt", "was now hurt"), "Ferry leaves", "body"),
        (FIRST.replace("fog", "waves"), "Ferry in fog", "body"),
        (FIRST + " He was alone.", "Ferry leaves", "body"),
        (FIRST.replace(" Nobody was hurt.", ""), "Ferry leaves", "body"),
        ("This article has been withdrawn. We regret the error.", "Ferry leaves", "retraction"),
        (FIRST, "RETRACTED: Ferry leaves", "retraction"),
        (FIRST + " The report was withdrawn.", "Minister withdrawn from ferry", "body"),
    ],
)
def test_the_kind_of_an_edit_is_told(text: str, title: str, kind: str, conn: Connection, revise: Callable[..., int]):
    revise(article(FIRST), article(text, title))
    assert kinds(conn) == [kind]


@pytest.mark.parametrize(
    ("before", "after", "typo"),
    [
        ("The governor spoke.", "The govenor spoke.", True),
        ("the Governor spoke", "The governor spoke.", True),
        ("He did now go.", "He did not go.", False),
        ("A loan of 2 million", "A loan of 2 billion", False),
        ("In 2014 it fell", "In 2015 it fell", False),
        ("Three werre saved from the strem today", "Three were saved from the stream today", True),
        ("Three werre savd from the strem", "Three were saved from the stream", False),
        ("They came", "They never came", False),
        ("Same", "Same", False),
    ],
)
def test_a_typo_is_a_matter_of_letters(before: str, after: str, typo: bool, conn: Connection):
    assert conn.execute("select news.is_typo(%s, %s) as typo", (before, after)).fetchone() == {"typo": typo}


def test_kept_changed_added_and_removed_sentences_stand_in_order_with_their_offsets(
    conn: Connection, revise: Callable[..., int]
):
    after = (
        "Fog lay on the water. The ferry left at noon. It carried 52 people to the island.\n\nThe captain blamed fog."
    )
    number = revise(article(FIRST), article(after))
    assert edits(conn, number) == [
        ("added", None, "Fog lay on the water."),
        ("kept", "The ferry left at noon.", "The ferry left at noon."),
        ("changed", "It carried 40 people to the island.", "It carried 52 people to the island."),
        ("removed", "Nobody was hurt.", None),
        ("kept", "The captain blamed fog.", "The captain blamed fog."),
    ]
    for row in conn.execute("select * from news.sentence_edits(%s, 2)", (number,)).fetchall():
        for text, side in ((FIRST, "before"), (after, "after")):
            if row[f"text_{side}"] is not None:
                assert text[row[f"start_{side}"] : row[f"end_{side}"]] == row[f"text_{side}"]
    row = conn.execute("select kept, changed, added, removed, typos from news.edits").fetchone()
    assert row == {"kept": 2, "changed": 1, "added": 1, "removed": 1, "typos": 0}


def test_every_version_answers_the_old_ones_too(conn: Connection, owner: Connection, revise: Callable[..., int]):
    second, third = FIRST.replace("noon", "one o’clock"), FIRST.replace("captain", "captian")
    number = revise(article(FIRST), article(second), article(third), article(third, "Ferry leaves late"))
    assert kinds(conn) == ["body", "body", "headline"]
    assert edits(conn, number, 1) == [] and edits(conn, number + 1) == []
    assert [change for change, *_ in edits(conn, number, 2)] == ["changed", "kept", "kept", "kept"]
    owner.execute("update news.past_versions set sentence_starts = null, sentence_ends = null")
    assert [change for change, *_ in edits(conn, number, 2)] == ["changed", "kept"]  # paragraphs
    rows = conn.execute("select start_char, end_char, text from news.version_sentences(%s, 1)", (number,)).fetchall()
    assert [FIRST[row["start_char"] : row["end_char"]] for row in rows] == [row["text"] for row in rows]


@pytest.mark.parametrize("count", [300, 900])
def test_a_long_text_that_is_other_throughout_is_answered_in_time(
    count: int, conn: Connection, revise: Callable[..., int]
):
    before = " ".join(f"One says {n}." for n in range(count))
    after = " ".join(f"Two tell {n} then." if n % 2 else f"One says {n}." for n in range(count))
    number = revise(article(f"A {before}"), article(f"B {after} C"))
    began = time.monotonic()
    assert sum(change == "kept" for change, *_ in edits(conn, number)) >= count // 2 - 2
    assert time.monotonic() - began < 20


def test_the_reader_sees_edits(conn: Connection, database_url: str, revise: Callable[..., int]):
    number = revise(article(FIRST), article(FIRST, "Ferry leaves in fog"))
    with storage.connect(database_url, role="dateline_reader") as reader:
        rows = reader.execute("select article_id, kind, title_before, title_after from news.edits").fetchall()
    assert [tuple(row.values()) for row in rows] == [(number, "headline", "Ferry leaves", "Ferry leaves in fog")]
