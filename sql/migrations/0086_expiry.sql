-- Why: raw bytes are most of what a database holds after a year, and rules of retention ask that they go; what was
-- published and the keys by which a document is known stay, so that nothing comes back as new.

create table ingest.expired_bodies (
    document_id bigint primary key references ingest.documents,
    expired_at timestamptz not null default now()
);
comment on table ingest.expired_bodies is 'Documents whose raw bytes went by the operator''s rule; rows, keys, log and article stay.';
comment on column ingest.expired_bodies.document_id is 'The document.';
comment on column ingest.expired_bodies.expired_at is 'When its bytes went.';

create index raw_documents_age on ingest.raw_documents (fetched_at);

create function ingest.expire_bodies(states text[], days real[], most integer) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    chosen bigint[];
    keys bytea[];
begin
    -- Whatever a worker was told: what came today may still be wanted, and nothing brings bytes back.
    if (select min(d.days) from unnest(expire_bodies.days) as d (days)) < 1 then
        raise exception 'bodies are kept for a day at least' using errcode = 'check_violation';
    end if;
    select array_agg(o.document_id), array_agg(distinct o.body_key) into chosen, keys
    from (
        select r.document_id, r.body_key
        from ingest.raw_documents as r
        join ingest.documents as d using (document_id)
        join unnest(expire_bodies.states, expire_bodies.days) as k (state, days) on k.state = d.state
        where d.due_at is null and d.lease_token is null
            and r.fetched_at < now() - make_interval(secs => k.days * 86400)
            and d.changed_at < now() - make_interval(secs => k.days * 86400)
        order by r.fetched_at limit most
        for update of d skip locked
    ) as o;
    if chosen is null then
        return 0;
    end if;
    insert into ingest.expired_bodies (document_id) select unnest(chosen)
    on conflict (document_id) do update set expired_at = now();
    delete from ingest.raw_documents where document_id = any(chosen);
    delete from ingest.bodies as b
    where b.body_key = any(keys) and not exists (select from ingest.raw_documents as r where r.body_key = b.body_key);
    return cardinality(chosen);
end
$$;
revoke all on function ingest.expire_bodies(text[], real[], integer) from public;
comment on function ingest.expire_bodies is 'Remove the raw bytes of at most so many documents whose outcome is older than its rule; for the sweeper. Gives how many.';
