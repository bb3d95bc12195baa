-- Why: analysts count live blogs, galleries and videos apart from articles, tell a quotation or a table from running text,
-- and tell who wrote a text from which agency sent it.

alter table news.articles
    add column article_kind text not null default 'article',
    add column agency text;
comment on column news.articles.article_kind is 'What the page is: article, live-blog, gallery (text with its pictures) or video (text with it). Other pages are rejected.';
comment on column news.articles.agency is 'The wire agency that a byline, the page''s data or the dateline names, by its short name (Reuters, AFP); null if none.';

create table news.paragraphs (
    article_id bigint not null references news.articles on delete cascade,
    paragraph_no integer not null,
    kind text not null,
    start_char integer not null,
    end_char integer not null,
    primary key (article_id, paragraph_no)
);
comment on table news.paragraphs is 'The paragraphs of each article and what each is. Articles that were published before this table was made have none until they are parsed again.';
comment on column news.paragraphs.article_id is 'The article.';
comment on column news.paragraphs.paragraph_no is 'Counts from 0 within the article; news.sentences.paragraph_no is the same number.';
comment on column news.paragraphs.kind is 'paragraph, standfirst, heading, list-item, quote (set apart), table (one of its rows) or caption.';
comment on column news.paragraphs.start_char is 'First character, from 0: substr(articles.text, start_char + 1, end_char - start_char) is the paragraph.';
comment on column news.paragraphs.end_char is 'One past the last character; two line feeds part it from the next.';

create or replace function ingest.clear_article(cleared bigint) returns void
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
    delete from news.paragraphs where article_id = cleared;
    delete from news.dates where article_id = cleared;
    delete from news.quantities where article_id = cleared;
end
$$;
