-- Why: what was forgotten and is announced once more, at another address or by another source, is refused; but its bytes,
-- its words and what the source said of it stayed in the machine room, where nobody had asked for them.

create function ingest.erase_forgotten() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    keys bytea[];
begin
    delete from ingest.parsed_documents where document_id = new.document_id;
    delete from ingest.entries where document_id = new.document_id;
    with gone as (delete from ingest.raw_documents where document_id = new.document_id returning body_key)
    select array_agg(body_key) into keys from gone;
    delete from ingest.bodies as b
    where b.body_key = any(keys) and not exists (select from ingest.raw_documents as r where r.body_key = b.body_key);
    new.url := substring(new.url from '^[a-z]+://[^/?#]*') || '/';
    return new;
end
$$;
revoke all on function ingest.erase_forgotten() from public;
comment on function ingest.erase_forgotten is 'Leave of a document that is refused as forgotten the row, its keys and the host.';

create trigger erase_forgotten before update on ingest.documents
for each row when (new.reason = 'forgotten' and new.state = 'rejected' and old.reason is distinct from 'forgotten')
execute function ingest.erase_forgotten();

-- Those that were refused before this version: once more, for the trigger to see them.
update ingest.documents as d set reason = null, state = 'discovered', due_at = now()
where d.reason = 'forgotten'
    and (
        exists (select from ingest.entries as e where e.document_id = d.document_id)
        or exists (select from ingest.raw_documents as r where r.document_id = d.document_id)
    );
update ingest.documents as d set reason = 'forgotten', state = 'rejected', due_at = null
where d.state = 'discovered' and d.reason is null and exists (
    select from ingest.events as e
    where e.document_id = d.document_id and e.version = d.version and e.outcome = 'rejected' and e.reason = 'forgotten'
);
