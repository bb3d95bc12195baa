-- name: find_subscription :one
-- What is known of a source's hub.
select source_id, hub, topic, base, state, lease_until, renew_at, now() as now from ingest.subscriptions where source_id = %(source_id)s;

-- name: hub_status :one
-- All hubs at a glance: those that deliver, those that do not (their lease may have ended as well), and what came of them.
select u.*, d.*
from (
    select count(*) filter (where s.lease_until > now()) as delivering,
        count(*) filter (where s.state in ('asked', 'confirmed') and s.lease_until > now() is not true) as asked,
        count(*) filter (where s.state = 'denied' and s.lease_until > now() is not true) as denied,
        count(*) filter (where s.state = 'failed' and s.lease_until > now() is not true) as failed,
        coalesce(sum(s.deliveries), 0) as kept, coalesce(sum(s.refused), 0) as refused
    from ingest.subscriptions as s join ingest.sources as o using (source_id)
    where o.state = 'active'
) as u,
(
    select count(*) as waiting, coalesce(extract(epoch from now() - min(received_at)), 0) as oldest_seconds from ingest.deliveries
) as d;

-- name: want_subscription :one
-- Note that a hub is asked now, and poll the source by the time at which it is to be asked again; gives no row where it
-- need not be asked. Another hub or topic gets another token and secret, but no sooner than the hub's patience allows: some
-- lists name another with each answer.
with held as (
    select source_id from ingest.sources where source_id = %(source_id)s and state = 'active' for update
),
wanted as (
    insert into ingest.subscriptions as s (source_id, hub, topic, base, token, secret, state, asked_at, renew_at)
    select source_id, %(hub)s, %(topic)s, %(base)s, %(token)s, %(secret)s, 'asked', now(), now() + %(patience)s::interval from held
    on conflict (source_id) do update
    set hub = excluded.hub, topic = excluded.topic, base = excluded.base, state = 'asked', asked_at = now(), renew_at = excluded.renew_at, detail = null,
        token = case when (s.hub, s.topic) = (excluded.hub, excluded.topic) then s.token else excluded.token end,
        secret = case when (s.hub, s.topic) = (excluded.hub, excluded.topic) then s.secret else excluded.secret end,
        lease_until = case when (s.hub, s.topic) = (excluded.hub, excluded.topic) then s.lease_until end
    where s.renew_at <= now()
        or ((s.hub, s.topic) <> (excluded.hub, excluded.topic) and s.asked_at + %(rest)s::interval <= now())
    returning source_id, token, secret, renew_at
),
brought_forward as (
    update ingest.sources as o set due_at = w.renew_at, due_why = 'its hub is to be asked again'
    from wanted as w
    where o.source_id = w.source_id and o.scheduled and o.lease_token is null and o.due_at > w.renew_at
)
select token, secret from wanted;

-- name: fail_subscription :exec
-- Note that a hub could not be asked.
update ingest.subscriptions
set state = 'failed', detail = %(detail)s, renew_at = now() + %(patience)s::interval
where source_id = %(source_id)s and state = 'asked';

-- name: confirm_subscription :one
-- A hub asks whether this subscription is wanted: it delivers until the lease ends. The source is polled before, and its
-- hub asked again then.
with held as (
    select o.source_id
    from ingest.subscriptions as s join ingest.sources as o using (source_id)
    where s.token = %(token)s and o.state = 'active' for update of o
),
confirmed as (
    update ingest.subscriptions as s
    set state = 'confirmed', detail = null, lease_until = now() + %(lease)s::interval,
        renew_at = now() + 0.7 * %(lease)s::interval
    from held as h
    where s.source_id = h.source_id and s.token = %(token)s and s.topic = %(topic)s and s.state in ('asked', 'confirmed')
    returning s.source_id, s.renew_at
),
brought_forward as (
    update ingest.sources as o set due_at = c.renew_at, due_why = 'its hub is to be asked again'
    from confirmed as c
    where o.source_id = c.source_id and o.scheduled and o.lease_token is null and o.due_at > c.renew_at
)
select source_id from confirmed;

-- name: deny_subscription :one
-- A hub does not deliver, or no longer.
update ingest.subscriptions
set state = 'denied', detail = %(detail)s, lease_until = null, renew_at = now() + %(patience)s::interval
where token = %(token)s and topic = %(topic)s
returning source_id;

-- name: secret_of :one
-- What deliveries under a token are signed with, and whether the source is still polled.
select s.source_id, s.secret, o.state = 'active' as active
from ingest.subscriptions as s join ingest.sources as o using (source_id)
where s.token = %(token)s;

-- name: refuse_delivery :exec
-- Count a delivery that was not signed as it should be.
update ingest.subscriptions set refused = refused + 1 where token = %(token)s;

-- name: keep_delivery :one
-- Keep what a hub delivered, and have its source's worker read it at once. Where too many wait, or without content, the
-- source is polled instead. A source that is being polled now is looked at again afterwards.
with subscription as (
    select s.source_id, o.lease_token is null as free, o.due_at,
        %(content)s::bytea is not null
            and (select count(*) from (select from ingest.deliveries as d where d.source_id = s.source_id limit %(most)s) as w) < %(most)s
            as kept
    from ingest.subscriptions as s
    join ingest.sources as o using (source_id)
    where s.token = %(token)s and o.state = 'active'
    for update of o
),
delivered as (
    insert into ingest.deliveries (source_id, media_type, charset, content)
    select source_id, %(media_type)s, %(charset)s, %(content)s from subscription where kept
),
counted as (
    update ingest.subscriptions as s
    set deliveries = s.deliveries + w.kept::integer, last_delivery_at = now(),
        poll_at = case when w.kept and w.free then coalesce(s.poll_at, w.due_at) else s.poll_at end
    from subscription as w where s.source_id = w.source_id
)
update ingest.sources as o
set due_at = case when w.free then now() else o.due_at end, sent_at = case when w.free then null else o.sent_at end,
    asked_at = case when w.kept and w.free then o.asked_at else now() end
from subscription as w where o.source_id = w.source_id
returning o.source_id, w.kept;

-- name: begin_delivery :one
-- The oldest delivery of a source after the last one, and that its reading has begun.
update ingest.deliveries as d set attempts = d.attempts + 1
from ingest.subscriptions as s
where d.delivery_id = (
        select o.delivery_id from ingest.deliveries as o
        where o.source_id = %(source_id)s and o.delivery_id > %(above)s order by o.delivery_id limit 1
    )
    and s.source_id = d.source_id
returning d.delivery_id, d.media_type, d.charset, d.content, d.attempts, s.base;

-- name: end_delivery :one
-- Give a source's lease back after deliveries were read; gives no row to a poller that lost it. It is polled when it would
-- have been without them, or at once where that is past, one could not be read, or somebody asked for it.
with held as (
    select source_id, asked_at > coalesce(last_success_at, '-infinity') as asked
    from ingest.sources where source_id = %(source_id)s and lease_token = %(token)s for update
),
left_over as (
    select exists (select from ingest.deliveries where source_id = %(source_id)s) as more
),
subscription as (
    update ingest.subscriptions as s set poll_at = case when l.more then s.poll_at end
    from held as h, left_over as l, (select poll_at from ingest.subscriptions where source_id = %(source_id)s) as b
    where s.source_id = h.source_id
    returning b.poll_at, l.more, h.asked
)
update ingest.sources as o
set lease_token = null, sent_at = null, slot_at = null, failures = 0, reason = null, detail = null,
    due_why = 'its own rhythm: its hub has delivered',
    due_at = case when s.more or %(unread)s or s.poll_at is null or s.asked then now() else greatest(s.poll_at, now()) end
from subscription as s
where o.source_id = %(source_id)s and o.lease_token = %(token)s
returning o.source_id;

-- name: erase_deliveries :exec
-- Remove what was delivered for these sources and not read yet; they are polled instead.
with erased as (
    delete from ingest.deliveries where source_id = any(%(source_ids)s) returning source_id
)
update ingest.sources set due_at = now(), sent_at = null
where source_id in (select source_id from erased) and state = 'active' and lease_token is null;

-- name: erase_subscriptions :exec
-- Remove what is known of these sources' hubs, secrets and all.
delete from ingest.subscriptions where source_id = any(%(source_ids)s);
