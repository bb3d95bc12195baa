-- name: measure_hour :one
-- Count what came in the newest hour of the last nine weeks that is over and not counted; gives the hour, or no row.
with taken as (
    insert into ingest.measured_hours as m (hour)
    select h.hour
    from generate_series(
        greatest(
            date_bin('1 hour', now() - interval '64 days', '2000-01-01T00:00Z'),
            (
                select date_bin('1 hour', e.ended_at, '2000-01-01T00:00Z') from ingest.events as e
                order by e.event_id limit 1
            )
        ),
        date_bin('1 hour', now() - interval '65 minutes', '2000-01-01T00:00Z'), interval '1 hour'
    ) as h (hour)
    where not exists (select from ingest.measured_hours as d where d.hour = h.hour)
    order by h.hour desc limit 1
    on conflict (hour) do nothing
    returning m.hour
),
done as (
    select t.hour, e.stage, e.document_id
    from taken as t
    join ingest.events as e on e.ended_at >= t.hour and e.ended_at < t.hour + interval '1 hour'
    where (e.stage, e.outcome) in (('fetch', 'fetched'), ('parse', 'parsed'), ('enrich', 'enriched'))
),
published as (
    select distinct d.hour, a.article_id, a.language
    from done as d join news.articles as a on a.article_id = d.document_id
    where d.stage = 'enrich'
),
announced as (
    select t.hour, d.source_id
    from taken as t
    join ingest.documents as d on d.discovered_at >= t.hour and d.discovered_at < t.hour + interval '1 hour'
),
written as (
    insert into ingest.rhythms (hour, kind, subject, amount)
    select hour, 'stage', stage, count(*) from done group by 1, 3
    union all
    select hour, 'stage', 'poll', count(*) from announced group by 1
    union all
    select hour, 'source', source_id::text, count(*) from announced group by 1, 3
    union all
    select hour, 'language', coalesce(language, 'unknown'), count(*) from published group by 1, 3
    union all
    select p.hour, 'label', m.label, count(distinct p.article_id)
    from published as p join news.mentions as m using (article_id) group by 1, 3
    union all
    select hour, 'label', 'any', count(*) from published as p
    where exists (select from news.mentions as m where m.article_id = p.article_id) group by 1
    on conflict (hour, kind, subject) do nothing
)
select hour from taken;

-- name: judge_rhythms :many
-- Note as alarms what has come to less than a fifth of the usual, in the last 6, 24 or 168 hours that were counted: the
-- median of the same hours of four to eight weeks before, of twenty and more. Where all sources or languages have less,
-- each is measured by what is left of the others, and a label by what is published: one alarm tells of that, its stage's.
with newest as (
    select max(hour) as hour from ingest.measured_hours
),
spans as (
    select s.hours, w.week, n.hour - w.week * interval '7 days' as last,
        n.hour - w.week * interval '7 days' - s.hours * interval '1 hour' as before
    from newest as n, (values (6), (24), (168)) as s (hours), generate_series(0, 8) as w (week)
),
counted as (
    select s.hours, s.week, s.last, s.before
    from spans as s
    where (select count(*) from ingest.measured_hours as m where m.hour > s.before and m.hour <= s.last) = s.hours
),
sums as (
    select c.hours, c.week, r.kind, r.subject, sum(r.amount) as amount
    from counted as c join ingest.rhythms as r on r.hour > c.before and r.hour <= c.last
    group by 1, 2, 3, 4
),
compared as (
    select o.hours, o.kind, o.subject,
        coalesce(sum(a.amount) filter (where c.week = 0), 0) as amount,
        percentile_cont(0.5) within group (order by coalesce(a.amount, 0)) filter (where c.week > 0) as usual,
        percentile_cont(0.25) within group (order by coalesce(a.amount, 0)) filter (where c.week > 0) as low
    from (select distinct hours, kind, subject from sums) as o
    join counted as c using (hours)
    left join sums as a using (hours, week, kind, subject)
    group by 1, 2, 3
    having count(*) filter (where c.week > 0) >= 4 and count(*) filter (where c.week = 0) = 1
),
scaled as (
    select c.*, c.usual * least(1, case
        when c.kind = 'label' then (
            select e.amount / nullif(e.usual, 0) from compared as e
            where e.hours = c.hours and e.kind = 'stage' and e.subject = 'enrich'
        )
        when c.kind in ('source', 'language') then
            (sum(c.amount) over kin - c.amount)
                / case when sum(c.usual) over kin - c.usual >= 20 then sum(c.usual) over kin - c.usual end
    end) as expected
    from compared as c
    window kin as (partition by c.hours, c.kind)
),
fallen as (
    select distinct on (kind, subject) kind, subject, hours, amount, usual
    from scaled
    where expected >= 20 and amount < 0.2 * expected and amount < low
    order by kind, subject, hours
),
named as (
    select f.*, s.source_id,
        case when f.kind = 'source' then s.url when f.kind = 'label' and f.subject = 'any' then 'label of any kind'
            else f.kind || ' ' || f.subject end as name
    from fallen as f
    left join ingest.sources as s on f.kind = 'source' and s.source_id::text = f.subject
    where f.kind <> 'source' or (s.state = 'active' and s.scheduled)
),
ended as (
    update ingest.noted_alarms as a set until = now()
    where a.kind = 'off rhythm' and a.until > now() and a.subject not in (select name from named)
)
insert into ingest.noted_alarms as a (kind, subject, source_id, since, until, detail)
select 'off rhythm', n.name, n.source_id, h.hour + interval '1 hour' - n.hours * interval '1 hour', now() + interval '2 hours',
    n.amount || ' in ' || n.hours || ' hours, usually ' || round(n.usual) || ' in these hours of the week'
from named as n, newest as h
on conflict (kind, subject) do update
set since = case when a.until > now() then a.since else excluded.since end, until = excluded.until, detail = excluded.detail,
    source_id = excluded.source_id
returning subject;

-- name: prune_rhythms :exec
-- Remove the hours that no alarm looks back to.
select ingest.prune_rhythms();

-- name: note_unserved :exec
-- Say, or say again, that messages wait in a queue that nobody serves.
insert into ingest.noted_alarms as a (kind, subject, since, until, detail)
values ('no consumer', %(queue)s, now(), now() + %(holds)s, %(detail)s)
on conflict (kind, subject) do update
set since = case when a.until > now() then a.since else now() end, until = excluded.until, detail = excluded.detail;

-- name: end_unserved :exec
-- Say that the other queues are served, or empty.
update ingest.noted_alarms set until = now()
where kind = 'no consumer' and until > now() and subject <> all (%(queues)s::text[]);
