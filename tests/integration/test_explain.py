"""`dateline explain` shows what there was to choose from, and which of it was taken."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from click.testing import CliRunner

from pipeline import identity, stages
from pipeline.cli.books import explain
from pipeline.parse import read_article
from pipeline.policy import StageRules
from pipeline.storage import Connection, claims, documents
from tests.builders import LEASE, WORKER, parse_as, raw
from tests.tellings import write

WORDS = "The lighthouse at Cabo Novo will be lit by hand for a month, because the lamp that turned it is being mended."
PAGE = f"""<!doctype html><html lang="en"><head><title>Lit by hand | The Cape Post</title>
<meta property="og:title" content="Lit by hand"><meta name="author" content="Rui Lopes">
<meta property="article:published_time" content="2026-04-03T08:00:00+01:00"></head>
<body><article><h1>Lit by hand</h1><p>{WORDS}</p><p>{WORDS.upper()}</p></article></body></html>""".encode()


def explained(database_url: str, what: object, *options: str) -> str:
    environ = {"DATELINE_DATABASE_URL": database_url}
    done = CliRunner().invoke(explain, [str(what), *options], env=environ)
    assert done.exit_code == 0, done.output
    return done.output


def unknown(database_url: str, what: str) -> str:
    environ = {"DATELINE_DATABASE_URL": database_url}
    done = CliRunner().invoke(explain, ["--", what], env=environ, standalone_mode=False)
    assert (done.exception, done.return_value) == (None, 1)
    return done.output


def test_a_page_is_known_without_its_scheme_and_near_ones_are_of_its_host(
    conn: Connection, database_url: str, discovered: Callable[..., int]
):
    number = discovered("1")
    row = conn.execute("select url from ingest.documents").fetchone()
    assert row is not None
    bare = row["url"].partition("://")[2]
    assert f"document {number} {row['url']}" in explained(database_url, bare)
    assert unknown(database_url, f"{bare}777").endswith(f"the nearest URL is {row['url']}\n")


def test_what_names_nothing_is_one_line_whatever_its_characters(database_url: str):
    for what in ("\u00b2", "x\udcff", "", "-", "http://[::1", "9" * 30, "\x1b[31m\n"):
        assert unknown(database_url, what).count("\n") == 1, what


def fetch(conn: Connection, number: int, content: bytes) -> None:
    claim = claims.claim_fetch(conn, number, lease=LEASE)
    assert claim is not None
    documents.save_raw(conn, claim, raw(claim.url, content), body_key=identity.body_key(content), worker=WORKER)


def test_each_candidate_is_told_with_its_source_and_what_was_taken_has_a_star(
    conn: Connection, database_url: str, discovered: Callable[..., int]
):
    number = discovered("1", content="<p>What the feed gave.</p>")
    fetch(conn, number, PAGE)
    now = conn.execute("select now() as now").fetchone()
    assert now is not None
    parse_as(conn, number, read_article(raw(content=PAGE), now=now["now"]))
    write(conn, number)
    told = explained(database_url, number)
    for line in (
        "  title     Lit by hand [opengraph]",
        "  authors   Rui Lopes [meta]",
        "  weighed   * title     Lit by hand [opengraph]",
        "  weighed     title     Lit by hand | The Cape Post [title]",
        "  weighed   * author    Rui Lopes [meta]",
        "  weighed   * published 2026-04-03T08:00:00+01:00 [opengraph]",
        "  weighed   * language  en [declared]",
        "  weighed     text      19 characters: What the feed gave. [feed]",
    ):
        assert line in told.splitlines(), told
    (taken,) = (line for line in told.splitlines() if line.startswith("  weighed   * text "))
    assert taken.endswith("[blocks]") and "The lighthouse at Cabo Novo" in taken
    (document,) = json.loads(explained(database_url, number, "--json"))["documents"]
    texts: list[dict[str, Any]] = [one for one in document["candidates"] if one["field"] == "text"]
    assert [(one["source"], one["chosen"]) for one in texts] == [
        ("blocks", True),
        ("trafilatura", False),
        ("feed", False),
    ]


def test_the_feeds_words_have_the_star_where_they_are_the_article(
    conn: Connection, database_url: str, discovered: Callable[..., int], rules: StageRules
):
    number = discovered("1", content=f"<p>{WORDS}</p>")
    conn.execute("update ingest.sources set pages = 'never'")
    stages.fetch_document(conn, number, rules=rules, worker=WORKER)
    stages.parse_document(conn, number, rules=rules, worker=WORKER)
    assert f"  weighed   * text      {len(WORDS)} characters: {WORDS}"[:60] in explained(database_url, number)


def test_bytes_that_no_worker_has_read_to_the_end_are_not_read_to_explain_them(
    conn: Connection, owner: Connection, database_url: str, fetched: Callable[..., int]
):
    number = fetched("1", content=PAGE)
    owner.execute("update ingest.documents set state = 'failed', reason = 'gave_up', due_at = null")
    told = explained(database_url, number)
    assert "gave_up" in told and f"dateline parse --document {number}" in told and "weighed" not in told
