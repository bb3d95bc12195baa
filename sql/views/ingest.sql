-- Views on the machine room; made anew by every migration.

create view ingest.source_balance as
select
    s.source_id,
    s.url as source,
    count(d.document_id) as discovered,
    count(*) filter (where d.state = 'enriched') as published,
    count(*) filter (where d.state = 'duplicate') as duplicate,
    count(*) filter (where d.state = 'rejected') as rejected,
    count(*) filter (where d.state = 'failed') as failed,
    count(*) filter (where d.state in ('discovered', 'fetched', 'parsed')) as waiting
from ingest.sources as s
left join ingest.documents as d using (source_id)
group by s.source_id, s.url;

comment on view ingest.source_balance is 'The books: for each source discovered = published + duplicate + rejected + failed + waiting, exactly.';
comment on column ingest.source_balance.source_id is 'The source.';
comment on column ingest.source_balance.source is 'Its URL.';
comment on column ingest.source_balance.discovered is 'Documents that it ever announced.';
comment on column ingest.source_balance.published is 'Of these, articles in news.articles.';
comment on column ingest.source_balance.duplicate is 'Of these, the same as another document.';
comment on column ingest.source_balance.rejected is 'Of these, refused: not an article.';
comment on column ingest.source_balance.failed is 'Of these, not to be had.';
comment on column ingest.source_balance.waiting is 'Of these, still on their way.';

create view ingest.balance as
select d.source_id, s.url as source, (d.discovered_at at time zone 'UTC')::date as day,
    case
        when d.state = 'discovered' then 'fetch'
        when d.state = 'fetched' then 'parse'
        when d.state in ('parsed', 'enriched') then 'enrich'
        when e.stage is distinct from 'sweep' then e.stage
        when p.document_id is not null then 'enrich'
        when r.document_id is not null then 'parse'
        else 'fetch'
    end as stage,
    coalesce(a.language, p.language) as language,
    count(*) as discovered,
    count(*) filter (where d.state = 'enriched') as published,
    count(*) filter (where d.state = 'duplicate') as duplicate,
    count(*) filter (where d.state = 'rejected') as rejected,
    count(*) filter (where d.state = 'failed') as failed,
    count(*) filter (where d.state in ('discovered', 'fetched', 'parsed')) as waiting
from ingest.documents as d
left join ingest.sources as s using (source_id)
left join news.articles as a on a.article_id = d.document_id
left join lateral (
    select w.stage from ingest.events as w
    where w.document_id = d.document_id and w.version = d.version and d.state in ('duplicate', 'rejected', 'failed')
) as e on true
left join lateral (
    select w.document_id, w.article ->> 'language' as language from ingest.parsed_documents as w
    where w.document_id = d.document_id and d.state not in ('enriched', 'discovered', 'fetched')
) as p on true
left join lateral (
    select w.document_id from ingest.raw_documents as w where w.document_id = d.document_id and e.stage = 'sweep'
) as r on true
group by 1, 2, 3, 4, 5;

comment on view ingest.balance is 'The books by source, day of the announcement, stage and language: in each row discovered = published + duplicate + rejected + failed + waiting, and every document is in exactly one.';
comment on column ingest.balance.source_id is 'The source.';
comment on column ingest.balance.source is 'Its URL.';
comment on column ingest.balance.day is 'The day on which they were discovered, UTC.';
comment on column ingest.balance.stage is 'The stage that gave them their outcome, or that they wait for: poll, fetch, parse, enrich, or operator.';
comment on column ingest.balance.language is 'The language of the text; null where none was read, or none recognised.';
comment on column ingest.balance.discovered is 'Documents that the source announced.';
comment on column ingest.balance.published is 'Of these, articles in news.articles.';
comment on column ingest.balance.duplicate is 'Of these, the same as another document.';
comment on column ingest.balance.rejected is 'Of these, refused: not an article.';
comment on column ingest.balance.failed is 'Of these, not to be had.';
comment on column ingest.balance.waiting is 'Of these, still on their way.';

create view ingest.misplaced_mentions as
select * from ingest.misplaced_mentions(0, 9223372036854775807);

comment on view ingest.misplaced_mentions is 'Mentions whose text is not what stands at their offsets: always empty.';
comment on column ingest.misplaced_mentions.article_id is 'The article.';
comment on column ingest.misplaced_mentions.mention_no is 'The mention.';
comment on column ingest.misplaced_mentions.start_char is 'Its first character.';
comment on column ingest.misplaced_mentions.end_char is 'One past its last character.';
comment on column ingest.misplaced_mentions.text is 'What it claims to be.';

create view ingest.misplaced_sentences as
select * from ingest.misplaced_sentences(0, 9223372036854775807);

comment on view ingest.misplaced_sentences is 'Sentences whose text is not what stands at their offsets: always empty.';
comment on column ingest.misplaced_sentences.article_id is 'The article.';
comment on column ingest.misplaced_sentences.sentence_no is 'The sentence.';
comment on column ingest.misplaced_sentences.start_char is 'Its first character.';
comment on column ingest.misplaced_sentences.end_char is 'One past its last character.';
comment on column ingest.misplaced_sentences.text is 'What it claims to be.';

create view ingest.misplaced_paragraphs as
select * from ingest.misplaced_paragraphs(0, 9223372036854775807);

comment on view ingest.misplaced_paragraphs is 'Articles whose paragraphs are not the pieces of their text, or do not hold their sentences: always empty.';
comment on column ingest.misplaced_paragraphs.article_id is 'The article.';
comment on column ingest.misplaced_paragraphs.paragraphs is 'How many it has.';

create view ingest.drifts as
with measured as (
    select s.site, s.day, s.articles, s.refused, s.characters, s.paragraphs,
        s.refused::real / (s.articles + s.refused) as refused_share,
        s.from_feed::real / nullif(s.articles, 0) as feed_share,
        s.untitled::real / nullif(s.sampled, 0) as untitled_share,
        s.unsigned::real / nullif(s.sampled, 0) as unsigned_share,
        s.undated::real / nullif(s.sampled, 0) as undated_share,
        s.repetitive::real / nullif(s.sampled, 0) as repetitive_share
    from ingest.site_days as s
    where s.articles + s.refused >= 5 and s.day > (now() at time zone 'UTC')::date - 100
),
compared as (
    select m.site, m.day, nullif(concat_ws('; ',
        case when m.characters < 0.5 * b.characters or m.characters > 3 * b.characters
            then 'texts of ' || m.characters::integer || ' characters, usually ' || b.characters::integer end,
        case when m.paragraphs < 0.4 * b.paragraphs and b.paragraphs >= 4
            then m.paragraphs::integer || ' paragraphs, usually ' || b.paragraphs::integer end,
        case when m.refused_share > b.refused_share + 0.4 then ingest.percents(m.refused_share, b.refused_share, 'hold no article') end,
        case when m.feed_share > b.feed_share + 0.5 then ingest.percents(m.feed_share, b.feed_share, 'are read from the feed') end,
        case when m.untitled_share > b.untitled_share + 0.5 then ingest.percents(m.untitled_share, b.untitled_share, 'have no title') end,
        case when m.unsigned_share > b.unsigned_share + 0.5 then ingest.percents(m.unsigned_share, b.unsigned_share, 'have no author') end,
        case when m.undated_share > b.undated_share + 0.5 then ingest.percents(m.undated_share, b.undated_share, 'have no date') end,
        case when m.repetitive_share > b.repetitive_share + 0.5
            then ingest.percents(m.repetitive_share, b.repetitive_share, 'repeat a paragraph of others') end
    ), '') as detail
    from measured as m
    cross join lateral (
        select count(*) as days, sum(w.articles) as articles,
            percentile_cont(0.5) within group (order by w.characters) as characters,
            percentile_cont(0.5) within group (order by w.paragraphs) as paragraphs,
            percentile_cont(0.5) within group (order by w.refused_share) as refused_share,
            percentile_cont(0.5) within group (order by w.feed_share) as feed_share,
            percentile_cont(0.5) within group (order by w.untitled_share) as untitled_share,
            percentile_cont(0.5) within group (order by w.unsigned_share) as unsigned_share,
            percentile_cont(0.5) within group (order by w.undated_share) as undated_share,
            percentile_cont(0.5) within group (order by w.repetitive_share) as repetitive_share
        from (
            select e.* from measured as e where e.site = m.site and e.day < m.day order by e.day desc limit 35
        ) as w
    ) as b
    where m.day > (now() at time zone 'UTC')::date - 30 and b.days >= 5 and b.articles >= 30
)
select c.site, min(c.day) as since, (array_agg(c.detail order by c.day desc))[1] as detail
from compared as c
where c.detail is not null
    and not exists (select from compared as o where o.site = c.site and o.day > c.day and o.detail is null)
group by c.site
having max(c.day) > (now() at time zone 'UTC')::date - 7;

comment on view ingest.drifts is 'Sites whose pages are read worse than the median of their own 35 days before, on every measured day since then: their template has changed, perhaps.';
comment on column ingest.drifts.site is 'The host, without www.';
comment on column ingest.drifts.since is 'The first of these days.';
comment on column ingest.drifts.detail is 'What differs, on the last of them.';

create view ingest.alarms as
select 'silent source' as kind, s.source_id, s.url as subject, s.last_entry_at as since,
    'nothing new for ' || date_trunc('hour', now() - s.last_entry_at)
        || coalesce(', usually every ' || date_trunc('minute', r.pace), ', and once before') as detail
from ingest.sources as s
cross join lateral (
    -- Its pace before it fell silent, and of polls: what one poll brought says nothing of the time between.
    select count(*) as documents,
        (max(d.discovered_at) - min(d.discovered_at)) / nullif(count(distinct d.discovered_at) - 1, 0) as pace
    from ingest.documents as d
    where d.source_id = s.source_id and d.discovered_at > s.last_entry_at - interval '90 days'
) as r
where s.state = 'active' and s.scheduled and s.last_entry_at < now() - interval '1 day' and r.documents >= 10
    and now() - s.last_entry_at > coalesce(10 * r.pace, interval '30 days')
union all
select 'failing source', s.source_id, s.url, coalesce(s.last_success_at, s.added_at),
    s.failures || ' polls in a row failed: ' || coalesce(s.reason, 'no reason')
from ingest.sources as s
where s.state = 'active' and s.scheduled and s.failures >= 5
union all
select 'overrun', s.source_id, s.url, max(g.gap_from), count(*) || ' times in a week a poll found only new entries'
from ingest.gaps as g
join ingest.sources as s using (source_id)
where g.gap_until > now() - interval '7 days' and s.state = 'active'
group by s.source_id, s.url
union all
select 'waiting', null, w.state, w.since, w.documents || ' documents have been due for more than an hour'
from (
    select state, min(due_at) as since, count(*) as documents
    from ingest.documents
    where due_at < now() - interval '1 hour' and lease_token is null
    group by state
) as w
union all
select 'waiting', null, 'sources', min(s.due_at), count(*) || ' sources have been due for more than an hour'
from ingest.sources as s
where s.state = 'active' and s.scheduled and s.due_at < now() - interval '1 hour' and s.lease_token is null
having count(*) > 0
union all
(
    select 'waiting', null, 'document ' || d.document_id, d.changed_at,
        count(*) over () || ' documents have waited for more than 3 days, this one the longest: '
            || coalesce(d.reason, 'for its turn')
    from ingest.documents as d
    where d.due_at is not null and d.changed_at < now() - interval '3 days'
    order by d.changed_at, d.document_id limit 1
)
union all
select n.kind, n.source_id, n.subject, n.since, n.detail from ingest.noted_alarms as n where n.until > now()
union all
select 'untagged', null, a.language, min(a.enriched_at),
    count(*) || ' articles of the last day have no tags: no model knows their language'
from news.articles as a
where a.article_id in (
        select e.document_id from ingest.events as e
        where e.ended_at > now() - interval '25 hours' and e.stage = 'enrich' and e.outcome = 'enriched'
    )
    and a.enriched_at > now() - interval '1 day' and a.model is null and a.language is not null
group by a.language
having count(*) >= 20
union all
select 'drift', null, d.site, d.since at time zone 'UTC', 'since ' || d.since || ': ' || d.detail from ingest.drifts as d
union all
select p.kind, null, p.subject, p.since, p.detail from ingest.pauses as p where p.until > now()
union all
select 'change feed', null, 'news.changes_since', min(c.changed_at),
    count(*) || ' changes wait for a transaction that began before them and is open still'
from news.changes as c
where c.epoch = (select max(e.epoch) from news.change_epochs as e)
    and c.xid >= pg_snapshot_xmin(pg_current_snapshot()) and c.changed_at < now() - interval '5 minutes'
having count(*) > 0
union all
select 'backlog', null, 'documents', b.since,
    b.waiting || ' documents wait, of ' || b.most || ' at most: no source is polled until more are published'
from ingest.backlogs as b
where b.until > now();

comment on view ingest.alarms is 'What has fallen off its own rhythm: one row an alarm, gone when its cause is.';
comment on column ingest.alarms.kind is 'silent source, failing source, overrun, waiting, off rhythm, no consumer, untagged, drift, low disk, slow database, broker, change feed or backlog.';
comment on column ingest.alarms.source_id is 'The source, where it is one.';
comment on column ingest.alarms.subject is 'What it is about: a source''s URL, a state, a stage, a language, a label, a queue, a site.';
comment on column ingest.alarms.since is 'Since when.';
comment on column ingest.alarms.detail is 'One line for people.';
