-- Views for analysts; made anew by every migration.

create view news.article_versions as
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

create view news.headline_changes as
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

create view news.gaps as
select g.source_id, s.url as source, g.gap_from, g.gap_until, g.entries
from ingest.gaps as g join ingest.sources as s using (source_id);

comment on view news.gaps is 'What the corpus may not hold: times in which a source announced more than its list could show until the next poll.';
comment on column news.gaps.source_id is 'The source, as in news.articles.';
comment on column news.gaps.source is 'Its URL.';
comment on column news.gaps.gap_from is 'The last poll before: everything up to then was seen.';
comment on column news.gaps.gap_until is 'The poll that found only new entries; what was announced and dropped in between is missing.';
comment on column news.gaps.entries is 'How many entries that poll found, all of them new.';
