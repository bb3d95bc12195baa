-- Why: a source tells how often it wants to be asked, whether its validators can be believed, and where it has moved to;
-- an operator must see when each is asked next, and why then.

alter table ingest.sources
    add column due_why text,
    add column slot_at timestamptz,
    add column full_at timestamptz,
    add column validators_lie boolean not null default false,
    add column moved_to text,
    add column moved_hits integer not null default 0,
    add column moved_since timestamptz;
comment on column ingest.sources.due_why is 'Why the next poll is then: its own rhythm, what it asks for, failures, a host that asks for patience, an overrun.';
comment on column ingest.sources.slot_at is 'The slot that this poll has reserved at the source''s host; null if it waits for none.';
comment on column ingest.sources.full_at is 'When it last answered a request without validators.';
comment on column ingest.sources.validators_lie is 'Whether it once said that nothing had changed, and something had: it is asked without validators since.';
comment on column ingest.sources.moved_to is 'Where its last answer was permanently redirected to; null if it was not.';
comment on column ingest.sources.moved_hits is 'How many answers in a row were redirected there.';
comment on column ingest.sources.moved_since is 'Since when.';

create table ingest.source_moves (
    source_id bigint not null references ingest.sources,
    from_url text not null,
    from_url_key bytea not null,
    to_url text not null,
    hits integer not null,
    since timestamptz not null,
    moved_at timestamptz not null default now(),
    primary key (source_id, moved_at)
);
create index source_moves_from on ingest.source_moves (from_url_key);
comment on table ingest.source_moves is 'Sources whose URL was changed after many permanent redirects in a row: where they were, and where they are.';
comment on column ingest.source_moves.source_id is 'The source.';
comment on column ingest.source_moves.from_url is 'Where it was polled until then.';
comment on column ingest.source_moves.from_url_key is 'SHA-256 of that: who adds the old URL again means this source.';
comment on column ingest.source_moves.to_url is 'Where it is polled since.';
comment on column ingest.source_moves.hits is 'Permanent redirects in a row that said so.';
comment on column ingest.source_moves.since is 'When the first of them came.';
comment on column ingest.source_moves.moved_at is 'When the URL was changed.';
