-- Why: analysts search for words in all their forms and ask by the day; both have to come from an index.

create function news.search_configuration(language text) returns regconfig
language sql immutable parallel safe as $$
    select case language
        when 'ar' then 'pg_catalog.arabic' when 'ca' then 'pg_catalog.catalan' when 'da' then 'pg_catalog.danish'
        when 'de' then 'pg_catalog.german' when 'el' then 'pg_catalog.greek' when 'en' then 'pg_catalog.english'
        when 'es' then 'pg_catalog.spanish' when 'eu' then 'pg_catalog.basque' when 'fi' then 'pg_catalog.finnish'
        when 'fr' then 'pg_catalog.french' when 'ga' then 'pg_catalog.irish' when 'hi' then 'pg_catalog.hindi'
        when 'hu' then 'pg_catalog.hungarian' when 'hy' then 'pg_catalog.armenian' when 'id' then 'pg_catalog.indonesian'
        when 'it' then 'pg_catalog.italian' when 'lt' then 'pg_catalog.lithuanian' when 'nb' then 'pg_catalog.norwegian'
        when 'ne' then 'pg_catalog.nepali' when 'nl' then 'pg_catalog.dutch' when 'nn' then 'pg_catalog.norwegian'
        when 'no' then 'pg_catalog.norwegian' when 'pt' then 'pg_catalog.portuguese' when 'ro' then 'pg_catalog.romanian'
        when 'ru' then 'pg_catalog.russian' when 'sr' then 'pg_catalog.serbian' when 'sv' then 'pg_catalog.swedish'
        when 'ta' then 'pg_catalog.tamil' when 'tr' then 'pg_catalog.turkish' when 'yi' then 'pg_catalog.yiddish'
        else 'pg_catalog.simple'
    end::regconfig
$$;
comment on function news.search_configuration is
    'The text search configuration of a language (ISO 639-1): its own where PostgreSQL 15 has one, else simple.';

-- One rewrite of the table for both. 100,000 characters of at most 4 bytes, each in at most two lexemes (a compound and
-- its part) with their positions, stay below the 1 MB that a tsvector holds.
alter table news.articles
    add column day date generated always as ((coalesce(published_at, first_seen_at) at time zone 'UTC')::date) stored,
    add column stems tsvector generated always as (
        setweight(to_tsvector(news.search_configuration(language), left(title, 2000)), 'A')
        || to_tsvector(news.search_configuration(language), left(text, 100000))
    ) stored;
create index articles_day on news.articles (day, article_id);
create index articles_days on news.articles (article_id, day);
create index articles_stems on news.articles using gin (stems);
comment on column news.articles.day is 'The day that it counts for, in UTC: that of published_at, else of first_seen_at.';
comment on column news.articles.stems is 'As search, but stemmed by the rules of its language (news.search_configuration); what news.search looks in.';

create index mentions_sentence on news.mentions (article_id, sentence_no, entity_id);
create index entities_exact_name on news.entities (name);
create index quantities_values on news.quantities (kind, unit, value);
create index documents_hour on ingest.documents (
    date_bin('1 hour', discovered_at, '2000-01-01 00:00:00+00'::timestamptz), document_id
);

-- Of very many matches the newest 2,000 are ranked: a rank reads the whole vector, and vectors lie outside the row.
create function news.search(
    query text, language text default null, entities text[] default '{}', since date default null,
    until date default null, most integer default 20
)
returns table (
    article_id bigint, rank real, day date, language_code text, source text, url text, title text, headline text
)
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
    pool constant integer := 2000;
    forms tsquery[];
    wanted tsquery;
    form tsquery;
    filters text := '';
    called text;
begin
    select array_agg(distinct websearch_to_tsquery(news.search_configuration(code), query)) into forms
    from unnest(case when search.language is not null then array[search.language] else string_to_array(
        'ar ca da de el en es eu fi fr ga hi hu hy id it lt nb ne nl pt ro ru sr sv ta tr yi ?', ' ') end) as code;
    foreach form in array forms loop
        wanted := case when wanted is null then form else wanted || form end;
    end loop;
    if cardinality(forms) > 1 then
        filters := ' and a.stems @@ websearch_to_tsquery(news.search_configuration(a.language), $2)';
    end if;
    if search.language is not null then filters := filters || format(' and a.language = %L', search.language); end if;
    if since is not null then filters := filters || format(' and a.day >= %L', since); end if;
    if until is not null then filters := filters || format(' and a.day <= %L', until); end if;
    foreach called in array entities loop
        filters := filters || format(
            ' and a.article_id in (select m.article_id from news.mentions as m where m.entity_id = any (%L::bigint[]))',
            array(select coalesce(e.merged_into, e.entity_id) from news.entities as e where lower(e.name) = lower(called))
        );
    end loop;
    return query execute format($find$
        with matches as materialized (
            select a.article_id from news.articles as a where a.stems @@ $1 %s
            order by a.day desc, a.article_id desc limit %s
        ),
        ranked as materialized (
            select a.article_id, own.form, ts_rank(a.stems, own.form, 1) as rank
            from matches join news.articles as a using (article_id),
                lateral (select websearch_to_tsquery(news.search_configuration(a.language), $2) as form) as own
            order by rank desc, a.article_id desc limit $3
        )
        select a.article_id, r.rank, a.day, a.language, a.source, a.url, a.title,
            ts_headline(news.search_configuration(a.language), left(a.text, 100000), r.form,
                'StartSel=**, StopSel=**, MaxFragments=2, MinWords=8, MaxWords=25, FragmentDelimiter=" ... "')
        from ranked as r join news.articles as a using (article_id)
        order by r.rank desc, a.article_id desc
    $find$, filters, pool) using wanted, query, most;
end
$$;
comment on function news.search is
    'Articles for words as one types them into a search engine ("exact words", or, -not), the best first, found words between **. Each article is read by the rules of its own language; language, entities (names, all of which it must mention), since and until narrow the search. Of more than 2,000 matches the newest are ranked.';

-- A function, not a subselect: the planner asks a stable function for its value when it weighs plans, and so knows how
-- few days a week is. Dear, so that it is asked once for an index and not for each row.
create function news.newest_day() returns date
language sql stable parallel safe cost 100000 as $$
    select max(day) from news.articles where day <= (now() at time zone 'UTC')::date
$$;
comment on function news.newest_day is 'The newest day of an article here that is not in the future; null without articles.';

-- In PL/pgSQL, so that last_day is a value to the planner and is not computed again for each row. One group an entity and
-- a counter a week take half the time of a group for each entity and week.
create function news.movers_on(last_day date)
returns table (
    entity_id bigint, name text, label text, mentions bigint, articles bigint, weekly_mean numeric, weekly_most bigint
)
language plpgsql stable parallel safe set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
    return query
    with dated as (
        select a.article_id, (last_day - a.day) / 7 as week
        from news.articles as a where a.day > last_day - 63 and a.day <= last_day
    ),
    counted as (
        select m.entity_id, count(*) filter (where d.week = 0) as mentions, count(*) filter (where d.week > 0) as earlier,
            greatest(
                count(*) filter (where d.week = 1), count(*) filter (where d.week = 2),
                count(*) filter (where d.week = 3), count(*) filter (where d.week = 4),
                count(*) filter (where d.week = 5), count(*) filter (where d.week = 6),
                count(*) filter (where d.week = 7), count(*) filter (where d.week = 8)
            ) as weekly_most
        from dated as d join news.mentions as m using (article_id)
        group by m.entity_id
    ),
    named as (
        select m.entity_id, count(distinct m.article_id) as articles
        from news.articles as a join news.mentions as m using (article_id)
        where a.day > last_day - 7 and a.day <= last_day
        group by m.entity_id
    )
    select e.entity_id, e.name, e.label, c.mentions, n.articles, round(c.earlier / 8.0, 2), c.weekly_most
    from counted as c join named as n using (entity_id) join news.entities as e using (entity_id)
    where c.mentions > c.weekly_most
        and e.label not in ('DATE', 'TIME', 'MONEY', 'PERCENT', 'QUANTITY', 'CARDINAL', 'ORDINAL');
end
$$;
comment on function news.movers_on is
    'Entities named more often in the seven days that end with last_day than in any of the eight weeks before; dates and figures are left out.';
