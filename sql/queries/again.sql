-- name: requeue_documents :many
-- Bring back documents that have an outcome, to the stage that was chosen or the latest before it that has its input;
-- with `resting`, those as well that wait for another time, where they are. A slot at a host is not given up.
with chosen as (
    select d.document_id, d.state,
        case
            when d.due_at is not null then d.state
            when %(stage)s = 'enrich' and p.document_id is not null then 'parsed'
            when %(stage)s in ('enrich', 'parse') and r.document_id is not null then 'fetched'
            else 'discovered'
        end as state_next
    from ingest.documents as d
    join ingest.entries as e using (document_id)
    left join ingest.raw_documents as r using (document_id)
    left join ingest.parsed_documents as p using (document_id)
    where d.document_id = any(%(document_ids)s) and d.reason is distinct from 'forgotten'
        and (
            d.due_at is null
            or (%(resting)s and d.due_at > now() and d.lease_token is null and d.reason is distinct from 'host_slot')
        )
    order by d.document_id for update of d
),
requeued as (
    update ingest.documents as d
    set state = c.state_next, version = d.version + 1, attempts = 0, due_at = now(), sent_at = null, reason = null,
        detail = null, duplicate_of = null, priority = %(priority)s, changed_at = now(),
        purpose = case when d.due_at is null then 'reprocess' else d.purpose end
    from chosen as c
    where d.document_id = c.document_id
    returning d.document_id, d.source_id, d.version, c.state
),
logged as (
    insert into ingest.events (document_id, source_id, version, stage, worker, outcome, detail)
    select document_id, source_id, version, 'operator', %(worker)s, 'requeued', 'was ' || state from requeued
)
select document_id from requeued order by document_id;

-- name: choose_documents :many
-- The documents in these states, of this source and this reason where one is named, in parts: those with an outcome and
-- those that wait for another time.
select d.document_id
from ingest.documents as d
join ingest.entries as e using (document_id)
where d.state = any(%(states)s) and d.reason is distinct from 'forgotten' and d.document_id > %(above)s
    and (%(reason)s::text is null or d.reason = %(reason)s)
    and (%(source_id)s::bigint is null or d.source_id = %(source_id)s)
    and (d.due_at is null or (d.due_at > now() and d.lease_token is null and d.reason is distinct from 'host_slot'))
order by d.document_id limit %(room)s;

-- name: left_alone :many
-- Why each of these documents cannot be brought back.
select d.document_id, case
        when d.reason = 'forgotten' then 'was forgotten for good'
        when e.document_id is null then 'stands for its source itself, and goes when a poll succeeds'
        when d.lease_token is not null then 'is in work'
        when d.reason = 'host_slot' then 'waits for its turn at the host'
        else 'is on its way'
    end as why
from ingest.documents as d left join ingest.entries as e using (document_id)
where d.document_id = any(%(document_ids)s) order by d.document_id;

-- name: count_open :one
-- How many of these documents are past each stage, and how many have no outcome yet.
select count(*) as discovered, count(*) filter (where state <> 'discovered') as past_fetch,
    count(*) filter (where state not in ('discovered', 'fetched')) as past_parse,
    count(*) filter (where due_at is null) as past_enrich,
    count(*) filter (
        where due_at <= %(horizon)s or lease_token is not null or (due_at is not null and reason is null)
            or (reason = 'same_url_pending' and due_at <= %(horizon)s + (now() - changed_at) / 16)
    ) as open_soon,
    max(changed_at) as changed_at, now() as now
from ingest.documents where document_id = any(%(document_ids)s);

-- name: announcers_of :many
-- The sources that announced these documents.
select distinct source_id from ingest.documents where document_id = any(%(document_ids)s);

-- name: documents_to_forget :many
-- A document with all of the same page, all that stand behind any of these as duplicates, and those that these stand
-- behind: whichever of them is named, the words go.
with recursive alike as (
    select document_id from ingest.documents where document_id = any(%(document_ids)s)
    union
    select d.document_id
    from alike as a
    join ingest.documents as one on one.document_id = a.document_id
    join ingest.documents as d
        on d.url_key = one.url_key or d.duplicate_of = one.document_id or d.document_id = one.duplicate_of
)
select document_id from alike order by document_id;

-- name: documents_of_source :many
-- All documents of a source that are not forgotten yet.
select document_id from ingest.documents
where source_id = %(source_id)s and reason is distinct from 'forgotten' order by document_id;

-- name: lock_documents :many
-- Take the documents out of every worker's hands until the transaction ends.
select document_id from ingest.documents where document_id = any(%(document_ids)s) order by document_id for update;

-- name: duplicates_elsewhere :many
-- Documents of others that stand behind these as duplicates.
select document_id from ingest.documents
where duplicate_of = any(%(document_ids)s) and not document_id = any(%(document_ids)s) order by document_id;

-- name: keep_text_keys :exec
-- Remember what must not come back.
insert into ingest.forgotten (text_key, document_id)
select p.text_key, p.document_id from ingest.parsed_documents as p
where p.document_id = any(%(document_ids)s)
on conflict (text_key) do nothing;

-- name: erase_articles :many
-- Retract the articles with all that hangs on them; the change feed tells it. Gives what they were called.
delete from news.articles where article_id = any(%(document_ids)s) returning article_id;

-- name: erase_entities :exec
-- Entities that nobody mentions any more and nobody was merged into.
delete from news.entities as e
where not exists (select from news.mentions as m where m.entity_id = e.entity_id)
    and not exists (select from news.mentions as m where m.tagged_entity_id = e.entity_id)
    and not exists (select from news.entities as o where o.merged_into = e.entity_id)
    and e.entity_id = any(%(entity_ids)s);

-- name: entities_of :many
-- The entities that these articles mention, those included that an operator gave to others.
select entity_id from news.mentions where article_id = any(%(document_ids)s)
union
select tagged_entity_id from news.mentions
where article_id = any(%(document_ids)s) and tagged_entity_id is not null;

-- name: erase_staging :exec
-- The parsed articles.
delete from ingest.parsed_documents where document_id = any(%(document_ids)s);

-- name: erase_entries :exec
-- What the sources said.
delete from ingest.entries where document_id = any(%(document_ids)s);

-- name: erase_raw :many
-- The descriptions of the bytes; gives which bytes they were.
delete from ingest.raw_documents where document_id = any(%(document_ids)s) returning body_key;

-- name: erase_bodies :exec
-- The bytes, unless another document has the same.
delete from ingest.bodies as b
where b.body_key = any(%(body_keys)s)
    and not exists (select from ingest.raw_documents as r where r.body_key = b.body_key);

-- name: close_forgotten :many
-- Leave of each document the row, its keys and the host; its log keeps the steps and loses their words.
with scrubbed as (
    update ingest.events set detail = null where document_id = any(%(document_ids)s) and detail is not null
),
closed as (
    update ingest.documents
    set state = 'rejected', version = version + 1, lease_token = null, due_at = null, sent_at = null,
        reason = 'forgotten', detail = %(detail)s, duplicate_of = null, purpose = null, changed_at = now(),
        url = substring(url from '^[a-z]+://[^/?#]*') || '/'
    where document_id = any(%(document_ids)s) and reason is distinct from 'forgotten'
    returning document_id, source_id, version
),
logged as (
    insert into ingest.events (document_id, source_id, version, stage, worker, outcome, reason, detail)
    select document_id, source_id, version, 'operator', %(worker)s, 'rejected', 'forgotten', %(detail)s from closed
)
select document_id from closed order by document_id;
