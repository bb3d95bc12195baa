-- Why: ids and timestamps skip rows that commit late; consumers need an order in which nothing is ever skipped.

create table news.change_epochs (
    epoch integer primary key,
    history text not null,
    began_at timestamptz not null default now()
);
comment on table news.change_epochs is 'Lives of this database: transaction numbers are comparable within one epoch alone.';
comment on column news.change_epochs.epoch is 'Counts from 1; a new one begins with the first change after a restore elsewhere or a promotion.';
comment on column news.change_epochs.history is 'Which cluster on which timeline.';
comment on column news.change_epochs.began_at is 'When its first change was made.';

create table news.changes (
    epoch integer not null references news.change_epochs,
    xid xid8 not null,
    change_id bigint generated always as identity,
    article_id bigint not null,
    kind text not null check (kind in ('published', 'revised', 'enriched', 'retracted')),
    version integer not null,
    model text,
    changed_at timestamptz not null default clock_timestamp(),
    primary key (epoch, xid, change_id)
);
create index changes_article on news.changes (article_id, epoch, xid, change_id);
comment on table news.changes is 'What happened to articles, written in the transaction that did it. Read it through news.changes_since.';
comment on column news.changes.epoch is 'The epoch, in news.change_epochs.';
comment on column news.changes.xid is 'The transaction, within the epoch.';
comment on column news.changes.change_id is 'Order within the transaction.';
comment on column news.changes.article_id is 'The article; gone from news.articles once it is retracted.';
comment on column news.changes.kind is 'published: new; revised: another version; enriched: the same version again; retracted: deleted.';
comment on column news.changes.version is 'The article''s version.';
comment on column news.changes.model is 'name@version of the model that tagged it; null if none did.';
comment on column news.changes.changed_at is 'When; not an order to read by.';

-- A change of cluster (restore) or timeline (promotion, point in time) can let transaction numbers go back.
create function ingest.change_epoch() returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    here constant text := (select system_identifier from pg_control_system()) || '/'
        || substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8);
    last record;
begin
    loop
        select e.epoch, e.history into last from news.change_epochs as e order by e.epoch desc limit 1;
        if last.history = here then
            return last.epoch;
        end if;
        insert into news.change_epochs (epoch, history) values (coalesce(last.epoch, 0) + 1, here)
        on conflict (epoch) do nothing;
    end loop;
end
$$;

create function ingest.note_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into news.changes (epoch, xid, article_id, kind, version, model)
    select ingest.change_epoch(), pg_current_xact_id(), a.article_id,
        case
            when tg_op = 'INSERT' then 'published'
            when tg_op = 'DELETE' then 'retracted'
            when old.version <> new.version then 'revised'
            else 'enriched'
        end, a.version, a.model
    from (select (case when tg_op = 'DELETE' then old else new end).*) as a;
    perform pg_notify('news_changes', '');
    return null;
end
$$;
create trigger articles_note_change after insert or update or delete on news.articles
for each row execute function ingest.note_change();
revoke all on function ingest.change_epoch(), ingest.note_change() from public;

insert into news.changes (epoch, xid, article_id, kind, version, model)
select ingest.change_epoch(), pg_current_xact_id(), article_id, 'published', version, model
from news.articles order by article_id;

-- Only what no running transaction can still precede is given: every number below the snapshot's xmin has ended.
create function news.changes_since(since text default '', most integer default 1000)
returns table (
    cursor text, article_id bigint, kind text, version integer, model text, changed_at timestamptz
)
language sql stable set search_path = pg_catalog, pg_temp as $$
    with here as materialized (
        select coalesce(nullif(split_part(since, '.', 1), ''), '0')::integer as epoch,
            coalesce(nullif(split_part(since, '.', 2), ''), '0')::xid8 as xid,
            coalesce(nullif(split_part(since, '.', 3), ''), '0')::bigint as change_id
    )
    select format('%s.%s.%s', c.epoch, c.xid, c.change_id), c.article_id, c.kind, c.version, c.model, c.changed_at
    from news.changes as c
    where (c.epoch, c.xid, c.change_id)
            > ((select h.epoch from here as h), (select h.xid from here as h), (select h.change_id from here as h))
        and (c.epoch < (select max(e.epoch) from news.change_epochs as e)
            or c.xid < pg_snapshot_xmin(pg_current_snapshot()))
    order by c.epoch, c.xid, c.change_id
    limit most
$$;
comment on function news.changes_since is
    'Changes after a cursor ('''' for all), in an order in which none that commits late is skipped; keep the last cursor.';
