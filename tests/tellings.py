"""Articles that are like each other, and what the books say of them."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from pipeline.models import Article, Findings, Mention, Stage
from pipeline.storage import Connection, again, articles, books, claims, documents
from tests.builders import LEASE, WORKER, parse_as
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
