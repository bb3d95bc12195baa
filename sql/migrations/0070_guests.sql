-- Why: a slow host must not collect one request a second until all workers wait for it; and a source whose guids cannot
-- be trusted must neither announce the same entries again with every poll nor hide a new one behind an old guid.

alter table ingest.hosts add column busy timestamptz[] not null default '{}';
comment on column ingest.hosts.busy is 'Requests that are with the host now, each as the instant after which it counts no more, whatever became of its worker.';

alter table ingest.sources
    add column identity_policy text not null default 'guid' check (identity_policy in ('guid', 'link', 'content')),
    add column identity_why text;
comment on column ingest.sources.identity_policy is 'What tells this source''s entries apart: guid (or link where there is none), link, content. It only ever degrades.';
comment on column ingest.sources.identity_why is 'What was seen when it degraded last; null if it never did.';
