-- Why: a hub tells of an entry in the moment in which it is published (WebSub, W3C Recommendation of 2018); a poll comes
-- minutes later, and a busy list may have lost the entry by then. What a hub delivers is kept before it is thanked for.

create table ingest.subscriptions (
    source_id bigint primary key references ingest.sources,
    hub text not null,
    topic text not null,
    base text not null,
    token text not null unique,
    secret text,
    state text not null check (state in ('asked', 'confirmed', 'denied', 'failed')),
    asked_at timestamptz not null,
    lease_until timestamptz,
    renew_at timestamptz not null,
    detail text,
    deliveries bigint not null default 0,
    refused bigint not null default 0,
    last_delivery_at timestamptz,
    poll_at timestamptz
);
comment on table ingest.subscriptions is 'Hubs that were asked to deliver what a source publishes (WebSub). The poll stays as the safety net.';
comment on column ingest.subscriptions.source_id is 'The source.';
comment on column ingest.subscriptions.hub is 'The hub that it names.';
comment on column ingest.subscriptions.topic is 'The URL under which the hub knows it.';
comment on column ingest.subscriptions.base is 'Where the list was found that named the hub: links in deliveries count from there, as they do in polls.';
comment on column ingest.subscriptions.token is 'The last part of the URL to which the hub delivers: nobody else can know it.';
comment on column ingest.subscriptions.secret is 'What the hub signs its deliveries with; null where it could be overheard: then a delivery is a hint to poll, and no more.';
comment on column ingest.subscriptions.state is 'asked, confirmed, denied (by the hub), or failed: the hub could not be asked.';
comment on column ingest.subscriptions.asked_at is 'When the hub was asked last.';
comment on column ingest.subscriptions.lease_until is 'Until when the hub delivers; null if it does not.';
comment on column ingest.subscriptions.renew_at is 'When it is asked again: the source is polled by then.';
comment on column ingest.subscriptions.detail is 'Why it was denied or failed.';
comment on column ingest.subscriptions.deliveries is 'Deliveries so far.';
comment on column ingest.subscriptions.refused is 'Deliveries without the right signature: nothing in them was read.';
comment on column ingest.subscriptions.last_delivery_at is 'When the last one came.';
comment on column ingest.subscriptions.poll_at is 'When the source would have been polled, had nothing been delivered; null if nothing waits.';

create table ingest.deliveries (
    delivery_id bigint generated always as identity primary key,
    source_id bigint not null references ingest.sources,
    received_at timestamptz not null default now(),
    media_type text not null,
    charset text,
    content bytea not null,
    attempts smallint not null default 0
);
create index deliveries_source on ingest.deliveries (source_id, delivery_id);
comment on table ingest.deliveries is 'What hubs have delivered and no worker has read yet.';
comment on column ingest.deliveries.delivery_id is 'Counts up.';
comment on column ingest.deliveries.source_id is 'The source.';
comment on column ingest.deliveries.received_at is 'When it came.';
comment on column ingest.deliveries.media_type is 'What it was said to be.';
comment on column ingest.deliveries.charset is 'The encoding that it was said to be in; null if nothing was said.';
comment on column ingest.deliveries.content is 'The bytes, their signature checked.';

comment on column ingest.deliveries.attempts is 'How often a worker has begun to read it: one that ends its reader is not read for ever.';

create function ingest.drop_deliveries(source bigint, numbers bigint[]) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
    delete from ingest.deliveries
    where source_id = drop_deliveries.source and delivery_id = any(drop_deliveries.numbers)
$$;
revoke all on function ingest.drop_deliveries(bigint, bigint[]) from public;
comment on function ingest.drop_deliveries is 'Remove deliveries whose entries are documents now; for the worker, in the transaction that makes them.';

-- A hub ends a subscription that is answered with 410: a source that comes back has to ask it again. What was delivered
-- for a source that is removed goes with it. (Locks: the source, then what hangs on it, as everywhere.)
create function ingest.follow_source_state() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
    if new.state = 'active' then
        update ingest.subscriptions set renew_at = now(), lease_until = null where source_id = new.source_id;
    elsif new.state = 'removed' then
        delete from ingest.deliveries where source_id = new.source_id;
        delete from ingest.subscriptions where source_id = new.source_id;
    end if;
    return null;
end
$$;
revoke all on function ingest.follow_source_state() from public;
comment on function ingest.follow_source_state is 'Let a source that is active again ask its hub anew, and one that is removed leave nothing of it.';
create trigger sources_follow_state after update of state on ingest.sources
for each row when (old.state <> new.state) execute function ingest.follow_source_state();
