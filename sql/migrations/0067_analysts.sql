-- Why: an analyst's own login is a member of dateline_reader, but a member inherits rights and no settings: neither the
-- limits nor the search path.

create function ingest.is_analyst(login oid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
    select r.rolcanlogin and not r.rolsuper and r.rolname <> current_user
        and exists (
            select from pg_auth_members as m
            where m.member = r.oid and m.roleid = (select oid from pg_roles where rolname = 'dateline_reader')
        )
        and not pg_has_role(r.oid, 'dateline_worker', 'member')
    from pg_roles as r where r.oid = login
$$;
comment on function ingest.is_analyst is
    'Whether a role is a login that was made a member of dateline_reader, and is neither owner nor worker as well.';
revoke all on function ingest.is_analyst(oid) from public;
