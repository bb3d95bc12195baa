"""Made-up articles by the hundred thousand, with all that belongs to them: what `tests.benchmarks.million` asks."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from typing import Any

from pipeline import storage
from pipeline.storage import Connection

A_DAY = 1370
"""A million in two years."""

SENTENCES = 15
PART_ARTICLES = 20_000
"""Written in one transaction."""

DRAWN = 40_000
"""Drawn by chance, a month's; the others are these again, at other days: no words have to be read anew for them."""

INDEXES = """
select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
from pg_index as i join pg_class as c on c.oid = i.indrelid
where relnamespace in ('news'::regnamespace, 'ingest'::regnamespace) and not indisunique
    and not exists (select from pg_constraint where conindid = indexrelid)
order by indexrelid = 'news.articles_search'::regclass, indexrelid
"""

HURRY = """
set session_replication_role to replica; set statement_timeout to 0; set work_mem to '512MB';
set synchronous_commit to off
"""

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

ROWS = """
insert into ingest.documents (document_id, source_id, entry_key, url, state, version, discovered_at)
overriding system value
select n, 1 + n % 50, sha256(n::text::bytea), 'https://wire.example/' || n, 'enriched', 3,
    %(now)s - make_interval(secs => (%(total)s - n) * 86400.0 / %(a_day)s)
from generate_series(%(low)s::bigint, %(high)s) as n;
insert into ingest.events (document_id, source_id, version, stage, attempt, worker, ended_at, outcome)
select d.document_id, d.source_id, e.version, e.stage, 1, 'made-up/1',
    d.discovered_at + e.version * interval '1 second', e.outcome
from ingest.documents as d,
    (values (1, 'fetch', 'fetched'), (2, 'parse', 'parsed'), (3, 'enrich', 'enriched')) as e (version, stage, outcome)
where d.document_id between %(low)s and %(high)s
"""

PART = """
create temp table part as
select *, (
        sum(length(sentence) + 1) over (partition by article_id order by sentence_no) - length(sentence) - 1
        + sentence_no / 3
    )::integer as start_char
from (select *, first || ' ' || words || ' ' || last || '.' as sentence from drafts) as d;
create index on part (article_id, sentence_no);
analyze part;
insert into news.articles (article_id, source_id, source, url, canonical_url, title, title_source, authors,
    published_at, language, text, text_key, word_count, body_source, model, first_seen_at, enriched_at, version_reason)
select d.document_id, d.source_id, 'https://wire' || d.source_id || '.example/feed', d.url, d.url, 'Title ' || p.title,
    'html', array['Somebody'], d.discovered_at,
    case when d.document_id % 10 = 0 then 'de' when d.document_id % 10 = 1 then 'fr'
        when d.document_id % 10 > 2 then 'en' end,
    p.text, d.entry_key, 240, 'page', 'm@1', d.discovered_at, d.discovered_at + interval '3 seconds',
    case when d.document_id % 20 = 0 then 'revised' else 'new' end
from ingest.documents as d
join (
    select article_id, min(words) as title,
        string_agg(sentence, case when sentence_no % 3 = 0 then E'\\n\\n' else ' ' end order by sentence_no) as text
    from part group by 1
) as p on p.article_id = d.document_id
where d.document_id between %(low)s and %(high)s;
insert into news.sentences
select article_id, sentence_no, sentence_no / 3, start_char, start_char + length(sentence), sentence from part;
insert into news.paragraphs (article_id, paragraph_no, kind, start_char, end_char)
select article_id, sentence_no / 3, 'paragraph', min(start_char), max(start_char + length(sentence))
from part group by 1, 2;
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
from part as p join news.articles as a using (article_id)
where sentence_no % 7 = 2 and a.article_id between %(low)s and %(high)s;
insert into news.past_versions (article_id, version, title, authors, language, text, text_key, body_source,
    version_reason, enriched_at, replaced_at, sentence_starts, sentence_ends)
select a.article_id, 0, a.title, a.authors, a.language, a.text, a.text_key, 'page', 'new', a.enriched_at, a.enriched_at,
    array(select start_char from part as p where p.article_id = a.article_id order by sentence_no),
    array(select start_char + length(sentence) from part as p where p.article_id = a.article_id order by sentence_no)
from news.articles as a where article_id between %(low)s and %(high)s and article_id % 20 = 0;
drop table drafts, part
"""

AGAIN = """
insert into news.articles (article_id, source_id, source, url, canonical_url, title, title_source, authors,
    published_at, language, text, text_key, word_count, body_source, model, first_seen_at, enriched_at, version_reason,
    search, stems)
select d.document_id, d.source_id, b.source, d.url, d.url, b.title, b.title_source, b.authors, d.discovered_at,
    b.language, b.text, d.entry_key, b.word_count, b.body_source, b.model, d.discovered_at,
    d.discovered_at + interval '3 seconds', b.version_reason, b.search, b.stems
from ingest.documents as d join news.articles as b on b.article_id = d.document_id - %(shift)s
where d.document_id between %(low)s and %(high)s and %(base)s;
insert into news.sentences
select article_id + %(shift)s, sentence_no, paragraph_no, start_char, end_char, text
from news.sentences as b where %(base)s;
insert into news.paragraphs (article_id, paragraph_no, kind, start_char, end_char)
select article_id + %(shift)s, paragraph_no, kind, start_char, end_char from news.paragraphs as b where %(base)s;
insert into news.mentions
select article_id + %(shift)s, mention_no, sentence_no, start_char, end_char, text, label, entity_id, score, model
from news.mentions as b where %(base)s;
insert into news.locations
select article_id + %(shift)s, mention_no, place_id, score, evidence from news.locations as b where %(base)s;
insert into news.quotes (article_id, quote_no, start_char, end_char, text, kind, cue, speaker, speaker_start_char,
    mention_no)
select article_id + %(shift)s, quote_no, start_char, end_char, text, kind, cue, speaker, speaker_start_char, mention_no
from news.quotes as b where %(base)s;
insert into news.quantities (article_id, start_char, end_char, text, kind, value, high, unit, approximate, bound)
select article_id + %(shift)s, start_char, end_char, text, kind, value, high, unit, approximate, bound
from news.quantities as b where %(base)s;
insert into news.dates (article_id, start_char, end_char, text, starts_at, ends_at, precision, approximate, relation)
select article_id + %(shift)s, start_char, end_char, text, starts_at + make_interval(secs => %(later)s),
    ends_at + make_interval(secs => %(later)s), precision, approximate, relation
from news.dates as b where %(base)s;
insert into news.past_versions (article_id, version, title, authors, language, text, text_key, body_source,
    version_reason, enriched_at, replaced_at, sentence_starts, sentence_ends)
select article_id + %(shift)s, version, title, authors, language, text, text_key, body_source, version_reason,
    enriched_at + make_interval(secs => %(later)s), replaced_at + make_interval(secs => %(later)s), sentence_starts,
    sentence_ends
from news.past_versions as b where %(base)s
"""

REST = """
insert into news.changes (epoch, xid, article_id, kind, version, changed_at)
select 1, '3', article_id, 'published', 1, enriched_at from news.articles
where article_id between %(low)s and %(high)s order by article_id;
insert into news.stories (story_id) overriding system value
select n from generate_series(%(low)s::bigint, %(high)s) as n where n % 4 = 1;
insert into news.story_articles (article_id, story_id, representative_id, reason, evidence)
select n, n - (n - 1) % 4, case when n % 4 = 2 then n - 1 else n end,
    case when n % 4 = 1 then 'first' else 'near-text' end,
    '' from generate_series(%(low)s::bigint, %(high)s) as n;
insert into news.near_duplicates (article_id, other_id, kind, jaccard, containment, longer_id, sketcher)
select n, n - 1, 'near-text', 0.5, 0.9, n, 'm@1' from generate_series(%(low)s::bigint, %(high)s) as n where n % 4 = 2;
insert into news.entity_day_counts
select m.entity_id, a.day, count(*), count(distinct m.article_id), true
from news.mentions as m join news.articles as a using (article_id)
where m.article_id between %(low)s and %(high)s and a.article_id between %(low)s and %(high)s group by 1, 2
"""

BOOKS = """
insert into ingest.bodies (body_key, content, size_bytes)
select entry_key, substr(entry_key, 1, 16), 16 from ingest.documents where document_id between %(low)s and %(high)s;
insert into ingest.raw_documents (document_id, final_url, media_type, headers, body_key, body_source, fetched_at)
select document_id, url, 'text/html', '{}', entry_key, 'page', discovered_at
from ingest.documents where document_id between %(low)s and %(high)s;
insert into ingest.parsed_documents (document_id, article, text_key, body_source)
select document_id, '{}', entry_key, 'page' from ingest.documents where document_id between %(low)s and %(high)s;
insert into ingest.sketches (article_id, sketcher, shingles, marks, day, names, words)
select article_id, 'm@1', 230, array(select hashint8extended(article_id, k) from generate_series(1, 16) as k), day,
    array(select 'name ' || (article_id * k) % 30000 from generate_series(1, 6) as k),
    array(select 'word ' || (article_id * k) % 30000 from generate_series(1, 6) as k)
from news.articles where article_id between %(low)s and %(high)s;
insert into ingest.sketch_marks (mark, article_id)
select distinct unnest(marks), article_id from ingest.sketches where article_id between %(low)s and %(high)s;
insert into ingest.story_clues (clue, day, article_id)
select distinct unnest(names || words), day, article_id from ingest.sketches
where article_id between %(low)s and %(high)s
"""
"""What the audit compares the articles with. The raw bytes themselves are few: it reads no more than their length."""


def fill(conn: Connection, articles: int) -> None:
    """Write so many articles with all that belongs to them; triggers and references are not run."""
    values = {"entities": articles // 4 + 1000, "total": articles, "a_day": A_DAY, "sentences": SENTENCES}
    began = conn.execute("select now() as now").fetchone()
    values["now"] = f"timestamptz '{began['now']}'"
    conn.execute(HURRY)
    _careless(conn, True)
    conn.execute("insert into news.change_epochs (epoch, history) values (1, 'made up')")
    dropped = conn.execute(INDEXES).fetchall()
    for index in dropped:  # made anew at the end: much quicker than row by row
        conn.execute(f"drop index {index['name']}")  # type: ignore[arg-type]
    _script(conn, WORLD, **values)
    conn.execute("analyze news.entities")
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        mine = threading.local()
        parts = partial(_fill_part, conn, mine, articles, values)
        list(pool.map(parts, range(1, min(DRAWN, articles) + 1, PART_ARTICLES)))
        conn.execute("alter table news.articles alter search drop expression, alter stems drop expression")
        list(pool.map(parts, range(DRAWN + 1, articles + 1, PART_ARTICLES)))
    conn.execute("set maintenance_work_mem to '1GB'")
    for done, index in enumerate(dropped, 1):
        conn.execute(index["definition"])
        print(f"{done} of {len(dropped)} indexes: {index['name']}", flush=True)
    conn.execute("vacuum analyze")
    _careless(conn, False)


def _careless(conn: Connection, wanted: bool) -> None:
    """Have the server spare itself what only a crash needs, or no longer."""
    for setting, value in (
        ("fsync", "off"),
        ("full_page_writes", "off"),
        ("autovacuum", "off"),
        ("max_wal_size", "8GB"),
    ):
        conn.execute(f"alter system {f'set {setting} to {value!r}' if wanted else f'reset {setting}'}")  # type: ignore[arg-type]
    conn.execute("select pg_reload_conf()")


def _fill_part(conn: Connection, mine: threading.local, articles: int, values: dict[str, Any], low: int) -> None:
    """Write the articles from `low` on by this thread's own connection to the same server."""
    if not hasattr(mine, "conn"):
        mine.conn = storage.connect(conn.info.dsn, timeout_ms=0)
        mine.conn.execute(HURRY)
        _script(mine.conn, CLAUSES)
    high = min(low + PART_ARTICLES - 1, articles)
    shift = (low - 1) // DRAWN * DRAWN
    base = f"b.article_id between {low - shift} and {high - shift}"
    made = f"{AGAIN};{REST}" if shift else f"{DRAFTS};{PART};{REST}"
    _script(
        mine.conn, f"{ROWS};{made};{BOOKS}", low=low, high=high, shift=shift, base=base,
        later=shift * 86400 / A_DAY, **values,
    )  # fmt: skip
    print(f"{datetime.now():%H:%M:%S} articles {low} to {high}", flush=True)


def _script(conn: Connection, statements: str, **values: Any) -> None:
    for name, value in values.items():
        statements = statements.replace(f"%({name})s", str(value))
    conn.execute(statements)  # type: ignore[arg-type]
