-- Why: an advisory lock can be taken by whoever may log in, and the reader must not be able to stop who publishes. What
-- is locked now is a table that the reader does not see. (While workers of the version before go on beside new ones, two
-- near-equal articles published in the same moment may not find each other; `dateline reprocess --stage enrich` joins them.)

create table ingest.story_gate ();
comment on table ingest.story_gate is 'Has no rows: who looks for what an article is like locks it until the commit, after every other lock.';
create table ingest.alias_gate ();
comment on table ingest.alias_gate is 'Has no rows: who publishes shares its lock, who changes aliases has it alone.';

create or replace function ingest.leave_story() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    members bigint[];
begin
    -- At the commit: the lock is the last that any transaction takes, so that no two wait for each other in a circle.
    lock table ingest.story_gate in exclusive mode;
    members := array(
        select s.article_id from news.story_articles as s where s.representative_id = old.representative_id
    );
    perform ingest.note_related(ingest.settle_representatives(members));
    return null;
end
$$;

-- A cursor of another database is an error, not silence: its consumer would hear nothing for years.
create or replace function news.changes_since(since text default '', most integer default 1000)
returns table (
    cursor text, article_id bigint, kind text, version integer, model text, changed_at timestamptz
)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    newest integer := (select max(e.epoch) from news.change_epochs as e);
    parts text[] := string_to_array(coalesce(nullif(since, ''), '0.0.0'), '.');
begin
    if coalesce(since, '') !~ '^(\d{1,9}\.\d{1,19}\.\d{1,18})?$' then
        raise exception '% is no cursor: it takes what changes_since gave, or '''' for all', quote_literal(left(since, 60))
            using errcode = 'invalid_parameter_value';
    end if;
    if parts[1]::integer > coalesce(newest, 0)
        or (parts[1]::integer = newest and parts[2]::xid8 >= pg_snapshot_xmax(pg_current_snapshot())) then
        raise exception 'the cursor % was given by another database: begin with '''' here', since
            using errcode = 'invalid_parameter_value';
    end if;
    return query
        -- Only what no running transaction can still precede is given: every number below the snapshot's xmin has ended.
        select format('%s.%s.%s', c.epoch, c.xid, c.change_id), c.article_id, c.kind, c.version, c.model, c.changed_at
        from news.changes as c
        where (c.epoch, c.xid, c.change_id) > (parts[1]::integer, parts[2]::xid8, parts[3]::bigint)
            and (c.epoch < newest or c.xid < pg_snapshot_xmin(pg_current_snapshot()))
        order by c.epoch, c.xid, c.change_id
        limit most;
end
$$;
comment on function news.changes_since is
    'Changes after a cursor ('''' for all), in an order in which none that commits late is skipped; keep the last cursor, and go on with the same one where no row comes. A transaction that is open anywhere on the server and has written holds back what came after it. A cursor of another database is an error.';

comment on column news.articles.language is 'ISO 639-1 code, or ISO 639-3 where there is none of two letters (fil, pcm); null where it is unsure.';
comment on column news.articles.language_source is 'detected, declared (by page or file), or feed: as the feed declares it.';

-- An hour in which a source was silent has no row in news.coverage: here it has, beside what that hour usually brings.
create function news.coverage_against_usual(since timestamptz, until timestamptz)
returns table (
    hour timestamptz, source text, discovered bigint, published bigint, usual_discovered numeric, usual_published numeric
)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
    if until - since > interval '31 days' then
        raise exception 'at most 31 days at a time' using errcode = 'invalid_parameter_value';
    end if;
    return query
        with slots as (
            select s as hour from generate_series(
                date_bin('1 hour', coverage_against_usual.since, '2000-01-01 00:00:00+00'), coverage_against_usual.until, '1 hour'
            ) as s
            where s < coverage_against_usual.until
        ),
        counted as materialized (
            select c.hour, c.source, sum(c.discovered) as discovered, sum(c.published) as published
            from news.coverage as c
            where c.hour = any (array(
                select s.hour - w * interval '7 days' from slots as s cross join generate_series(0, 8) as w
            ))
            group by c.hour, c.source
        )
        select s.hour, o.source, coalesce(sum(c.discovered) filter (where w = 0), 0)::bigint,
            coalesce(sum(c.published) filter (where w = 0), 0)::bigint,
            round(coalesce(sum(c.discovered) filter (where w > 0), 0) / 8.0, 1),
            round(coalesce(sum(c.published) filter (where w > 0), 0) / 8.0, 1)
        from slots as s
        cross join (select distinct c.source from counted as c) as o
        cross join generate_series(0, 8) as w
        left join counted as c on c.hour = s.hour - w * interval '7 days' and c.source = o.source
        group by s.hour, o.source
        order by s.hour, o.source;
end
$$;
comment on function news.coverage_against_usual is
    'What each source announced in each hour from since to before until, silent hours too, beside the mean of the same hour in the eight weeks before. Sources that said nothing in any of these hours are left out; at most 31 days.';
