-- name: measure_sites :one
-- Measure the sites on the oldest of the last thirty days that is not measured, or not since it ended; gives the day.
-- The present day is measured once an hour. Gives no row if there is nothing to measure.
with taken as (
    insert into ingest.measured_days as m (day)
    select d.day
    from (
        select day::date as day, (day + interval '1 day') at time zone 'UTC' as ended
        from generate_series((now() at time zone 'UTC')::date - 30, (now() at time zone 'UTC')::date, interval '1 day') as day
    ) as d
    left join ingest.measured_days as m using (day)
    where m.day is null or m.measured_at < least(d.ended + interval '6 hours', now() - interval '1 hour')
    order by d.day limit 1
    on conflict (day) do update set measured_at = now() where m.measured_at < now() - interval '1 minute'
    returning m.day
),
told as (
    select substring(lower(d.url) from '^https?://(?:[^/@]*@)?(?:www\.)?([^/:?#]+)') as site, t.day, a.article_id, a.text,
        a.title_source, a.authors, a.agency, a.published_at, a.body_source,
        row_number() over (
            partition by substring(lower(d.url) from '^https?://(?:[^/@]*@)?(?:www\.)?([^/:?#]+)'), a.article_id is null
            order by d.document_id desc
        ) as place
    from taken as t
    join ingest.documents as d
        on d.discovered_at >= t.day at time zone 'UTC' and d.discovered_at < (t.day + 1) at time zone 'UTC'
    left join news.articles as a on a.article_id = d.document_id
    where d.url like 'http%%' and d.duplicate_of is null
        and (a.article_id is not null
            or (d.state = 'rejected' and d.reason in ('no_content', 'not_an_article', 'parse_error')))
),
pieces as (
    select distinct t.site, t.article_id, md5(p.piece) as piece
    from told as t cross join lateral string_to_table(t.text, E'\n\n') as p (piece)
    where t.place <= 200 and t.article_id is not null and length(p.piece) >= 30
),
repeated as (
    select p.site, count(distinct p.article_id) as articles
    from pieces as p
    where (p.site, p.piece) in (select site, piece from pieces group by site, piece having count(*) >= 3)
    group by p.site
),
written as (
    insert into ingest.site_days (
        site, day, articles, refused, from_feed, sampled, characters, paragraphs, untitled, unsigned, undated, repetitive
    )
    select t.site, t.day, count(t.article_id), count(*) - count(t.article_id),
        count(*) filter (where t.body_source = 'feed'),
        count(*) filter (where s.sampled),
        percentile_cont(0.5) within group (order by length(t.text)) filter (where s.sampled),
        percentile_cont(0.5) within group (order by 1 + (length(t.text) - length(replace(t.text, E'\n\n', ''))) / 2)
            filter (where s.sampled),
        count(*) filter (where s.sampled and t.title_source in ('first-sentence', 'file-name', '')),
        count(*) filter (where s.sampled and t.authors = '{}' and t.agency is null),
        count(*) filter (where s.sampled and t.published_at is null),
        coalesce(max(r.articles), 0)
    from told as t
    cross join lateral (select t.article_id is not null and t.place <= 200 as sampled) as s
    left join repeated as r using (site)
    where t.site is not null
    group by t.site, t.day
    order by t.site
    on conflict (site, day) do update
    set articles = excluded.articles, refused = excluded.refused, from_feed = excluded.from_feed,
        sampled = excluded.sampled, characters = excluded.characters, paragraphs = excluded.paragraphs,
        untitled = excluded.untitled, unsigned = excluded.unsigned, undated = excluded.undated,
        repetitive = excluded.repetitive
)
select day from taken;

-- name: drifts :many
-- The sites whose pages are read worse than they used to be, and since when.
select site, since, detail from ingest.drifts order by site;
