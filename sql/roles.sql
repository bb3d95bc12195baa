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
revoke insert, update on ingest.expired_bodies from dateline_worker;
grant execute on function ingest.drop_pairs(bigint, bigint[]), ingest.settle_representatives(bigint[]),
    ingest.note_related(bigint[]) to dateline_worker;
revoke insert, update on ingest.sketch_marks, ingest.story_clues from dateline_worker;
revoke update on news.story_merges from dateline_worker;
revoke insert, update on ingest.forgotten from dateline_worker;
revoke insert, update on ingest.aliases, ingest.link_reviews from dateline_worker;
revoke insert, update on news.changes, news.change_epochs from dateline_worker;

grant usage on schema news to dateline_reader;
grant select on all tables in schema news to dateline_reader;

do $$
begin
    -- Comforts, not guards: a session can set these for itself; what it may read is decided by the grants above.
    alter role dateline_reader set default_transaction_read_only = on;
    alter role dateline_reader set statement_timeout = '60s';
    alter role dateline_reader set idle_in_transaction_session_timeout = '60s';
    alter role dateline_reader set search_path = news;
    alter role dateline_reader set work_mem = '64MB';
exception when insufficient_privilege then
    raise notice 'the settings of dateline_reader stay as they are: % may not alter roles', current_user;
end
$$;

do $$
begin
    -- A guard: only a superuser can lift it again. What queries of the reader sort and hash fills no disk.
    alter role dateline_reader set temp_file_limit = '4GB';
exception when insufficient_privilege then
    raise notice 'dateline_reader has no limit on temporary files: % may not set one', current_user;
end
$$;
