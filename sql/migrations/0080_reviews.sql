-- Why: a correction must be one that can be taken back, and a link one that an operator can break; both for old rows too.

alter table news.mentions add column tagged_entity_id bigint references news.entities;
alter table news.mentions add constraint mentions_tagged_elsewhere check (tagged_entity_id <> entity_id);
create index mentions_tagged on news.mentions (tagged_entity_id) where tagged_entity_id is not null;
comment on column news.mentions.tagged_entity_id is
    'The entity that the tagger meant where an operator said that it is another; null where entity_id is the tagger''s own.';

-- What was moved before this column was there: the mentions that are spelt like the entity that was merged away.
update news.mentions as m set tagged_entity_id = e.entity_id
from news.entities as e
where e.merged_into = m.entity_id and e.entity_id <> m.entity_id and lower(m.text) = lower(e.name);

create table ingest.link_reviews (
    label text not null,
    name_key bytea not null,
    name text not null,
    place_key text references news.places (place_key),
    said_by text not null,
    said_at timestamptz not null default now(),
    primary key (label, name_key)
);
comment on table ingest.link_reviews is 'What operators said about the place that an entity is, which counts before what its texts make likely.';
comment on column ingest.link_reviews.label is 'The entity''s label.';
comment on column ingest.link_reviews.name_key is 'SHA-256 of its folded name.';
comment on column ingest.link_reviews.name is 'Its name.';
comment on column ingest.link_reviews.place_key is 'The place that it is, in news.places; null: none that is known.';
comment on column ingest.link_reviews.said_by is 'Who said so.';
comment on column ingest.link_reviews.said_at is 'When.';
