-- Why: a guest asks before it enters and does not hurry its host: robots.txt is kept for a day, and all workers on all
-- machines share one row of slots for each host.

create table ingest.hosts (
    host text primary key,
    next_slot_at timestamptz not null,
    rests_until timestamptz,
    crawl_delay interval
);
comment on table ingest.hosts is 'When each host may be asked next: a fetch reserves the next slot, and waits for it as a postponed document.';
comment on column ingest.hosts.host is 'Host name and port.';
comment on column ingest.hosts.next_slot_at is 'The first slot that nobody has reserved.';
comment on column ingest.hosts.rests_until is 'When it may be asked again after it asked for patience: until then slots that were reserved before count for nothing.';
comment on column ingest.hosts.crawl_delay is 'What its robots.txt asks for between two requests; null if nothing.';

create table ingest.robots (
    origin text primary key,
    status text not null check (status in ('read', 'unavailable', 'unreachable')),
    body text not null,
    fetched_at timestamptz not null,
    expires_at timestamptz not null
);
comment on table ingest.robots is 'robots.txt of each origin (RFC 9309), kept for a day; while it cannot be reached, the last one that could be read.';
comment on column ingest.robots.origin is 'Scheme, host and port.';
comment on column ingest.robots.status is 'read: its rules hold; unavailable: there is none, all is allowed; unreachable: asked again soon, nothing is fetched meanwhile.';
comment on column ingest.robots.body is 'The rules, at most 500 KiB; empty if there are none.';
comment on column ingest.robots.fetched_at is 'When it was last asked for.';
comment on column ingest.robots.expires_at is 'When it is asked for again.';
