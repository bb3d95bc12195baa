-- Why: the same text comes from many publishers, edited a little or inside a longer one; analysts must be able to count
-- it once without losing any of them.

create table ingest.sketches (
    article_id bigint primary key references news.articles on delete cascade,
    sketcher text not null,
    shingles integer not null,
    marks bigint[] not null,
    day date not null,
    names text[] not null,
    words text[] not null
);
comment on table ingest.sketches is 'What is kept of each article to find those like it: of its text, and of what it is about.';
comment on column ingest.sketches.article_id is 'The article.';
comment on column ingest.sketches.sketcher is 'name@version of what made the marks; marks of two versions are not compared.';
comment on column ingest.sketches.shingles is 'Different runs of three words that the text has.';
comment on column ingest.sketches.marks is 'The smallest 64-bit hashes of these runs, a fixed share of them; none for a text too short to compare.';
comment on column ingest.sketches.day is 'The day, as in news.articles.day.';
comment on column ingest.sketches.names is 'The names that it mentions most, in lower case, at most 12.';
comment on column ingest.sketches.words is 'Stems of its headline that belong to no name, behind their language: en:flood.';

create table ingest.sketch_marks (
    mark bigint not null,
    article_id bigint not null,
    primary key (mark, article_id)
);
comment on table ingest.sketch_marks is 'Which articles have a mark; kept by ingest.sketches.';
comment on column ingest.sketch_marks.mark is 'The mark.';
comment on column ingest.sketch_marks.article_id is 'An article whose sketch has it.';

create table ingest.story_clues (
    clue text not null,
    day date not null,
    article_id bigint not null,
    primary key (clue, day, article_id)
);
comment on table ingest.story_clues is 'Which articles of a day have a name or a word of a headline in their sketch; kept by ingest.sketches.';
comment on column ingest.story_clues.clue is 'The name, or the stem behind its language.';
comment on column ingest.story_clues.day is 'The day.';
comment on column ingest.story_clues.article_id is 'An article of that day that has it.';

-- Rows of the two are found by their own keys: an index by article would be as large as the tables.
create function ingest.index_sketch() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op <> 'INSERT' then
        delete from ingest.sketch_marks where mark = any (old.marks) and article_id = old.article_id;
        delete from ingest.story_clues
        where clue = any (old.names || old.words) and day = old.day and article_id = old.article_id;
    end if;
    if tg_op <> 'DELETE' then
        insert into ingest.sketch_marks (mark, article_id) select unnest(new.marks), new.article_id;
        insert into ingest.story_clues (clue, day, article_id)
        select clue, new.day, new.article_id from unnest(new.names || new.words) as clue;
    end if;
    return null;
end
$$;
create trigger sketches_index_sketch after insert or update or delete on ingest.sketches
for each row execute function ingest.index_sketch();
revoke all on function ingest.index_sketch() from public;

create table news.near_duplicates (
    article_id bigint not null references news.articles on delete cascade,
    other_id bigint not null references news.articles on delete cascade,
    kind text not null check (kind in ('near-text', 'wire-copy')),
    jaccard real not null,
    containment real not null,
    longer_id bigint not null,
    sketcher text not null,
    noted_at timestamptz not null default now(),
    primary key (article_id, other_id),
    constraint a_pair_stands_once check (other_id < article_id),
    constraint the_longer_is_one_of_them check (longer_id in (article_id, other_id))
);
create index near_duplicates_other on news.near_duplicates (other_id, article_id);
comment on table news.near_duplicates is 'Pairs of published articles with much the same words; both stay. Read them with the exact ones in news.duplicates.';
comment on column news.near_duplicates.article_id is 'The article that was announced later.';
comment on column news.near_duplicates.other_id is 'The one announced before it.';
comment on column news.near_duplicates.kind is 'near-text: jaccard is .25 or more; wire-copy: it is less, and the longer holds .6 or more of the shorter, or the longer is a digest that has other texts beside it.';
comment on column news.near_duplicates.jaccard is 'Runs of three words that both texts have, of all that the two have, from 0 to 1, exact.';
comment on column news.near_duplicates.containment is 'The same, of those that the shorter text has.';
comment on column news.near_duplicates.longer_id is 'Which of the two has more of them: in a wire copy, the one that holds the other.';
comment on column news.near_duplicates.sketcher is 'name@version of what found the pair.';
comment on column news.near_duplicates.noted_at is 'When the pair was found or its figures changed.';

create index documents_duplicate_of on ingest.documents (duplicate_of) where duplicate_of is not null;
