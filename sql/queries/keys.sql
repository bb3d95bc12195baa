-- name: page_keys :one
-- Which normaliser the documents' page keys are of, and how far they have been renewed.
select normaliser, renewed_until from ingest.page_keys;

-- name: note_page_keys :exec
-- Say how far they have been renewed for which normaliser; nowhere means all.
insert into ingest.page_keys (normaliser, renewed_until) values (%(normaliser)s, %(until)s)
on conflict (one) do update set normaliser = excluded.normaliser, renewed_until = excluded.renewed_until;

-- name: keyed_documents :many
-- The next documents that have a page key, in their order.
select document_id, url, url_key from ingest.documents
where document_id > %(after)s and url_key is not null
order by document_id limit %(most)s;

-- name: renew_page_keys :exec
-- Give these documents other page keys.
update ingest.documents as d set url_key = n.url_key
from unnest(%(document_ids)s::bigint[], %(url_keys)s::bytea[]) as n (document_id, url_key)
where d.document_id = n.document_id;
