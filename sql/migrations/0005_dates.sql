-- Why: "Wednesday" in an article is a day; analysts ask for the day, not for the word.

create table news.dates (
    article_id bigint not null references news.articles on delete cascade,
    start_char integer not null,
    end_char integer not null,
    text text not null,
    starts_at timestamptz,
    ends_at timestamptz,
    precision text not null,
    approximate boolean not null,
    relation text check (relation in ('since', 'until', 'before', 'after')),
    primary key (article_id, start_char),
    constraint dates_are_ranges check ((starts_at is null) = (ends_at is null) and starts_at <= ends_at)
);
create index dates_starts on news.dates (starts_at, article_id) where starts_at is not null;
comment on table news.dates is 'The dates that an article speaks of, counted from its day of publication where the words do (English only).';
comment on column news.dates.article_id is 'The article.';
comment on column news.dates.start_char is 'First character in the article''s text, from 0.';
comment on column news.dates.end_char is 'One past the last character: substr(articles.text, start_char + 1, end_char - start_char) = text.';
comment on column news.dates.text is 'The words.';
comment on column news.dates.starts_at is 'Where the time begins that they mean; null where they count from a publication date that is not known.';
comment on column news.dates.ends_at is 'Where it ends; not part of it.';
comment on column news.dates.precision is 'century, decade, year, part-of-year, season, quarter, month, part-of-month, week, weekend, day or part-of-day.';
comment on column news.dates.approximate is 'Whether the edges are soft: early April, two years ago.';
comment on column news.dates.relation is 'since, until, before or after, where the text puts one in front.';
