-- name: end_sessions :one
-- End every session of a worker, as a restart of the server does; gives how many there were.
select count(*) as ended
from (
    select pg_terminate_backend(pid) from pg_stat_activity
    where application_name like 'dateline %%' and datname = current_database() and pid <> pg_backend_pid()
) as sessions;

-- name: soak_progress :one
-- How many documents there are, and how many of them have their outcome.
select count(*) as discovered, count(*) filter (where due_at is null) as closed from ingest.documents;

-- name: soak_documents :many
-- The documents of one page of addresses, with what was published of each and when.
select d.url, count(*) as documents, min(d.state) as state, min(d.reason) as reason, min(a.text) as text,
    min(a.enriched_at) as enriched_at
from ingest.documents as d
left join news.articles as a on a.article_id = d.document_id
where d.url = any(%(urls)s)
group by d.url;

-- name: soak_doubles :many
-- Effects that came more than once: transitions, stages of a document, articles of one text.
select 'transition' as what, document_id::text as which, count(*) as times from ingest.events
where document_id is not null and version is not null group by document_id, version having count(*) > 1
union all
select outcome, document_id::text, count(*) from ingest.events
where outcome in ('fetched', 'parsed', 'enriched') and stage <> 'sweep' group by document_id, outcome having count(*) > 1
union all
select 'article', url, count(*) from news.articles group by url having count(*) > 1
union all
select 'change', article_id::text, count(*) from news.changes
where kind <> 'enriched' -- others' stories may change an article's place as often as they come
group by article_id, kind having count(*) > 1;

-- name: soak_troubles :one
-- How often work was tried again, taken from a silent worker, or refused to one that came too late.
select count(*) filter (where outcome = 'retry') as retries, count(*) filter (where outcome = 'lost') as lost_leases,
    count(*) filter (where outcome = 'fenced') as fenced, max(attempt) as most_attempts
from ingest.events where document_id is not null;
