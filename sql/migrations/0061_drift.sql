-- Why: when a site changes its template, what is read from its pages rots without any error; only its own past tells.

create table ingest.site_days (
    site text not null,
    day date not null,
    articles integer not null,
    refused integer not null,
    from_feed integer not null,
    sampled integer not null,
    characters real,
    paragraphs real,
    untitled integer not null,
    unsigned integer not null,
    undated integer not null,
    repetitive integer not null,
    primary key (site, day)
);
comment on table ingest.site_days is 'What was read from each site''s pages, by the day on which they were announced; kept by the sweeper, each day measured again until it is over.';
comment on column ingest.site_days.site is 'The host of the pages, without www.';
comment on column ingest.site_days.day is 'The day, UTC.';
comment on column ingest.site_days.articles is 'Articles published.';
comment on column ingest.site_days.refused is 'Pages refused since they held no article.';
comment on column ingest.site_days.from_feed is 'Of the articles, those read from what the feed gave.';
comment on column ingest.site_days.sampled is 'Of the articles, those that the following figures are of: the newest 200.';
comment on column ingest.site_days.characters is 'Median length of their texts; null without articles.';
comment on column ingest.site_days.paragraphs is 'Median number of their paragraphs; null without articles.';
comment on column ingest.site_days.untitled is 'Those without a title of their own.';
comment on column ingest.site_days.unsigned is 'Those without author and agency.';
comment on column ingest.site_days.undated is 'Those without a date of publication.';
comment on column ingest.site_days.repetitive is 'Those with a paragraph that stands in three and more of them.';

create table ingest.measured_days (
    day date primary key,
    measured_at timestamptz not null default now()
);
comment on table ingest.measured_days is 'When ingest.site_days was last written for a day.';
comment on column ingest.measured_days.day is 'The day, UTC.';
comment on column ingest.measured_days.measured_at is 'When.';

create function ingest.percents(share double precision, usual double precision, what text) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
    select round(100 * share) || ' % ' || what || ', usually ' || round(100 * usual) || ' %'
$$;
comment on function ingest.percents is 'A share beside the usual one, in words: for ingest.drifts.';
