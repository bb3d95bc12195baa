-- name: balance :many
-- The books, for each source.
select source_id, source, discovered, published, duplicate, rejected, failed, waiting
from ingest.source_balance order by source_id;

-- name: stage_counts :one
-- How far the documents of these sources that are above a number are: what each progress bar shows.
select
    count(*) as discovered,
    count(*) filter (where state <> 'discovered') as past_fetch,
    count(*) filter (where state not in ('discovered', 'fetched')) as past_parse,
    count(*) filter (where due_at is null) as past_enrich,
    count(*) filter (
        where due_at <= %(horizon)s or lease_token is not null or (due_at is not null and reason is null)
            or (reason = 'same_url_pending' and due_at <= %(horizon)s + (now() - changed_at) / 16)
    ) as open_soon,
    count(*) filter (where due_at is not null) as waiting,
    max(changed_at) as changed_at,
    now() as now
from ingest.documents
where source_id = any(%(source_ids)s) and (changed_at >= %(since)s or due_at is not null);

-- name: outcomes_since :many
-- For each of these sources, the outcomes of the documents that have moved since an instant or still wait.
select s.source_id, s.url as source, s.title,
    count(d.document_id) as discovered,
    count(*) filter (where d.state = 'enriched') as published,
    count(*) filter (where d.state = 'duplicate') as duplicate,
    count(*) filter (where d.state = 'rejected') as rejected,
    count(*) filter (where d.state = 'failed') as failed,
    count(*) filter (where d.due_at is not null) as waiting
from ingest.sources as s
left join ingest.documents as d
    on d.source_id = s.source_id and (d.changed_at >= %(since)s or d.due_at is not null)
where s.source_id = any(%(source_ids)s)
group by s.source_id, s.url, s.title
order by s.source_id;

-- name: complaints_since :many
-- The documents of these sources that ended without an article since an instant or still wait, with the reason.
select document_id, source_id, url, state, reason, detail, due_at
from ingest.documents
where source_id = any(%(source_ids)s)
    and ((changed_at >= %(since)s and state in ('rejected', 'failed')) or due_at is not null)
order by document_id limit %(room)s;

-- name: clock :one
-- The database's clock, which is the one that decides.
select now() as now;

-- name: status :one
-- The whole pipeline at a glance.
select
    (select count(*) from ingest.sources where state = 'active') as sources,
    (select count(*) from ingest.sources where state = 'active' and failures > 0) as failing_sources,
    count(*) as discovered,
    count(*) filter (where state = 'enriched') as published,
    count(*) filter (where state = 'duplicate') as duplicate,
    count(*) filter (where state = 'rejected') as rejected,
    count(*) filter (where state = 'failed') as failed,
    count(*) filter (where due_at is not null) as waiting,
    count(*) filter (where state = 'discovered') as waiting_for_fetch,
    count(*) filter (where state = 'fetched') as waiting_for_parse,
    count(*) filter (where state = 'parsed') as waiting_for_enrich,
    count(*) filter (where lease_token is not null) as in_work,
    extract(epoch from now() - min(due_at) filter (where due_at <= now() and lease_token is null)) as oldest_due_seconds,
    (select max(enriched_at) from news.articles) as last_published_at,
    now() as now
from ingest.documents;

-- name: reasons :many
-- How many documents are where they are for which reason.
select state, reason, count(*) as documents
from ingest.documents where reason is not null
group by state, reason order by documents desc, state, reason;

-- name: find_documents :many
-- The documents under a number or a URL, raw or canonical, or whose page says that URL is its own.
select document_id from ingest.documents where document_id = %(document_id)s
union
select document_id from ingest.documents where url_key = %(url_key)s
union
select document_id from ingest.documents where url = %(url)s
union
select article_id from news.articles where canonical_url = %(url)s
union
select document_id from ingest.raw_documents where final_url = %(url)s
order by 1 limit 50;

-- name: find_sources :many
-- The sources at a URL, those included that read it for a list's gap, or that were there before they moved.
select source_id from ingest.sources where url_key = %(url_key)s or (fills_gap and url = %(url)s)
union
select source_id from ingest.source_moves where from_url_key = %(url_key)s
order by source_id;

-- name: source_events :many
-- What the last polls and deliveries of a source came to, the oldest of them first.
select * from (
    select event_id, ended_at, stage, attempt, worker, started_at, outcome, reason, detail
    from ingest.events where source_id = %(source_id)s and document_id is null
    order by event_id desc limit %(room)s
) as e order by event_id;

-- name: source_moves :many
-- From where to where a source has moved.
select from_url, to_url, moved_at from ingest.source_moves where source_id = %(source_id)s order by moved_at;

-- name: explain_document :one
-- All that is known of a document.
select d.document_id, d.url, d.state, d.version, d.attempts, d.due_at, d.sent_at, d.lease_token is not null as in_work,
    d.reason, d.detail, d.duplicate_of, d.discovered_at, d.changed_at, s.source_id, s.url as source, e.entry ->> 'title' as entry_title,
    e.entry ->> 'identity' as entry_identity, r.final_url, r.status, r.media_type, r.charset, r.body_source, r.fetched_at,
    b.size_bytes, encode(r.body_key, 'hex') as body_key, a.title, a.title_source, a.authors, a.published_at,
    a.published_source, a.language, a.language_source, a.dateline, a.word_count, a.body_source as article_body_source, a.text_source, a.model,
    a.enriched_at, f.gone_at, x.expired_at,
    (select count(*) from news.sentences where article_id = d.document_id) as sentences,
    (select count(*) from news.mentions where article_id = d.document_id) as mentions, now() as now
from ingest.documents as d
join ingest.sources as s using (source_id)
left join ingest.entries as e using (document_id)
left join ingest.raw_documents as r using (document_id)
left join ingest.bodies as b on b.body_key = r.body_key
left join ingest.files as f using (document_id)
left join ingest.expired_bodies as x using (document_id)
left join news.articles as a on a.article_id = d.document_id
where d.document_id = %(document_id)s;

-- name: document_events :many
-- A document's journey, in order.
select event_id, stage, version, attempt, worker, started_at, ended_at, outcome, reason, detail
from ingest.events where document_id = %(document_id)s order by event_id;

-- name: near_urls :many
-- The announced URLs that share the longest beginning with one that nobody announced.
select document_id, url from ingest.documents
where url like %(pattern)s
order by url limit %(room)s;

-- name: audit_balance :many
-- Sources whose books do not add up, and sources that are gone while documents of theirs are there.
select source_id, source from ingest.source_balance
where discovered <> published + duplicate + rejected + failed + waiting
union all
select d.source_id, null from (select distinct source_id from ingest.documents) as d
where not exists (select from ingest.sources as s where s.source_id = d.source_id);

-- name: audit_unpublished :many
-- Documents that count as published and have no article.
select d.document_id from ingest.documents as d
where d.state = 'enriched' and not exists (select from news.articles as a where a.article_id = d.document_id)
order by 1 limit 1000;

-- name: audit_unaccounted :many
-- Articles without a document, and those whose document does not count as published, and is not on its way to be so again.
select a.article_id from news.articles as a left join ingest.documents as d on d.document_id = a.article_id
where d.state is distinct from 'enriched'
    and not coalesce(
        d.due_at is not null
        and exists (select from ingest.events as e where e.document_id = d.document_id and e.outcome = 'requeued'),
        false
    )
order by 1 limit 1000;

-- name: audit_bodies :many
-- Documents past the fetch whose raw bytes are missing and did not go by a rule, or that are empty: not even the packing is there.
select r.document_id from ingest.raw_documents as r join ingest.bodies as b using (body_key)
where octet_length(b.content) < 8
union
select d.document_id from ingest.documents as d
where d.state in ('fetched', 'parsed', 'enriched')
    and not exists (
        select from ingest.raw_documents as r join ingest.bodies as b using (body_key)
        where r.document_id = d.document_id
    )
    and (
        d.state = 'fetched'
        or not exists (select from ingest.expired_bodies as x where x.document_id = d.document_id)
    )
order by 1 limit 1000;

-- name: audit_leftovers :many
-- Raw bytes that no document has.
select encode(b.body_key, 'hex') as body_key from ingest.bodies as b
where not exists (select from ingest.raw_documents as r where r.body_key = b.body_key)
order by 1 limit 1000;

-- name: audit_entries :many
-- Documents of which what the source said is gone; those that stand for a source itself have none.
select d.document_id from ingest.documents as d
where d.state not in ('rejected', 'failed') and d.reason is distinct from 'listed_as_source'
    and not exists (select from ingest.entries as e where e.document_id = d.document_id)
order by 1 limit 1000;

-- name: audit_staging :many
-- Documents past the parse whose parsed article is missing.
select d.document_id from ingest.documents as d
where d.state in ('parsed', 'enriched')
    and not exists (select from ingest.parsed_documents as p where p.document_id = d.document_id)
order by 1 limit 1000;

-- name: audit_leases :many
-- Documents and sources whose lease ran out a while ago and was not taken back, or ends later than any that is given.
(
    select document_id, null as source_id, due_at::text from ingest.documents
    where lease_token is not null
        and (due_at < now() - %(grace)s::interval or due_at > now() + %(grace)s::interval)
    order by 1 limit 1000
)
union all
(
    select null, source_id, due_at::text from ingest.sources
    where lease_token is not null
        and (due_at < now() - %(grace)s::interval or due_at > now() + %(grace)s::interval)
    order by 2 limit 1000
);

-- name: audit_overdue :many
-- Documents that have been due for a while and that nobody took, though later ones of their source were sent or their
-- source moves at that stage no more: one that waits its turn while thousands go before it is in order. What comes after
-- news may wait for that of all sources. Messages out of the future; documents and sources that rest for two months or more.
(
    with moving as materialized (
        select distinct source_id,
            case stage when 'fetch' then 'discovered' when 'parse' then 'fetched' when 'enrich' then 'parsed' end as state
        from ingest.events where ended_at > now() - %(grace)s::interval and version is not null
    ),
    turns as materialized (
        select d.state, d.priority, d.source_id,
            max(d.due_at) filter (where d.sent_at >= now() - %(grace)s::interval) as sent_until,
            (d.state, d.source_id) in (select m.state, m.source_id from moving as m)
                or (d.priority > 0 and d.state in (select m.state from moving as m)) as moves
        from ingest.documents as d where d.due_at is not null and d.lease_token is null
        group by d.state, d.priority, d.source_id
    )
    select d.document_id, null as source_id, d.due_at::text
    from ingest.documents as d
    join turns as t using (state, priority, source_id)
    where d.lease_token is null and d.due_at is not null
        and (
            (
                d.due_at < now() - %(grace)s::interval
                and (d.sent_at is null or d.sent_at < now() - %(grace)s::interval)
                and (d.due_at < t.sent_until - %(grace)s::interval or t.moves is not true)
            )
            or d.due_at > now() + interval '60 days'
            or d.sent_at > now() + %(grace)s::interval
        )
    order by 1 limit 1000
)
union all
(
    select null, source_id, coalesce(due_at::text, 'never') from ingest.sources
    where state = 'active' and scheduled and lease_token is null and (due_at is null or due_at > now() + interval '60 days')
    order by 2 limit 1000
);

-- name: audit_events :many
-- Documents whose event log has a gap or one too many, and documents of which nothing but the log is left.
select document_id
from ingest.documents as d
full join (
    select document_id, count(*) as events, max(version) as newest
    from ingest.events where version is not null group by document_id
) as e using (document_id)
where d.version is distinct from coalesce(e.events, 0) or d.version is distinct from coalesce(e.newest, 0)
order by 1 limit 1000;

-- name: audit_outcomes :many
-- Documents whose event log ends in another outcome than they stand in.
select d.document_id
from ingest.documents as d
join ingest.events as e on e.document_id = d.document_id and e.version = d.version
where e.outcome <> d.state
    and (d.due_at is null or e.outcome in ('fetched', 'parsed', 'enriched', 'duplicate', 'rejected', 'failed'))
order by 1 limit 1000;

-- name: audit_duplicates :many
-- Duplicates that lead to nothing published, by whatever number of others.
with recursive leads as (
    select d.document_id, d.duplicate_of as at, 1 as steps
    from ingest.documents as d where d.state = 'duplicate' and d.reason <> 'listed_as_source'
    union all
    select l.document_id, o.duplicate_of, l.steps + 1
    from leads as l join ingest.documents as o on o.document_id = l.at and o.state = 'duplicate'
    where l.steps < 100
)
select l.document_id
from leads as l
left join ingest.documents as o on o.document_id = l.at
where (l.steps = 100 or o.state is distinct from 'duplicate')
    and o.state is distinct from 'enriched'
    and not exists (select from news.articles as a where a.article_id = o.document_id and o.due_at is not null)
order by 1 limit 1000;

-- name: audit_articles :one
-- The last of so many articles, in the order of their numbers.
select max(article_id) as high
from (select article_id from news.articles where article_id >= %(low)s order by article_id limit %(most)s) as a;

-- name: audit_mentions :many
-- Mentions that are not what stands at their offsets.
select article_id, mention_no from ingest.misplaced_mentions(%(low)s, %(high)s) limit 1000;

-- name: audit_sentences :many
-- Sentences that are not what stands at their offsets; articles whose paragraphs are not those of their text.
select article_id, sentence_no from ingest.misplaced_sentences(%(low)s, %(high)s)
union all
select article_id, null from ingest.misplaced_paragraphs(%(low)s, %(high)s)
limit 1000;

-- name: audit_numbers :many
-- Articles without a sentence, those whose sentences do not go on to the end of the text, and those whose sentences or
-- mentions do not count from nought without a gap.
select a.article_id
from news.articles as a
left join (
    select article_id, count(*) as found, max(sentence_no) as last, max(end_char) as upto
    from news.sentences group by article_id
) as s using (article_id)
where s.last + 1 is distinct from s.found or s.found is null or s.upto <> length(a.text)
union
select article_id from news.mentions group by article_id having count(*) <> max(mention_no) + 1
order by 1 limit 1000;

-- name: audit_mention_sentences :many
-- Mentions that do not start in the sentence they are filed under.
select article_id, mention_no from ingest.misfiled_mentions(%(low)s, %(high)s) limit 1000;

-- name: audit_changes :many
-- Articles whose last change is not the version that stands there, and changes that come from the future.
select a.article_id
from news.articles as a
left join lateral (
    select c.kind, c.version from news.changes as c
    where c.article_id = a.article_id order by c.epoch desc, c.xid desc, c.change_id desc limit 1
) as c on true
where c.version is distinct from a.version or c.kind = 'retracted'
union
select c.article_id from news.changes as c
where c.epoch > (select max(epoch) from news.change_epochs)
    or (c.epoch = (select max(epoch) from news.change_epochs) and c.xid >= pg_snapshot_xmax(pg_current_snapshot()))
order by 1 limit 1000;

-- name: audit_dates :many
-- Dates that are not what stands at their offsets. Found first and limited then, here and below: a limit that the planner
-- sees makes it expect an early end, and go through millions of rows one by one.
with found as materialized (
    select d.article_id, d.start_char
    from news.dates as d
    join news.articles as a using (article_id)
    where substr(a.text, d.start_char + 1, d.end_char - d.start_char) is distinct from d.text
)
select * from found limit 1000;

-- name: audit_quantities :many
-- Figures that are not what stands at their offsets.
with found as materialized (
    select q.article_id, q.start_char
    from news.quantities as q
    join news.articles as a using (article_id)
    where substr(a.text, q.start_char + 1, q.end_char - q.start_char) is distinct from q.text
)
select * from found limit 1000;

-- name: audit_quotes :many
-- Quotes, or the words for their speakers, that are not what stands at their offsets.
with found as materialized (
    select q.article_id, q.quote_no
    from news.quotes as q
    join news.articles as a using (article_id)
    where substr(a.text, q.start_char + 1, q.end_char - q.start_char) is distinct from q.text
        or (q.speaker is not null and substr(a.text, q.speaker_start_char + 1, length(q.speaker)) is distinct from q.speaker)
)
select * from found limit 1000;

-- name: audit_sketches :many
-- Articles with fewer marks or clues than their sketch has, and marks and clues of another sketch or of nothing.
select s.article_id
from ingest.sketches as s
left join (select article_id, count(*) as found from ingest.sketch_marks group by article_id) as m using (article_id)
left join (select article_id, count(*) as found from ingest.story_clues group by article_id) as c using (article_id)
where coalesce(m.found, 0) < cardinality(s.marks)
    or coalesce(c.found, 0) < (select count(distinct k.clue) from unnest(s.names || s.words) as k (clue))
union
select m.article_id from ingest.sketch_marks as m left join ingest.sketches as s using (article_id)
where s.article_id is null or not m.mark = any (s.marks)
union
select c.article_id from ingest.story_clues as c left join ingest.sketches as s using (article_id)
where s.article_id is null or c.day <> s.day or not c.clue = any (s.names || s.words)
order by 1 limit 1000;

-- name: audit_near_duplicates :many
-- Pairs of which one is not published.
select n.article_id, n.other_id
from news.near_duplicates as n
where not exists (select from news.articles as a where a.article_id = n.article_id)
    or not exists (select from news.articles as a where a.article_id = n.other_id)
limit 1000;

-- name: audit_representatives :many
-- Articles for which another stands that is not published, was announced later, or does not stand for itself.
select s.article_id, s.representative_id
from news.story_articles as s
left join news.story_articles as r on r.article_id = s.representative_id
where r.article_id is null or r.representative_id <> r.article_id or r.article_id > s.article_id
union
select n.article_id, n.other_id
from news.near_duplicates as n
join news.story_articles as a on a.article_id = n.article_id
join news.story_articles as o on o.article_id = n.other_id
where n.kind = 'near-text' and a.representative_id <> o.representative_id
limit 1000;

-- name: audit_stories :many
-- Articles with a sketch that are in no story, or in one that has ended; ended stories whose end is not written down, or
-- does not lead to where their articles are.
select k.article_id, s.story_id
from ingest.sketches as k
left join news.story_articles as s using (article_id)
left join news.stories as o using (story_id)
where o.story_id is null or o.merged_into is not null
union
select g.article_id, o.story_id
from news.stories as o
left join news.story_merges as g on g.from_story_id = o.story_id
left join news.stories as l on l.story_id = o.merged_into
where (o.merged_into is null) <> (g.from_story_id is null) or l.merged_into is not null
limit 1000;

-- name: audit_days :many
-- How many articles each day has.
select day, count(*) as articles from news.articles group by day order by day;

-- name: audit_counts :many
-- Entities whose sums for a day are not what their mentions say; articles that are not counted yet are left out.
select entity_id, day
from (
    select entity_id, day, mentions, articles from news.entity_day_counts
    where day >= %(first)s::date and day < %(after)s::date
    union all
    select m.entity_id, a.day, -count(*), -count(distinct m.article_id)
    from news.articles as a join news.mentions as m using (article_id)
    where a.day >= %(first)s::date and a.day < %(after)s::date
        and not exists (select from ingest.uncounted as u where u.article_id = m.article_id)
    group by m.entity_id, a.day
) as amounts
group by entity_id, day
having sum(mentions) <> 0 or sum(articles) <> 0
limit 1000;

-- name: bodies_kept :one
-- How many raw bodies are kept.
select count(*) as bodies from ingest.bodies;

-- name: bodies_after :many
-- Raw bodies, packed, in the order of their keys.
select body_key, content, size_bytes from ingest.bodies
where body_key > %(after)s
order by body_key limit %(room)s;

-- name: documents_of_body :many
-- The documents whose raw bytes these are.
select document_id from ingest.raw_documents where body_key = %(body_key)s order by 1 limit 10;

-- name: alarms :many
-- What has fallen off its own rhythm.
select kind, source_id, subject, since, detail from ingest.alarms order by kind, since;
