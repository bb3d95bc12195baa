-- Views on the product; made anew by every migration. Those on schema news alone act with the rights of who asks. They
-- group by the keys of entities and places alone, so that no names are sorted.

create view news.article_versions with (security_invoker = true) as
select article_id, version, title, authors, published_at, modified_at, language, text, text_key, body_source, model,
    version_reason, enriched_at, replaced_at
from news.past_versions
union all
select article_id, version, title, authors, published_at, modified_at, language, text, text_key, body_source, model,
    version_reason, enriched_at, null
from news.articles;

comment on view news.article_versions is 'Every version of every article, the present one included.';
comment on column news.article_versions.article_id is 'The article.';
comment on column news.article_versions.version is 'Counts from 1.';
comment on column news.article_versions.title is 'The headline of this version.';
comment on column news.article_versions.authors is 'Its authors.';
comment on column news.article_versions.published_at is 'When it says that it was published.';
comment on column news.article_versions.modified_at is 'When it says that it was changed.';
comment on column news.article_versions.language is 'Its language.';
comment on column news.article_versions.text is 'Its text.';
comment on column news.article_versions.text_key is 'SHA-256 of title and text, folded.';
comment on column news.article_versions.body_source is 'Which bytes it was read from: page, feed or file.';
comment on column news.article_versions.model is 'The model that tagged it.';
comment on column news.article_versions.version_reason is 'new, reprocessed or revised.';
comment on column news.article_versions.enriched_at is 'When it became visible.';
comment on column news.article_versions.replaced_at is 'When the next one took its place; null for the present one.';

create view news.images with (security_invoker = true) as
select a.article_id, (i.number - 1)::integer as image_no, i.image ->> 'url' as url, i.image ->> 'alt' as alt,
    i.image ->> 'caption' as caption, i.image ->> 'credit' as credit
from news.articles as a
cross join lateral jsonb_array_elements(a.images) with ordinality as i (image, number);

comment on view news.images is 'The pictures that stand with articles; none is fetched.';
comment on column news.images.article_id is 'The article.';
comment on column news.images.image_no is 'Counts from 0 in each article; the lead image, where there is one, is 0.';
comment on column news.images.url is 'Where the picture is.';
comment on column news.images.alt is 'What the page says that it shows; null if nothing.';
comment on column news.images.caption is 'What stands below it, without the credit; null if nothing.';
comment on column news.images.credit is 'Whose it is, as its credit or the data of the page say; null if nobody says.';

create view news.headline_changes with (security_invoker = true) as
select article_id, version, before as title_before, title as title_after, enriched_at as changed_at
from (
    select v.*, lag(v.title) over (partition by v.article_id order by v.version) as before
    from news.article_versions as v
    where v.article_id in (select article_id from news.past_versions)
) as v
where before <> title;

comment on view news.headline_changes is 'Headlines that another version of an article changed.';
comment on column news.headline_changes.article_id is 'The article.';
comment on column news.headline_changes.version is 'The version that brought the new one.';
comment on column news.headline_changes.title_before is 'What it said before.';
comment on column news.headline_changes.title_after is 'What it says since.';
comment on column news.headline_changes.changed_at is 'When the new one became visible.';

create view news.entity_days with (security_invoker = true) as
select e.entity_id, e.name, e.label, a.day, count(*) as mentions, count(distinct m.article_id) as articles
from news.mentions as m
join news.articles as a using (article_id)
join news.entities as e using (entity_id)
group by e.entity_id, a.day;

comment on view news.entity_days is 'How often each entity was named on each day.';
comment on column news.entity_days.entity_id is 'The entity.';
comment on column news.entity_days.name is 'Its name.';
comment on column news.entity_days.label is 'Its OntoNotes 5 type.';
comment on column news.entity_days.day is 'The day, as in news.articles.day.';
comment on column news.entity_days.mentions is 'How often it was named.';
comment on column news.entity_days.articles is 'In how many articles.';

create view news.entity_links with (security_invoker = true) as
select e.entity_id, e.name, e.label, k.kind, k.place_id, k.wikidata, k.score, k.evidence, k.support, n.mentions
from news.entities as e
cross join lateral (select count(*) as mentions from news.mentions as m where m.entity_id = e.entity_id) as n
cross join lateral (
    select 'place' as kind, l.place_id, null::text as wikidata, avg(l.score)::real as score,
        mode() within group (order by l.evidence) as evidence, count(*) as support
    from news.mentions as m join news.locations as l using (article_id, mention_no)
    where m.entity_id = e.entity_id
    group by l.place_id
    union all
    select 'wikidata', null, e.wikidata, 1, 'a table or an operator says so', n.mentions where e.wikidata is not null
    union all
    select 'nil', null, null, null, case
        when e.label in ('GPE', 'LOC', 'FAC') then 'no place of this name is known, or none is clear enough'
        else 'no table and no operator says what it is'
    end, n.mentions
    where e.wikidata is null and not exists (
        select from news.mentions as m join news.locations as l using (article_id, mention_no)
        where m.entity_id = e.entity_id
    )
) as k
where n.mentions > 0
    and e.label not in ('DATE', 'TIME', 'MONEY', 'PERCENT', 'QUANTITY', 'CARDINAL', 'ORDINAL');

comment on view news.entity_links is 'What each entity is in the world: a row for each place that its mentions mean and for its number at Wikidata, or one that says nil. Narrow it to some entities.';
comment on column news.entity_links.entity_id is 'The entity.';
comment on column news.entity_links.name is 'Its name.';
comment on column news.entity_links.label is 'Its OntoNotes 5 type; dates and figures are left out.';
comment on column news.entity_links.kind is 'place, wikidata, or nil: nothing that is known for sure enough.';
comment on column news.entity_links.place_id is 'The place.';
comment on column news.entity_links.wikidata is 'The number at Wikidata.';
comment on column news.entity_links.score is 'How sure that is, from 0 to 1: the mean of its mentions; null for nil.';
comment on column news.entity_links.evidence is 'Why, in words: the reason of most of them.';
comment on column news.entity_links.support is 'Mentions that the link rests on.';
comment on column news.entity_links.mentions is 'All mentions of the entity.';

create view news.sentence_companions with (security_invoker = true) as
select e.entity_id, e.name, e.label, c.entity_id as companion_id, c.name as companion, c.label as companion_label, a.day,
    count(distinct (m.article_id, m.sentence_no)) as sentences
from news.mentions as m
join news.entities as e using (entity_id)
join news.mentions as o on o.article_id = m.article_id and o.sentence_no = m.sentence_no and o.entity_id <> m.entity_id
join news.entities as c on c.entity_id = o.entity_id
join news.articles as a on a.article_id = m.article_id
group by e.entity_id, c.entity_id, a.day;

comment on view news.sentence_companions is 'Which entities one sentence names together, by day; each pair stands here both ways round.';
comment on column news.sentence_companions.entity_id is 'The entity.';
comment on column news.sentence_companions.name is 'Its name.';
comment on column news.sentence_companions.label is 'Its OntoNotes 5 type.';
comment on column news.sentence_companions.companion_id is 'The other entity.';
comment on column news.sentence_companions.companion is 'Its name.';
comment on column news.sentence_companions.companion_label is 'Its OntoNotes 5 type.';
comment on column news.sentence_companions.day is 'The day, as in news.articles.day.';
comment on column news.sentence_companions.sentences is 'Sentences of that day that name both.';

create view news.article_companions with (security_invoker = true) as
select e.entity_id, e.name, e.label, c.entity_id as companion_id, c.name as companion, c.label as companion_label, a.day,
    count(distinct m.article_id) as articles
from news.mentions as m
join news.entities as e using (entity_id)
join news.mentions as o on o.article_id = m.article_id and o.entity_id <> m.entity_id
join news.entities as c on c.entity_id = o.entity_id
join news.articles as a on a.article_id = m.article_id
group by e.entity_id, c.entity_id, a.day;

comment on view news.article_companions is 'Which entities one article names together, by day; each pair stands here both ways round.';
comment on column news.article_companions.entity_id is 'The entity.';
comment on column news.article_companions.name is 'Its name.';
comment on column news.article_companions.label is 'Its OntoNotes 5 type.';
comment on column news.article_companions.companion_id is 'The other entity.';
comment on column news.article_companions.companion is 'Its name.';
comment on column news.article_companions.companion_label is 'Its OntoNotes 5 type.';
comment on column news.article_companions.day is 'The day, as in news.articles.day.';
comment on column news.article_companions.articles is 'Articles of that day that name both.';

create view news.movers with (security_invoker = true) as
select entity_id, name, label, mentions, articles, weekly_mean, weekly_most
from news.movers_on((now() at time zone 'UTC')::date);

comment on view news.movers is 'Entities named more often in the last seven days than in any of the eight weeks before; for another day news.movers_on(day).';
comment on column news.movers.entity_id is 'The entity.';
comment on column news.movers.name is 'Its name.';
comment on column news.movers.label is 'Its OntoNotes 5 type; dates and figures are left out.';
comment on column news.movers.mentions is 'How often it was named in these seven days.';
comment on column news.movers.articles is 'In how many articles.';
comment on column news.movers.weekly_mean is 'How often a week in the eight weeks before, in the mean.';
comment on column news.movers.weekly_most is 'How often in the strongest of them.';

create view news.speaker_quotes with (security_invoker = true) as
select q.article_id, q.quote_no, a.day, a.source, a.url, a.title, q.speaker, m.entity_id, e.name, e.label, q.kind, q.cue,
    q.text
from news.quotes as q
join news.articles as a using (article_id)
left join news.mentions as m on m.article_id = q.article_id and m.mention_no = q.mention_no
left join news.entities as e on e.entity_id = m.entity_id;

comment on view news.speaker_quotes is 'Who said what: each quote with the entity that says it, where the text tells, and the article.';
comment on column news.speaker_quotes.article_id is 'The article.';
comment on column news.speaker_quotes.quote_no is 'The quote''s number in it.';
comment on column news.speaker_quotes.day is 'The day, as in news.articles.day.';
comment on column news.speaker_quotes.source is 'URL of the source that announced the article.';
comment on column news.speaker_quotes.url is 'The article''s page or file.';
comment on column news.speaker_quotes.title is 'Its headline.';
comment on column news.speaker_quotes.speaker is 'The words that name the speaker; null where nobody is named.';
comment on column news.speaker_quotes.entity_id is 'The entity that speaks; null where no mention says who it is.';
comment on column news.speaker_quotes.name is 'Its name.';
comment on column news.speaker_quotes.label is 'Its OntoNotes 5 type.';
comment on column news.speaker_quotes.kind is 'direct, reported or mixed, as in news.quotes.';
comment on column news.speaker_quotes.cue is 'The verb of speech.';
comment on column news.speaker_quotes.text is 'What was said.';

create view news.place_days with (security_invoker = true) as
select a.day, p.place_id, p.name, p.kind, p.country_code, p.latitude, p.longitude, count(*) as mentions,
    count(distinct l.article_id) as articles
from news.locations as l
join news.articles as a using (article_id)
join news.places as p using (place_id)
group by a.day, p.place_id;

comment on view news.place_days is 'Which places the articles of a day name, ready for a map.';
comment on column news.place_days.day is 'The day, as in news.articles.day.';
comment on column news.place_days.place_id is 'The place.';
comment on column news.place_days.name is 'Its name in the gazetteer.';
comment on column news.place_days.kind is 'area, country, region, district or city.';
comment on column news.place_days.country_code is 'ISO 3166-1 code of its country; null for an area.';
comment on column news.place_days.latitude is 'Degrees north.';
comment on column news.place_days.longitude is 'Degrees east.';
comment on column news.place_days.mentions is 'How often it was named.';
comment on column news.place_days.articles is 'In how many articles.';
