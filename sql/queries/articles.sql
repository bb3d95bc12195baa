-- name: insert_article :one
-- Publish an article; gives no row if another article has the same text.
insert into news.articles (
    article_id, source_id, source, url, canonical_url, title, title_source, authors, published_at, published_precision,
    published_source, modified_at, language, language_source, site_name, dateline, text, text_key, word_count, body_source,
    model, first_seen_at, standfirst, section, tags, image_url, image_alt, truncated, article_kind, agency,
    text_source, text_evidence, images, opt_out
)
values (
    %(article_id)s, %(source_id)s, %(source)s, %(url)s, %(canonical_url)s, %(title)s, %(title_source)s, %(authors)s,
    %(published_at)s, %(published_precision)s, %(published_source)s, %(modified_at)s, %(language)s, %(language_source)s,
    %(site_name)s, %(dateline)s, %(text)s, %(text_key)s, %(word_count)s, %(body_source)s, %(model)s, %(first_seen_at)s,
    %(standfirst)s, %(section)s, %(tags)s, %(image_url)s, %(image_alt)s, %(truncated)s, %(kind)s,
    %(agency)s, %(text_source)s, %(text_evidence)s::jsonb, %(images)s::jsonb, (select d.opt_out from ingest.documents as d where d.document_id = %(article_id)s)
)
on conflict (text_key) do nothing
returning article_id;

-- name: keep_version :exec
-- Keep the version of an article that another text is about to replace, with where its sentences were.
insert into news.past_versions (
    article_id, version, title, authors, published_at, modified_at, language, text, text_key, body_source, model,
    version_reason, enriched_at, sentence_starts, sentence_ends
)
select article_id, version, title, authors, published_at, modified_at, language, text, text_key, body_source, model,
    version_reason, enriched_at,
    array(select s.start_char from news.sentences as s where s.article_id = a.article_id order by s.sentence_no),
    array(select s.end_char from news.sentences as s where s.article_id = a.article_id order by s.sentence_no)
from news.articles as a where article_id = %(article_id)s and text_key <> %(text_key)s;

-- name: clear_article :exec
-- Remove what hangs on an article that is written anew.
select ingest.clear_article(%(article_id)s);

-- name: replace_article :one
-- Write an article anew; another text makes another version. Gives no row if another article has the same text.
update news.articles as a
set version = a.version + (a.text_key <> %(text_key)s)::integer,
    version_reason = case when a.text_key <> %(text_key)s then %(version_reason)s else a.version_reason end,
    canonical_url = %(canonical_url)s, title = %(title)s, title_source = %(title_source)s, authors = %(authors)s,
    published_at = %(published_at)s, published_precision = %(published_precision)s,
    published_source = %(published_source)s, modified_at = %(modified_at)s, language = %(language)s,
    language_source = %(language_source)s, site_name = %(site_name)s, dateline = %(dateline)s, text = %(text)s,
    text_key = %(text_key)s, word_count = %(word_count)s, body_source = %(body_source)s, model = %(model)s,
    standfirst = %(standfirst)s, section = %(section)s, tags = %(tags)s, image_url = %(image_url)s,
    image_alt = %(image_alt)s, truncated = %(truncated)s, article_kind = %(kind)s, agency = %(agency)s,
    text_source = %(text_source)s, text_evidence = %(text_evidence)s::jsonb, images = %(images)s::jsonb,
    opt_out = (select d.opt_out from ingest.documents as d where d.document_id = a.article_id), enriched_at = now()
where a.article_id = %(article_id)s
    and not exists (select from news.articles as o where o.text_key = %(text_key)s and o.article_id <> %(article_id)s)
returning article_id;

-- name: article_with_text :one
-- The article that has this text already.
select article_id from news.articles where text_key = %(text_key)s;

-- name: insert_sentences :exec
-- The article's sentences, in one statement.
insert into news.sentences (article_id, sentence_no, paragraph_no, start_char, end_char, text)
select %(article_id)s, s.sentence_no, s.paragraph_no, s.start_char, s.end_char, s.text
from unnest(%(sentence_nos)s::integer[], %(paragraph_nos)s::integer[], %(starts)s::integer[], %(ends)s::integer[],
    %(texts)s::text[]) as s (sentence_no, paragraph_no, start_char, end_char, text);

-- name: insert_paragraphs :exec
-- The article's paragraphs, in one statement.
insert into news.paragraphs (article_id, paragraph_no, kind, start_char, end_char)
select %(article_id)s, p.number - 1, p.kind, p.start_char, p.end_char
from unnest(%(kinds)s::text[], %(starts)s::integer[], %(ends)s::integer[])
    with ordinality as p (kind, start_char, end_char, number);

-- name: insert_entities :exec
-- The entities that are not known yet, in one order for all workers so that none waits for another in a circle.
insert into news.entities (name, label, name_key)
select e.name, e.label, e.name_key
from unnest(%(names)s::text[], %(labels)s::text[], %(name_keys)s::bytea[]) as e (name, label, name_key)
order by e.label, e.name_key
on conflict (label, name_key) do nothing;

-- name: insert_mentions :exec
-- The article's mentions, joined to their entities, in one statement.
insert into news.mentions (
    article_id, mention_no, sentence_no, start_char, end_char, text, label, entity_id, score, model, tagged_entity_id
)
select %(article_id)s, m.mention_no, m.sentence_no, m.start_char, m.end_char, m.text, m.label, e.entity_id, m.score,
    %(model)s, t.entity_id
from unnest(%(mention_nos)s::integer[], %(sentence_nos)s::integer[], %(starts)s::integer[], %(ends)s::integer[],
    %(texts)s::text[], %(labels)s::text[], %(name_keys)s::bytea[], %(scores)s::real[], %(tagged_labels)s::text[],
    %(tagged_keys)s::bytea[])
    as m (mention_no, sentence_no, start_char, end_char, text, label, name_key, score, tagged_label, tagged_key)
join news.entities as e on e.label = m.label and e.name_key = m.name_key
left join news.entities as t on t.label = m.tagged_label and t.name_key = m.tagged_key and t.entity_id <> e.entity_id;

-- name: add_aliases :exec
-- Spellings that the entities of this article have not been seen under, at most 50 an entity; rows locked in one order,
-- by a lock that others' mentions of them do not wait for.
with spelled as (
    select e.entity_id, array_agg(distinct m.text) as spellings
    from news.mentions as m
    join news.entities as e using (entity_id)
    where m.article_id = %(article_id)s and m.text <> e.name and not m.text = any(e.aliases)
        and cardinality(e.aliases) < 50
    group by e.entity_id
),
locked as (
    select e.entity_id from news.entities as e join spelled using (entity_id) order by e.entity_id
    for no key update of e
)
update news.entities as e
set aliases = (
    select array_agg(alias order by alias)
    from (select distinct alias from unnest(e.aliases || s.spellings) as alias order by alias limit 50) as known
)
from spelled as s join locked using (entity_id)
where e.entity_id = s.entity_id;

-- name: insert_places :exec
-- The places that are not known yet, in one order for all workers.
insert into news.places (place_key, name, kind, country_code, latitude, longitude, population, geonames_id)
select p.place_key, p.name, p.kind, p.country_code, p.latitude, p.longitude, p.population, p.geonames_id
from unnest(%(keys)s::text[], %(names)s::text[], %(kinds)s::text[], %(countries)s::text[], %(latitudes)s::float8[],
    %(longitudes)s::float8[], %(populations)s::integer[], %(geonames_ids)s::bigint[])
    as p (place_key, name, kind, country_code, latitude, longitude, population, geonames_id)
order by p.place_key
on conflict (place_key) do nothing;

-- name: insert_locations :exec
-- Which place each of the article's mentions means, in one statement.
insert into news.locations (article_id, mention_no, place_id, score, evidence)
select %(article_id)s, l.mention_no, p.place_id, l.score, l.evidence
from unnest(%(mention_nos)s::integer[], %(keys)s::text[], %(scores)s::real[], %(evidence)s::text[])
    as l (mention_no, place_key, score, evidence)
join news.places as p using (place_key);

-- name: insert_dates :exec
-- The dates that the article speaks of, in one statement.
insert into news.dates (article_id, start_char, end_char, text, starts_at, ends_at, precision, approximate, relation)
select %(article_id)s, d.start_char, d.end_char, d.text, d.starts_at, d.ends_at, d.precision, d.approximate, d.relation
from unnest(%(starts)s::integer[], %(ends)s::integer[], %(texts)s::text[], %(starts_at)s::timestamptz[],
    %(ends_at)s::timestamptz[], %(precisions)s::text[], %(approximate)s::boolean[], %(relations)s::text[])
    as d (start_char, end_char, text, starts_at, ends_at, precision, approximate, relation);

-- name: insert_quantities :exec
-- The figures in the article, in one statement.
insert into news.quantities (article_id, start_char, end_char, text, kind, value, high, unit, approximate, bound)
select %(article_id)s, q.start_char, q.end_char, q.text, q.kind, q.value, q.high, q.unit, q.approximate, q.bound
from unnest(%(starts)s::integer[], %(ends)s::integer[], %(texts)s::text[], %(kinds)s::text[], %(values)s::numeric[],
    %(highs)s::numeric[], %(units)s::text[], %(approximate)s::boolean[], %(bounds)s::text[])
    as q (start_char, end_char, text, kind, value, high, unit, approximate, bound);

-- name: insert_quotes :exec
-- What the article quotes, in one statement; numbers in the order of the text.
insert into news.quotes (
    article_id, quote_no, start_char, end_char, text, kind, cue, speaker, speaker_start_char, mention_no
)
select %(article_id)s, q.number - 1, q.start_char, q.end_char, q.text, q.kind, q.cue, q.speaker, q.speaker_start_char,
    q.mention_no
from unnest(%(starts)s::integer[], %(ends)s::integer[], %(texts)s::text[], %(kinds)s::text[], %(cues)s::text[],
    %(speakers)s::text[], %(speaker_starts)s::integer[], %(mention_nos)s::integer[])
    with ordinality as q (start_char, end_char, text, kind, cue, speaker, speaker_start_char, mention_no, number);

-- name: keep_marks :exec
-- What the model marked in the article's present text; none where nothing can be used again.
insert into ingest.marks (article_id, model, starts, ends, labels)
values (%(article_id)s, %(model)s, %(starts)s::integer[], %(ends)s::integer[], %(labels)s::text[])
on conflict (article_id) do update
set model = excluded.model, starts = excluded.starts, ends = excluded.ends, labels = excluded.labels;

-- name: earlier_text :one
-- An article's present text with its sentences and what the model marked in it; no row where no marks were kept.
select a.text, m.model, m.starts, m.ends, m.labels,
    array(select s.start_char from news.sentences as s where s.article_id = a.article_id order by s.sentence_no) as sentence_starts,
    array(select s.end_char from news.sentences as s where s.article_id = a.article_id order by s.sentence_no) as sentence_ends
from ingest.marks as m join news.articles as a using (article_id) where m.article_id = %(article_id)s
    and cardinality(m.starts) > 0;

-- name: settle_counts :one
-- Make one row for each entity and day of so many rows of days that are over; how many it took.
select ingest.settle_counts(%(most)s) as settled;

-- name: count_older :one
-- Count the mentions of so many articles that are not counted yet; how many it looked at.
select ingest.count_older(%(most)s) as counted;

-- name: uncounted :one
-- How many articles are not counted yet.
select count(*) as articles from ingest.uncounted;
