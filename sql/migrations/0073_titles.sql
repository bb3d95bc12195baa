-- Why: a reader of the list of sources wants to know which publication a feed is, where its site is and in which language
-- it writes; a list of feeds that is taken to another program is named by this.

alter table ingest.sources
    add column title_html text not null default '',
    add column link text not null default '',
    add column description text not null default '',
    add column language text,
    add column feed_guid text not null default '',
    add column authors text[] not null default '{}';
comment on column ingest.sources.title is 'What it calls itself, as text; empty until its first successful poll.';
comment on column ingest.sources.title_html is 'The same with its markup, safe to show; empty where it has none.';
comment on column ingest.sources.link is 'The page of the site that the feed belongs to, as the feed says; empty where it says none.';
comment on column ingest.sources.description is 'What the feed says of itself (subtitle, description), as text; empty where it says nothing.';
comment on column ingest.sources.language is 'The language that the feed declares for all of it, as an ISO 639 code; null where it declares none.';
comment on column ingest.sources.feed_guid is 'What the feed calls its own id (Atom) or address (JSON Feed); empty where it gives none. Not what the source is known by.';
comment on column ingest.sources.authors is 'Whom the feed names as its authors.';
