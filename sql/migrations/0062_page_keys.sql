-- Why: the key by which documents of one page know each other is of a normaliser that learns; rows that keep the key of an
-- older one would be fetched once more under the new, so it is written down which normaliser the rows' keys are of.

create table ingest.page_keys (
    one boolean primary key default true check (one),
    normaliser integer not null,
    renewed_until bigint
);
comment on table ingest.page_keys is 'The one row that says which normaliser of URLs the documents'' page keys are of; `dateline migrate` brings them up to date.';
comment on column ingest.page_keys.one is 'True: there is one row.';
comment on column ingest.page_keys.normaliser is 'NORMALISER_VERSION of the program that made or renewed the keys.';
comment on column ingest.page_keys.renewed_until is 'The last document whose key has been renewed, where the work was cut short; null when all have been.';
