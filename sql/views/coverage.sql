-- What the corpus holds and what it does not; made anew by every migration. These views look into the machine room, act
-- with their owner's rights and show no more than they must.

create view news.gaps as
select g.source_id, news.url_without_secrets(s.url) as source, g.gap_from, g.gap_until, g.entries, g.filled_at
from ingest.gaps as g join ingest.sources as s using (source_id);

comment on view news.gaps is 'What the corpus may not hold: times in which a source announced more than its list could show until the next poll.';
comment on column news.gaps.source_id is 'The source, as in news.articles.';
comment on column news.gaps.source is 'Its URL, as in news.articles.';
comment on column news.gaps.gap_from is 'The last poll before: everything up to then was seen.';
comment on column news.gaps.gap_until is 'The poll that found only new entries; what was announced and dropped in between is missing.';
comment on column news.gaps.entries is 'How many entries that poll found, all of them new.';
comment on column news.gaps.filled_at is 'When what is missing was found on older pages of the source; null while it is missing.';

create view news.coverage as
select date_bin('1 hour', d.discovered_at, '2000-01-01 00:00:00+00'::timestamptz) as hour,
    news.url_without_secrets(s.url) as source, a.language,
    count(*) as discovered,
    count(a.article_id) as published,
    count(a.published_at) as with_date,
    count(*) filter (where a.authors <> '{}') as with_author,
    count(*) filter (
        where exists (select from news.mentions as m where m.article_id = a.article_id)
    ) as with_entities,
    percentile_cont(0.5) within group (order by extract(epoch from f.changed_at - a.first_seen_at)::double precision)
        as latency_p50_seconds,
    percentile_cont(0.95) within group (order by extract(epoch from f.changed_at - a.first_seen_at)::double precision)
        as latency_p95_seconds,
    count(*) filter (where d.state = 'duplicate') as duplicate,
    count(*) filter (where d.state = 'rejected') as rejected,
    count(*) filter (where d.state = 'failed') as failed,
    count(*) filter (where d.state = 'discovered') as waiting_for_fetch,
    count(*) filter (where d.state = 'fetched') as waiting_for_parse,
    count(*) filter (where d.state = 'parsed') as waiting_for_enrich,
    s.source_id
from ingest.documents as d
join ingest.sources as s using (source_id)
left join news.articles as a on a.article_id = d.document_id
left join lateral ( -- the first time: articles.enriched_at is that of the present version
    select c.changed_at from news.changes as c where c.article_id = a.article_id
    order by c.epoch, c.xid, c.change_id limit 1
) as f on true
group by 1, s.source_id, s.url, a.language;

comment on view news.coverage is 'What each source announced in each hour, and what became of it; a document that is not published has no language.';
comment on column news.coverage.hour is 'Where the hour of discovery begins.';
comment on column news.coverage.source is 'The source''s URL, as in news.articles.';
comment on column news.coverage.language is 'As in news.articles; null for documents not published and articles whose language is unsure.';
comment on column news.coverage.discovered is 'Documents announced.';
comment on column news.coverage.published is 'Of these, articles here.';
comment on column news.coverage.with_date is 'Of these, with a date of publication.';
comment on column news.coverage.with_author is 'Of these, with an author.';
comment on column news.coverage.with_entities is 'Of the articles, with at least one mention.';
comment on column news.coverage.latency_p50_seconds is 'Seconds from discovery to the first publication here: half of the articles took no longer.';
comment on column news.coverage.latency_p95_seconds is 'The same for 95 in 100.';
comment on column news.coverage.duplicate is 'Of the documents, those whose page or words are an article''s already.';
comment on column news.coverage.rejected is 'Those that hold no article, or may not be read.';
comment on column news.coverage.failed is 'Those that could not be had.';
comment on column news.coverage.waiting_for_fetch is 'Those on their way before their page is fetched; an article that is done again stays published meanwhile.';
comment on column news.coverage.waiting_for_parse is 'Those fetched and not yet parsed.';
comment on column news.coverage.waiting_for_enrich is 'Those parsed and not yet published.';
comment on column news.coverage.source_id is 'The source, as in news.articles.';

create view news.stage_coverage as
select date_bin('1 hour', d.discovered_at, '2000-01-01 00:00:00+00'::timestamptz) as hour,
    s.source_id, news.url_without_secrets(s.url) as source, coalesce(a.language, p.article ->> 'language') as language,
    g.stage,
    count(*) as entered,
    count(*) filter (where g.passed) as passed,
    count(*) filter (where not g.passed and d.state = 'duplicate') as duplicate,
    count(*) filter (where not g.passed and d.state = 'rejected') as rejected,
    count(*) filter (where not g.passed and d.state = 'failed') as failed,
    count(*) filter (where not g.passed and d.due_at is not null) as waiting,
    case when g.stage = 'enrich' then count(a.published_at) end as with_date,
    case when g.stage = 'enrich' then count(*) filter (where a.authors <> '{}') end as with_author,
    case when g.stage = 'enrich' then count(*) filter (
        where g.stage = 'enrich' and exists (select from news.mentions as m where m.article_id = a.article_id)
    ) end as with_entities,
    percentile_cont(0.5) within group (order by extract(epoch from g.passed_at - g.entered_at)::double precision)
        filter (where g.passed) as latency_p50_seconds,
    percentile_cont(0.95) within group (order by extract(epoch from g.passed_at - g.entered_at)::double precision)
        filter (where g.passed) as latency_p95_seconds
from ingest.documents as d
join ingest.sources as s using (source_id)
left join news.articles as a on a.article_id = d.document_id
left join ingest.parsed_documents as p on p.document_id = d.document_id and a.article_id is null
cross join lateral (
    select min(e.ended_at) filter (where e.outcome = 'fetched') as fetched_at,
        min(e.ended_at) filter (where e.outcome = 'parsed') as parsed_at,
        min(e.ended_at) filter (where e.outcome = 'enriched') as enriched_at
    from ingest.events as e where e.document_id = d.document_id and e.version is not null
) as t
cross join lateral (
    values ('fetch', d.discovered_at, t.fetched_at, t.fetched_at is not null),
        ('parse', t.fetched_at, t.parsed_at, t.parsed_at is not null),
        ('enrich', t.parsed_at, t.enriched_at, a.article_id is not null)
) as g (stage, entered_at, passed_at, passed)
where g.entered_at is not null
group by 1, s.source_id, s.url, 4, g.stage;

comment on view news.stage_coverage is 'How far what each source announced in each hour has come, stage by stage: entered = passed + duplicate + rejected + failed + waiting, and what passed one stage entered the next. A document that goes through a stage again counts with its first time there, and with its present outcome at the last stage that it reached.';
comment on column news.stage_coverage.hour is 'Where the hour of discovery begins.';
comment on column news.stage_coverage.source_id is 'The source, as in news.articles.';
comment on column news.stage_coverage.source is 'The source''s URL, as in news.articles.';
comment on column news.stage_coverage.language is 'As in news.articles; of what is not published, as far as its text has been read; null before that, and where it is unsure.';
comment on column news.stage_coverage.stage is 'fetch: from the announcement to the bytes; parse: to the text; enrich: to the published article. A source that could not be listed itself counts with fetch.';
comment on column news.stage_coverage.entered is 'Documents that came to this stage.';
comment on column news.stage_coverage.passed is 'Of these, those that it has done; of enrich: articles here.';
comment on column news.stage_coverage.duplicate is 'Of the others, those whose page or words are an article''s already.';
comment on column news.stage_coverage.rejected is 'Those that hold no article, or may not be read.';
comment on column news.stage_coverage.failed is 'Those that could not be had.';
comment on column news.stage_coverage.waiting is 'Those on their way.';
comment on column news.stage_coverage.with_date is 'Of the articles, those with a date of publication; null for fetch and parse.';
comment on column news.stage_coverage.with_author is 'With an author; null for fetch and parse.';
comment on column news.stage_coverage.with_entities is 'With at least one mention; null for fetch and parse.';
comment on column news.stage_coverage.latency_p50_seconds is 'Seconds that the stage took, waiting for it included: half of what passed took no longer.';
comment on column news.stage_coverage.latency_p95_seconds is 'The same for 95 in 100.';
