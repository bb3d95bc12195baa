"""What analysts ask, as the reader: the views, the search, and each example query, against a newsroom that is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from pipeline import storage
from pipeline.storage import Connection, examples, reader
from pipeline.storage.queries import sql_folder
from tests.conftest import TestServers
from tests.newsroom import SOURCE, TODAY, Told, echo, open_newsroom, tell

Rows = list[dict[str, Any]]
EXAMPLES = {one.name: one for one in examples.examples()}
DICTIONARY = (sql_folder() / "README.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"^```sql\n(.+?)^```$", DICTIONARY, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def newsroom_url(servers: TestServers, template: str) -> Iterator[str]:
    """The URL of a database with the newsroom in it, one for all tests here: they only read."""
    name = f"dateline_newsroom_{uuid4().hex[:8]}"
    with psycopg.connect(servers.database_url, autocommit=True) as admin:
        admin.execute(sql.SQL("create database {} template {}").format(sql.Identifier(name), sql.Identifier(template)))
        url = make_conninfo(servers.database_url, dbname=name)
        with storage.connect(url, role="dateline_worker") as conn:
            open_newsroom(conn)
            echo(conn)
        yield url
        admin.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


@pytest.fixture
def asked(newsroom_url: str) -> Callable[[str], Rows]:
    """Ask one statement as the reader."""
    return lambda query: reader.ask("", query, fallback_url=newsroom_url)[1]


def test_there_are_examples_each_with_a_name_and_number_of_its_own():
    assert [one.number for one in EXAMPLES.values()] == list(range(1, 24))
    assert examples.example("search") == examples.example("2") == examples.example("02_search") is not None
    assert examples.example("no such") is None


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_has_an_answer_in_the_newsroom(name: str, asked: Callable[[str], Rows]):
    assert asked(EXAMPLES[name].query)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("latest", {"title": "Flood on the Danube"}),
        ("search", {"title": "Lisbon brings back night ferries across the Tagus"}),
        ("search_with_entity", {"title": "Solar cold boxes reach clinics in northern Kenya"}),
        ("entity_by_day", {"day": TODAY.date(), "mentions": 1, "articles": 1}),
        ("companions_in_sentences", {"companion": "Austria", "sentences": 1}),
        ("companions_in_articles", {"companion": "African Union", "articles": 1}),
        ("sentences_with_both", {"text": "Hungary asked Austria and the European Union for help."}),
        ("quotes_of_a_speaker", {"kind": "direct", "day": TODAY.date() - timedelta(days=5)}),
        ("map_of_a_day", {"name": "Budapest", "country_code": "HU", "articles": 1}),
        ("country_by_week", {"articles": 1}),
        ("near_a_point", {"city": "Budapest", "title": "Flood on the Danube"}),
        ("largest_sums", {"value": 2_500_000_000, "text": "$2.5 billion"}),
        ("highest_tolls", {"value": 12, "bound": "at-least"}),
        ("days_ahead", {"text": "the 20th", "starts_at": TODAY + timedelta(days=20)}),
        ("coverage", {"source": SOURCE, "discovered": 16, "published": 15, "with_date": 15}),
        ("languages", {"language": "en", "articles": 14}),
        ("what_changed", {"kind": "published", "version": 1}),
        (
            "largest_stories",
            {"articles": 2, "tellings": 1, "title": "A town in Iceland moves back, house by house, slowly"},
        ),
        ("who_copied_whom", {"article_id": 16, "of_article_id": 5, "representative_id": 5, "kind": "near-text"}),
        ("what_was_edited", {"article_id": 5, "kind": "body", "added": 1, "removed": 0}),
    ],
)
def test_the_first_row_of_an_example_is_the_known_answer(name: str, first: dict[str, Any], asked: Callable[..., Rows]):
    row = asked(EXAMPLES[name].query)[0]
    assert {key: row[key] for key in first} == first


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_example_has_to_read_a_table_that_grows_with_the_articles_from_end_to_end(name: str, newsroom_url: str):
    with storage.connect(newsroom_url, role="dateline_reader") as conn:
        conn.execute("set search_path to news; set enable_seqscan to off")
        told = str(conn.execute(f"explain (verbose) {EXAMPLES[name].query}").fetchall())  # type: ignore[arg-type]
    read_whole = re.findall(r"Seq Scan on (\w+\.\w+)", told)
    assert {*read_whole} <= {"ingest.sources", "ingest.gaps", "news.places", "news.change_epochs"}


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_of_the_data_dictionary_has_an_answer_in_the_newsroom(
    question: str, asked: Callable[[str], Rows]
):
    assert asked(question)


def test_the_most_named_and_most_quoted_are_counted_over_articles(asked: Callable[[str], Rows]):
    named = {row["name"]: row for row in asked(EXAMPLES["most_named"].query)}
    assert (named["Austria"]["articles"], named["Hungary"]["articles"], named["Kenya"]["articles"]) == (2, 2, 1)
    assert "Tuesday" not in named
    quoted = {row["name"] for row in asked(EXAMPLES["most_quoted"].query)}
    assert quoted == {"Teresa Vilhena", "Ilse Brandauer", "Bram Oosterling", "Simone Archambault"}


def test_companions_stand_both_ways_round_and_an_article_counts_once(asked: Callable[[str], Rows]):
    for view, count in (("sentence_companions", "sentences"), ("article_companions", "articles")):
        rows = asked(f"select name, companion, sum({count}) as n from {view} group by 1, 2")
        pairs = {(row["name"], row["companion"]): row["n"] for row in rows}
        assert pairs and all(pairs[other, one] == n for (one, other), n in pairs.items())
        assert pairs["Hungary", "Austria"] == 2
        assert not any(one == other for one, other in pairs)


def test_movers_are_named_more_than_in_any_week_before(database_url: str, conn: Connection):
    source_id = open_newsroom(conn) and 1
    for days_ago, names in ((9, "Lisbon. Lisbon. Lisbon. Nairobi."), (16, "Vienna.")):
        tell(conn, source_id, f"{days_ago} days", Told(f"Of {days_ago} days ago", names, (), "en", days_ago))
    rows = reader.ask("", "select * from movers", fallback_url=database_url)[1]
    moved = {row["name"]: row for row in rows}
    assert (moved["Austria"]["mentions"], moved["Austria"]["weekly_most"]) == (3, 0)
    assert (moved["Nairobi"]["mentions"], moved["Nairobi"]["weekly_most"]) == (2, 1)
    assert float(moved["Nairobi"]["weekly_mean"]) == 0.13
    assert "Lisbon" not in moved and "Tuesday" not in moved
    past = reader.ask(
        "", f"select name from movers_on('{TODAY.date() - timedelta(days=9)}')", fallback_url=database_url
    )
    assert {row["name"] for row in past[1]} == {"Lisbon", "Nairobi"}


def test_a_day_in_the_future_is_not_the_newest(database_url: str, conn: Connection):
    assert reader.ask("", "select newest_day() as day", fallback_url=database_url)[1] == [{"day": None}]
    source_id = open_source(conn)
    for days_ago in (3, -2):
        tell(conn, source_id, str(days_ago), Told(f"{days_ago} days", f"Word {days_ago}.", (), "en", days_ago))
    rows = reader.ask("", "select newest_day() as day", fallback_url=database_url)[1]
    assert rows == [{"day": TODAY.date() - timedelta(days=3)}]


@pytest.mark.parametrize(
    ("call", "titles"),
    [
        ("'ferry crossing'", ["Lisbon brings back night ferries across the Tagus"]),
        ("'\"night ferries\"'", ["Lisbon brings back night ferries across the Tagus"]),
        ("'refrigerators -chips', most => 1", ["Solar cold boxes reach clinics in northern Kenya"]),
        ("'fahren'", ["Hamburger Hafenbahn fährt künftig ohne Diesel"]),
        ("'diesel', language => 'de'", ["Hamburger Hafenbahn fährt künftig ohne Diesel"]),
        ("'flood', entities => '{hungary,Vienna,Ilse Brandauer}'",
         ["Five countries agree to share river data as floods grow"]),
        ("'flooding', since => current_date", ["Flood on the Danube"]),
        ("'flood', entities => '{Nobody}'", []),
        ("'the'", []), ("''", []), ("'\" -( or'", []),
    ],
)  # fmt: skip
def test_search_reads_words_by_the_rules_of_each_language(call: str, titles: list[str], asked: Callable[[str], Rows]):
    assert [row["title"] for row in asked(f"select title from search({call})")] == titles


def test_search_puts_the_best_first_and_shows_the_words_found(asked: Callable[[str], Rows]):
    rows = asked("select * from search('floods')")
    assert [row["rank"] for row in rows] == sorted((row["rank"] for row in rows), reverse=True)
    assert rows[0]["title"] in ("Flood on the Danube", "Five countries agree to share river data as floods grow")
    assert all("**" in row["headline"] for row in rows if "lood" in row["headline"])
    assert not any("\n" in row["headline"] for row in rows)


@pytest.mark.parametrize("query", ["solar refrigerators", "solar refrigerators -chips", "solar o'neil or solar kakuma"])
def test_words_that_stand_far_apart_are_found_in_the_headline_all_the_same(query: str, asked: Callable[[str], Rows]):
    query = query.replace("'", "''")
    (row,) = asked(f"select headline from search('{query}')")
    assert re.search(r"\*\*(refrigerators|Kakuma)\*\*", row["headline"])


def four_bytes(n: int) -> str:
    """A compound of letters that take four bytes each."""
    return "".join(chr(0x10400 + part) for part in (n % 40, n // 40 % 40, n // 1600)) + "-" + chr(0x1E900 + n % 34)


WORDS: dict[str, Callable[[int], str]] = {
    "letters of four bytes in compounds": four_bytes,
    "addresses": lambda n: f"a{n}.example/{n}",
    "ideographs": lambda n: chr(0x4E00 + n % 20000) + chr(0x4E00 + n // 20000),
    "numbers in compounds": lambda n: f"{n}abc-d{n}-{n}",
}


@pytest.mark.parametrize("words", WORDS.values(), ids=list(WORDS))
def test_a_text_of_no_two_equal_words_is_published_however_long(conn: Connection, words: Callable[[int], str]):
    text = " ".join(words(n) for n in range(40_000))
    tell(conn, open_source(conn), "long", Told("Long", text, (), "en", 0))
    row = conn.execute("select length(text) as n, pg_column_size(stems) > 1000 as found from news.articles").fetchone()
    assert row == {"n": len(text), "found": True}


def open_source(conn: Connection) -> int:
    row = conn.execute("insert into ingest.sources (url, url_key) values ('u', 'u') returning source_id").fetchone()
    assert row is not None
    return int(row["source_id"])


def test_search_and_days_are_answered_from_an_index(conn: Connection, owner: Connection):
    open_newsroom(conn)
    owner.execute("set enable_seqscan to off")
    for condition, index in (("stems @@ 'ferri'", "articles_stems"), ("day = current_date", "articles_day")):
        rows = owner.execute(f"explain select 1 from news.articles where {condition}").fetchall()
        assert index in str(rows)


@pytest.mark.parametrize(
    ("call", "why"),
    [
        ("repeat('tide or ', 20000)", "the query has 160000 characters, at most 2000 are read: search in parts"),
        ("'tide', entities => array_fill('Oslo'::text, array[51])", "entities has 51 names, at most 50 are read"),
        ("'tide', entities => '{Oslo,null}'", "a name in entities is null: leave it out"),
        ("'tide', most => -1", "most is -1: it is how many articles to give, from 0"),
    ],
)
def test_search_says_in_one_line_what_it_does_not_take(call: str, why: str, newsroom_url: str):
    with pytest.raises(reader.QueryError, match=why) as caught:
        reader.ask("", f"select title from search({call})", fallback_url=newsroom_url)
    assert "\n" not in str(caught.value)


def test_search_reads_null_as_no_wish_and_a_language_in_any_case(asked: Callable[[str], Rows]):
    plain = asked("select title from search('flood')")
    nulls = "language => null, entities => null, since => null, until => null, most => null"
    assert asked(f"select title from search('flood', {nulls})") == plain != []
    assert asked("select title from search('diesel', language => 'DE')") == asked(
        "select title from search('diesel', language => 'de')"
    )
    assert asked("select title from search(null)") == []


@pytest.mark.parametrize(
    "query", ["a or " * 400, "-" * 2000, "-b " * 666, '"' * 2000, "( " * 999, "漢" * 2000, "a:b/c.d-" * 250, "-(" * 999]
)
def test_search_reads_any_query_that_is_not_too_long(query: str, asked: Callable[[str], Rows]):
    found = asked(f"select title from search('{query}')")
    assert len(found) <= 20


def test_a_dash_excludes_only_the_word_it_touches_and_stop_words_of_other_languages_are_not_complained_about(
    newsroom_url: str, asked: Callable[[str], Rows]
):
    assert (
        asked("select title from search('flood - Danube')") == asked("select title from search('flood danube')") != []
    )
    assert asked("select title from search('flood -Danube')") != asked("select title from search('flood danube')")
    with storage.connect(newsroom_url) as conn:
        notices: list[object] = []
        conn.add_notice_handler(notices.append)
        conn.execute("select title from news.search('die')")
    assert notices == []
