-- name: note_files :many
-- Note the files that a source holds and say which are to be looked at: those that wait for their first reading, and those
-- whose stamp is another, unless they are busy with older bytes. What was gone and is there again is told in the log.
with seen as (
    select * from unnest(%(entry_keys)s::bytea[], %(stamps)s::text[]) as s (entry_key, stamp)
),
known as (
    select d.document_id, d.source_id, d.entry_key, d.state, d.purpose, s.stamp, f.stamp as old, f.gone_at, r.body_key
    from seen as s
    join ingest.documents as d on d.source_id = %(source_id)s and d.entry_key = s.entry_key
    left join ingest.files as f using (document_id)
    left join ingest.raw_documents as r using (document_id)
),
entered as (
    insert into ingest.files (document_id, stamp) select document_id, stamp from known where old is null
    on conflict (document_id) do nothing
),
back as (
    update ingest.files as f set gone_at = null from known as k
    where f.document_id = k.document_id and f.gone_at is not null
    returning k.document_id, k.source_id
),
logged as (
    insert into ingest.events (document_id, source_id, stage, worker, outcome, detail)
    select document_id, source_id, 'poll', %(worker)s, 'returned', 'the file is in its source again' from back
)
select document_id, entry_key, body_key, old <> stamp as changed, state = 'discovered' and purpose is null as waits,
    state in ('fetched', 'parsed') as busy
from known;

-- name: restamp_file :exec
-- Note what a file looks like now, where its bytes are the same or are about to be read.
update ingest.files set stamp = %(stamp)s, noted_at = now() where document_id = %(document_id)s;

-- name: revise_file :one
-- Send a file that has changed through the stages again; gives no row where it is on its way already or was erased.
with revised as (
    update ingest.documents
    set state = 'discovered', version = version + 1, attempts = 0, due_at = now(), sent_at = null, reason = null,
        detail = null, duplicate_of = null, purpose = 'revise', changed_at = now()
    where document_id = %(document_id)s and state in ('enriched', 'duplicate', 'rejected', 'failed')
        and reason is distinct from 'forgotten'
    returning document_id, source_id, version
),
logged as (
    insert into ingest.events (document_id, source_id, version, stage, worker, outcome, detail)
    select document_id, source_id, version, 'poll', %(worker)s, 'requeued', 'the file changed' from revised
),
noted as (
    update ingest.files as f set stamp = %(stamp)s, noted_at = now() from revised as r where f.document_id = r.document_id
)
select document_id from revised;

-- name: mark_gone :many
-- Note which files of a source are gone: all but those that its whole listing has just shown.
with gone as (
    update ingest.files as f
    set gone_at = now()
    from ingest.documents as d
    where d.document_id = f.document_id and d.source_id = %(source_id)s and f.gone_at is null
        and not f.document_id = any(%(seen)s::bigint[])
    returning d.document_id, d.source_id
),
logged as (
    insert into ingest.events (document_id, source_id, stage, worker, outcome, detail)
    select document_id, source_id, 'poll', %(worker)s, 'gone', 'the file is gone from its source; the document stays'
    from gone
)
select document_id from gone;
