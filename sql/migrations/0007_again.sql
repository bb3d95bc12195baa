-- Why: an operator must be able to bring a document back, to do a stage again with a better program, and to erase an
-- article for good; consumers must see each of these, and one source's back-fill must not delay another's news.

alter table ingest.documents add column priority smallint not null default 0 check (priority in (0, 1));
comment on column ingest.documents.priority is '0: news; 1: work that may wait (a stage done again), sent only into room that news leaves free.';
create index documents_due_by_source on ingest.documents (state, priority, source_id, due_at, document_id)
where due_at is not null;
drop index ingest.documents_due;

create table ingest.forgotten (
    text_key bytea primary key,
    document_id bigint not null references ingest.documents,
    forgotten_at timestamptz not null default now()
);
comment on table ingest.forgotten is 'Texts that were erased for good: the same words are not published again, whoever announces them.';
comment on column ingest.forgotten.text_key is 'SHA-256 of title and text, folded; nothing of the text itself is kept.';
comment on column ingest.forgotten.document_id is 'The document that was erased.';
comment on column ingest.forgotten.forgotten_at is 'When.';

alter table news.articles add column version_reason text not null default 'new' check (version_reason in ('new', 'reprocessed', 'revised'));
comment on column news.articles.version_reason is 'Why this version came: new: the first; reprocessed: a stage was done again; revised: its publisher changed it.';

create table news.past_versions (
    article_id bigint not null references news.articles on delete cascade,
    version integer not null,
    title text not null,
    authors text[] not null,
    published_at timestamptz,
    modified_at timestamptz,
    language text,
    text text not null,
    text_key bytea not null,
    body_source text not null,
    model text,
    version_reason text not null,
    enriched_at timestamptz not null,
    replaced_at timestamptz not null default now(),
    primary key (article_id, version)
);
comment on table news.past_versions is 'Versions of articles that another one has replaced. Read all of them in news.article_versions.';
comment on column news.past_versions.article_id is 'The article.';
comment on column news.past_versions.version is 'The version''s number.';
comment on column news.past_versions.title is 'Its headline.';
comment on column news.past_versions.authors is 'Its authors.';
comment on column news.past_versions.published_at is 'When it said that it was published.';
comment on column news.past_versions.modified_at is 'When it said that it was changed.';
comment on column news.past_versions.language is 'Its language.';
comment on column news.past_versions.text is 'Its text.';
comment on column news.past_versions.text_key is 'SHA-256 of title and text, folded.';
comment on column news.past_versions.body_source is 'Which bytes it was read from: page, feed or file.';
comment on column news.past_versions.model is 'The model that had tagged it.';
comment on column news.past_versions.version_reason is 'Why this version had come.';
comment on column news.past_versions.enriched_at is 'When it became visible.';
comment on column news.past_versions.replaced_at is 'When the next one took its place.';

-- The worker may not delete. This one thing it may: clear the way for the rows that it writes next, in the transaction in
-- which it has just advanced the document.
create function ingest.clear_article(cleared bigint) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
    if not exists (
        select from ingest.documents
        where document_id = cleared and state = 'enriched' and xmin = pg_current_xact_id()::xid
    ) then
        raise exception 'document % was not advanced in this transaction', cleared using errcode = 'insufficient_privilege';
    end if;
    delete from news.quotes where article_id = cleared;
    delete from news.locations where article_id = cleared;
    delete from news.mentions where article_id = cleared;
    delete from news.sentences where article_id = cleared;
    delete from news.dates where article_id = cleared;
    delete from news.quantities where article_id = cleared;
end
$$;
revoke all on function ingest.clear_article(bigint) from public;
comment on function ingest.clear_article is 'Remove what hangs on an article before it is written anew; for the worker.';
