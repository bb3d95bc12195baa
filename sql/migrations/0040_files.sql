-- Why: a directory or an archive that is polled again must notice which of its files changed and which are gone, and nobody
-- would see either from the documents alone.

create table ingest.files (
    document_id bigint primary key references ingest.documents,
    stamp text not null,
    noted_at timestamptz not null default now(),
    gone_at timestamptz
);
comment on table ingest.files is 'Documents that are files in a directory or entries of a file: what they looked like when they were last read, and whether they are still there.';
comment on column ingest.files.document_id is 'The document.';
comment on column ingest.files.stamp is 'In a directory size and times of the file, in a file SHA-256 of the entry or the reason against it: another one says that it may have changed.';
comment on column ingest.files.noted_at is 'When it was last found to be new or different.';
comment on column ingest.files.gone_at is 'Since when it is gone from its source; null while it is there. The document stays.';
comment on column ingest.events.outcome is 'A state, or retry, lost, fenced, unchanged, polled, requeued; of a file gone or returned.';
