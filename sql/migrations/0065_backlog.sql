-- Why: discovery that runs ahead of publication without bound only makes the queue longer, so it pauses while a set
-- number of documents waits, and all sweepers and an operator see that and since when.

create table ingest.backlogs (
    one boolean primary key default true check (one),
    since timestamptz not null,
    until timestamptz not null,
    waiting bigint not null,
    most bigint not null
);
comment on table ingest.backlogs is 'The one row that says that enough documents wait and no source is polled: written by the sweepers while they see it.';
comment on column ingest.backlogs.one is 'True: there is one row at most.';
comment on column ingest.backlogs.since is 'Since when without a break.';
comment on column ingest.backlogs.until is 'When the row means nothing any more, unless it is written again.';
comment on column ingest.backlogs.waiting is 'How many documents wait; of one source no more than its share is counted.';
comment on column ingest.backlogs.most is 'DATELINE_MAX_WAITING as it was then.';
