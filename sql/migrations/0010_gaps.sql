-- Why: a feed that shares no entry with its last poll has lost some in between, and nobody else will ever say so.

create table ingest.gaps (
    source_id bigint not null references ingest.sources,
    gap_from timestamptz not null,
    gap_until timestamptz not null,
    entries integer not null,
    primary key (source_id, gap_until)
);
comment on table ingest.gaps is 'Overruns: times between two polls of a source that share no entry, so that some may have scrolled away unseen.';
comment on column ingest.gaps.source_id is 'The source.';
comment on column ingest.gaps.gap_from is 'The last poll before, which saw everything up to then.';
comment on column ingest.gaps.gap_until is 'The poll that found only new entries.';
comment on column ingest.gaps.entries is 'How many entries that poll found, all of them new.';
