-- name: add_source :one
-- Register a source; one that is known keeps its history, becomes active again and is due at once.
insert into ingest.sources (url, url_key, pages, scheduled, parent_source_id, older)
values (%(url)s, %(url_key)s, %(pages)s, %(scheduled)s, %(parent_source_id)s, %(older)s)
on conflict (url_key) do update
set state = 'active', pages = excluded.pages, asked_at = now(), older = greatest(ingest.sources.older, excluded.older),
    body_key = case when excluded.older > 0 then null else ingest.sources.body_key end,
    full_at = case when excluded.older > 0 then null else ingest.sources.full_at end, scheduled = ingest.sources.scheduled or excluded.scheduled,
    due_at = case when ingest.sources.lease_token is null then now() else ingest.sources.due_at end, sent_at = null
returning source_id, (xmax = 0) as added;

-- name: add_child_sources :many
-- Register the feeds that a directory holds, as children of its source; known ones become due again.
insert into ingest.sources (url, url_key, pages, scheduled, parent_source_id)
select child.url, child.url_key, parent.pages, parent.scheduled, parent.source_id
from unnest(%(urls)s::text[], %(url_keys)s::bytea[]) as child (url, url_key)
join ingest.sources as parent on parent.source_id = %(source_id)s
on conflict (url_key) do update
set due_at = case when ingest.sources.lease_token is null then now() else ingest.sources.due_at end,
    asked_at = now(), pages = excluded.pages, scheduled = excluded.scheduled, sent_at = null
where ingest.sources.state = 'active' and ingest.sources.parent_source_id = excluded.parent_source_id
returning source_id;

-- name: add_listed_sources :exec
-- Register the sitemaps that an index lists, as children of its source; a known one is due only where nothing else polls it.
insert into ingest.sources (url, url_key, pages, scheduled, parent_source_id)
select child.url, child.url_key, parent.pages, parent.scheduled, parent.source_id
from unnest(%(urls)s::text[], %(url_keys)s::bytea[]) as child (url, url_key)
join ingest.sources as parent on parent.source_id = %(source_id)s
on conflict (url_key) do update
set due_at = case when ingest.sources.lease_token is null then now() else ingest.sources.due_at end,
    asked_at = now(), scheduled = excluded.scheduled, sent_at = null
where ingest.sources.state = 'active' and ingest.sources.parent_source_id = excluded.parent_source_id
    and not ingest.sources.scheduled;

-- name: add_older_page :exec
-- Register the page before a list's page, to be polled once, or once more.
insert into ingest.sources (url, url_key, pages, scheduled, parent_source_id, older_page, older, fills_gap)
select %(url)s, %(url_key)s, parent.pages, false, parent.source_id, true, %(older)s, %(fills_gap)s
from ingest.sources as parent where parent.source_id = %(source_id)s
on conflict (url_key) do update
set due_at = now(), asked_at = now(), sent_at = null, older = excluded.older, fills_gap = excluded.fills_gap,
    body_key = null, etag = null, last_modified = null
where ingest.sources.state = 'active' and ingest.sources.parent_source_id = excluded.parent_source_id
    and ingest.sources.lease_token is null;

-- name: identity_policy :one
-- What tells a source's entries apart.
select identity_policy from ingest.sources where source_id = %(source_id)s;

-- name: degrade_identity :one
-- Tell a source's entries apart by less from now on; gives no row where they are already.
update ingest.sources set identity_policy = %(policy)s, identity_why = %(why)s
where source_id = %(source_id)s
    and array_position(array['guid', 'link', 'content'], identity_policy) < array_position(array['guid', 'link', 'content'], %(policy)s)
returning source_id;

-- name: known_entries :many
-- The source's documents that have one of these keys or pages, the oldest first, with their titles.
select d.document_id, d.entry_key, d.url_key, e.entry ->> 'title' as title, (e.entry ->> 'published_at')::timestamptz as published_at
from ingest.documents as d
left join ingest.entries as e using (document_id)
where d.document_id in (
    select document_id from ingest.documents where source_id = %(source_id)s and entry_key = any(%(entry_keys)s)
    union
    select document_id from ingest.documents where source_id = %(source_id)s and url_key = any(%(url_keys)s)
)
order by d.document_id;

-- name: directory_sources :many
-- The sources on disk that the schedule polls.
select source_id, url from ingest.sources where state = 'active' and scheduled and url like 'file:%%' and url not like '%%#%%';

-- name: wake_sources :exec
-- Poll these sources now, and those that are being polled once more afterwards.
update ingest.sources
set asked_at = now(), due_at = case when lease_token is null then now() else due_at end,
    sent_at = case when lease_token is null then null else sent_at end
where source_id = any(%(source_ids)s) and state = 'active';

-- name: last_gap :one
-- A source's last overrun, filled or not: of several sitemaps that are read for it, one may be said to fill it first.
select gap_from, gap_until from ingest.gaps where source_id = %(source_id)s
order by gap_until desc limit 1;

-- name: fill_gap :exec
-- Note that what scrolled away at a source's last overrun has been found on its older pages.
update ingest.gaps as g set filled_at = now()
where g.source_id = %(source_id)s and g.filled_at is null
    and g.gap_until = (select max(o.gap_until) from ingest.gaps as o where o.source_id = g.source_id);

-- name: claim_source :one
-- Take the lease of a source that is due.
update ingest.sources
set lease_token = %(token)s, due_at = now() + %(lease)s, last_attempt_at = now()
where source_id = %(source_id)s and state = 'active' and lease_token is null and due_at <= now()
returning source_id, url, pages, etag, last_modified, body_key, failures, poll_interval, last_entry_at,
    last_success_at, added_at, full_at, validators_lie, slot_at,
    parent_source_id, older_page, older, fills_gap, scheduled, now() as now;

-- name: postpone_poll :one
-- Let a poll wait for its slot at the host and give the lease back; gives no row to a poller that lost it.
update ingest.sources
set lease_token = null, sent_at = null, due_at = %(slot_at)s, slot_at = %(slot_at)s, due_why = 'its turn at the host'
where source_id = %(source_id)s and lease_token = %(token)s
returning source_id;

-- name: save_poll :one
-- End a successful poll; gives no row to a poller that lost its lease. Validators are saved with the entries.
update ingest.sources
set lease_token = null, sent_at = null, poll_interval = %(poll_interval)s,
    due_at = case when asked_at > last_attempt_at then now() when scheduled then least(%(due_at)s::timestamptz, (
        select u.renew_at from ingest.subscriptions as u where u.source_id = ingest.sources.source_id and u.renew_at > now()
    )) end,
    etag = %(etag)s, last_modified = %(last_modified)s, body_key = %(body_key)s,
    title = case when %(title)s::text = '' then title else %(title)s end,
    title_html = case when %(title)s::text = '' then title_html else %(title_html)s end,
    link = case when %(told)s then %(link)s else link end,
    description = case when %(told)s then %(description)s else description end,
    language = case when %(told)s then %(language)s else language end,
    feed_guid = case when %(told)s then %(feed_guid)s else feed_guid end,
    authors = case when %(told)s then %(authors)s else authors end,
    failures = 0, reason = null, detail = null, last_success_at = now(), slot_at = null, due_why = %(due_why)s,
    older = case when asked_at > last_attempt_at then older else 0 end,
    full_at = case when %(full)s then now() else full_at end, validators_lie = validators_lie or %(lied)s,
    moved_to = %(moved_to)s,
    moved_hits = case when moved_to = %(moved_to)s::text then moved_hits + 1 else (%(moved_to)s::text is not null)::integer end,
    moved_since = case when moved_to = %(moved_to)s::text then moved_since when %(moved_to)s::text is not null then now() end
where source_id = %(source_id)s and lease_token = %(token)s
returning source_id, moved_hits, moved_since;

-- name: move_source :one
-- Poll a source elsewhere from now on, and keep where it was; gives no row where another source is polled there already.
with before as (
    select source_id, url, url_key, moved_hits, moved_since from ingest.sources where source_id = %(source_id)s
),
moved as (
    update ingest.sources as s
    set url = %(url)s, url_key = %(url_key)s, moved_to = null, moved_hits = 0, moved_since = null
    where s.source_id = %(source_id)s
        and not exists (select from ingest.sources as o where o.url_key = %(url_key)s and o.source_id <> s.source_id)
    returning s.source_id
)
insert into ingest.source_moves (source_id, from_url, from_url_key, to_url, hits, since)
select source_id, b.url, b.url_key, %(url)s, b.moved_hits, b.moved_since from moved join before as b using (source_id)
returning source_id;

-- name: moved_source :one
-- The source that used to be polled at a URL where no source is polled now.
select s.url, s.url_key
from ingest.source_moves as m
join ingest.sources as s using (source_id)
where m.from_url_key = %(url_key)s and not exists (select from ingest.sources as o where o.url_key = %(url_key)s)
order by m.moved_at desc limit 1;

-- name: has_listed :one
-- Whether a source has been a list: it has a title, or has announced another entry than itself.
select s.title <> '' or exists (
    select from ingest.documents as d where d.source_id = s.source_id and d.entry_key <> %(own_key)s
) as listed
from ingest.sources as s where s.source_id = %(source_id)s;

-- name: mark_news :exec
-- Note that a poll found something new.
update ingest.sources set last_entry_at = now() where source_id = %(source_id)s;

-- name: fail_poll :one
-- End a failed poll; gives no row to a poller that lost its lease. Validators stay as they were.
update ingest.sources
set lease_token = null, sent_at = null, failures = %(failures)s, reason = %(reason)s, detail = %(detail)s, slot_at = null,
    due_why = %(due_why)s,
    due_at = case when asked_at > last_attempt_at then now() when scheduled or not %(certain)s then %(due_at)s::timestamptz end
where source_id = %(source_id)s and lease_token = %(token)s
returning source_id;

-- name: log_poll :exec
-- Put a poll into the event log.
insert into ingest.events (source_id, stage, attempt, worker, started_at, outcome, reason, detail)
values (%(source_id)s, 'poll', %(attempt)s, %(worker)s, %(started_at)s, %(outcome)s, %(reason)s, %(detail)s);

-- name: recover_sources :many
-- Take the lease from pollers that fell silent.
update ingest.sources
set lease_token = null, sent_at = null, due_at = now(), failures = failures + 1, reason = 'worker_lost',
    detail = 'the worker that polled it fell silent'
where source_id in (
    select source_id from ingest.sources
    where state = 'active' and lease_token is not null and due_at <= now()
    order by due_at limit %(room)s for update skip locked
)
returning source_id, failures;

-- name: hand_out_sources :many
-- Choose the sources to poll now and note that a message is on its way: older pages after news, and none of a source
-- that has its share of what waits (`full`).
update ingest.sources
set sent_at = now()
where source_id in (
    select source_id from ingest.sources
    where state = 'active' and due_at <= now() and lease_token is null
        and (sent_at is null or not sent_at between now() - %(resend)s::interval and now())
        and not (older_page and %(no_older)s)
        and not case when older_page then parent_source_id else source_id end = any(%(full)s::bigint[])
    order by older_page, due_at limit %(room)s for update skip locked
)
returning source_id;

-- name: set_source_state :many
-- Pause, resume or remove a source, named by number or URL; one that is resumed is polled by the schedule.
update ingest.sources
set state = %(state)s, scheduled = scheduled or %(state)s = 'active',
    due_at = case when %(state)s = 'active' and lease_token is null then now() else due_at end
where (source_id = %(source_id)s or url_key = %(url_key)s) and state <> 'removed'
returning source_id, url;

-- name: note_gap :exec
-- Note that a poll found only new entries: what came and went since the one before was not seen.
insert into ingest.gaps (source_id, gap_from, gap_until, entries)
values (%(source_id)s, %(gap_from)s, %(gap_until)s, %(entries)s)
on conflict (source_id, gap_until) do nothing;

-- name: list_sources :many
-- Every source that is not removed, with its books.
select s.source_id, s.url, s.title, s.title_html, s.link, s.description, s.language, s.feed_guid, s.authors, s.state, s.pages, s.scheduled, s.due_at, s.failures, s.reason, s.detail, s.last_attempt_at,
    s.last_success_at, s.last_entry_at, b.discovered, b.published, b.duplicate, b.rejected, b.failed, b.waiting,
    (select count(*) from ingest.gaps as g where g.source_id = s.source_id) as gaps, s.due_why, s.validators_lie, s.identity_policy, s.identity_why,
    u.state as hub_state, u.hub, u.lease_until as hub_until, u.detail as hub_detail, u.last_delivery_at, u.deliveries, u.refused as refused_deliveries,
    (select count(*) from ingest.source_moves as m where m.source_id = s.source_id) as moves,
    case
        when s.state <> 'active' then s.state
        when s.reason = 'gone' then 'gone'
        when s.failures > 0 then 'failing'
        when s.last_success_at is null then 'new'
        when s.source_id in (select a.source_id from ingest.alarms as a where a.kind = 'silent source') then 'silent'
        else 'ok'
    end as health
from ingest.sources as s
join ingest.source_balance as b using (source_id)
left join ingest.subscriptions as u using (source_id)
where s.state <> 'removed'
order by s.source_id;

-- name: source_family :many
-- The named sources and the feeds found in them.
select source_id, url, state, due_at, lease_token is not null as leased, last_attempt_at, last_success_at, failures,
    reason, detail, slot_at is not null as waits
from ingest.sources
where source_id = any(%(source_ids)s) or parent_source_id = any(%(source_ids)s)
order by source_id;

-- name: renew_source :one
-- Keep the lease of a source whose poll takes long; gives no row to a poller that lost it.
update ingest.sources set due_at = now() + %(lease)s where source_id = %(source_id)s and lease_token = %(token)s
returning source_id;

-- name: note_pause :exec
-- Say, or say again, why nothing new is looked for.
insert into ingest.pauses as p (kind, since, until, subject, detail)
values (%(kind)s, now(), now() + %(holds)s, %(subject)s, %(detail)s)
on conflict (kind) do update
set since = case when p.until > now() then p.since else now() end, until = excluded.until, subject = excluded.subject,
    detail = excluded.detail;

-- name: in_backlog :one
-- Whether the backlog that some sweeper saw lasts.
select exists (select from ingest.backlogs where until > now()) as lasts;

-- name: note_backlog :exec
-- Say, or say again, that enough documents wait and no source is polled.
insert into ingest.backlogs as b (since, until, waiting, most)
values (now(), now() + %(holds)s, %(waiting)s, %(most)s)
on conflict (one) do update
set since = case when b.until > now() then b.since else now() end, until = excluded.until, waiting = excluded.waiting,
    most = excluded.most;

-- name: end_backlog :exec
-- End it before its time: enough is published.
update ingest.backlogs set until = now() where until > now();
