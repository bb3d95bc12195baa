-- Views on what articles are like. news.duplicates looks into the machine room as news.coverage does: it shows which
-- documents are whose duplicates, with their addresses, and nothing else of them.

create view news.duplicates as
select n.article_id, n.other_id as of_article_id, n.kind, n.jaccard, n.containment, n.longer_id, true as published,
    case when n.kind = 'near-text' or n.longer_id = n.article_id then s.representative_id else o.representative_id end
        as representative_id,
    a.source_id, a.url, n.noted_at
from news.near_duplicates as n
join news.articles as a using (article_id)
join news.story_articles as s using (article_id)
join news.story_articles as o on o.article_id = n.other_id
union all
select d.document_id, t.article_id, case d.reason when 'same_url' then 'same-page' else 'same-text' end,
    case when d.reason = 'same_text' then 1 end, case when d.reason = 'same_text' then 1 end, t.article_id, false,
    coalesce(s.representative_id, t.article_id), d.source_id,
    news.url_without_login(d.url), d.changed_at
from ingest.documents as d
cross join lateral (
    with recursive standing as (
        select d.duplicate_of as document_id
        union
        select o.duplicate_of
        from standing as t join ingest.documents as o using (document_id)
        where o.duplicate_of is not null
    )
    select a.article_id from standing as t join news.articles as a on a.article_id = t.document_id limit 1
) as t
left join news.story_articles as s on s.article_id = t.article_id
where d.duplicate_of is not null and d.state = 'duplicate' and d.reason in ('same_url', 'same_text');

comment on view news.duplicates is 'Who says the same as whom: pairs of published articles with much the same words, and documents that were not published because an article is the same page or has the same words. Nothing is dropped.';
comment on column news.duplicates.article_id is 'The copy: an article, or the number of a document that has none (published is false).';
comment on column news.duplicates.of_article_id is 'The article of which it is one; of two published ones the one announced first.';
comment on column news.duplicates.kind is 'same-page, same-text, near-text or wire-copy; the last two as in news.near_duplicates.';
comment on column news.duplicates.jaccard is 'Runs of three words that both have, of all that the two have; null for the same page, which was fetched once.';
comment on column news.duplicates.containment is 'The same, of those that the shorter has.';
comment on column news.duplicates.longer_id is 'Which of the two has more of them.';
comment on column news.duplicates.published is 'Whether the copy is an article here.';
comment on column news.duplicates.representative_id is 'The article that stands for both: of all near-equal ones the one announced first; in a wire copy the one that stands for the longer.';
comment on column news.duplicates.source_id is 'The source that announced the copy.';
comment on column news.duplicates.url is 'Where the copy is.';
comment on column news.duplicates.noted_at is 'When it was found.';

create view news.story_sums with (security_invoker = true) as
select m.story_id, count(*) as articles, count(distinct m.representative_id) as tellings,
    count(distinct a.source_id) as sources, min(a.day) as first_day, max(a.day) as last_day,
    (array_agg(a.title order by a.published_at nulls last, m.article_id))[1] as title
from news.story_articles as m
join news.articles as a using (article_id)
group by m.story_id;

comment on view news.story_sums is 'Each story in one row.';
comment on column news.story_sums.story_id is 'The story.';
comment on column news.story_sums.articles is 'Its articles.';
comment on column news.story_sums.tellings is 'Its texts: near-equal articles count once.';
comment on column news.story_sums.sources is 'Sources that announced them.';
comment on column news.story_sums.first_day is 'The first day of an article in it.';
comment on column news.story_sums.last_day is 'The last.';
comment on column news.story_sums.title is 'The headline of the first.';

create view news.edits with (security_invoker = true) as
select v.article_id, v.version, v.version_reason,
    case
        when news.is_retraction(v.title, v.text)
            and (2 * d.kept < d.kept + d.changed + d.removed or news.is_retraction(v.title, ''))
            and not news.is_retraction(b.title, b.text) then 'retraction'
        when d.added + d.removed + d.changed > d.typos then 'body'
        when b.title <> v.title and not news.is_typo(b.title, v.title) then 'headline'
        else 'typo'
    end as kind,
    b.title <> v.title as headline_changed, d.kept, d.changed, d.added, d.removed, d.typos, b.title as title_before,
    v.title as title_after, v.enriched_at as changed_at
from news.past_versions as b
join news.article_versions as v on v.article_id = b.article_id and v.version = b.version + 1
cross join lateral (
    select count(*) filter (where e.change = 'kept') as kept, count(*) filter (where e.change = 'changed') as changed,
        count(*) filter (where e.change = 'added') as added, count(*) filter (where e.change = 'removed') as removed,
        count(*) filter (where e.change = 'changed' and news.is_typo(e.text_before, e.text_after)) as typos
    from news.sentence_edits(v.article_id, v.version) as e
) as d;

comment on view news.edits is 'What each version of an article changed in the one before, counted from the texts when it is asked; ask by article_id or for the newest. The sentences: news.sentence_edits(article_id, version).';
comment on column news.edits.article_id is 'The article.';
comment on column news.edits.version is 'The version that brought the change.';
comment on column news.edits.version_reason is 'revised: its publisher changed it; reprocessed: this program reads the same bytes in another way.';
comment on column news.edits.kind is 'The first that holds: retraction: the headline opens with the word, or the text says so at its head and keeps less than half of the sentences (English only); body: sentences came, went or changed by more than typos; headline; typo: see news.is_typo.';
comment on column news.edits.headline_changed is 'Whether the headline is another, whatever the kind.';
comment on column news.edits.kept is 'Sentences that stayed.';
comment on column news.edits.changed is 'Sentences in place of which another says much the same: half of the words or more.';
comment on column news.edits.added is 'Sentences that came.';
comment on column news.edits.removed is 'Sentences that went.';
comment on column news.edits.typos is 'Of the changed ones, those that correct typos alone.';
comment on column news.edits.title_before is 'The headline before.';
comment on column news.edits.title_after is 'The headline since.';
comment on column news.edits.changed_at is 'When this version became visible.';
