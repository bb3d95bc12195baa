-- name: hold_stories :exec
-- Wait until nobody else looks for what an article is like, and keep others from it until the transaction ends; the
-- server ends it where its worker stops in the middle.
lock table ingest.story_gate in exclusive mode;

-- name: end_if_idle :exec
-- Have the server end this transaction where its worker stops in the middle.
set local idle_in_transaction_session_timeout to '15s';

-- name: near_candidates :many
-- Articles that share marks with this one, those that share most first: of each mark the newest articles, and only so
-- many. One that is being erased or written anew is left to that transaction, which looks in its turn.
select a.article_id, a.text, a.day
from (
    select k.article_id, count(*) as shared
    from unnest(%(marks)s::bigint[]) as m (mark)
    cross join lateral (
        select s.article_id from ingest.sketch_marks as s
        where s.mark = m.mark and s.article_id <> %(article_id)s
        order by s.article_id desc limit %(common)s
    ) as k
    group by k.article_id
    having count(*) >= %(fewest)s
    order by shared desc, k.article_id desc limit %(most)s
) as c
join ingest.sketches as s using (article_id)
join news.articles as a using (article_id)
where s.sketcher = %(sketcher)s
for key share of a skip locked;

-- name: pairs_of :many
-- The pairs that an article is in, with the other's text, the newest first.
select o.article_id, o.text, o.day, n.kind, n.jaccard
from (
    select other_id as article_id, kind, jaccard from news.near_duplicates where article_id = %(article_id)s
    union all
    select article_id, kind, jaccard from news.near_duplicates where other_id = %(article_id)s
) as n
join news.articles as o using (article_id)
order by o.article_id desc limit %(most)s
for key share of o skip locked;

-- name: put_pairs :many
-- Note pairs; gives the later articles of those that are new or have other figures.
insert into news.near_duplicates as n (article_id, other_id, kind, jaccard, containment, longer_id, sketcher)
select p.article_id, p.other_id, p.kind, p.jaccard, p.containment, p.longer_id, %(sketcher)s
from unnest(%(article_ids)s::bigint[], %(other_ids)s::bigint[], %(kinds)s::text[], %(jaccards)s::real[],
    %(containments)s::real[], %(longer_ids)s::bigint[])
    as p (article_id, other_id, kind, jaccard, containment, longer_id)
on conflict (article_id, other_id) do update
set kind = excluded.kind, jaccard = excluded.jaccard, containment = excluded.containment,
    longer_id = excluded.longer_id, sketcher = excluded.sketcher, noted_at = now()
where (n.kind, n.jaccard, n.containment, n.longer_id, n.sketcher)
    is distinct from (excluded.kind, excluded.jaccard, excluded.containment, excluded.longer_id, excluded.sketcher)
returning n.article_id;

-- name: drop_pairs :many
-- Give up the pairs of an article that hold no more; gives the other of each.
select ingest.drop_pairs(%(article_id)s, %(kept)s) as article_id;

-- name: put_sketch :one
-- Keep what finds an article's like: the marks, the names that it mentions most, the words of its headline.
with own as (
    select article_id, day, language, stems from news.articles where article_id = %(article_id)s
),
names as (
    select lower(e.name) as name, count(*) as mentions, min(m.start_char) as first_char
    from news.mentions as m join news.entities as e using (entity_id)
    where m.article_id = %(article_id)s
        and e.label in ('PERSON', 'ORG', 'GPE', 'LOC', 'FAC', 'EVENT', 'PRODUCT', 'WORK_OF_ART', 'LAW')
    group by lower(e.name)
),
title as (
    select u.lexeme, min(u.positions[1]) as place
    from own as o cross join unnest(o.stems) as u
    where 'A' = any (u.weights) and u.lexeme ~ '^[[:alpha:]]{3,40}$'
        and not exists (
            select from names as n
            where to_tsvector(news.search_configuration(o.language), n.name) @@ u.lexeme::tsquery
        )
    group by u.lexeme
)
insert into ingest.sketches (article_id, sketcher, shingles, marks, day, names, words)
select o.article_id, %(sketcher)s, %(shingles)s, %(marks)s::bigint[], o.day,
    array(select left(n.name, 100) from names as n order by n.mentions desc, n.first_char limit 12),
    array(select coalesce(o.language, '') || ':' || t.lexeme from title as t order by t.place limit 10)
from own as o
on conflict (article_id) do update
set sketcher = excluded.sketcher, shingles = excluded.shingles, marks = excluded.marks, day = excluded.day,
    names = excluded.names, words = excluded.words
returning day;

-- name: sketch_of :one
-- The marks that an article has had so far.
select sketcher, shingles, marks from ingest.sketches where article_id = %(article_id)s;

-- name: story_ties :many
-- Articles of about the same days that share names and words of the headline with this one, the most telling first. What
-- more than so many articles of these days have tells nothing; the rarer it is, the more: the logarithm of its share.
with own as (
    select day, names, words from ingest.sketches where article_id = %(article_id)s
),
clues as (
    select distinct u.clue, u.is_name
    from own as o cross join lateral (
        select unnest(o.names) as clue, true as is_name union all select unnest(o.words), false
    ) as u
),
around as (
    select greatest(300, count(*)) as articles
    from (
        select from news.articles as a, own as o
        where a.day between o.day - %(days)s::integer and o.day + %(days)s::integer limit 5000
    ) as w
),
found as (
    select c.clue, c.is_name, f.article_id, count(*) over (partition by c.clue, c.is_name) as articles
    from own as o cross join clues as c cross join lateral (
        select s.article_id from ingest.story_clues as s
        where s.clue = c.clue and s.day between o.day - %(days)s::integer and o.day + %(days)s::integer
            and s.article_id <> %(article_id)s
        limit %(common)s + 1
    ) as f
)
select t.article_id, s.story_id, s.representative_id, t.weight, t.names, t.words, t.clues
from (
    select f.article_id, sum(ln(w.articles::float8 / (f.articles + 1))) as weight,
        count(*) filter (where f.is_name) as names, count(*) filter (where not f.is_name) as words,
        array_agg(f.clue order by f.articles, f.clue) as clues
    from found as f cross join around as w
    where f.articles <= %(common)s
    group by f.article_id
    having sum(ln(w.articles::float8 / (f.articles + 1))) >= %(least)s::float8
    order by weight desc, f.article_id limit %(most)s
) as t
join news.story_articles as s using (article_id)
order by t.weight desc, t.article_id;

-- name: story_tellings :many
-- The articles that stand for the texts of each of these stories on about these days, the newest first.
select s.story_id, t.representative_id
from unnest(%(story_ids)s::bigint[]) as s (story_id)
cross join lateral (
    select m.representative_id, max(k.day) as day
    from news.story_articles as m join ingest.sketches as k using (article_id)
    where m.story_id = s.story_id and k.day between %(day)s::date - %(days)s::integer and %(day)s::date + %(days)s::integer
    group by m.representative_id order by day desc, m.representative_id desc limit %(most)s
) as t;

-- name: story_places :many
-- Where these articles stand: their story and who stands for them.
select article_id, story_id, representative_id from news.story_articles where article_id = any (%(ids)s);

-- name: alone_in_story :one
-- Whether a story has no other article.
select not exists (
    select from news.story_articles where story_id = %(story_id)s and article_id <> %(article_id)s
) as alone;

-- name: open_story :one
-- A new story.
insert into news.stories default values returning story_id;

-- name: place_article :exec
-- Put an article into a story; who opened it and stays in it is the first for ever.
insert into news.story_articles as s (article_id, story_id, representative_id, reason, evidence)
values (%(article_id)s, %(story_id)s, %(representative_id)s, %(reason)s, %(evidence)s)
on conflict (article_id) do update
set story_id = excluded.story_id, representative_id = excluded.representative_id,
    reason = case when s.story_id = excluded.story_id and s.reason = 'first' then 'first' else excluded.reason end,
    evidence = case when s.story_id = excluded.story_id and s.reason = 'first' then '' else excluded.evidence end,
    joined_at = case when s.story_id = excluded.story_id then s.joined_at else now() end;

-- name: merge_stories :many
-- Let one story have the articles of others; gives these articles.
with ended as (
    update news.stories set merged_into = %(into)s
    where story_id = any (%(ended)s) or merged_into = any (%(ended)s)
),
noted as (
    insert into news.story_merges (from_story_id, into_story_id, article_id, reason)
    select m.story_id, %(into)s, %(article_id)s, m.reason
    from unnest(%(ended)s::bigint[], %(reasons)s::text[]) as m (story_id, reason)
)
update news.story_articles set story_id = %(into)s where story_id = any (%(ended)s) returning article_id;

-- name: represent :many
-- Let the article announced first stand for all that these stand for; gives those for which it is another now.
update news.story_articles set representative_id = %(representative_id)s
where representative_id = any (%(represented_by)s) and representative_id <> %(representative_id)s
returning article_id;

-- name: settle_representatives :one
-- Choose who stands for the articles of these groups anew; gives those for which it is another now.
select ingest.settle_representatives(
    array(select article_id from news.story_articles where representative_id = any (%(represented_by)s))
) as changed;

-- name: note_related :exec
-- Tell those who follow the changes.
select ingest.note_related(%(ids)s);
