-- name: hold_aliases :exec
-- Keep the aliases as they are until the transaction ends; many may hold them at once.
lock table ingest.alias_gate in row share mode;

-- name: change_aliases :exec
-- Wait until nobody holds the aliases, and keep others from it until the transaction ends.
lock table ingest.alias_gate in exclusive mode;

-- name: aliases_of :many
-- What operators said about these names.
select a.label, a.alias_key, a.target_label, a.target
from ingest.aliases as a
join unnest(%(labels)s::text[], %(keys)s::bytea[]) as n (label, key) on n.label = a.label and n.key = a.alias_key;

-- name: put_aliases :many
-- Note what an operator says about names; the last word counts.
insert into ingest.aliases (label, alias_key, alias, target_label, target_key, target, wikidata, origin, said_by)
select a.label, a.alias_key, a.alias, a.target_label, a.target_key, a.target, a.wikidata, %(origin)s, %(said_by)s
from unnest(%(labels)s::text[], %(alias_keys)s::bytea[], %(aliases)s::text[], %(target_labels)s::text[],
    %(target_keys)s::bytea[], %(targets)s::text[], %(wikidata)s::text[])
    as a (label, alias_key, alias, target_label, target_key, target, wikidata)
on conflict (label, alias_key) do update set
    target_label = excluded.target_label, target_key = excluded.target_key, target = excluded.target,
    wikidata = excluded.wikidata, origin = excluded.origin, said_by = excluded.said_by, said_at = now()
returning label;

-- name: drop_returns :exec
-- What was said before the other way round: that B is A, before A was said to be B.
delete from ingest.aliases as a
using ingest.aliases as b
where (a.label, a.alias_key) = (b.target_label, b.target_key) and (a.target_label, a.target_key) = (b.label, b.alias_key)
    and (a.label, a.alias_key) <> (a.target_label, a.target_key)
    and (b.label, b.alias_key) in (select l, k from unnest(%(labels)s::text[], %(alias_keys)s::bytea[]) as n (l, k));

-- name: straighten_aliases :exec
-- An alias of what is itself an alias leads to the end at once.
update ingest.aliases as a
set target_label = b.target_label, target_key = b.target_key, target = b.target
from ingest.aliases as b
where (a.target_label, a.target_key) = (b.label, b.alias_key) and (b.label, b.alias_key) <> (b.target_label, b.target_key)
    and (a.label, a.alias_key) <> (b.target_label, b.target_key);

-- name: make_targets :exec
-- The entities that aliases lead to, with their numbers at Wikidata; they stand for themselves.
insert into news.entities (name, label, name_key, wikidata)
select distinct on (target_label, target_key) target, target_label, target_key, wikidata
from ingest.aliases
order by target_label, target_key, wikidata
on conflict (label, name_key) do update
set wikidata = coalesce(excluded.wikidata, news.entities.wikidata), merged_into = null
where news.entities.merged_into is not null
    or news.entities.wikidata is distinct from coalesce(excluded.wikidata, news.entities.wikidata);

-- name: move_mentions :many
-- Old mentions of aliases, given to the entities that they lead to.
update news.mentions as m
set entity_id = t.entity_id, label = t.label,
    tagged_entity_id = nullif(coalesce(m.tagged_entity_id, m.entity_id), t.entity_id)
from ingest.aliases as a
join news.entities as e on e.label = a.label and e.name_key = a.alias_key
join news.entities as t on t.label = a.target_label and t.name_key = a.target_key
where m.entity_id = e.entity_id and e.entity_id <> t.entity_id
returning m.article_id;

-- name: note_moves :exec
-- Tell those who follow the changes that these articles' mentions belong to other entities now.
with noted as (
    insert into news.changes (epoch, xid, article_id, kind, version, model)
    select e.epoch, pg_current_xact_id(), a.article_id, 'enriched', a.version, a.model
    from news.articles as a cross join (select ingest.change_epoch() as epoch offset 0) as e
    where a.article_id = any (%(ids)s)
    order by a.article_id
)
select pg_notify('news_changes', '');

-- name: mark_merged :exec
-- The entities that others stand for now.
update news.entities as e
set merged_into = nullif(t.entity_id, e.entity_id)
from ingest.aliases as a
join news.entities as t on t.label = a.target_label and t.name_key = a.target_key
where e.label = a.label and e.name_key = a.alias_key and e.merged_into is distinct from nullif(t.entity_id, e.entity_id);

-- name: give_spellings :exec
-- The spellings of merged entities, given to those that stand for them, at most 50 each.
update news.entities as t
set aliases = (
    select array_agg(alias order by alias)
    from (
        select distinct alias from unnest(t.aliases || m.spellings) as alias where alias <> t.name order by alias limit 50
    ) as known
)
from (
    select e.merged_into, array_agg(e.name) || array_agg(s.spelling) filter (where s.spelling is not null) as spellings
    from news.entities as e left join unnest(e.aliases) as s (spelling) on true
    where e.merged_into is not null
    group by e.merged_into
) as m
where t.entity_id = m.merged_into and not m.spellings <@ (t.aliases || t.name) and cardinality(t.aliases) < 50;

-- name: find_entities :many
-- Entities by the beginning of a name, most mentioned first.
select e.entity_id, e.label, e.name, e.aliases, e.wikidata, e.merged_into,
    (select count(*) from news.mentions as m where m.entity_id = e.entity_id) as mentions
from news.entities as e
where lower(e.name) like lower(%(beginning)s) || '%%'
order by mentions desc, e.entity_id limit %(most)s;

-- name: entity_by_id :one
-- One entity.
select entity_id, label, name, merged_into from news.entities where entity_id = %(entity_id)s;
