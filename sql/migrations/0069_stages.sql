-- Why: that less comes than usual is seen where it is lost: in one language, at one stage. Beside the totals of
-- news.coverage_against_usual stands the same comparison for each language and stage.

create function news.stage_coverage_against_usual(since timestamptz, until timestamptz)
returns table (
    hour timestamptz, source_id bigint, source text, language text, stage text, entered bigint, passed bigint,
    duplicate bigint, rejected bigint, failed bigint, waiting bigint, with_date bigint, with_author bigint,
    with_entities bigint, latency_p50_seconds double precision, latency_p95_seconds double precision, weeks bigint,
    usual_entered numeric, usual_passed numeric, usual_with_date numeric, usual_with_author numeric,
    usual_with_entities numeric, usual_latency_p50_seconds double precision, usual_latency_p95_seconds double precision
)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    first_hour constant timestamptz := date_bin('1 hour', stage_coverage_against_usual.since, '2000-01-01 00:00:00+00');
begin
    if until - since > interval '31 days' then
        raise exception 'at most 31 days at a time' using errcode = 'invalid_parameter_value';
    end if;
    return query
        with slots as (
            select s as hour from generate_series(first_hour, stage_coverage_against_usual.until, '1 hour') as s
            where s < stage_coverage_against_usual.until
        ),
        counted as materialized (
            select c.*
            from news.stage_coverage as c
            where c.hour = any (array(
                select distinct s.hour - w * interval '168 hours' from slots as s cross join generate_series(0, 8) as w
            ))
        ),
        told as (
            select c.hour + w * interval '168 hours' as at, w, c.*
            from counted as c cross join generate_series(0, 8) as w
            where c.hour + w * interval '168 hours' >= first_hour
                and c.hour + w * interval '168 hours' < stage_coverage_against_usual.until
            union all -- an hour in which nothing came
            select s.hour, 0, s.hour, o.source_id, o.source, o.language, o.stage, 0, 0, 0, 0, 0, 0, o.of_articles,
                o.of_articles, o.of_articles, null, null
            from slots as s cross join (
                select distinct c.source_id, c.source, c.language, c.stage,
                    case when c.stage = 'enrich' then 0 end as of_articles
                from counted as c
            ) as o
        )
        select t.at, t.source_id, t.source, t.language, t.stage,
            (sum(t.entered) filter (where w = 0))::bigint, (sum(t.passed) filter (where w = 0))::bigint,
            (sum(t.duplicate) filter (where w = 0))::bigint, (sum(t.rejected) filter (where w = 0))::bigint,
            (sum(t.failed) filter (where w = 0))::bigint, (sum(t.waiting) filter (where w = 0))::bigint,
            (sum(t.with_date) filter (where w = 0))::bigint, (sum(t.with_author) filter (where w = 0))::bigint,
            (sum(t.with_entities) filter (where w = 0))::bigint,
            max(t.latency_p50_seconds) filter (where w = 0), max(t.latency_p95_seconds) filter (where w = 0),
            count(*) filter (where w > 0),
            round(coalesce(sum(t.entered) filter (where w > 0), 0) / 8.0, 1),
            round(coalesce(sum(t.passed) filter (where w > 0), 0) / 8.0, 1),
            case when t.stage = 'enrich' then round(coalesce(sum(t.with_date) filter (where w > 0), 0) / 8.0, 1) end,
            case when t.stage = 'enrich' then round(coalesce(sum(t.with_author) filter (where w > 0), 0) / 8.0, 1) end,
            case when t.stage = 'enrich' then round(coalesce(sum(t.with_entities) filter (where w > 0), 0) / 8.0, 1) end,
            avg(t.latency_p50_seconds) filter (where w > 0), avg(t.latency_p95_seconds) filter (where w > 0)
        from told as t
        group by t.at, t.source_id, t.source, t.language, t.stage
        order by t.at, t.source_id, t.language, array_position(array['fetch', 'parse', 'enrich'], t.stage);
end
$$;
comment on function news.stage_coverage_against_usual is
    'What each source announced in each hour from since to before until, by language and stage as in news.stage_coverage, silent hours too, beside the same hour of the eight weeks before: usual counts are means over eight weeks, usual latencies means over the weeks in which that hour brought something, and weeks is how many these were. Of a text that nobody has read the language is null. At most 31 days.';
