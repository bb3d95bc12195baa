-- name: mark_tagged :exec
-- Of these entities, those that operators said are others: the others stand for them.
update news.entities as e
set merged_into = t.entity_id
from unnest(%(labels)s::text[], %(name_keys)s::bytea[]) as n (label, key)
join ingest.aliases as a on a.label = n.label and a.alias_key = n.key
join news.entities as t on t.label = a.target_label and t.name_key = a.target_key
where e.label = n.label and e.name_key = n.key and e.merged_into is null and e.entity_id <> t.entity_id;

-- name: aliases_leading_to :many
-- What was said of an entity: that it is another, or else that others are it.
select a.label, a.alias_key
from news.entities as e
join ingest.aliases as a on case
    when e.merged_into is not null then (a.label, a.alias_key) = (e.label, e.name_key)
    else (a.target_label, a.target_key) = (e.label, e.name_key)
end
where e.entity_id = %(entity_id)s;

-- name: take_back_aliases :many
-- Say no longer what was said about these names; of one origin alone if it is given.
delete from ingest.aliases as a
using unnest(%(labels)s::text[], %(alias_keys)s::bytea[]) as n (label, key)
where a.label = n.label and a.alias_key = n.key and a.origin = coalesce(%(origin)s, a.origin)
returning a.label, a.alias_key, a.target_label, a.target_key;

-- name: return_mentions :many
-- Old mentions, given back to the entities that the tagger meant.
update news.mentions as m
set entity_id = e.entity_id, label = e.label, tagged_entity_id = null
from news.entities as e
join unnest(%(labels)s::text[], %(alias_keys)s::bytea[]) as n (label, key) on e.label = n.label and e.name_key = n.key
where m.tagged_entity_id = e.entity_id
returning m.article_id;

-- name: unmerge_entities :exec
-- These entities stand for themselves again.
update news.entities as e
set merged_into = null
from unnest(%(labels)s::text[], %(alias_keys)s::bytea[]) as n (label, key)
where e.label = n.label and e.name_key = n.key and e.merged_into is not null;

-- name: take_back_spellings :exec
-- Spellings that these entities, their targets and what still leads to those have from one that they stand for no longer.
with said as materialized (
    select e.entity_id, e.name, e.aliases, e.merged_into
    from news.entities as e
    where (e.label, e.name_key) in (
        select label, key from unnest(%(labels)s::text[], %(name_keys)s::bytea[]) as n (label, key)
    )
),
near as materialized (
    select entity_id, name, aliases, merged_into from said
    union
    select e.entity_id, e.name, e.aliases, e.merged_into from news.entities as e join said on e.merged_into = said.entity_id
),
spelled as materialized (
    select n.entity_id, n.merged_into, s.spelling from near as n, unnest(n.aliases || n.name) as s (spelling)
),
stale as (
    select distinct n.entity_id, s.spelling
    from near as n
    cross join unnest(n.aliases) as s (spelling)
    join spelled as o
        on o.spelling = s.spelling and o.entity_id <> n.entity_id and o.merged_into is distinct from n.entity_id
    where not exists (select from near as j where j.merged_into = n.entity_id and j.name = s.spelling)
        and not exists (select from news.mentions as m where m.entity_id = n.entity_id and m.text = s.spelling)
)
update news.entities as t
set aliases = array(
    select s.spelling from unnest(t.aliases) as s (spelling)
    where not exists (select from stale where stale.entity_id = t.entity_id and stale.spelling = s.spelling)
    order by s.spelling
)
where t.entity_id in (select entity_id from stale);

-- name: take_back_numbers :exec
-- These entities have the number at Wikidata that is still said of them, or none.
update news.entities as e
set wikidata = (
    select min(a.wikidata) from ingest.aliases as a where a.target_label = e.label and a.target_key = e.name_key
)
from unnest(%(labels)s::text[], %(name_keys)s::bytea[]) as n (label, key)
where e.label = n.label and e.name_key = n.key and e.wikidata is not null;

-- name: drop_locations :exec
-- Places of mentions in these articles that name no place since an operator said what they name.
delete from news.locations as l
using news.mentions as m
where l.article_id = any (%(ids)s) and m.article_id = l.article_id and m.mention_no = l.mention_no
    and m.label not in ('GPE', 'LOC', 'FAC');

-- name: link_reviews_of :many
-- What operators said about the places that these names mean.
select r.label, r.name_key, p.name, p.kind, p.country_code, p.latitude, p.longitude, p.population, p.geonames_id
from ingest.link_reviews as r
join unnest(%(labels)s::text[], %(keys)s::bytea[]) as n (label, key) on n.label = r.label and n.key = r.name_key
left join news.places as p using (place_key);

-- name: put_link_review :one
-- Note which place an entity is (null: none that is known); gives no row without such an entity or place.
insert into ingest.link_reviews (label, name_key, name, place_key, said_by)
select e.label, e.name_key, e.name, p.place_key, %(said_by)s
from news.entities as e left join news.places as p on p.place_id = %(place_id)s
where e.entity_id = %(entity_id)s and (p.place_id is not null or %(place_id)s::bigint is null)
on conflict (label, name_key) do update
set place_key = excluded.place_key, said_by = excluded.said_by, said_at = now()
returning label;

-- name: unlink_mentions :many
-- Take the place from all mentions of an entity that mean another one (null: any).
delete from news.locations as l
using news.mentions as m
where m.entity_id = %(entity_id)s and l.article_id = m.article_id and l.mention_no = m.mention_no
    and l.place_id is distinct from %(place_id)s::bigint
returning l.article_id;

-- name: link_mentions :many
-- Give the place to all mentions of an entity that have none.
insert into news.locations (article_id, mention_no, place_id, score, evidence)
select m.article_id, m.mention_no, %(place_id)s, 1, %(evidence)s
from news.mentions as m
where m.entity_id = %(entity_id)s
on conflict (article_id, mention_no) do nothing
returning article_id;

-- name: entities_to_review :many
-- Entities that look wrong and that no operator said anything about, the most mentioned first: why, in words.
with named as (
    select e.entity_id, e.name, e.label, e.name_key, count(*) as mentions, count(l.place_id) as placed,
        count(distinct l.place_id) as places, count(*) over (partition by e.name_key) as labels,
        string_agg(e.label, ', ') over (partition by e.name_key) as all_labels
    from news.mentions as m
    join news.entities as e using (entity_id)
    left join news.locations as l using (article_id, mention_no)
    where e.label not in ('DATE', 'TIME', 'MONEY', 'PERCENT', 'QUANTITY', 'CARDINAL', 'ORDINAL')
    group by e.entity_id
),
doubtful as (
    select n.*, case
        when n.labels > 1 then 'one name under several labels: ' || n.all_labels
        when n.places > 1 then 'its mentions mean ' || n.places || ' places'
        when n.label = 'GPE' and n.placed * 2 < n.mentions
            then (n.mentions - n.placed) || ' of its mentions mean no known place'
    end as why
    from named as n
)
select d.entity_id, d.label, d.name, d.mentions, d.why
from doubtful as d
where d.why is not null
    and not exists (
        select from ingest.aliases as a
        where (a.label, a.alias_key) = (d.label, d.name_key) or (a.target_label, a.target_key) = (d.label, d.name_key)
    )
    and not exists (select from ingest.link_reviews as r where (r.label, r.name_key) = (d.label, d.name_key))
order by max(d.mentions) over (partition by d.name_key) desc, d.name_key, d.mentions desc, d.label limit %(most)s;

-- name: links_of_entity :many
-- What an entity is linked to, with the support for it.
select kind, place_id, wikidata, score, evidence, support, mentions
from news.entity_links where entity_id = %(entity_id)s order by support desc, place_id;

-- name: said_of_entity :many
-- What operators said of an entity, and who.
select a.label, a.alias, a.target_label, a.target, a.wikidata, a.origin, a.said_by
from news.entities as e
join ingest.aliases as a
    on (a.label, a.alias_key) = (e.label, e.name_key) or (a.target_label, a.target_key) = (e.label, e.name_key)
where e.entity_id = %(entity_id)s order by a.said_at, a.alias;
