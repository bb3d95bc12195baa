-- Views on the machine room; made anew by every migration.

create view ingest.balance as
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

comment on view ingest.balance is 'The books: for each source discovered = published + duplicate + rejected + failed + waiting, exactly.';
comment on column ingest.balance.source_id is 'The source.';
comment on column ingest.balance.source is 'Its URL.';
comment on column ingest.balance.discovered is 'Documents that it ever announced.';
comment on column ingest.balance.published is 'Of these, articles in news.articles.';
comment on column ingest.balance.duplicate is 'Of these, the same as another document.';
comment on column ingest.balance.rejected is 'Of these, refused: not an article.';
comment on column ingest.balance.failed is 'Of these, not to be had.';
comment on column ingest.balance.waiting is 'Of these, still on their way.';

create view ingest.misplaced_mentions as
select m.article_id, m.mention_no, m.start_char, m.end_char, m.text
from news.mentions as m
join news.articles as a using (article_id)
where substr(a.text, m.start_char + 1, m.end_char - m.start_char) is distinct from m.text;

comment on view ingest.misplaced_mentions is 'Mentions whose text is not what stands at their offsets: always empty.';
comment on column ingest.misplaced_mentions.article_id is 'The article.';
comment on column ingest.misplaced_mentions.mention_no is 'The mention.';
comment on column ingest.misplaced_mentions.start_char is 'Its first character.';
comment on column ingest.misplaced_mentions.end_char is 'One past its last character.';
comment on column ingest.misplaced_mentions.text is 'What it claims to be.';

create view ingest.misplaced_sentences as
select s.article_id, s.sentence_no, s.start_char, s.end_char, s.text
from news.sentences as s
join news.articles as a using (article_id)
where substr(a.text, s.start_char + 1, s.end_char - s.start_char) is distinct from s.text;

comment on view ingest.misplaced_sentences is 'Sentences whose text is not what stands at their offsets: always empty.';
comment on column ingest.misplaced_sentences.article_id is 'The article.';
comment on column ingest.misplaced_sentences.sentence_no is 'The sentence.';
comment on column ingest.misplaced_sentences.start_char is 'Its first character.';
comment on column ingest.misplaced_sentences.end_char is 'One past its last character.';
comment on column ingest.misplaced_sentences.text is 'What it claims to be.';

create view ingest.alarms as
select 'silent source' as kind, s.source_id, s.url as subject, s.last_entry_at as since,
    'nothing new for ' || date_trunc('hour', now() - s.last_entry_at) || ', usually every ' || date_trunc('minute', r.pace)
        as detail
from ingest.sources as s
cross join lateral (
    select count(*) as documents,
        (max(d.discovered_at) - min(d.discovered_at)) / nullif(count(*) - 1, 0) as pace
    from ingest.documents as d
    where d.source_id = s.source_id and d.discovered_at > now() - interval '90 days'
) as r
where s.state = 'active' and s.scheduled and s.last_entry_at < now() - interval '1 day' and r.documents >= 10
    and now() - s.last_entry_at > 20 * r.pace
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
select 'untagged', null, a.language, min(a.enriched_at),
    count(*) || ' articles of the last day have no tags: no model knows their language'
from news.articles as a
where a.enriched_at > now() - interval '1 day' and a.model is null and a.language is not null
group by a.language
having count(*) >= 20
union all
select p.kind, null, p.subject, p.since, p.detail from ingest.pauses as p where p.until > now();

comment on view ingest.alarms is 'What has fallen off its own rhythm: one row an alarm, gone when its cause is.';
comment on column ingest.alarms.kind is 'silent source, failing source, overrun, waiting, untagged, low disk, slow database or broker.';
comment on column ingest.alarms.source_id is 'The source, where it is one.';
comment on column ingest.alarms.subject is 'What it is about: a source''s URL, a state, a language.';
comment on column ingest.alarms.since is 'Since when.';
comment on column ingest.alarms.detail is 'One line for people.';
