-- Why: when a page was fetched again, its former bytes stayed and belonged to no document: no rule let them expire, and
-- whoever had the page forgotten left them behind. They go with the change; those that are left over go now.

create index raw_documents_body on ingest.raw_documents using hash (body_key);

create function ingest.drop_former_body() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
    delete from ingest.bodies as b
    where b.body_key = old.body_key
        and not exists (select from ingest.raw_documents as r where r.body_key = old.body_key);
    return null;
exception when foreign_key_violation then
    return null;  -- another document has just come to the same bytes
end
$$;
revoke all on function ingest.drop_former_body() from public;
comment on function ingest.drop_former_body is 'Remove bytes that a document had before, unless another has the same.';

create trigger drop_former_body after update of body_key on ingest.raw_documents
for each row when (old.body_key <> new.body_key) execute function ingest.drop_former_body();

delete from ingest.bodies as b
where not exists (select from ingest.raw_documents as r where r.body_key = b.body_key);

-- And why: a page that was a source by itself and could not be had at first had no entry when it could, so that nobody
-- could have it done again.
insert into ingest.entries (document_id, entry)
select d.document_id, jsonb_build_object(
        'identity', d.url, 'url', d.url, 'authors', '[]'::jsonb, 'tags', '[]'::jsonb, 'published_at', null, 'modified_at', null
    )
from ingest.documents as d
where d.document_id in (  -- all of them first: a table that is searched while it grows is searched ever longer
    select o.document_id from ingest.documents as o
    where o.state not in ('rejected', 'failed') and o.reason is distinct from 'listed_as_source'
    except
    select document_id from ingest.entries
);
