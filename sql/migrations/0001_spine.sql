-- The spine: sources, documents and what the stages leave behind, and the tables that analysts read.

create schema if not exists ingest;
create schema if not exists news;

comment on schema ingest is 'The machine room: sources, documents, raw bytes, staging, the event log. Not for consumers.';
comment on schema news is 'The product: articles with their sentences, mentions and entities. Consumers read this and nothing else.';

create table ingest.sources (
    source_id bigint generated always as identity primary key,
    parent_source_id bigint references ingest.sources,
    url text not null,
    url_key bytea not null unique,
    title text not null default '',
    pages text not null default 'auto' check (pages in ('auto', 'never')),
    state text not null default 'active' check (state in ('active', 'paused', 'removed')),
    scheduled boolean not null default true,
    asked_at timestamptz not null default now(),
    due_at timestamptz default now(),
    sent_at timestamptz,
    lease_token uuid,
    poll_interval interval,
    etag text,
    last_modified text,
    body_key bytea,
    failures integer not null default 0,
    reason text,
    detail text,
    added_at timestamptz not null default now(),
    last_attempt_at timestamptz,
    last_success_at timestamptz,
    last_entry_at timestamptz,
    constraint leased_sources_are_due check (due_at is not null or lease_token is null)
);
create index sources_due on ingest.sources (due_at) where state = 'active';
create index sources_parent on ingest.sources (parent_source_id) where parent_source_id is not null;

comment on table ingest.sources is 'A source is a URL that lists entries: a feed, a directory, or a single page or file that lists itself.';
comment on column ingest.sources.source_id is 'The source, for ever.';
comment on column ingest.sources.parent_source_id is 'The directory in which this feed was found; null if an operator named it.';
comment on column ingest.sources.url is 'Where it is polled: http, https or file.';
comment on column ingest.sources.url_key is 'SHA-256 of the URL: one row a URL.';
comment on column ingest.sources.title is 'What it calls itself; empty until its first successful poll.';
comment on column ingest.sources.pages is 'auto: the pages that entries link to are fetched; never: the entry''s own content is the article.';
comment on column ingest.sources.state is 'active: polled; paused: kept, not polled; removed: no longer wanted, its documents stay.';
comment on column ingest.sources.scheduled is 'true: polled again and again; false: polled only when an operator asks for it by name (a one-shot run).';
comment on column ingest.sources.asked_at is 'When an operator last asked for a poll; a poll that began before that does not answer it.';
comment on column ingest.sources.due_at is 'When it is polled next; while a poll runs, when its lease ends; null until somebody asks for it.';
comment on column ingest.sources.sent_at is 'When a poll message was last sent; null if none is on its way.';
comment on column ingest.sources.lease_token is 'Held by the worker that polls it now; null if none does.';
comment on column ingest.sources.poll_interval is 'The present rhythm of polls.';
comment on column ingest.sources.etag is 'Validator of the last answer, saved with its entries.';
comment on column ingest.sources.last_modified is 'Validator of the last answer, saved with its entries.';
comment on column ingest.sources.body_key is 'SHA-256 of the last answer''s bytes: the same bytes are not read again.';
comment on column ingest.sources.failures is 'Failed polls in a row.';
comment on column ingest.sources.reason is 'Why the last poll failed, from the closed list; null if it did not.';
comment on column ingest.sources.detail is 'One line on that failure.';
comment on column ingest.sources.added_at is 'When it was registered.';
comment on column ingest.sources.last_attempt_at is 'When it was last polled.';
comment on column ingest.sources.last_success_at is 'When a poll last succeeded, with or without news.';
comment on column ingest.sources.last_entry_at is 'When a poll last found a new entry.';

create table ingest.bodies (
    body_key bytea primary key,
    content bytea not null,
    size_bytes bigint not null,
    stored_at timestamptz not null default now()
);
alter table ingest.bodies alter column content set storage external;

comment on table ingest.bodies is 'Raw bytes as they came, once each, compressed; written before anything is parsed.';
comment on column ingest.bodies.body_key is 'SHA-256 of the uncompressed bytes.';
comment on column ingest.bodies.content is 'The bytes, as a zlib stream (RFC 1950).';
comment on column ingest.bodies.size_bytes is 'Size before compression, in bytes.';
comment on column ingest.bodies.stored_at is 'When these bytes were first seen.';

create table ingest.documents (
    document_id bigint generated always as identity primary key,
    source_id bigint not null references ingest.sources,
    entry_key bytea not null,
    url text not null,
    url_key bytea,
    state text not null check (
        state in ('discovered', 'fetched', 'parsed', 'enriched', 'duplicate', 'rejected', 'failed')
    ),
    version integer not null default 0,
    attempts integer not null default 0,
    due_at timestamptz,
    sent_at timestamptz,
    lease_token uuid,
    reason text,
    detail text,
    duplicate_of bigint references ingest.documents,
    discovered_at timestamptz not null default now(),
    changed_at timestamptz not null default now(),
    unique (source_id, entry_key),
    constraint open_documents_are_due check (
        (state in ('discovered', 'fetched', 'parsed')) = (due_at is not null)
    ),
    constraint outcomes_hold_no_lease check (due_at is not null or lease_token is null),
    constraint refusals_have_a_reason check (state not in ('rejected', 'failed', 'duplicate') or reason is not null)
) with (fillfactor = 70);
create index documents_due on ingest.documents (state, due_at) where due_at is not null;
create index documents_leased on ingest.documents (due_at) where lease_token is not null;
create index documents_url on ingest.documents (url_key, document_id) where url_key is not null;
create index documents_discovered on ingest.documents (discovered_at);

comment on table ingest.documents is 'Every entry that a source ever announced: one row, one state, for ever.';
comment on column ingest.documents.document_id is 'The document; all that a message carries. Its article has the same number.';
comment on column ingest.documents.source_id is 'The source that announced it.';
comment on column ingest.documents.entry_key is 'SHA-256 of what tells it from the source''s other entries.';
comment on column ingest.documents.url is 'Its page or file as announced; the source''s URL where the entry links nowhere.';
comment on column ingest.documents.url_key is 'SHA-256 of the canonical URL; null where the entry links nowhere.';
comment on column ingest.documents.state is 'discovered, fetched, parsed: waits for the next stage; enriched: published; duplicate, rejected, failed: the other outcomes.';
comment on column ingest.documents.version is 'Counts transitions; each has one row in ingest.events.';
comment on column ingest.documents.attempts is 'Tries at the present stage, counted when a worker claims the document.';
comment on column ingest.documents.due_at is 'When it may be claimed; while a worker holds it, when its lease ends; null once it has an outcome.';
comment on column ingest.documents.sent_at is 'When a message for it was last sent; null if none is on its way.';
comment on column ingest.documents.lease_token is 'Held by the worker that works on it now; null if none does.';
comment on column ingest.documents.reason is 'Why it waits or has this outcome, from the closed list.';
comment on column ingest.documents.detail is 'One line on the reason.';
comment on column ingest.documents.duplicate_of is 'The document that stands for it, where it is a duplicate.';
comment on column ingest.documents.discovered_at is 'When the source first announced it.';
comment on column ingest.documents.changed_at is 'When its state last changed.';

create table ingest.entries (
    document_id bigint primary key references ingest.documents,
    entry jsonb not null
);
comment on table ingest.entries is 'What the source itself said about a document: its feed entry.';
comment on column ingest.entries.document_id is 'The document.';
comment on column ingest.entries.entry is 'The entry: identity, url, title, authors, published_at, modified_at, language, content, content_type, tags.';

create table ingest.raw_documents (
    document_id bigint primary key references ingest.documents,
    final_url text not null,
    status integer,
    media_type text not null,
    charset text,
    headers jsonb not null,
    body_key bytea not null references ingest.bodies,
    body_source text not null check (body_source in ('page', 'feed', 'file')),
    fetched_at timestamptz not null default now()
);
comment on table ingest.raw_documents is 'What the fetch stage brought: which bytes, from where, and what was said about them.';
comment on column ingest.raw_documents.document_id is 'The document.';
comment on column ingest.raw_documents.final_url is 'Where the bytes came from after redirects.';
comment on column ingest.raw_documents.status is 'HTTP status; null for files and feed content.';
comment on column ingest.raw_documents.media_type is 'Declared media type, lower case; empty if none.';
comment on column ingest.raw_documents.charset is 'Declared character encoding; null if none.';
comment on column ingest.raw_documents.headers is 'The answer''s headers that later stages may want, names in lower case.';
comment on column ingest.raw_documents.body_key is 'The bytes, in ingest.bodies.';
comment on column ingest.raw_documents.body_source is 'page: fetched; feed: the entry''s own content; file: read from disk.';
comment on column ingest.raw_documents.fetched_at is 'When.';

create table ingest.parsed_documents (
    document_id bigint primary key references ingest.documents,
    article jsonb not null,
    text_key bytea not null,
    body_source text not null check (body_source in ('page', 'feed', 'file')),
    parsed_at timestamptz not null default now()
);
comment on table ingest.parsed_documents is 'Staging between parse and enrich: the article that will be published, not yet visible to consumers.';
comment on column ingest.parsed_documents.document_id is 'The document.';
comment on column ingest.parsed_documents.article is 'The cleaned article with its sentence offsets.';
comment on column ingest.parsed_documents.text_key is 'SHA-256 of title and text, folded: equal for the same words.';
comment on column ingest.parsed_documents.body_source is 'Which bytes won: the page''s, the feed''s or the file''s.';
comment on column ingest.parsed_documents.parsed_at is 'When.';

create table ingest.events (
    event_id bigint generated always as identity primary key,
    document_id bigint references ingest.documents,
    source_id bigint not null references ingest.sources,
    version integer,
    stage text not null check (stage in ('poll', 'fetch', 'parse', 'enrich', 'sweep', 'operator')),
    attempt integer,
    worker text not null,
    started_at timestamptz,
    ended_at timestamptz not null default clock_timestamp(),
    outcome text not null,
    reason text,
    detail text
);
create unique index events_document_version on ingest.events (document_id, version) where version is not null;
create index events_source on ingest.events (source_id, event_id) where document_id is null;

comment on table ingest.events is 'Append-only: every attempt with its stage, worker, timing, outcome and reason. Nothing updates or deletes it.';
comment on column ingest.events.event_id is 'Order of insertion.';
comment on column ingest.events.document_id is 'The document; null for a poll of a source.';
comment on column ingest.events.source_id is 'The source.';
comment on column ingest.events.version is 'The document''s version after this transition: one event each. Null for what changed nothing (a poll, a fenced result).';
comment on column ingest.events.stage is 'Who acted: a stage, the poll, the sweeper or an operator.';
comment on column ingest.events.attempt is 'Which try at that stage, from 1; for a poll the failures in a row.';
comment on column ingest.events.worker is 'The process: node name and process number.';
comment on column ingest.events.started_at is 'When the attempt claimed the document.';
comment on column ingest.events.ended_at is 'When it ended.';
comment on column ingest.events.outcome is 'A state, or retry, lost, fenced, unchanged, polled, requeued.';
comment on column ingest.events.reason is 'Why, from the closed list.';
comment on column ingest.events.detail is 'One line.';

create table news.articles (
    article_id bigint primary key references ingest.documents,
    version integer not null default 1,
    source_id bigint not null references ingest.sources,
    source text not null,
    url text not null,
    canonical_url text not null,
    title text not null,
    title_source text not null,
    authors text[] not null,
    published_at timestamptz,
    published_precision text check (published_precision in ('instant', 'day')),
    published_source text,
    modified_at timestamptz,
    language text,
    language_source text,
    site_name text,
    dateline text,
    text text not null,
    text_key bytea not null unique,
    word_count integer not null,
    body_source text not null check (body_source in ('page', 'feed', 'file')),
    model text,
    first_seen_at timestamptz not null,
    enriched_at timestamptz not null default now(),
    search tsvector generated always as (
        setweight(to_tsvector('simple', left(title, 2000)), 'A') || to_tsvector('simple', left(text, 100000))
    ) stored
);
create index articles_published on news.articles (published_at);
create index articles_source on news.articles (source_id, published_at);
create index articles_language on news.articles (language, published_at);
create index articles_canonical_url on news.articles using hash (canonical_url);
create index articles_search on news.articles using gin (search);

comment on table news.articles is 'One row an article, complete: its sentences and mentions were written in the same transaction.';
comment on column news.articles.article_id is 'The article, for ever.';
comment on column news.articles.version is 'Counts the versions of this article that were published; the first is 1.';
comment on column news.articles.source_id is 'Number of the source that announced it.';
comment on column news.articles.source is 'That source''s URL.';
comment on column news.articles.url is 'The page or file as announced.';
comment on column news.articles.canonical_url is 'The URL under which the page is known: its own canonical link, else the normalised URL.';
comment on column news.articles.title is 'The headline, without the site''s name.';
comment on column news.articles.title_source is 'Where the title came from: json-ld, opengraph, meta, html, feed, headline, first-sentence, ...';
comment on column news.articles.authors is 'Names of the authors in order; empty if none is named.';
comment on column news.articles.published_at is 'When it was published, if that could be read.';
comment on column news.articles.published_precision is 'instant: to the second or minute; day: only the day is known, the time is midnight UTC.';
comment on column news.articles.published_source is 'Where the date came from: json-ld, opengraph, meta, html, feed, ...';
comment on column news.articles.modified_at is 'When it was last changed, as its publisher says.';
comment on column news.articles.language is 'ISO 639-1 code; null if unsure.';
comment on column news.articles.language_source is 'detected or declared.';
comment on column news.articles.site_name is 'What the site calls itself.';
comment on column news.articles.dateline is 'The place at the head of a wire story (CAIRO gives Cairo); null if there is none.';
comment on column news.articles.text is 'The cleaned text: paragraphs parted by one empty line. All offsets count its characters.';
comment on column news.articles.text_key is 'SHA-256 of title and text, folded: no two articles share it.';
comment on column news.articles.word_count is 'Words in the text, parted by white space.';
comment on column news.articles.body_source is 'page: from the page; feed: from the feed''s own content; file: from a file.';
comment on column news.articles.model is 'name@version of the model that tagged it; null if no model knows its language.';
comment on column news.articles.first_seen_at is 'When a source first announced it.';
comment on column news.articles.enriched_at is 'When this version became visible here.';
comment on column news.articles.search is 'Words of the title (weight A) and of the first 100,000 characters of text, unstemmed, for full-text search.';

create table news.sentences (
    article_id bigint not null references news.articles on delete cascade,
    sentence_no integer not null,
    paragraph_no integer not null,
    start_char integer not null,
    end_char integer not null,
    text text not null,
    primary key (article_id, sentence_no)
);
comment on table news.sentences is 'The sentences of each article; none crosses a paragraph.';
comment on column news.sentences.article_id is 'The article.';
comment on column news.sentences.sentence_no is 'Counts from 0 within the article.';
comment on column news.sentences.paragraph_no is 'The paragraph, from 0 within the article.';
comment on column news.sentences.start_char is 'First character, from 0: substr(articles.text, start_char + 1, end_char - start_char) is the sentence.';
comment on column news.sentences.end_char is 'One past the last character.';
comment on column news.sentences.text is 'The sentence.';

create table news.entities (
    entity_id bigint generated always as identity primary key,
    name text not null,
    label text not null,
    aliases text[] not null default '{}',
    name_key bytea not null,
    first_seen_at timestamptz not null default now(),
    unique (label, name_key)
);
create index entities_name on news.entities (lower(name) text_pattern_ops);
comment on table news.entities is 'What mentions refer to: one name under one label.';
comment on column news.entities.entity_id is 'The entity, for ever.';
comment on column news.entities.name is 'Its name as first seen, without leading article and possessive.';
comment on column news.entities.label is 'OntoNotes 5 type: PERSON, ORG, GPE, LOC, FAC, NORP, EVENT, WORK_OF_ART, LAW, PRODUCT, LANGUAGE, DATE, TIME, MONEY, PERCENT, QUANTITY, CARDINAL, ORDINAL.';
comment on column news.entities.aliases is 'Other spellings seen in texts, at most 50.';
comment on column news.entities.name_key is 'SHA-256 of the folded name.';
comment on column news.entities.first_seen_at is 'When it was first mentioned here.';

create table news.mentions (
    article_id bigint not null references news.articles on delete cascade,
    mention_no integer not null,
    sentence_no integer not null,
    start_char integer not null,
    end_char integer not null,
    text text not null,
    label text not null,
    entity_id bigint not null references news.entities,
    score real,
    model text not null,
    primary key (article_id, mention_no)
);
create index mentions_entity on news.mentions (entity_id, article_id);
comment on table news.mentions is 'Where an article names an entity.';
comment on column news.mentions.article_id is 'The article.';
comment on column news.mentions.mention_no is 'Counts from 0 within the article, in order of the text.';
comment on column news.mentions.sentence_no is 'The sentence in which it starts.';
comment on column news.mentions.start_char is 'First character in the article''s text, from 0.';
comment on column news.mentions.end_char is 'One past the last character: substr(articles.text, start_char + 1, end_char - start_char) = text.';
comment on column news.mentions.text is 'The mention as it stands in the text.';
comment on column news.mentions.label is 'OntoNotes 5 type, as in news.entities.';
comment on column news.mentions.entity_id is 'The entity that it names.';
comment on column news.mentions.score is 'The model''s confidence from 0 to 1; null if it gives none.';
comment on column news.mentions.model is 'name@version of the model that found it.';
