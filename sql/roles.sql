-- Who may do what; run by every migration, so that it is always true of the present tables.
-- dateline_worker moves documents; dateline_reader sees the product. Neither can change the schema or delete.
-- The roles are made without a password: over the network they can log in only after an operator gives them one.

do $$
begin
    if not exists (select from pg_roles where rolname = 'dateline_worker') then
        create role dateline_worker login nosuperuser nocreatedb nocreaterole;
    end if;
    if not exists (select from pg_roles where rolname = 'dateline_reader') then
        create role dateline_reader login nosuperuser nocreatedb nocreaterole;
    end if;
    execute format('revoke all on database %I from public', current_database());
    execute format('grant connect on database %I to dateline_worker, dateline_reader', current_database());
    -- PostgreSQL 16 and later: a creator without superuser rights must grant itself the right to become these roles.
    if not pg_has_role(current_user, 'dateline_worker', 'member') then
        execute format('grant dateline_worker, dateline_reader to %I', current_user);
    end if;
end
$$;

revoke all on schema public from public;

grant usage on schema ingest, news to dateline_worker;
grant select, insert, update on all tables in schema ingest to dateline_worker;
grant select, insert, update on all tables in schema news to dateline_worker;
revoke insert, update on ingest.migrations from dateline_worker;
revoke update on ingest.events, ingest.bodies from dateline_worker;
grant execute on function ingest.clear_article(bigint) to dateline_worker;
grant execute on function ingest.expire_bodies(text[], real[], integer) to dateline_worker;
grant execute on function ingest.drop_deliveries(bigint, bigint[]) to dateline_worker;
revoke update on ingest.deliveries from dateline_worker;
grant update (attempts) on ingest.deliveries to dateline_worker;
revoke insert, update on ingest.expired_bodies from dateline_worker;
grant execute on function ingest.drop_pairs(bigint, bigint[]), ingest.settle_representatives(bigint[]),
    ingest.note_related(bigint[]) to dateline_worker;
revoke insert, update on ingest.sketch_marks, ingest.story_clues from dateline_worker;
revoke update on news.story_merges from dateline_worker;
revoke insert, update on ingest.forgotten from dateline_worker;
revoke insert, update on ingest.aliases, ingest.link_reviews from dateline_worker;
revoke insert, update on news.changes, news.change_epochs from dateline_worker;
revoke insert, update on news.entity_day_counts from dateline_worker;
revoke insert, update on ingest.uncounted from dateline_worker;
grant execute on function
    ingest.settle_counts(integer), ingest.count_older(integer), ingest.prune_rhythms() to dateline_worker;

grant usage on schema news to dateline_reader;
grant select on all tables in schema news to dateline_reader;

do $$
declare
    wanted record;
begin
    -- Comforts, not guards: a session can set these for itself; what it may read is decided by the grants above. An
    -- analyst's own login, a member of dateline_reader, inherits no setting: it gets those that it has none of. Only
    -- what differs is set: whoever holds a change of its own defaults open keeps no command waiting.
    for wanted in
        select r.rolname, w.name, w.value
        from pg_roles as r, (values
            ('default_transaction_read_only', 'on'), ('statement_timeout', '60s'),
            ('idle_in_transaction_session_timeout', '60s'), ('search_path', 'news'), ('work_mem', '64MB'),
            -- Solid-state disks and memory: at a million articles, week by week, this finds rows by index instead of
            -- reading tables.
            ('random_page_cost', '1.1')
        ) as w (name, value)
        where (r.rolname = 'dateline_reader' or ingest.is_analyst(r.oid)) and not exists (
            select from unnest(r.rolconfig) as had
            where had = w.name || '=' || w.value or (ingest.is_analyst(r.oid) and starts_with(had, w.name || '='))
        )
    loop
        begin
            execute format('alter role %I set %I = %L', wanted.rolname, wanted.name, wanted.value);
        exception when insufficient_privilege then
            raise notice '% has no % of its own: % may not alter that role', wanted.rolname, wanted.name, current_user;
        end;
    end loop;
end
$$;

do $$
declare
    writer regprocedure;
begin
    -- Anybody may make large objects, read-only or not: nobody here does, and the reader must fill no disk.
    for writer in
        select p.oid::regprocedure from pg_proc as p
        where p.pronamespace = 'pg_catalog'::regnamespace
            and p.proname in ('lo_create', 'lo_creat', 'lo_from_bytea', 'lo_put', 'lowrite', 'lo_truncate', 'lo_truncate64')
    loop
        execute format('revoke execute on function pg_catalog.%s from public', writer);
    end loop;
exception when insufficient_privilege then
    raise notice 'the reader may make large objects: % may not take that away', current_user;
end
$$;

do $$
declare
    login name;
begin
    -- A guard: only a superuser can lift it again. What queries of a reader sort and hash fills no disk.
    for login in
        select rolname from pg_roles as r
        where (rolname = 'dateline_reader' or ingest.is_analyst(r.oid))
            and ('temp_file_limit=4GB' = any (rolconfig)) is not true
    loop
        begin
            execute format('alter role %I set temp_file_limit = %L', login, '4GB');
        exception when insufficient_privilege then
            raise notice '% has no limit on temporary files: % may not set one', login, current_user;
        end;
    end loop;
end
$$;
