-- name: export_changes :many
-- The next changes after a cursor.
select cursor, article_id, kind, version, model, changed_at from news.changes_since(%(since)s, %(most)s);

-- name: export_history :one
-- Which cluster's life an epoch is.
select history from news.change_epochs where epoch = %(epoch)s;

-- name: export_settled :many
-- Of these articles, those that no later change concerns: the others are exported with that change.
select a.article_id
from news.articles as a
where a.article_id = any (%(ids)s)
    and not exists (
        select from news.changes as c
        where c.article_id = a.article_id
            and (c.epoch, c.xid, c.change_id) > (%(epoch)s::integer, %(xid)s::xid8, %(change_id)s::bigint)
    )
order by a.article_id;

-- name: export_articles :many
-- Articles without what serves searching alone.
select article_id, version, source_id, source, url, canonical_url, title, title_source, authors, published_at,
    published_precision, published_source, modified_at, day, language, language_source, site_name, dateline, text,
    word_count, body_source, model, version_reason, opt_out, standfirst, section, tags, image_url, image_alt, truncated,
    article_kind, agency, text_source, text_evidence::text as text_evidence, first_seen_at, enriched_at
from news.articles where article_id = any (%(ids)s) order by article_id;

-- name: export_sentences :many
-- Their sentences.
select article_id, sentence_no, paragraph_no, start_char, end_char, text
from news.sentences where article_id = any (%(ids)s) order by article_id, sentence_no;

-- name: export_paragraphs :many
-- Their paragraphs.
select article_id, paragraph_no, kind, start_char, end_char
from news.paragraphs where article_id = any (%(ids)s) order by article_id, paragraph_no;

-- name: export_images :many
-- The pictures with them.
select article_id, image_no, url, alt, caption, credit
from news.images where article_id = any (%(ids)s) order by article_id, image_no;

-- name: export_mentions :many
-- Their mentions.
select article_id, mention_no, sentence_no, start_char, end_char, text, label, entity_id, score, model,
    tagged_entity_id
from news.mentions where article_id = any (%(ids)s) order by article_id, mention_no;

-- name: export_entities :many
-- The entities that they mention, as they stand now.
select entity_id, name, label, aliases, first_seen_at, merged_into, wikidata
from news.entities
where entity_id in (select m.entity_id from news.mentions as m where m.article_id = any (%(ids)s))
order by entity_id;

-- name: export_locations :many
-- Which places their mentions mean.
select article_id, mention_no, place_id, score, evidence
from news.locations where article_id = any (%(ids)s) order by article_id, mention_no;

-- name: export_places :many
-- Those places.
select place_id, place_key, name, kind, country_code, latitude, longitude, population, geonames_id
from news.places
where place_id in (select l.place_id from news.locations as l where l.article_id = any (%(ids)s))
order by place_id;

-- name: export_dates :many
-- The dates that they speak of.
select article_id, start_char, end_char, text, starts_at, ends_at, precision, approximate, relation
from news.dates where article_id = any (%(ids)s) order by article_id, start_char;

-- name: export_quantities :many
-- Their figures.
select article_id, start_char, end_char, text, kind, value, high, unit, approximate, bound
from news.quantities where article_id = any (%(ids)s) order by article_id, start_char;

-- name: export_quotes :many
-- What they quote.
select article_id, quote_no, start_char, end_char, text, kind, cue, speaker, speaker_start_char, mention_no
from news.quotes where article_id = any (%(ids)s) order by article_id, quote_no;

-- name: export_past_versions :many
-- The versions that others have replaced.
select article_id, version, title, authors, published_at, modified_at, language, text, body_source, model,
    version_reason, enriched_at, replaced_at, sentence_starts, sentence_ends
from news.past_versions where article_id = any (%(ids)s) order by article_id, version;

-- name: export_near_duplicates :many
-- Their pairs with articles announced before them.
select article_id, other_id, kind, jaccard, containment, longer_id, sketcher, noted_at
from news.near_duplicates where article_id = any (%(ids)s) order by article_id, other_id;

-- name: export_stories :many
-- Their stories, and those that ended in them.
select story_id, merged_into, opened_at
from news.stories
where story_id in (select m.story_id from news.story_articles as m where m.article_id = any (%(ids)s))
    or merged_into in (select m.story_id from news.story_articles as m where m.article_id = any (%(ids)s))
order by story_id;

-- name: export_story_articles :many
-- Which story each is in, and who stands for it.
select article_id, story_id, representative_id, reason, evidence, joined_at
from news.story_articles where article_id = any (%(ids)s) order by article_id;

-- name: export_story_merges :many
-- The ends of stories in those of these articles.
select g.from_story_id, g.into_story_id, g.article_id, g.reason, g.merged_at
from news.story_merges as g
join news.stories as s on s.story_id = g.from_story_id
where s.merged_into in (select m.story_id from news.story_articles as m where m.article_id = any (%(ids)s))
order by g.from_story_id;
