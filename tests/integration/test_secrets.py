"""What addresses hold that is nobody's business: user names, passwords, keys; no reader is shown them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.storage import Connection, documents, reader
from tests.builders import WORKER, discovery

FEED = "https://bob:hunter2@news.example/feed?cat=sport&api_key=s3cret&page=2"
SHOWN = "https://news.example/feed?cat=sport&api_key=***&page=2"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (FEED, SHOWN),
        ("https://bob@news.example", "https://news.example"),
        ("HTTPS://bob:a@b:c@news.example/@me", "HTTPS://news.example/@me"),
        (r"https:\\bob:pw@news.example\1", r"https:\\news.example\1"),
        ("//bob:pw@news.example/1", "//news.example/1"),
        ("file://bob@/in/a.txt#member=b@c", "file:///in/a.txt#member=b@c"),
        ("https://news.example/@author?to=a@b.example", "https://news.example/@author?to=a@b.example"),
        ("https://news.example/?X-Amz-Signature=ab%20c&TOKEN=1;access_token=2#key=3",
         "https://news.example/?X-Amz-Signature=***&TOKEN=***;access_token=***#key=3"),
        ("https://news.example/?keyword=tides&tokens=&author=lee", "https://news.example/?keyword=tides&tokens=&author=lee"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_login_and_the_values_of_keys_go_from_a_url_and_nothing_else_does(conn: Connection, url: str, shown: str):
    row = conn.execute("select news.url_without_secrets(%s) as shown", (url,)).fetchone()
    assert row == {"shown": shown}


def test_no_row_that_the_reader_sees_holds_a_login_or_the_key_of_a_source(
    database_url: str, conn: Connection, owner: Connection, tell: Callable[..., int]
):
    number = tell("Tides rose in Lisbon on Monday.", "Lisbon")
    copy = documents.discover_documents(conn, 1, [discovery("copy")], worker=WORKER)[0]
    owner.execute("update ingest.sources set url = %s", (FEED,))
    owner.execute("insert into ingest.gaps (source_id, gap_from, gap_until, entries) values (1, now(), now(), 3)")
    page = "https://bob:hunter2@news.example/1"
    owner.execute(
        "update ingest.documents set url = %s, state = 'duplicate', reason = 'same_url', duplicate_of = %s,"
        " due_at = null where document_id = %s", (page, number, copy),
    )  # fmt: skip
    owner.execute(
        "update news.articles set source = %s, url = %s, canonical_url = %s, image_url = %s", (FEED, *[page] * 3)
    )
    views = owner.execute(
        "select relname from pg_class where relnamespace = 'news'::regnamespace and relkind in ('r', 'v')"
    ).fetchall()
    for view in views:
        rows = reader.ask("", f"select t::text as row from news.{view['relname']} as t", fallback_url=database_url)[1]
        assert not any(secret in row["row"] for row in rows for secret in ("hunter2", "bob", "s3cret")), view
    for view in (
        "articles",
        "coverage",
        "gaps",
        "coverage_against_usual(now() - interval '1 hour', now() + interval '1 hour')",
        "stage_coverage",
        "stage_coverage_against_usual(now() - interval '1 hour', now() + interval '1 hour')",
    ):
        rows = reader.ask("", f"select distinct source from {view}", fallback_url=database_url)[1]
        assert rows == [{"source": SHOWN}], view
