-- Why: a language, a stage, a label or a source that falls silent while all else goes on breaks no rule and fails no
-- document; only its own past, by the hour of the week, tells that something is missing. And messages can wait in a queue
-- that nobody serves: that is an alarm for each queue, not one for all.

create table ingest.rhythms (
    hour timestamptz not null,
    kind text not null check (kind in ('source', 'stage', 'language', 'label')),
    subject text not null,
    amount bigint not null,
    primary key (hour, kind, subject)
);
comment on table ingest.rhythms is 'How much came in each hour of the last ten weeks; kept by the sweeper, nothing where nothing came.';
comment on column ingest.rhythms.hour is 'When the hour began.';
comment on column ingest.rhythms.kind is 'source (documents announced), stage (documents that it was done with), language or label (articles published with it).';
comment on column ingest.rhythms.subject is 'Number of the source, or name of the stage, language or label; ''any'' for articles with any label.';
comment on column ingest.rhythms.amount is 'How many.';

create table ingest.measured_hours (
    hour timestamptz primary key,
    measured_at timestamptz not null default now()
);
comment on table ingest.measured_hours is 'The hours that ingest.rhythms tells of.';
comment on column ingest.measured_hours.hour is 'When the hour began.';
comment on column ingest.measured_hours.measured_at is 'When it was measured.';

create table ingest.noted_alarms (
    kind text not null check (kind in ('off rhythm', 'no consumer')),
    subject text not null,
    source_id bigint references ingest.sources,
    since timestamptz not null,
    until timestamptz not null,
    detail text not null,
    primary key (kind, subject)
);
comment on table ingest.noted_alarms is 'Alarms that are found by work or outside the database: written by the sweepers while they see their cause.';
comment on column ingest.noted_alarms.kind is 'off rhythm, or no consumer.';
comment on column ingest.noted_alarms.subject is 'What it is about: a source''s URL, a language, a stage, a label, a queue.';
comment on column ingest.noted_alarms.source_id is 'The source, where it is one.';
comment on column ingest.noted_alarms.since is 'Since when without a break.';
comment on column ingest.noted_alarms.until is 'When the row means nothing any more, unless it is written again.';
comment on column ingest.noted_alarms.detail is 'One line for people.';

-- Events are added in the order of their time: a summary of blocks finds an hour, at no cost to those who write.
create index events_ended on ingest.events using brin (ended_at) with (pages_per_range = 32);

create function ingest.prune_rhythms() returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
    delete from ingest.rhythms where hour < now() - interval '70 days';
    delete from ingest.measured_hours where hour < now() - interval '70 days';
$$;
comment on function ingest.prune_rhythms is 'Remove the hours that no alarm looks back to.';
revoke all on function ingest.prune_rhythms() from public;
