"""The example queries on many articles: which plans PostgreSQL makes of them, and how long they take.

`python -m tests.benchmarks.million --articles 100000` fills a new database with made-up rows and asks each example as
the reader, once to warm up and five times by the clock; p95 of five is the slowest. Articles come at the rate of a
million in two years, so that a query about a week has the work that it has at a million; what concerns one entity or
all words grows with --articles.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path
from typing import Any

from psycopg import sql

from pipeline import embedded, storage
from pipeline.storage import Connection, examples, migrations

A_DAY = 1370
"""A million in two years."""

SENTENCES = 15
RUNS = 5
BIG = 20_000
"""Rows from which on a table is not to be read whole."""

CLAUSES = """
create temp table clauses as
select c as clause_no, string_agg('w' || floor(30000 * random() ^ 4)::integer, ' ') as words
from generate_series(0, 19999) as c cross join generate_series(1, 13) as w where c >= 0 group by c;
update clauses set words = words || ' ferry' where clause_no % 997 = 0;
update clauses set words = words || ' trains loan' where clause_no % 4999 = 1;
alter table clauses add primary key (clause_no);
analyze clauses
"""

WORLD = """
insert into ingest.sources (url, url_key)
select 'https://wire' || n || '.example/feed', sha256(n::text::bytea) from generate_series(1, 50) as n;
insert into news.entities (entity_id, name, label, name_key) overriding system value
select n, coalesce((array['Kenya', 'European Union', 'World Bank', 'Austria', 'Teresa Vilhena', 'Hungary'])[n - 1],
        'Name ' || n),
    case when n in (2, 5, 7) then 'GPE' when n = 6 then 'PERSON' when n in (3, 4) then 'ORG'
        else (array['PERSON', 'ORG', 'GPE', 'DATE'])[1 + n % 4] end, sha256(n::text::bytea)
from generate_series(1, %(entities)s) as n;
insert into news.places (place_key, name, kind, country_code, latitude, longitude, population)
select 'geonames:' || n, 'Place ' || n, case when n % 10 = 0 then 'country' else 'city' end,
    case when n % 100 = 3 then 'KE' else 'C' || n % 100 end, 35 + n % 25, -10 + n / 25 % 40, n
from generate_series(1, 20000) as n
"""

DRAFTS = """
create temp table drafts as
select d.article_id, d.sentence_no, e.name as first, e.entity_id as first_id, e.label as first_label, c.words,
    o.name as last, o.entity_id as last_id, o.label as last_label
from (
    select a as article_id, s as sentence_no, 1 + floor(%(entities)s * random() ^ 3)::integer as first_id,
        1 + floor(%(entities)s * random() ^ 3)::integer as last_id, floor(20000 * random())::integer as clause_no
    from generate_series(%(low)s::bigint, %(high)s) as a cross join generate_series(0, %(sentences)s - 1) as s
) as d
join news.entities as e on e.entity_id = d.first_id
join news.entities as o on o.entity_id = d.last_id
join clauses as c using (clause_no)
"""

PART = """
create temp table part as
select *, (
        sum(length(sentence) + 1) over (partition by article_id order by sentence_no) - length(sentence) - 1
    )::integer as start_char
from (select *, first || ' ' || words || ' ' || last || '.' as sentence from drafts) as d;
analyze part;
insert into ingest.documents (document_id, source_id, entry_key, url, state, discovered_at) overriding system value
select n, 1 + n % 50, sha256(n::text::bytea), 'https://wire.example/' || n, 'enriched',
    now() - make_interval(secs => (%(total)s - n) * 86400.0 / %(a_day)s)
from generate_series(%(low)s::bigint, %(high)s) as n;
insert into news.articles (article_id, source_id, source, url, canonical_url, title, title_source, authors,
    published_at, language, text, text_key, word_count, body_source, model, first_seen_at, enriched_at)
select d.document_id, d.source_id, 'https://wire' || d.source_id || '.example/feed', d.url, d.url, 'Title ' || p.title,
    'html', array['Somebody'], d.discovered_at,
    case when d.document_id % 10 = 0 then 'de' when d.document_id % 10 = 1 then 'fr'
        when d.document_id % 10 > 2 then 'en' end,
    p.text, d.entry_key, 240, 'page', 'm@1', d.discovered_at, d.discovered_at + interval '3 seconds'
from ingest.documents as d
join (
    select article_id, string_agg(sentence, ' ' order by sentence_no) as text, min(words) as title from part group by 1
) as p on p.article_id = d.document_id;
insert into news.sentences
select article_id, sentence_no, sentence_no / 3, start_char, start_char + length(sentence), sentence from part;
insert into news.mentions
select article_id, 2 * sentence_no, sentence_no, start_char, start_char + length(first), first, first_label, first_id,
    null::real, 'm@1' from part
union all
select article_id, 2 * sentence_no + 1, sentence_no, start_char + length(sentence) - 1 - length(last),
    start_char + length(sentence) - 1, last, last_label, last_id, null, 'm@1' from part;
insert into news.locations
select article_id, mention_no, 1 + entity_id % 20000, 0.9, 'made up' from news.mentions
where label = 'GPE' and article_id between %(low)s and %(high)s;
insert into news.quotes
select article_id, sentence_no, start_char, start_char + 20, left(sentence, 20), 'reported', 'said', first, start_char,
    2 * sentence_no from part where sentence_no % 5 = 0 and first_label = 'PERSON';
insert into news.quantities
select article_id, start_char, start_char + 5, left(sentence, 5),
    (array['money', 'casualties', 'percent'])[sentence_no / 5 + 1],
    floor(1e6 * random() ^ 5), null, (array['USD', 'killed', '%'])[sentence_no / 5 + 1], false, null
from part where sentence_no % 5 = 1;
insert into news.dates
select p.article_id, p.start_char, p.start_char + 5, left(sentence, 5),
    a.published_at + make_interval(days => sentence_no),
    a.published_at + make_interval(days => sentence_no + 1), 'day', false, null
from part as p join news.articles as a using (article_id) where sentence_no % 7 = 2;
insert into news.changes (epoch, xid, article_id, kind, version)
select 1, '3', n, 'published', 1 from generate_series(%(low)s::bigint, %(high)s) as n;
insert into news.stories (story_id) overriding system value
select n from generate_series(%(low)s::bigint, %(high)s) as n where n % 4 = 1;
insert into news.story_articles (article_id, story_id, representative_id, reason, evidence)
select n, n - (n - 1) % 4, case when n % 4 = 2 then n - 1 else n end,
    case when n % 4 = 1 then 'first' else 'near-text' end,
    '' from generate_series(%(low)s::bigint, %(high)s) as n;
insert into news.near_duplicates (article_id, other_id, kind, jaccard, containment, longer_id, sketcher)
select n, n - 1, 'near-text', 0.5, 0.9, n, 'm@1' from generate_series(%(low)s::bigint, %(high)s) as n where n % 4 = 2;
insert into news.past_versions (article_id, version, title, authors, language, text, text_key, body_source,
    version_reason, enriched_at, replaced_at, sentence_starts, sentence_ends)
select a.article_id, 0, a.title, a.authors, a.language, a.text, a.text_key, 'page', 'new', a.enriched_at, a.enriched_at,
    array(select start_char from part as p where p.article_id = a.article_id order by sentence_no),
    array(select start_char + length(sentence) from part as p where p.article_id = a.article_id order by sentence_no)
from news.articles as a where article_id between %(low)s and %(high)s and article_id % 20 = 0;
drop table drafts, part;
analyze ingest.documents, news.articles, news.mentions, news.story_articles
"""


def fill(conn: Connection, articles: int) -> None:
    """Write so many articles with all that belongs to them; triggers and references are not run."""
    values = {"entities": articles // 4 + 1000, "total": articles, "a_day": A_DAY, "sentences": SENTENCES}
    conn.execute("set session_replication_role to replica; set statement_timeout to 0; set work_mem to '512MB'")
    conn.execute("insert into news.change_epochs (epoch, history) values (1, 'made up')")
    inverted = conn.execute(
        "select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index"
        " where indrelid = 'news.articles'::regclass and pg_get_indexdef(indexrelid) like '%USING gin%'"
    ).fetchall()
    for index in inverted:  # made anew at the end: much quicker than row by row
        conn.execute(f"drop index {index['name']}")  # type: ignore[arg-type]
    _script(conn, CLAUSES)
    _script(conn, WORLD, **values)
    for low in range(1, articles + 1, 20_000):
        _script(conn, f"{DRAFTS};{PART}", low=low, high=min(low + 19_999, articles), **values)
        print(f"{min(low + 19_999, articles)} articles", flush=True)
    conn.execute("set maintenance_work_mem to '1GB'")
    for index in inverted:
        conn.execute(index["definition"])
    conn.execute("vacuum analyze")


def _script(conn: Connection, statements: str, **values: Any) -> None:
    for name, value in values.items():
        statements = statements.replace(f"%({name})s", str(value))
    conn.execute(statements)  # type: ignore[arg-type]


def as_reader(conn: Connection) -> None:
    """Act as the reader's role with its settings, and have the plans of statements inside functions told as notices."""
    conn.execute("set session_replication_role to origin; set session authorization default")
    try:
        conn.execute("load 'auto_explain'; set auto_explain.log_nested_statements to on")
        conn.execute("set auto_explain.log_format to json")
    except storage.DatabaseError:
        print("auto_explain is not there: plans inside functions are not looked into")
    row = conn.execute("select rolconfig from pg_roles where rolname = 'dateline_reader'").fetchone()
    assert row is not None
    for setting in row["rolconfig"]:
        name, _, value = setting.partition("=")
        conn.execute(sql.SQL("select set_config({}, {}, false)").format(name, value))
    conn.execute("set role dateline_reader")


def nodes(plan: dict[str, Any]) -> list[dict[str, Any]]:
    """A plan's nodes, the top one first."""
    return [plan] + [below for part in plan.get("Plans", ()) for below in nodes(part)]


def read_whole(plan: dict[str, Any], big: set[str]) -> set[str]:
    """The big tables that a plan reads from end to end."""
    return {node["Relation Name"] for node in nodes(plan) if node["Node Type"] == "Seq Scan"} & big


def measure(conn: Connection, query: str, big: set[str]) -> dict[str, Any]:
    """Top node, big tables read whole (functions included), rows, and the five times in milliseconds."""
    row = conn.execute(f"explain (format json) {query}").fetchone()  # type: ignore[arg-type]
    assert row is not None
    plan = row["QUERY PLAN"][0]["Plan"]
    whole, notices = read_whole(plan, big), []
    conn.add_notice_handler(notices.append)
    conn.execute("reset role; set client_min_messages to log; set auto_explain.log_min_duration to 0")
    conn.execute("set role dateline_reader")
    rows = conn.execute(query).fetchall()  # type: ignore[arg-type]
    conn.execute("reset role; set client_min_messages to notice; set auto_explain.log_min_duration to -1")
    conn.execute("set role dateline_reader")
    conn.remove_notice_handler(notices.append)
    for notice in notices:
        told = notice.message_primary or ""
        if "plan:" in told:
            whole |= read_whole(json.loads(told.partition("plan:")[2])["Plan"], big)
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        conn.execute(query).fetchall()  # type: ignore[arg-type]
        times.append(1000 * (time.perf_counter() - began))
    return {"top": plan["Node Type"], "whole": whole, "rows": len(rows), "times": sorted(times)}


def report(conn: Connection) -> None:
    """One line an example."""
    found = conn.execute(
        "select relname from pg_class where relkind = 'r' and reltuples > %s and relnamespace::regnamespace::text"
        " in ('news', 'ingest')", (BIG,),
    ).fetchall()  # fmt: skip
    big = {row["relname"] for row in found}
    as_reader(conn)
    print(f"{'example':<26}{'top node':<16}{'rows':>5}{'median ms':>11}{'p95 ms':>9}  big tables read whole")
    for one in examples.examples():
        got = measure(conn, one.query, big)
        times = got["times"]
        line = (
            f"{one.number:02} {one.name:<23}{got['top']:<16}{got['rows']:>5}{times[RUNS // 2]:>11.1f}{times[-1]:>9.1f}"
        )
        print(f"{line}  {', '.join(sorted(got['whole'])) or '-'}", flush=True)


def main() -> None:
    """Fill (unless --home holds a filled database) and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--home", type=Path, help="keep the embedded database here, and fill it only if it is empty")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dateline-million-") as scratch:
        home = options.home or Path(scratch)
        with (
            embedded.running(home, redis=False) as servers,
            storage.connect(servers.database_url, timeout_ms=0) as conn,
        ):
            migrations.migrate(conn)
            row = conn.execute("select exists (select from news.articles) as filled").fetchone()
            began = time.perf_counter()
            if row is not None and not row["filled"]:
                fill(conn, options.articles)
                print(f"filled in {time.perf_counter() - began:.0f} s")
            report(conn)


if __name__ == "__main__":
    main()
