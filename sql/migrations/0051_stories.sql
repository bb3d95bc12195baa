-- Why: analysts count events, not articles; a story keeps its number while it grows, and says where it went when it
-- turns out to be another's.

create table news.stories (
    story_id bigint generated always as identity primary key,
    merged_into bigint references news.stories,
    opened_at timestamptz not null default now()
);
create index stories_merged on news.stories (merged_into) where merged_into is not null;
comment on table news.stories is 'Articles on one event share a story. Its articles are in news.story_articles, sums in news.story_sums.';
comment on column news.stories.story_id is 'The story, for ever.';
comment on column news.stories.merged_into is 'The story that has its articles now; null for one that stands for itself.';
comment on column news.stories.opened_at is 'When its first article came.';

create table news.story_merges (
    from_story_id bigint primary key references news.stories,
    into_story_id bigint not null references news.stories,
    article_id bigint not null,
    reason text not null check (reason in ('near-text', 'same-event')),
    merged_at timestamptz not null default now(),
    constraint the_older_number_stays check (into_story_id < from_story_id)
);
comment on table news.story_merges is 'Stories that turned out to be one: which went into which, when and why.';
comment on column news.story_merges.from_story_id is 'The story that ended.';
comment on column news.story_merges.into_story_id is 'The one that took its articles; if that ended later, stories.merged_into leads on.';
comment on column news.story_merges.article_id is 'The article that belongs to both; it may be retracted by now.';
comment on column news.story_merges.reason is 'What ties it to them: near-text or same-event.';
comment on column news.story_merges.merged_at is 'When.';

create table news.story_articles (
    article_id bigint primary key references news.articles on delete cascade,
    story_id bigint not null references news.stories,
    representative_id bigint not null,
    reason text not null check (reason in ('first', 'near-text', 'wire-copy', 'same-event')),
    evidence text not null,
    joined_at timestamptz not null default now()
);
create index story_articles_story on news.story_articles (story_id, article_id);
create index story_articles_representative on news.story_articles (representative_id, article_id);
comment on table news.story_articles is 'The story of each article, and which article stands for all that have much the same words.';
comment on column news.story_articles.article_id is 'The article: in one story, never in two.';
comment on column news.story_articles.story_id is 'The story.';
comment on column news.story_articles.representative_id is 'Of the articles that near-text pairs link, the one announced first; itself where there is no other. Count these to count a text once.';
comment on column news.story_articles.reason is 'Why it is in this story: first: it opened it; near-text or wire-copy: see news.near_duplicates; same-event: names and words of the headline.';
comment on column news.story_articles.evidence is 'The same in words: which article, and what they share.';
comment on column news.story_articles.joined_at is 'When it came into this story.';

-- One note an article and transaction: who publishes an article has it noted already.
create function ingest.note_related(related bigint[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    here constant integer := ingest.change_epoch();
begin
    insert into news.changes (epoch, xid, article_id, kind, version, model)
    select here, pg_current_xact_id(), a.article_id, 'enriched', a.version, a.model
    from news.articles as a
    where a.article_id = any (related)
        and not exists (
            select from news.changes as c
            where c.article_id = a.article_id and c.epoch = here and c.xid = pg_current_xact_id()
        )
    order by a.article_id;
    if found then
        perform pg_notify('news_changes', '');
    end if;
end
$$;
revoke all on function ingest.note_related(bigint[]) from public;
comment on function ingest.note_related is 'Tell those who follow the changes that pairs or the story of these articles are other than before; for the worker.';

-- A pair that is no more, whoever took it away. The worker may not delete: of an article that it has just advanced it
-- may give up pairs.
create function ingest.drop_pairs(dropped_of bigint, kept bigint[]) returns setof bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
    if not exists (
        select from ingest.documents
        where document_id = dropped_of and state = 'enriched' and xmin = pg_current_xact_id()::xid
    ) then
        raise exception 'document % was not advanced in this transaction', dropped_of using errcode = 'insufficient_privilege';
    end if;
    return query
        delete from news.near_duplicates as n
        where n.article_id = dropped_of and not n.other_id = any (kept) returning n.other_id;
    return query
        delete from news.near_duplicates as n
        where n.other_id = dropped_of and not n.article_id = any (kept) returning n.article_id;
end
$$;
revoke all on function ingest.drop_pairs(bigint, bigint[]) from public;
comment on function ingest.drop_pairs is 'Take away the pairs of an article that is written anew but for those with the kept ones; gives the others of each. For the worker.';

-- The smallest number spreads along the pairs until nothing changes: as many rounds as the longest way has steps.
create function ingest.settle_representatives(members bigint[]) returns bigint[]
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    before constant jsonb := (
        select jsonb_object_agg(s.article_id, s.representative_id)
        from news.story_articles as s where s.article_id = any (members)
    );
begin
    update news.story_articles set representative_id = article_id
    where article_id = any (members) and representative_id <> article_id;
    loop
        update news.story_articles as s set representative_id = n.least
        from (
            select p.one, min(o.representative_id) as least
            from (
                select article_id as one, other_id as other from news.near_duplicates
                where article_id = any (members) and kind = 'near-text'
                union all
                select other_id, article_id from news.near_duplicates
                where other_id = any (members) and kind = 'near-text'
            ) as p join news.story_articles as o on o.article_id = p.other
            group by p.one
        ) as n
        where s.article_id = n.one and n.least < s.representative_id;
        exit when not found;
    end loop;
    return array(
        select s.article_id from news.story_articles as s
        where s.article_id = any (members) and s.representative_id <> (before ->> s.article_id::text)::bigint
    );
end
$$;
revoke all on function ingest.settle_representatives(bigint[]) from public;
comment on function ingest.settle_representatives is 'Choose the representatives of these articles, all that were linked, anew; gives those for which it is another now. For the worker.';

-- What a retracted article leaves behind. At the commit: the lock is the last that any transaction takes, so that no two
-- wait for each other in a circle; 110416956256114 is pipeline.storage.stories.STORY_LOCK.
create function ingest.leave_story() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    members bigint[];
begin
    perform pg_advisory_xact_lock(110416956256114);
    members := array(
        select s.article_id from news.story_articles as s where s.representative_id = old.representative_id
    );
    perform ingest.note_related(ingest.settle_representatives(members));
    return null;
end
$$;
revoke all on function ingest.leave_story() from public;
create constraint trigger story_articles_leave_story after delete on news.story_articles
deferrable initially deferred for each row execute function ingest.leave_story();

create function ingest.note_lost_pair() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform ingest.note_related(array[old.article_id, old.other_id]);
    return null;
end
$$;
revoke all on function ingest.note_lost_pair() from public;
create constraint trigger near_duplicates_note_lost_pair after delete on news.near_duplicates
deferrable initially deferred for each row execute function ingest.note_lost_pair();
