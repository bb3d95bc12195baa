-- name: discover_documents :many
-- Make a row of every entry that the source has not announced before; gives the numbers of the new ones. An entry that
-- the source has changed since goes through the stages again: after a rest, and so many times, for some change always.
with announced as (
    select *
    from unnest(%(entry_keys)s::bytea[], %(urls)s::text[], %(url_keys)s::bytea[], %(entries)s::jsonb[])
        as a (entry_key, url, url_key, entry)
),
discovered as (
    insert into ingest.documents (source_id, entry_key, url, url_key, state, due_at, priority)
    select %(source_id)s, entry_key, url, url_key, 'discovered', now(), %(priority)s from announced
    on conflict (source_id, entry_key) do nothing
    returning document_id, entry_key
),
kept as (
    insert into ingest.entries (document_id, entry)
    select document_id, entry from discovered join announced using (entry_key)
),
changed as (
    select d.document_id, a.entry
    from announced as a
    join ingest.documents as d on d.source_id = %(source_id)s and d.entry_key = a.entry_key
    join ingest.entries as e using (document_id)
    where d.state in ('enriched', 'rejected', 'failed') and d.reason is distinct from 'forgotten'
        and d.changed_at < now() - %(rest)s::interval
        and (e.entry ->> 'title', e.entry ->> 'content', e.entry ->> 'modified_at')
            is distinct from (a.entry ->> 'title', a.entry ->> 'content', a.entry ->> 'modified_at')
        and (
            select count(*) from ingest.events as v
            where v.document_id = d.document_id and v.stage = 'poll' and v.outcome = 'requeued'
        ) < %(most_revisions)s
    order by d.document_id for update of d
),
rewritten as (
    update ingest.entries as e set entry = c.entry from changed as c where e.document_id = c.document_id
),
revised as (
    update ingest.documents as d
    set state = 'discovered', version = d.version + 1, attempts = 0, due_at = now(), sent_at = null, reason = null,
        detail = null, purpose = 'revise', changed_at = now()
    from changed as c
    where d.document_id = c.document_id
    returning d.document_id, d.source_id, d.version
),
logged as (
    insert into ingest.events (document_id, source_id, version, stage, worker, outcome, detail)
    select document_id, source_id, version, 'poll', %(worker)s, 'requeued', 'the source changed its entry' from revised
)
select document_id from discovered order by document_id;

-- name: reopen_document :many
-- Bring back the document under which a source itself stands in the books, when the source answers after all; it has an
-- entry from then on, as every document that can be done again.
with reopened as (
    update ingest.documents
    set state = 'discovered', version = version + 1, attempts = 0, due_at = now(), sent_at = null, reason = null,
        detail = null, changed_at = now()
    where source_id = %(source_id)s and entry_key = %(entry_key)s and state in ('rejected', 'failed')
    returning document_id, source_id, version
),
logged as (
    insert into ingest.events (document_id, source_id, version, stage, worker, outcome)
    select document_id, source_id, version, 'poll', %(worker)s, 'requeued' from reopened
),
kept as (
    insert into ingest.entries (document_id, entry)
    select document_id, %(entry)s::jsonb from reopened
    on conflict (document_id) do update set entry = excluded.entry
)
select document_id from reopened;

-- name: stand_for_source :one
-- Close the document under which a source itself stands in the books: it could not be listed, or it can again. One that
-- stands there with this outcome already stays as it is: the poll is in the event log.
with entered as (
    insert into ingest.documents (source_id, entry_key, url, url_key, state, reason, detail, version, changed_at)
    values (%(source_id)s, %(entry_key)s, %(url)s, %(url_key)s, %(state)s, %(reason)s, %(detail)s, 1, now())
    on conflict (source_id, entry_key) do update
    set state = excluded.state, reason = excluded.reason, detail = excluded.detail, due_at = null, lease_token = null,
        version = ingest.documents.version + 1, changed_at = now()
    where ingest.documents.state in ('rejected', 'failed')
        and (ingest.documents.state, ingest.documents.reason) <> (excluded.state, excluded.reason)
    returning document_id, source_id, version, state, reason, detail
),
logged as (
    insert into ingest.events (document_id, source_id, version, stage, attempt, worker, started_at, outcome, reason, detail)
    select document_id, source_id, version, 'poll', %(attempt)s, %(worker)s, %(started_at)s, state, reason, detail
    from entered
)
select document_id from entered;

-- name: has_document :one
-- Whether the source has this entry already.
select document_id, state from ingest.documents where source_id = %(source_id)s and entry_key = %(entry_key)s;

-- name: claim_fetch :one
-- Take the lease of a discovered document and count the attempt; with what the fetch needs to know.
with claimed as (
    update ingest.documents
    set lease_token = %(token)s, due_at = now() + %(lease)s, attempts = attempts + 1
    where document_id = %(document_id)s and state = 'discovered' and lease_token is null and due_at <= now()
    returning document_id, source_id, url, url_key, version, attempts, reason, changed_at
)
select c.document_id, c.source_id, c.version, c.attempts, c.url, c.reason, c.changed_at, s.pages, e.entry,
    same.document_id as same_document_id, same.state as same_state, same.rests_until as same_rests_until, now() as now,
    exists (select from news.articles as a where a.article_id = c.document_id and a.body_source = 'page') as has_page
from claimed as c
join ingest.sources as s using (source_id)
left join ingest.entries as e using (document_id)
left join lateral (
    select o.document_id, o.state, case when o.lease_token is null then o.due_at end as rests_until
    from ingest.documents as o
    join ingest.sources as os on os.source_id = o.source_id
    where o.url_key = c.url_key and o.document_id < c.document_id and os.pages = 'auto'
        and (o.state in ('discovered', 'fetched', 'parsed', 'enriched') or o.reason = 'forgotten')
    order by o.reason is not distinct from 'forgotten' desc, o.document_id limit 1
) as same on true;

-- name: forgotten_page :one
-- A document of this page that an operator had erased.
select document_id from ingest.documents where url_key = %(url_key)s and reason = 'forgotten' order by 1 limit 1;

-- name: claim_parse :one
-- Take the lease of a fetched document and count the attempt; with its bytes.
with claimed as (
    update ingest.documents
    set lease_token = %(token)s, due_at = now() + %(lease)s, attempts = attempts + 1
    where document_id = %(document_id)s and state = 'fetched' and lease_token is null and due_at <= now()
    returning document_id, source_id, url, version, attempts
)
select c.document_id, c.source_id, c.version, c.attempts, c.url, e.entry, r.final_url, r.status, r.media_type, r.charset,
    r.headers, r.body_source, b.content, now() as now,
    exists (select from news.articles as a where a.article_id = c.document_id and a.body_source = 'page') as has_page,
    f.reason as page_reason, f.detail as page_detail
from claimed as c
join ingest.raw_documents as r using (document_id)
join ingest.bodies as b using (body_key)
left join ingest.entries as e using (document_id)
left join ingest.events as f on f.document_id = c.document_id and f.version = c.version and f.stage = 'fetch' and r.body_source = 'feed';

-- name: raw_document :one
-- What is kept of a document's bytes, whatever its state.
select d.url, r.final_url, r.status, r.media_type, r.charset, r.headers, r.body_source, b.content, e.entry
from ingest.documents as d
join ingest.raw_documents as r using (document_id)
join ingest.bodies as b using (body_key)
left join ingest.entries as e using (document_id)
where d.document_id = %(document_id)s;

-- name: claim_enrich :one
-- Take the lease of a parsed document and count the attempt; with its article.
with claimed as (
    update ingest.documents
    set lease_token = %(token)s, due_at = now() + %(lease)s, attempts = attempts + 1
    where document_id = %(document_id)s and state = 'parsed' and lease_token is null and due_at <= now()
    returning document_id, source_id, url, version, attempts, discovered_at, purpose
)
select c.document_id, c.source_id, c.version, c.attempts, c.url, c.discovered_at, s.url as source, s.pages, p.article, p.text_key,
    p.body_source, a.article_id as same_document_id, own.article_id is not null as published,
    c.purpose = 'revise' as revised, own.text_key = p.text_key as unchanged,
    f.text_key is not null as forgotten, now() as now
from claimed as c
join ingest.sources as s using (source_id)
join ingest.parsed_documents as p using (document_id)
left join news.articles as a on a.text_key = p.text_key and a.article_id <> c.document_id
left join news.articles as own on own.article_id = c.document_id
left join ingest.forgotten as f on f.text_key = p.text_key;

-- name: save_raw :one
-- Advance to fetched and keep the bytes; gives no row and keeps nothing where the lease was lost. Where no chain goes on
-- with it (`in_chain` false), the next sweep sends it.
with advanced as (
    update ingest.documents
    set state = 'fetched', version = version + 1, attempts = 0, lease_token = null, due_at = now(),
        sent_at = case when %(in_chain)s then now() end,
        reason = null, detail = null, changed_at = now()
    where document_id = %(document_id)s and state = 'discovered' and version = %(version)s and lease_token = %(token)s
    returning document_id, source_id, version
),
logged as (
    insert into ingest.events (document_id, source_id, version, stage, attempt, worker, started_at, outcome, reason, detail)
    select document_id, source_id, version, 'fetch', %(attempt)s, %(worker)s, %(started_at)s, 'fetched', %(reason)s,
        %(detail)s
    from advanced
),
stored as (
    insert into ingest.bodies (body_key, content, size_bytes)
    select %(body_key)s, %(content)s, %(size_bytes)s from advanced
    on conflict (body_key) do nothing
),
described as (
    insert into ingest.raw_documents (
        document_id, final_url, status, media_type, charset, headers, body_key, body_source
    )
    select document_id, %(final_url)s, %(status)s::integer, %(media_type)s, %(charset)s, %(headers)s::jsonb, %(body_key)s,
        %(body_source)s
    from advanced
    on conflict (document_id) do update
    set final_url = excluded.final_url, status = excluded.status, media_type = excluded.media_type,
        charset = excluded.charset, headers = excluded.headers, body_key = excluded.body_key,
        body_source = excluded.body_source, fetched_at = now()
)
select version from advanced;

-- name: save_parsed :one
-- Advance to parsed and keep the article; gives no row and keeps nothing where the lease was lost.
with advanced as (
    update ingest.documents
    set state = 'parsed', version = version + 1, attempts = 0, lease_token = null, due_at = now(), sent_at = now(),
        reason = null, detail = null, changed_at = now()
    where document_id = %(document_id)s and state = 'fetched' and version = %(version)s and lease_token = %(token)s
    returning document_id, source_id, version
),
logged as (
    insert into ingest.events (document_id, source_id, version, stage, attempt, worker, started_at, outcome, reason, detail)
    select document_id, source_id, version, 'parse', %(attempt)s, %(worker)s, %(started_at)s, 'parsed', %(reason)s,
        %(detail)s
    from advanced
),
staged as (
    insert into ingest.parsed_documents (document_id, article, text_key, body_source)
    select document_id, %(article)s::jsonb, %(text_key)s, %(body_source)s from advanced
    on conflict (document_id) do update
    set article = excluded.article, text_key = excluded.text_key, body_source = excluded.body_source, parsed_at = now()
)
select version from advanced;

-- name: language_of :one
-- The language of the text that waits to be enriched.
select article ->> 'language' as language from ingest.parsed_documents where document_id = %(document_id)s;

-- name: advance_enriched :one
-- Advance to enriched; gives no row where the lease was lost. The article follows in the same transaction.
with advanced as (
    update ingest.documents
    set state = 'enriched', version = version + 1, attempts = 0, lease_token = null, due_at = null, sent_at = null,
        priority = 0, purpose = null, reason = null, detail = null, changed_at = now(), recheck_at = %(recheck_at)s
    where document_id = %(document_id)s and state = 'parsed' and version = %(version)s and lease_token = %(token)s
    returning document_id, source_id, version
),
logged as (
    insert into ingest.events (document_id, source_id, version, stage, attempt, worker, started_at, outcome)
    select document_id, source_id, version, 'enrich', %(attempt)s, %(worker)s, %(started_at)s, 'enriched' from advanced
)
select version from advanced;

-- name: count_retries :one
-- How often it has been postponed for a reason within a day.
select count(*) as times from ingest.events
where document_id = %(document_id)s and version is not null and outcome = 'retry' and reason = %(reason)s
    and ended_at > now() - interval '1 day';

-- name: postpone_document :one
-- Let it wait and give the lease back; gives no row where the lease was lost.
with postponed as (
    update ingest.documents
    set version = version + 1, attempts = %(attempts)s, lease_token = null, due_at = %(due_at)s, sent_at = null,
        reason = %(reason)s, detail = %(detail)s
    where document_id = %(document_id)s and version = %(version)s and lease_token = %(token)s
    returning document_id, source_id, version
),
logged as (
    insert into ingest.events (document_id, source_id, version, stage, attempt, worker, started_at, outcome, reason, detail)
    select document_id, source_id, version, %(stage)s, %(attempt)s, %(worker)s, %(started_at)s, 'retry', %(reason)s,
        %(detail)s
    from postponed
)
select version from postponed;

-- name: close_document :one
-- Give it its outcome; gives no row where the lease was lost. What is published stays so where doing a stage again led
-- to nothing better; the log has the reason.
with closed as (
    update ingest.documents
    set state = case
            when exists (select from news.articles where article_id = %(document_id)s) then 'enriched' else %(state)s
        end, version = version + 1, lease_token = null, due_at = null, sent_at = null, reason = %(reason)s,
        detail = %(detail)s, priority = 0, purpose = null, changed_at = now(),
        duplicate_of = case
            when not exists (select from news.articles where article_id = %(document_id)s) then %(duplicate_of)s::bigint
        end
    where document_id = %(document_id)s and version = %(version)s and lease_token = %(token)s
    returning document_id, source_id, version, state
),
logged as (
    insert into ingest.events (document_id, source_id, version, stage, attempt, worker, started_at, outcome, reason, detail)
    select document_id, source_id, version, %(stage)s, %(attempt)s, %(worker)s, %(started_at)s, state, %(reason)s,
        case when state = %(state)s then %(detail)s else 'stays as published: ' || coalesce(%(detail)s, %(reason)s) end
    from closed
)
select version from closed;

-- name: note_opt_out :exec
-- Note where the publisher reserves the page; nothing where the lease was lost. What was published before says so too.
with noted as (
    update ingest.documents set opt_out = %(opt_out)s
    where document_id = %(document_id)s and version = %(version)s and lease_token = %(token)s
    returning document_id
)
update news.articles as a set opt_out = %(opt_out)s
from noted as n where a.article_id = n.document_id and a.opt_out is distinct from %(opt_out)s;

-- name: note_reserved :exec
-- Note where the list that announced these documents is reserved.
update ingest.documents set opt_out = %(opt_out)s where document_id = any(%(document_ids)s::bigint[]);

-- name: log_fenced :exec
-- Note that a worker came back with a result after it had lost its lease; nothing of it was kept.
insert into ingest.events (document_id, source_id, stage, attempt, worker, started_at, outcome, detail)
values (
    %(document_id)s, %(source_id)s, %(stage)s, %(attempt)s, %(worker)s, %(started_at)s, 'fenced',
    'the lease was lost before the result came; nothing of it was kept'
);

-- name: recover_documents :many
-- Take the lease from workers that fell silent; what has been tried too often is given up.
with lost as (
    select document_id from ingest.documents
    where lease_token is not null and due_at <= now()
    order by due_at limit %(room)s for update skip locked
),
recovered as (
    update ingest.documents as d
    set state = case
            when d.attempts < %(max_attempts)s then d.state
            when exists (select from news.articles as a where a.article_id = d.document_id) then 'enriched'
            else 'failed'
        end,
        version = d.version + 1, lease_token = null, sent_at = null, changed_at = now(),
        due_at = case when d.attempts >= %(max_attempts)s then null else now() end,
        reason = case when d.attempts >= %(max_attempts)s then 'gave_up' else 'worker_lost' end,
        detail = 'the worker fell silent during attempt ' || d.attempts || ' of ' || %(max_attempts)s::integer
    from lost, ingest.documents as before
    where d.document_id = lost.document_id and before.document_id = d.document_id
    returning d.document_id, d.source_id, d.version, d.attempts, d.state, before.state as state_before, d.reason, d.detail
),
logged as (
    insert into ingest.events (document_id, source_id, version, stage, attempt, worker, outcome, reason, detail)
    select document_id, source_id, version, 'sweep', attempts, %(worker)s,
        case when state in ('failed', 'enriched') then state else 'lost' end, reason, detail
    from recovered
)
select document_id, state, reason, attempts from recovered;

-- name: recheck_documents :many
-- Send published pages through the stages again whose time has come to be looked at for changes. Their next time is set
-- now: a page that cannot be had this time is asked for again then.
with due as (
    select d.document_id, least(coalesce(a.published_at, d.discovered_at), now()) as published_at
    from ingest.documents as d
    left join news.articles as a on a.article_id = d.document_id
    where d.recheck_at <= now() and d.state = 'enriched'
    order by d.recheck_at limit %(room)s for update of d skip locked
),
again as (
    update ingest.documents as d
    set state = 'discovered', version = d.version + 1, attempts = 0, due_at = now(), sent_at = null, reason = null,
        detail = null, purpose = 'revise', priority = 1, changed_at = now(),
        recheck_at = (
            select min(due.published_at + delay) from unnest(%(delays)s::interval[]) as delay
            where due.published_at + delay > now()
        )
    from due where d.document_id = due.document_id
    returning d.document_id, d.source_id, d.version
),
logged as (
    insert into ingest.events (document_id, source_id, version, stage, worker, outcome, detail)
    select document_id, source_id, version, 'sweep', %(worker)s, 'requeued', 'time to look at the page again' from again
)
select document_id from again;

-- name: hand_out_documents :many
-- Choose the documents to send now and note that a message is on its way: news before what may wait, and in turns, each
-- source's oldest first, so that one source's thousands do not stand before another's one. The first few of each source
-- have news' lane and all of the room, those that are sent already (they are its oldest) among them; `later` is the rest,
-- which has a lane and less room of its own. What was sent in the future was so before the clock was set back.
with recursive waiting as (
    (
        select priority, source_id from ingest.documents
        where state = %(state)s and due_at is not null order by priority, source_id limit 1
    )
    union all
    select next.priority, next.source_id
    from waiting as w
    cross join lateral (
        select d.priority, d.source_id from ingest.documents as d
        where d.state = %(state)s and d.due_at is not null and (d.priority, d.source_id) > (w.priority, w.source_id)
        order by d.priority, d.source_id limit 1
    ) as next
),
due as (
    select d.document_id, w.priority, d.due_at,
        s.sent + row_number() over (partition by w.priority, w.source_id order by d.due_at, d.document_id) as turn
    from waiting as w
    cross join lateral (
        select count(*) filter (where o.sent_at between now() - %(resend)s::interval and now()) as sent
        from (
            select f.sent_at from ingest.documents as f
            where f.state = %(state)s and f.priority = w.priority and f.source_id = w.source_id and f.due_at <= now()
            order by f.due_at, f.document_id limit %(first)s
        ) as o
    ) as s
    cross join lateral (
        select o.document_id, o.due_at from ingest.documents as o
        where o.state = %(state)s and o.priority = w.priority and o.source_id = w.source_id and o.due_at <= now()
            and o.lease_token is null
            and (o.sent_at is null or not o.sent_at between now() - %(resend)s::interval and now())
        order by o.due_at, o.document_id limit %(room)s for update skip locked
    ) as d
),
chosen as (
    select document_id, priority > 0 or turn > %(first)s as later,
        row_number() over (order by priority, turn, due_at, document_id) as place
    from due
)
update ingest.documents as d
set sent_at = now()
from chosen as c
where d.document_id = c.document_id and c.place <= case when c.later then %(later_room)s else %(room)s end
returning d.document_id, c.later;

-- name: count_waiting :many
-- How many documents of a priority each source has on their way: those that are due within a lease, since one that
-- rests for hours is no work. Counts no more than `share` for a source and stage, and stops once `most` are found.
with recursive waiting as (
    select s.state, 0::bigint as source_id, 0::bigint as documents, 0::bigint as total
    from unnest(array['discovered', 'fetched', 'parsed']) as s (state)
    union all
    select w.state, f.source_id, c.documents, w.total + c.documents
    from waiting as w
    cross join lateral (
        select d.source_id from ingest.documents as d
        where d.state = w.state and d.priority = %(priority)s and d.due_at is not null and d.source_id > w.source_id
        order by d.source_id limit 1
    ) as f
    cross join lateral (
        select count(*) as documents from (
            select from ingest.documents as o
            where o.state = w.state and o.priority = %(priority)s and o.source_id = f.source_id
                and o.due_at <= now() + %(lease)s::interval limit %(share)s
        ) as found
    ) as c
    where w.total < %(most)s
)
select source_id, least(sum(documents), %(share)s)::bigint as documents from waiting where source_id > 0 group by source_id;

-- name: expire_bodies :one
-- Remove the raw bytes of documents whose outcome is older than its rule; how many.
select ingest.expire_bodies(%(states)s, %(days)s::real[], %(most)s) as expired;

-- name: count_expiring :many
-- What the rules would remove now: documents and bytes by state.
select d.state, count(*) as documents, sum(b.size_bytes) as bytes
from ingest.raw_documents as r
join ingest.documents as d using (document_id)
join ingest.bodies as b using (body_key)
join unnest(%(states)s::text[], %(days)s::real[]) as k (state, days) on k.state = d.state
where d.due_at is null and d.lease_token is null and r.fetched_at < now() - make_interval(secs => k.days * 86400)
    and d.changed_at < now() - make_interval(secs => k.days * 86400)
group by d.state order by d.state;
