-- Why: what scrolled away can often still be had: from the older pages of a feed, and from looking at a page again.

alter table ingest.sources
    add column older integer not null default 0,
    add column older_page boolean not null default false,
    add column fills_gap boolean not null default false;
comment on column ingest.sources.older is 'How many older pages of it are still to be followed (RFC 5005), for back-fill or after an overrun.';
comment on column ingest.sources.older_page is 'Whether it is an older page of its parent, to which its entries belong; polled once.';
comment on column ingest.sources.fills_gap is 'Whether it is an older page that is read after an overrun: it stops where entries are known.';

alter table ingest.gaps add column filled_at timestamptz;
comment on column ingest.gaps.filled_at is 'When older pages of the source had been followed back to entries that were known; null while the gap stands.';

alter table ingest.documents add column recheck_at timestamptz;
create index documents_recheck on ingest.documents (recheck_at) where recheck_at is not null;
comment on column ingest.documents.recheck_at is 'When its page is looked at again for changes; null if it is not.';
