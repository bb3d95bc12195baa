-- Why: a tagger cannot know that two names are one, or that it is wrong; an operator can say so, for old rows and new ones.

alter table news.entities add column merged_into bigint references news.entities;
alter table news.entities add column wikidata text check (wikidata ~ '^Q[1-9][0-9]*$');
create index entities_merged on news.entities (merged_into) where merged_into is not null;
comment on column news.entities.merged_into is 'The entity that stands for this one since an operator said so: it has no mentions any more. Null for all others.';
comment on column news.entities.wikidata is 'Its number at Wikidata, where an operator gave one.';

create table ingest.aliases (
    label text not null,
    alias_key bytea not null,
    alias text not null,
    target_label text not null,
    target_key bytea not null,
    target text not null,
    wikidata text,
    origin text not null check (origin in ('file', 'review')),
    said_by text not null,
    said_at timestamptz not null default now(),
    primary key (label, alias_key),
    constraint aliases_lead_elsewhere check ((label, alias_key) <> (target_label, target_key) or wikidata is not null)
);
comment on table ingest.aliases is 'What operators said about names: mentions of this name under this label belong to that entity.';
comment on column ingest.aliases.label is 'The label that the tagger gives the name.';
comment on column ingest.aliases.alias_key is 'SHA-256 of the folded name.';
comment on column ingest.aliases.alias is 'The name.';
comment on column ingest.aliases.target_label is 'The label that is right.';
comment on column ingest.aliases.target_key is 'SHA-256 of the folded name of the entity.';
comment on column ingest.aliases.target is 'What the entity is called.';
comment on column ingest.aliases.wikidata is 'The entity''s number at Wikidata, if one was given.';
comment on column ingest.aliases.origin is 'file: loaded from a table; review: one correction.';
comment on column ingest.aliases.said_by is 'The file, or who made the correction.';
comment on column ingest.aliases.said_at is 'When.';
