-- Why: of a changed article only the changed sentences are read by the model again; for that its marks have to be kept.

create table ingest.marks (
    article_id bigint primary key references news.articles on delete cascade,
    model text not null,
    starts integer[] not null,
    ends integer[] not null,
    labels text[] not null,
    check (cardinality(starts) = cardinality(ends) and cardinality(starts) = cardinality(labels))
);
comment on table ingest.marks is 'What the model itself marked in an article''s present text, before any rule: what the next version uses again for the sentences that stayed.';
comment on column ingest.marks.article_id is 'The article.';
comment on column ingest.marks.model is 'The model, name@version: marks of another one are not used.';
comment on column ingest.marks.starts is 'First characters of the marks, from 0, in order.';
comment on column ingest.marks.ends is 'One past their last characters.';
comment on column ingest.marks.labels is 'The model''s own labels.';
