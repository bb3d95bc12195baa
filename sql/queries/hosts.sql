-- name: reserve_slot :one
-- Reserve the host's next slot; gives when it is. Slots lie at least the delay apart, whoever reserves them. (A null is
-- nothing to least(): a host that asks for no delay must not get the ceiling.)
insert into ingest.hosts as h (host, next_slot_at)
values (%(host)s, now() + %(delay)s::interval)
on conflict (host) do update
set next_slot_at = greatest(now(), h.next_slot_at)
    + greatest(%(delay)s::interval, least(coalesce(h.crawl_delay, '0'), %(ceiling)s::interval))
returning next_slot_at - greatest(%(delay)s::interval, least(coalesce(h.crawl_delay, '0'), %(ceiling)s::interval)) as slot_at,
    now() as now;

-- name: rest_host :exec
-- Give out no slot of a host before an instant: it asked for patience.
insert into ingest.hosts as h (host, next_slot_at, rests_until)
values (%(host)s, now() + %(pause)s::interval, now() + %(pause)s::interval)
on conflict (host) do update
set next_slot_at = greatest(h.next_slot_at, excluded.next_slot_at),
    rests_until = greatest(h.rests_until, excluded.rests_until);

-- name: host_rests :one
-- Whether a host asked for patience that has not ended.
select exists (select from ingest.hosts where host = %(host)s and rests_until > now()) as rests;

-- name: find_robots :one
-- What an origin's robots.txt and tdmrep.json said, and whether that still holds.
select origin, status, body, tdmrep, expires_at > now() as fresh from ingest.robots where origin = %(origin)s;

-- name: keep_robots :exec
-- Keep what an origin's robots.txt says. Where it cannot be reached, the rules that could be read last go on to hold.
insert into ingest.robots as r (origin, status, body, tdmrep, fetched_at, expires_at)
values (%(origin)s, %(status)s, %(body)s, %(tdmrep)s, now(), now() + %(lifetime)s::interval)
on conflict (origin) do update
set status = case when excluded.status = 'unreachable' and r.status = 'read' then r.status else excluded.status end,
    body = case when excluded.status = 'unreachable' then r.body else excluded.body end,
    tdmrep = case when excluded.status = 'unreachable' then r.tdmrep else excluded.tdmrep end,
    fetched_at = excluded.fetched_at, expires_at = excluded.expires_at;

-- name: keep_crawl_delay :exec
-- Note what a host's robots.txt asks for between two requests.
insert into ingest.hosts as h (host, next_slot_at, crawl_delay) values (%(host)s, now(), %(crawl_delay)s::interval)
on conflict (host) do update set crawl_delay = excluded.crawl_delay;

-- name: enter_host :one
-- Count one more request at a host if there is room for it: until when it counts, null if there is none; and what time it is.
with entered as (
    insert into ingest.hosts as h (host, next_slot_at, busy)
    values (%(host)s, now(), array[clock_timestamp() + %(lease)s::interval])
    on conflict (host) do update
    set busy = array(select u from unnest(h.busy) as u where u > now()) || excluded.busy
    where (select count(*) from unnest(h.busy) as u where u > now()) < %(most)s
    returning busy[cardinality(busy)] as until
)
select (select until from entered) as until, now() as now;

-- name: leave_host :exec
-- Count one request less at a host: the one that was to count until then.
update ingest.hosts
set busy = busy[:array_position(busy, %(until)s) - 1] || busy[array_position(busy, %(until)s) + 1:]
where host = %(host)s and %(until)s = any(busy);
