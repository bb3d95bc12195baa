-- Why: where the disk is nearly full or the database is slow, taking on more work makes it worse: discovery pauses, what
-- is on its way goes on, and an operator sees why.

create table ingest.pauses (
    kind text primary key check (kind in ('low disk', 'slow database', 'broker')),
    since timestamptz not null,
    until timestamptz not null,
    subject text not null,
    detail text not null
);
comment on table ingest.pauses is 'Why nothing new is looked for: written by the sweepers while they see it.';
comment on column ingest.pauses.kind is 'low disk, slow database, or broker: it takes no messages.';
comment on column ingest.pauses.since is 'Since when without a break.';
comment on column ingest.pauses.until is 'When the row means nothing any more, unless it is written again.';
comment on column ingest.pauses.subject is 'Which disk, database or broker.';
comment on column ingest.pauses.detail is 'One line for people.';
