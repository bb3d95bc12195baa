"""Who may do what, tried by doing it."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from pipeline import storage
from pipeline.storage import Connection, migrations, reader


@pytest.fixture
def analyst(database_url: str, owner: Connection) -> Iterator[Connection]:
    """The reader's own login. Rights on a database are not copied with its template, so they are given anew."""
    migrations.migrate(owner)
    with storage.connect(make_conninfo(database_url, user="dateline_reader")) as connection:
        yield connection


@pytest.mark.parametrize(
    "statement",
    [
        "delete from ingest.documents", "truncate ingest.documents", "update ingest.events set outcome = 'x'",
        "delete from ingest.events", "update ingest.bodies set content = ''", "delete from news.articles",
        "create table ingest.own (a integer)", "create table public.own (a integer)", "drop table news.mentions",
        "alter table ingest.documents add column a integer", "insert into ingest.migrations values (2, '', '')",
        "select pg_read_file('/etc/passwd')", "copy ingest.sources from program 'id'", "create role other",
    ],
)  # fmt: skip
def test_the_worker_cannot_delete_rewrite_the_log_or_change_the_schema(conn: Connection, statement: str):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        conn.execute(statement)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "statement",
    [
        "select * from ingest.documents", "select * from ingest.bodies", "select * from ingest.balance",
        "insert into news.entities (name, label, name_key) values ('', '', '')", "delete from news.articles",
        "update news.articles set title = ''", "create table news.own (a integer)", "create temp table own (a integer)",
        "select pg_read_file('/etc/passwd')", "copy news.articles to program 'id'", "select lo_import('/etc/passwd')",
        "set role dateline_worker; select * from ingest.sources", "select lo_create(0)", "select lo_from_bytea(0, 'x')",
        "do $$ begin lock table ingest.story_gate in access share mode; end $$", "select lo_put(1, 0, 'x')",
    ],
)  # fmt: skip
def test_the_reader_reads_schema_news_and_does_nothing_else(analyst: Connection, statement: str):
    analyst.execute("set default_transaction_read_only to off")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        analyst.execute(statement)  # type: ignore[arg-type]


def test_the_reader_sees_no_relation_function_or_statistic_of_the_machine_room(analyst: Connection, owner: Connection):
    owner.execute("insert into ingest.sources (url, url_key) values ('https://a.example/?key=s3cret', 'k')")
    owner.execute("analyze ingest.sources")
    hidden = owner.execute(
        "select format('select * from %s', c.oid::regclass) as query from pg_class as c"
        " where c.relnamespace = 'ingest'::regnamespace and c.relkind in ('r', 'v', 'S')"
        " union all select format('select %s()', p.oid::regproc) from pg_proc as p"
        " where p.pronamespace = 'ingest'::regnamespace"
        " union all select 'select * from ' || unnest(array['pg_authid', 'pg_statistic', 'pg_user_mapping'])"
    ).fetchall()
    assert len(hidden) >= 15
    for row in hidden:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            analyst.execute(row["query"])
    assert analyst.execute("select * from pg_stats where schemaname = 'ingest'").fetchall() == []
    others = analyst.execute("select query from pg_stat_activity where usename <> current_user").fetchall()
    assert {row["query"] for row in others} <= {"<insufficient privilege>", None}


def test_the_views_into_the_machine_room_show_counts_times_and_addresses_alone(analyst: Connection, owner: Connection):
    rows = owner.execute(
        "select viewname, definition ~ 'ingest\\.' as outside, coalesce(c.reloptions::text, '') as options"
        " from pg_views join pg_class as c on c.oid = format('%I.%I', schemaname, viewname)::regclass"
        " where schemaname = 'news'"
    ).fetchall()
    assert {row["viewname"] for row in rows if row["outside"]} == {
        "coverage", "stage_coverage", "gaps", "duplicates",
    }  # fmt: skip
    assert all("security_invoker=true" in row["options"] for row in rows if not row["outside"])
    shown = analyst.execute("select * from news.coverage").description
    assert shown is not None
    assert [column.name for column in shown if column.type_display == "text"] == ["source", "language"]
    staged = analyst.execute("select * from news.stage_coverage").description
    assert [column.name for column in staged or () if column.type_display == "text"] == ["source", "language", "stage"]
    times = analyst.execute("select * from news.gaps").description
    assert [column.name for column in times or ()] == [
        "source_id",
        "source",
        "gap_from",
        "gap_until",
        "entries",
        "filled_at",
    ]
    copies = analyst.execute("select * from news.duplicates").description
    assert [column.name for column in copies or () if column.type_display == "text"] == ["kind", "url"]
    definers = owner.execute(
        "select proname from pg_proc where pronamespace = 'news'::regnamespace and prosecdef"
    ).fetchall()
    assert definers == []


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("statement_timeout", "1min"), ("idle_in_transaction_session_timeout", "1min"), ("work_mem", "64MB"),
        ("default_transaction_read_only", "on"), ("search_path", "news"), ("temp_file_limit", "4GB"),
    ],
)  # fmt: skip
def test_the_readers_login_comes_with_limits(database_url: str, analyst: Connection, setting: str, value: str):
    with psycopg.connect(make_conninfo(database_url, user="dateline_reader")) as login:
        assert login.execute("select current_setting(%s)", (setting,)).fetchone() == (value,)


def test_an_analysts_own_login_gets_the_same_limits_and_keeps_its_own_wishes(database_url: str, owner: Connection):
    owner.execute("create role ana login in role dateline_reader; alter role ana set work_mem = '8MB'")
    try:
        migrations.migrate(owner)
        with storage.connect(make_conninfo(database_url, user="ana"), timeout_ms=1) as own:
            own.execute("reset statement_timeout")
            own.execute("select count(*) from articles")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                own.execute("set temp_file_limit = '8GB'")
            for setting, value in (("statement_timeout", "1min"), ("work_mem", "8MB"), ("temp_file_limit", "4GB")):
                row = own.execute(f"show {setting}").fetchone()  # type: ignore[arg-type]
                assert row == {setting: value}
    finally:
        owner.execute("drop role ana")


def test_the_reader_cannot_lift_its_limit_on_temporary_files(analyst: Connection):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        analyst.execute("set temp_file_limit to -1")


def test_who_acts_as_the_reader_has_its_limits_too(database_url: str):
    query = "select current_setting('statement_timeout') as time, current_setting('work_mem') as memory"
    assert reader.ask("", query, fallback_url=database_url)[1] == [{"time": "1min", "memory": "64MB"}]


def test_the_reader_may_read_every_relation_of_schema_news(analyst: Connection, owner: Connection):
    names = owner.execute(
        "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        " where n.nspname = 'news' and c.relkind in ('r', 'v')"
    ).fetchall()
    assert len(names) >= 4
    for row in names:
        analyst.execute(f"select * from news.{row['relname']} limit 1")  # type: ignore[arg-type]


def test_one_statement_is_asked_as_the_reader_in_schema_news(database_url: str):
    columns, rows = reader.ask("", "select count(*) as n, '100%' as share from articles", fallback_url=database_url)
    assert (columns, rows) == (["n", "share"], [{"n": 0, "share": "100%"}])
    assert reader.ask("", "select current_user as who", fallback_url=database_url)[1] == [{"who": "dateline_reader"}]
    _, rows = reader.ask("", "select 'a' like 'a%%' as a, 7 % 4 as b, '%s' as c", fallback_url=database_url)
    assert rows == [{"a": True, "b": 3, "c": "%s"}]


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("select 1; select 2", "multiple commands"),
        ("select * from ingest.documents", "permission denied"),
        ("create table t (a integer)", "read-only transaction|permission denied"),
        ("selekt 1", "syntax error"),
        ("select * from article", "does not exist"),
        ("select $1", "0 parameters"),
    ],
)
def test_what_the_reader_may_not_ask_is_answered_in_postgresqls_own_words(database_url: str, query: str, why: str):
    with pytest.raises(reader.QueryError, match=why) as caught:
        reader.ask("", query, fallback_url=database_url)
    assert "\n" not in str(caught.value)


def test_an_empty_query_has_no_rows(database_url: str):
    assert reader.ask("", "", fallback_url=database_url) == ([], [])


@pytest.mark.parametrize(
    "value",
    [
        "'infinity'::timestamptz", "'-infinity'::date", "'10000-01-01'::date", "'0044-03-15 BC'::timestamp",
        "'24:00'::time", "'100000000 years'::interval",
    ],
)  # fmt: skip
def test_a_time_that_python_cannot_hold_is_shown_as_postgresql_writes_it(
    database_url: str, owner: Connection, value: str
):
    written = owner.execute(f"select ({value})::text as a, array[{value}]::text as b").fetchone()  # type: ignore[arg-type]
    assert written is not None
    rows = reader.ask("", f"select {value} as a, array[{value}] as b", fallback_url=database_url)[1]
    assert rows == [{"a": written["a"], "b": [written["a"]]}]


def test_columns_of_one_name_are_all_there(database_url: str):
    columns, rows = reader.ask("", "select 1 as a, 2 as a, 3 as a_2, 4 as a", fallback_url=database_url)
    assert columns == ["a", "a_3", "a_2", "a_4"]
    assert rows == [{"a": 1, "a_3": 2, "a_2": 3, "a_4": 4}]
