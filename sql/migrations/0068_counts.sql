-- Why: who is named more than before is a question about all mentions of nine weeks, two seconds of work at a million
-- articles. Sums by entity and day answer it in a tenth of that, if nothing that changes a mention can leave them behind.

create table news.entity_day_counts (
    entity_id bigint not null,
    day date not null,
    mentions integer not null,
    articles integer not null,
    settled boolean not null default false
);
comment on table news.entity_day_counts is 'How often each entity was named on each day, as amounts to add up: whatever changes mentions or the day of an article adds rows here in its own transaction, less than nothing where something goes. news.movers_on reads it. Articles from before there was this table come in the minutes after the migration, the newest first.';
comment on column news.entity_day_counts.entity_id is 'The entity; one that was erased may still stand here, with sums of nothing.';
comment on column news.entity_day_counts.day is 'The day, as in news.articles.day.';
comment on column news.entity_day_counts.mentions is 'How many mentions came, less those that went.';
comment on column news.entity_day_counts.articles is 'How many articles came that name it, less those that went.';
comment on column news.entity_day_counts.settled is 'Whether the sweeper has made this row of others: the day was over.';

-- A million articles are counted in minutes, and nobody publishes while a migration holds its locks: their numbers are
-- noted here in seconds, and they are counted in parts afterwards.
create table ingest.uncounted (
    article_id bigint primary key
);
comment on table ingest.uncounted is 'Articles from before news.entity_day_counts whose mentions are not in it yet: the sweeper and `dateline migrate` count them, the newest first.';
comment on column ingest.uncounted.article_id is 'The article; one that was erased meanwhile may still stand here.';

-- Nobody waits for anybody here: rows are only added, and the sweeper makes one of those that are committed.
create function ingest.count_mentions() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    named record;
begin
    if tg_op = 'INSERT' then
        select array_agg(article_id) as articles, array_agg(entity_id) as entities, array_agg(n) as amounts into named
        from (select article_id, entity_id, count(*)::integer as n from come group by 1, 2) as c;
    elsif tg_op = 'DELETE' then
        select array_agg(article_id) as articles, array_agg(entity_id) as entities, array_agg(n) as amounts into named
        from (select article_id, entity_id, -count(*)::integer as n from gone group by 1, 2) as c;
    else
        select array_agg(article_id) as articles, array_agg(entity_id) as entities, array_agg(n) as amounts into named
        from (
            select article_id, entity_id, sum(one)::integer as n
            from (
                select article_id, entity_id, 1 as one from come
                union all select article_id, entity_id, -1 from gone
            ) as moved
            group by 1, 2 having sum(one) <> 0
        ) as c;
    end if;
    -- Whoever holds one of these articles may give it another day or count it: wait, and read what it left.
    perform from news.articles where article_id = any (named.articles) order by article_id for no key update;
    insert into news.entity_day_counts (entity_id, day, mentions, articles)
    select c.entity_id, a.day, sum(c.n), sum((now.n > 0)::integer - (now.n > c.n)::integer)
    from unnest(named.articles, named.entities, named.amounts) as c (article_id, entity_id, n)
    join news.articles as a using (article_id)
    cross join lateral (
        select count(*) as n from news.mentions as m
        where m.entity_id = c.entity_id and m.article_id = c.article_id
    ) as now
    where not exists (select from ingest.uncounted as u where u.article_id = c.article_id)
    group by c.entity_id, a.day;
    return null;
end
$$;
create trigger mentions_come after insert on news.mentions
referencing new table as come for each statement execute function ingest.count_mentions();
create trigger mentions_go after delete on news.mentions
referencing old table as gone for each statement execute function ingest.count_mentions();
create trigger mentions_move after update on news.mentions
referencing old table as gone new table as come for each statement execute function ingest.count_mentions();

create function ingest.count_article() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into news.entity_day_counts (entity_id, day, mentions, articles)
    select m.entity_id, d.day, d.sign * count(*), d.sign
    from news.mentions as m, (values (old.day, -1), (case when tg_op = 'UPDATE' then new.day end, 1)) as d (day, sign)
    where m.article_id = old.article_id and d.day is not null
        and not exists (select from ingest.uncounted as u where u.article_id = old.article_id)
    group by m.entity_id, d.day, d.sign;
    return old;
end
$$;
-- Before: once the row is gone, nobody can tell the day of the mentions that go after it.
create trigger articles_go before delete on news.articles
for each row execute function ingest.count_article();
create trigger articles_move after update on news.articles
for each row when (old.day is distinct from new.day) execute function ingest.count_article();

create function ingest.settle_counts(most integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    rows tid[];
    former tid[];
begin
    rows := array(
        select c.ctid from news.entity_day_counts as c
        where not c.settled and c.day < (now() at time zone 'UTC')::date
        limit most for update skip locked
    );
    -- Those that another sweeper has taken are passed over: two settled rows of a day add up as well as one.
    former := array(
        select c.ctid from news.entity_day_counts as c
        where c.settled and (c.day, c.entity_id) in (
            select o.day, o.entity_id from news.entity_day_counts as o where o.ctid = any (rows)
        )
        for update skip locked
    );
    with taken as (
        delete from news.entity_day_counts as c where c.ctid = any (rows || former)
        returning c.entity_id, c.day, c.mentions, c.articles
    )
    insert into news.entity_day_counts (entity_id, day, mentions, articles, settled)
    select t.entity_id, t.day, sum(t.mentions), sum(t.articles), true
    from taken as t
    group by t.entity_id, t.day
    having sum(t.mentions) <> 0 or sum(t.articles) <> 0;
    return cardinality(rows);
end
$$;
comment on function ingest.settle_counts is
    'Make one row for each entity and day of so many rows of days that are over; how many it took. For the sweeper.';

create function ingest.count_older(most integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    chosen bigint[];
    free bigint[];
begin
    chosen := array(
        select u.article_id from ingest.uncounted as u order by u.article_id desc limit most for update skip locked
    );
    -- What somebody holds is left for the next time: who waits for nobody is in nobody's way.
    free := array(
        select a.article_id from news.articles as a where a.article_id = any (chosen)
        order by a.article_id for no key update skip locked
    );
    insert into news.entity_day_counts (entity_id, day, mentions, articles, settled)
    select m.entity_id, a.day, count(*), count(distinct m.article_id), true
    from news.mentions as m join news.articles as a using (article_id)
    where m.article_id = any (free)
    group by m.entity_id, a.day;
    delete from ingest.uncounted as u
    where u.article_id = any (free)
        or u.article_id = any (chosen) and not exists (select from news.articles as a where a.article_id = u.article_id);
    return cardinality(chosen);
end
$$;
comment on function ingest.count_older is
    'Count the mentions of so many articles from before there were sums by entity and day; how many it looked at. For the sweeper.';
revoke all on function ingest.count_mentions(), ingest.count_article(), ingest.settle_counts(integer),
    ingest.count_older(integer) from public;

insert into ingest.uncounted select article_id from news.articles;
create index entity_day_counts_day on news.entity_day_counts (day, entity_id) include (mentions, articles);
create index entity_day_counts_open on news.entity_day_counts (day) where not settled;

create or replace function news.movers_on(last_day date)
returns table (
    entity_id bigint, name text, label text, mentions bigint, articles bigint, weekly_mean numeric, weekly_most bigint
)
language plpgsql stable parallel safe set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
    return query
    -- In one pass: a million rows by entity and week would have to be summed up twice.
    with counted as (
        select c.entity_id, sum(c.mentions) filter (where c.day > last_day - 7) as mentions,
            sum(c.articles) filter (where c.day > last_day - 7) as articles,
            coalesce(sum(c.mentions) filter (where c.day <= last_day - 7), 0) as earlier,
            greatest(0,
                sum(c.mentions) filter (where c.day <= last_day - 7 and c.day > last_day - 14),
                sum(c.mentions) filter (where c.day <= last_day - 14 and c.day > last_day - 21),
                sum(c.mentions) filter (where c.day <= last_day - 21 and c.day > last_day - 28),
                sum(c.mentions) filter (where c.day <= last_day - 28 and c.day > last_day - 35),
                sum(c.mentions) filter (where c.day <= last_day - 35 and c.day > last_day - 42),
                sum(c.mentions) filter (where c.day <= last_day - 42 and c.day > last_day - 49),
                sum(c.mentions) filter (where c.day <= last_day - 49 and c.day > last_day - 56),
                sum(c.mentions) filter (where c.day <= last_day - 56 and c.day > last_day - 63)
            ) as weekly_most
        from news.entity_day_counts as c where c.day > last_day - 63 and c.day <= last_day
        group by c.entity_id
    )
    select e.entity_id, e.name, e.label, c.mentions, c.articles, round(c.earlier / 8.0, 2), c.weekly_most
    from counted as c join news.entities as e using (entity_id)
    where c.mentions > c.weekly_most
        and e.label not in ('DATE', 'TIME', 'MONEY', 'PERCENT', 'QUANTITY', 'CARDINAL', 'ORDINAL');
end
$$;
