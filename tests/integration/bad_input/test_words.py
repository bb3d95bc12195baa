"""Words that mean something elsewhere (B31, B32) and dates that no calendar has (B30), from feed to published row."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.models import Pages
from pipeline.storage import Connection, reader
from tests.integration.bad_input.conftest import Outcome
from tests.publisher import Publisher

Poll = Callable[..., int]
Settle = Callable[[], dict[str, Outcome]]
TEXT = "The harbour opens again on Monday, the mayor of the town said to everybody who asked."
STATEMENTS = [
    "'; DROP TABLE documents;--", "%s %(a)s %%", "{0} {a.__class__}", "\\copy a from '/etc/passwd'", "\\ \\n \\x41 \\'",
    "$$ $1 $tag$", "${HOME} `id` $(id)", "select pg_sleep(9) /* */ --", "\\N", ":name ::text ?", "a\tb", '"; --',
]  # fmt: skip


def serve(publisher: Publisher, *entries: dict[str, Any]) -> str:
    """A JSON Feed with these entries; gives its URL."""
    items = [{"title": "Harbour", "content_text": TEXT} | entry for entry in entries]
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "N", "items": items})
    publisher.add("/feed", body.encode(), media_type="application/feed+json")
    return publisher.url("/feed")


def test_b31_a_statement_is_stored_as_it_is_in_every_field(
    conn: Connection, publisher: Publisher, poll: Poll, settle: Settle
):
    entries = [
        {
            "id": words, "title": words, "content_text": f"{TEXT} {words} {number}", "authors": [{"name": words}],
            "tags": [words],
        }
        for number, words in enumerate(STATEMENTS)
    ]  # fmt: skip
    assert poll(serve(publisher, *entries), pages=Pages.NEVER) == len(STATEMENTS)
    settle()
    rows = conn.execute(
        "select entry, title, text from news.articles as a join ingest.entries as e on e.document_id = a.article_id"
        " order by article_id"
    ).fetchall()
    kept = [(r["entry"]["title"], *r["entry"]["tags"], r["title"], r["text"]) for r in rows]
    shown = [(" ".join(words.split())) for words in STATEMENTS]
    assert kept == [(words, words, words, f"{TEXT} {words} {n}") for n, words in enumerate(shown)]


SCRIPTS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<a href='java&#10;script:alert(1)'>x</a>",
    "<svg><script>alert(1)</script></svg>", "<iframe src='data:text/html,x'></iframe>", "<base href='//evil.example'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>", "<math><mtext></p><style><img></style>",
    "<!--><img src=x onerror=alert(1)>-->", "\x1b[2J\x1b]0;owned\x07 \r\n2026-01-01 CRITICAL forged",
]  # fmt: skip


def test_b32_no_markup_and_no_control_character_survives_into_a_published_field_or_the_log(
    conn: Connection, publisher: Publisher, poll: Poll, settle: Settle, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    entries = [
        {
            "id": words, "title": f"Harbour {words}", "authors": [{"name": f"Jane {words}"}], "tags": [words],
            "url": words, "content_html": f"<p>{TEXT}</p>{words}<p>{TEXT} {number} times.</p>",
        }
        for number, words in enumerate(SCRIPTS)
    ]  # fmt: skip
    assert poll(serve(publisher, *entries), pages=Pages.NEVER) == len(SCRIPTS)
    settle()
    rows = conn.execute("select title, text, authors, url, canonical_url from news.articles").fetchall()
    assert len(rows) == len(SCRIPTS)
    for row in rows:
        published = json.dumps(row, ensure_ascii=False, default=str).lower()
        bad = ("<script", "<img", "<svg", "<iframe", "<base", "<p ", "javascript:", "\\u001b", "\\u0007")
        assert not [word for word in bad if word in published], published
    said = conn.execute("select coalesce(string_agg(detail, ''), '') as said from ingest.events").fetchone()
    assert said is not None
    assert not {"\x1b", "\x07", "\r"} & set(caplog.text + said["said"]) and "\n" not in said["said"]
    assert not any(line.startswith("2026-01-01") for line in caplog.text.splitlines())


DATES = [
    "0000-00-00T00:00:00Z", "99999-01-01T00:00:00Z", "2026-02-30T08:00:00Z", "Fri, 30 Feb 2026 08:00:00 GMT", "9" * 999,
    "2026-05-04T10:20:30+99:99", "2099-01-01T00:00:00Z", "2569-05-04", "18 พ.ย. 2569", "-271821-04-20", "1e400", "\x00",
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "294277-01-01", "24:00:00",
]  # fmt: skip


def test_b30_a_date_that_no_calendar_has_is_null_and_the_readers_query_goes_on(
    conn: Connection, database_url: str, publisher: Publisher, poll: Poll, settle: Settle
):
    entries = []
    for number, date in enumerate(DATES):
        data = json.dumps({"@type": "NewsArticle", "datePublished": date, "dateModified": date})
        page = (
            f'<html><head><title>Harbour</title><meta property="article:published_time" content="{date}"><script type='
            f'"application/ld+json">{data}</script></head><body><article><time datetime="{date}">{date}</time><p>{TEXT}'
            f" It was read {number} times.</p></article></body></html>"
        )
        publisher.add(f"/{number}", page.encode())
        url = publisher.url(f"/{number}")
        entries.append({"id": url, "url": url, "date_published": date, "date_modified": date})
    assert poll(serve(publisher, *entries)) == len(DATES)
    settle()
    query = "select substring(text from 'read (\\d+) times') as no, published_at, modified_at from articles"
    _, rows = reader.ask("", query, fallback_url=database_url)
    assert len(rows) == len(DATES)
    wrong = [(DATES[int(row["no"])], row) for row in rows if row["published_at"] or row["modified_at"]]
    assert wrong == []
