-- The schema as the migrations, views and roles leave it; PostgreSQL 15 and 18 give the same text. Not to be run or
-- edited: it shows what a change changes. DATELINE_WRITE_SCHEMA=1 pytest tests/integration/test_schema.py writes it.

table ingest.alias_gate (
)
grant insert, select, update to dateline_worker

table ingest.aliases (
    label text not null,
    alias_key bytea not null,
    alias text not null,
    target_label text not null,
    target_key bytea not null,
    target text not null,
    wikidata text,
    origin text not null,
    said_by text not null,
    said_at timestamp with time zone not null default now(),
    constraint aliases_pkey primary key (label, alias_key),
    constraint aliases_lead_elsewhere check ((((label <> target_label) or (alias_key <> target_key)) or (wikidata is not null))),
    constraint aliases_origin_check check ((origin = any (array['file'::text, 'review'::text]))),
)
grant select to dateline_worker

table ingest.backlogs (
    one boolean not null default true,
    since timestamp with time zone not null,
    until timestamp with time zone not null,
    waiting bigint not null,
    most bigint not null,
    constraint backlogs_pkey primary key (one),
    constraint backlogs_one_check check (one),
)
grant insert, select, update to dateline_worker

table ingest.bodies (
    body_key bytea not null,
    content bytea not null,
    size_bytes bigint not null,
    stored_at timestamp with time zone not null default now(),
    constraint bodies_pkey primary key (body_key),
)
grant insert, select to dateline_worker

table ingest.deliveries (
    delivery_id bigint not null generated always as identity,
    source_id bigint not null,
    received_at timestamp with time zone not null default now(),
    media_type text not null,
    charset text,
    content bytea not null,
    attempts smallint not null default 0,
    constraint deliveries_pkey primary key (delivery_id),
    constraint deliveries_source_id_fkey foreign key (source_id) references ingest.sources(source_id),
)
index deliveries_source ON ingest.deliveries USING btree (source_id, delivery_id)
grant insert, select to dateline_worker

table ingest.documents (
    document_id bigint not null generated always as identity,
    source_id bigint not null,
    entry_key bytea not null,
    url text not null,
    url_key bytea,
    state text not null,
    version integer not null default 0,
    attempts integer not null default 0,
    due_at timestamp with time zone,
    sent_at timestamp with time zone,
    lease_token uuid,
    reason text,
    detail text,
    duplicate_of bigint,
    discovered_at timestamp with time zone not null default now(),
    changed_at timestamp with time zone not null default now(),
    priority smallint not null default 0,
    purpose text,
    opt_out text,
    recheck_at timestamp with time zone,
    constraint documents_pkey primary key (document_id),
    constraint documents_priority_check check ((priority = any (array[0, 1]))),
    constraint documents_purpose_check check ((purpose = any (array['revise'::text, 'reprocess'::text]))),
    constraint documents_source_id_entry_key_key unique (source_id, entry_key),
    constraint documents_state_check check ((state = any (array['discovered'::text, 'fetched'::text, 'parsed'::text, 'enriched'::text, 'duplicate'::text, 'rejected'::text, 'failed'::text]))),
    constraint open_documents_are_due check (((state = any (array['discovered'::text, 'fetched'::text, 'parsed'::text])) = (due_at is not null))),
    constraint outcomes_hold_no_lease check (((due_at is not null) or (lease_token is null))),
    constraint refusals_have_a_reason check (((state <> all (array['rejected'::text, 'failed'::text, 'duplicate'::text])) or (reason is not null))),
    constraint documents_duplicate_of_fkey foreign key (duplicate_of) references ingest.documents(document_id),
    constraint documents_source_id_fkey foreign key (source_id) references ingest.sources(source_id),
)
index documents_discovered ON ingest.documents USING btree (discovered_at)
index documents_due_by_source ON ingest.documents USING btree (state, priority, source_id, due_at, document_id) WHERE (due_at IS NOT NULL)
index documents_duplicate_of ON ingest.documents USING btree (duplicate_of) WHERE (duplicate_of IS NOT NULL)
index documents_hour ON ingest.documents USING btree (date_bin('01:00:00'::interval, discovered_at, '2000-01-01 00:00:00+00'::timestamp with time zone), document_id)
index documents_leased ON ingest.documents USING btree (due_at) WHERE (lease_token IS NOT NULL)
index documents_recheck ON ingest.documents USING btree (recheck_at) WHERE (recheck_at IS NOT NULL)
index documents_url ON ingest.documents USING btree (url_key, document_id) WHERE (url_key IS NOT NULL)
grant insert, select, update to dateline_worker

table ingest.entries (
    document_id bigint not null,
    entry jsonb not null,
    constraint entries_pkey primary key (document_id),
    constraint entries_document_id_fkey foreign key (document_id) references ingest.documents(document_id),
)
grant insert, select, update to dateline_worker

table ingest.events (
    event_id bigint not null generated always as identity,
    document_id bigint,
    source_id bigint not null,
    version integer,
    stage text not null,
    attempt integer,
    worker text not null,
    started_at timestamp with time zone,
    ended_at timestamp with time zone not null default clock_timestamp(),
    outcome text not null,
    reason text,
    detail text,
    constraint events_pkey primary key (event_id),
    constraint events_stage_check check ((stage = any (array['poll'::text, 'fetch'::text, 'parse'::text, 'enrich'::text, 'sweep'::text, 'operator'::text]))),
    constraint events_document_id_fkey foreign key (document_id) references ingest.documents(document_id),
    constraint events_source_id_fkey foreign key (source_id) references ingest.sources(source_id),
)
unique index events_document_version ON ingest.events USING btree (document_id, version) WHERE (version IS NOT NULL)
index events_ended ON ingest.events USING brin (ended_at) WITH (pages_per_range='32')
index events_source ON ingest.events USING btree (source_id, event_id) WHERE (document_id IS NULL)
grant insert, select to dateline_worker

table ingest.expired_bodies (
    document_id bigint not null,
    expired_at timestamp with time zone not null default now(),
    constraint expired_bodies_pkey primary key (document_id),
    constraint expired_bodies_document_id_fkey foreign key (document_id) references ingest.documents(document_id),
)
grant select to dateline_worker

table ingest.files (
    document_id bigint not null,
    stamp text not null,
    noted_at timestamp with time zone not null default now(),
    gone_at timestamp with time zone,
    constraint files_pkey primary key (document_id),
    constraint files_document_id_fkey foreign key (document_id) references ingest.documents(document_id),
)
grant insert, select, update to dateline_worker

table ingest.forgotten (
    text_key bytea not null,
    document_id bigint not null,
    forgotten_at timestamp with time zone not null default now(),
    constraint forgotten_pkey primary key (text_key),
    constraint forgotten_document_id_fkey foreign key (document_id) references ingest.documents(document_id),
)
grant select to dateline_worker

table ingest.gaps (
    source_id bigint not null,
    gap_from timestamp with time zone not null,
    gap_until timestamp with time zone not null,
    entries integer not null,
    filled_at timestamp with time zone,
    constraint gaps_pkey primary key (source_id, gap_until),
    constraint gaps_source_id_fkey foreign key (source_id) references ingest.sources(source_id),
)
grant insert, select, update to dateline_worker

table ingest.hosts (
    host text not null,
    next_slot_at timestamp with time zone not null,
    rests_until timestamp with time zone,
    crawl_delay interval,
    busy timestamp with time zone[] not null default '{}'::timestamp with time zone[],
    constraint hosts_pkey primary key (host),
)
grant insert, select, update to dateline_worker

table ingest.link_reviews (
    label text not null,
    name_key bytea not null,
    name text not null,
    place_key text,
    said_by text not null,
    said_at timestamp with time zone not null default now(),
    constraint link_reviews_pkey primary key (label, name_key),
    constraint link_reviews_place_key_fkey foreign key (place_key) references news.places(place_key),
)
grant select to dateline_worker

table ingest.made_views (
    one boolean not null default true,
    digest text not null,
    constraint made_views_pkey primary key (one),
    constraint made_views_one_check check (one),
)
grant insert, select, update to dateline_worker

table ingest.marks (
    article_id bigint not null,
    model text not null,
    starts integer[] not null,
    ends integer[] not null,
    labels text[] not null,
    constraint marks_pkey primary key (article_id),
    constraint marks_check check (((cardinality(starts) = cardinality(ends)) and (cardinality(starts) = cardinality(labels)))),
    constraint marks_article_id_fkey foreign key (article_id) references news.articles(article_id) on delete cascade,
)
grant insert, select, update to dateline_worker

table ingest.measured_days (
    day date not null,
    measured_at timestamp with time zone not null default now(),
    constraint measured_days_pkey primary key (day),
)
grant insert, select, update to dateline_worker

table ingest.measured_hours (
    hour timestamp with time zone not null,
    measured_at timestamp with time zone not null default now(),
    constraint measured_hours_pkey primary key (hour),
)
grant insert, select, update to dateline_worker

table ingest.migrations (
    number integer not null,
    name text not null,
    digest text not null,
    applied_at timestamp with time zone not null default now(),
    constraint migrations_pkey primary key (number),
)
grant select to dateline_worker

table ingest.noted_alarms (
    kind text not null,
    subject text not null,
    source_id bigint,
    since timestamp with time zone not null,
    until timestamp with time zone not null,
    detail text not null,
    constraint noted_alarms_pkey primary key (kind, subject),
    constraint noted_alarms_kind_check check ((kind = any (array['off rhythm'::text, 'no consumer'::text]))),
    constraint noted_alarms_source_id_fkey foreign key (source_id) references ingest.sources(source_id),
)
grant insert, select, update to dateline_worker

table ingest.page_keys (
    one boolean not null default true,
    normaliser integer not null,
    renewed_until bigint,
    constraint page_keys_pkey primary key (one),
    constraint page_keys_one_check check (one),
)
grant insert, select, update to dateline_worker

table ingest.parsed_documents (
    document_id bigint not null,
    article jsonb not null,
    text_key bytea not null,
    body_source text not null,
    parsed_at timestamp with time zone not null default now(),
    constraint parsed_documents_pkey primary key (document_id),
    constraint parsed_documents_body_source_check check ((body_source = any (array['page'::text, 'feed'::text, 'file'::text]))),
    constraint parsed_documents_document_id_fkey foreign key (document_id) references ingest.documents(document_id),
)
grant insert, select, update to dateline_worker

table ingest.pauses (
    kind text not null,
    since timestamp with time zone not null,
    until timestamp with time zone not null,
    subject text not null,
    detail text not null,
    constraint pauses_pkey primary key (kind),
    constraint pauses_kind_check check ((kind = any (array['low disk'::text, 'slow database'::text, 'broker'::text]))),
)
grant insert, select, update to dateline_worker

table ingest.raw_documents (
    document_id bigint not null,
    final_url text not null,
    status integer,
    media_type text not null,
    charset text,
    headers jsonb not null,
    body_key bytea not null,
    body_source text not null,
    fetched_at timestamp with time zone not null default now(),
    constraint raw_documents_pkey primary key (document_id),
    constraint raw_documents_body_source_check check ((body_source = any (array['page'::text, 'feed'::text, 'file'::text]))),
    constraint raw_documents_body_key_fkey foreign key (body_key) references ingest.bodies(body_key),
    constraint raw_documents_document_id_fkey foreign key (document_id) references ingest.documents(document_id),
)
index raw_documents_age ON ingest.raw_documents USING btree (fetched_at)
index raw_documents_body ON ingest.raw_documents USING hash (body_key)
grant insert, select, update to dateline_worker

table ingest.rhythms (
    hour timestamp with time zone not null,
    kind text not null,
    subject text not null,
    amount bigint not null,
    constraint rhythms_pkey primary key (hour, kind, subject),
    constraint rhythms_kind_check check ((kind = any (array['source'::text, 'stage'::text, 'language'::text, 'label'::text]))),
)
grant insert, select, update to dateline_worker

table ingest.robots (
    origin text not null,
    status text not null,
    body text not null,
    fetched_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    tdmrep text not null default ''::text,
    constraint robots_pkey primary key (origin),
    constraint robots_status_check check ((status = any (array['read'::text, 'unavailable'::text, 'unreachable'::text]))),
)
grant insert, select, update to dateline_worker

table ingest.site_days (
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
    constraint site_days_pkey primary key (site, day),
)
grant insert, select, update to dateline_worker

table ingest.sketch_marks (
    mark bigint not null,
    article_id bigint not null,
    constraint sketch_marks_pkey primary key (mark, article_id),
)
grant select to dateline_worker

table ingest.sketches (
    article_id bigint not null,
    sketcher text not null,
    shingles integer not null,
    marks bigint[] not null,
    day date not null,
    names text[] not null,
    words text[] not null,
    constraint sketches_pkey primary key (article_id),
    constraint sketches_article_id_fkey foreign key (article_id) references news.articles(article_id) on delete cascade,
)
grant insert, select, update to dateline_worker

table ingest.source_moves (
    source_id bigint not null,
    from_url text not null,
    from_url_key bytea not null,
    to_url text not null,
    hits integer not null,
    since timestamp with time zone not null,
    moved_at timestamp with time zone not null default now(),
    constraint source_moves_pkey primary key (source_id, moved_at),
    constraint source_moves_source_id_fkey foreign key (source_id) references ingest.sources(source_id),
)
index source_moves_from ON ingest.source_moves USING btree (from_url_key)
grant insert, select, update to dateline_worker

table ingest.sources (
    source_id bigint not null generated always as identity,
    parent_source_id bigint,
    url text not null,
    url_key bytea not null,
    title text not null default ''::text,
    pages text not null default 'auto'::text,
    state text not null default 'active'::text,
    scheduled boolean not null default true,
    asked_at timestamp with time zone not null default now(),
    due_at timestamp with time zone default now(),
    sent_at timestamp with time zone,
    lease_token uuid,
    poll_interval interval,
    etag text,
    last_modified text,
    body_key bytea,
    failures integer not null default 0,
    reason text,
    detail text,
    added_at timestamp with time zone not null default now(),
    last_attempt_at timestamp with time zone,
    last_success_at timestamp with time zone,
    last_entry_at timestamp with time zone,
    due_why text,
    slot_at timestamp with time zone,
    full_at timestamp with time zone,
    validators_lie boolean not null default false,
    moved_to text,
    moved_hits integer not null default 0,
    moved_since timestamp with time zone,
    older integer not null default 0,
    older_page boolean not null default false,
    fills_gap boolean not null default false,
    identity_policy text not null default 'guid'::text,
    identity_why text,
    title_html text not null default ''::text,
    link text not null default ''::text,
    description text not null default ''::text,
    language text,
    feed_guid text not null default ''::text,
    authors text[] not null default '{}'::text[],
    constraint sources_pkey primary key (source_id),
    constraint leased_sources_are_due check (((due_at is not null) or (lease_token is null))),
    constraint sources_identity_policy_check check ((identity_policy = any (array['guid'::text, 'link'::text, 'content'::text]))),
    constraint sources_pages_check check ((pages = any (array['auto'::text, 'never'::text]))),
    constraint sources_state_check check ((state = any (array['active'::text, 'paused'::text, 'removed'::text]))),
    constraint sources_url_key_key unique (url_key),
    constraint sources_parent_source_id_fkey foreign key (parent_source_id) references ingest.sources(source_id),
)
index sources_due ON ingest.sources USING btree (due_at) WHERE (state = 'active'::text)
index sources_parent ON ingest.sources USING btree (parent_source_id) WHERE (parent_source_id IS NOT NULL)
grant insert, select, update to dateline_worker

table ingest.story_clues (
    clue text not null,
    day date not null,
    article_id bigint not null,
    constraint story_clues_pkey primary key (clue, day, article_id),
)
grant select to dateline_worker

table ingest.story_gate (
)
grant insert, select, update to dateline_worker

table ingest.subscriptions (
    source_id bigint not null,
    hub text not null,
    topic text not null,
    base text not null,
    token text not null,
    secret text,
    state text not null,
    asked_at timestamp with time zone not null,
    lease_until timestamp with time zone,
    renew_at timestamp with time zone not null,
    detail text,
    deliveries bigint not null default 0,
    refused bigint not null default 0,
    last_delivery_at timestamp with time zone,
    poll_at timestamp with time zone,
    constraint subscriptions_pkey primary key (source_id),
    constraint subscriptions_state_check check ((state = any (array['asked'::text, 'confirmed'::text, 'denied'::text, 'failed'::text]))),
    constraint subscriptions_token_key unique (token),
    constraint subscriptions_source_id_fkey foreign key (source_id) references ingest.sources(source_id),
)
grant insert, select, update to dateline_worker

table ingest.uncounted (
    article_id bigint not null,
    constraint uncounted_pkey primary key (article_id),
)
grant select to dateline_worker

view ingest.alarms (
    kind text,
    source_id bigint,
    subject text,
    since timestamp with time zone,
    detail text,
)
grant insert, select, update to dateline_worker

view ingest.balance (
    source_id bigint,
    source text,
    day date,
    stage text,
    language text,
    discovered bigint,
    published bigint,
    duplicate bigint,
    rejected bigint,
    failed bigint,
    waiting bigint,
)
grant insert, select, update to dateline_worker

view ingest.drifts (
    site text,
    since date,
    detail text,
)
grant insert, select, update to dateline_worker

view ingest.misplaced_mentions (
    article_id bigint,
    mention_no integer,
    start_char integer,
    end_char integer,
    text text,
)
grant insert, select, update to dateline_worker

view ingest.misplaced_paragraphs (
    article_id bigint,
    paragraphs bigint,
)
grant insert, select, update to dateline_worker

view ingest.misplaced_sentences (
    article_id bigint,
    sentence_no integer,
    start_char integer,
    end_char integer,
    text text,
)
grant insert, select, update to dateline_worker

view ingest.source_balance (
    source_id bigint,
    source text,
    discovered bigint,
    published bigint,
    duplicate bigint,
    rejected bigint,
    failed bigint,
    waiting bigint,
)
grant insert, select, update to dateline_worker

table news.articles (
    article_id bigint not null,
    version integer not null default 1,
    source_id bigint not null,
    source text not null,
    url text not null,
    canonical_url text not null,
    title text not null,
    title_source text not null,
    authors text[] not null,
    published_at timestamp with time zone,
    published_precision text,
    published_source text,
    modified_at timestamp with time zone,
    language text,
    language_source text,
    site_name text,
    dateline text,
    text text not null,
    text_key bytea not null,
    word_count integer not null,
    body_source text not null,
    model text,
    first_seen_at timestamp with time zone not null,
    enriched_at timestamp with time zone not null default now(),
    search tsvector generated always as ((setweight(to_tsvector('simple'::regconfig, "left"(title, 2000)), 'A'::"char") || to_tsvector('simple'::regconfig, "left"(text, 100000)))) stored,
    version_reason text not null default 'new'::text,
    opt_out text,
    day date generated always as (((COALESCE(published_at, first_seen_at) AT TIME ZONE 'UTC'::text))::date) stored,
    stems tsvector generated always as ((setweight(to_tsvector(news.search_configuration(language), "left"(title, 2000)), 'A'::"char") || to_tsvector(news.search_configuration(language), "left"(text, 100000)))) stored,
    article_kind text not null default 'article'::text,
    agency text,
    standfirst text,
    section text,
    tags text[] not null default '{}'::text[],
    image_url text,
    image_alt text,
    truncated boolean not null default false,
    text_source text not null default ''::text,
    text_evidence jsonb not null default '{}'::jsonb,
    images jsonb not null default '[]'::jsonb,
    constraint articles_pkey primary key (article_id),
    constraint articles_body_source_check check ((body_source = any (array['page'::text, 'feed'::text, 'file'::text]))),
    constraint articles_published_precision_check check ((published_precision = any (array['instant'::text, 'day'::text]))),
    constraint articles_text_key_key unique (text_key),
    constraint articles_version_reason_check check ((version_reason = any (array['new'::text, 'reprocessed'::text, 'revised'::text]))),
    constraint articles_article_id_fkey foreign key (article_id) references ingest.documents(document_id),
    constraint articles_source_id_fkey foreign key (source_id) references ingest.sources(source_id),
)
index articles_canonical_url ON news.articles USING hash (canonical_url)
index articles_day ON news.articles USING btree (day, article_id)
index articles_days ON news.articles USING btree (article_id, day)
index articles_language ON news.articles USING btree (language, published_at)
index articles_published ON news.articles USING btree (published_at)
index articles_search ON news.articles USING gin (search)
index articles_source ON news.articles USING btree (source_id, published_at)
index articles_stems ON news.articles USING gin (stems)
grant select to dateline_reader
grant insert, select, update to dateline_worker

table news.change_epochs (
    epoch integer not null,
    history text not null,
    began_at timestamp with time zone not null default now(),
    constraint change_epochs_pkey primary key (epoch),
)
grant select to dateline_reader
grant select to dateline_worker

table news.changes (
    epoch integer not null,
    xid xid8 not null,
    change_id bigint not null generated always as identity,
    article_id bigint not null,
    kind text not null,
    version integer not null,
    model text,
    changed_at timestamp with time zone not null default clock_timestamp(),
    constraint changes_pkey primary key (epoch, xid, change_id),
    constraint changes_kind_check check ((kind = any (array['published'::text, 'revised'::text, 'enriched'::text, 'retracted'::text]))),
    constraint changes_epoch_fkey foreign key (epoch) references news.change_epochs(epoch),
)
index changes_article ON news.changes USING btree (article_id, epoch, xid, change_id)
grant select to dateline_reader
grant select to dateline_worker

table news.dates (
    article_id bigint not null,
    start_char integer not null,
    end_char integer not null,
    text text not null,
    starts_at timestamp with time zone,
    ends_at timestamp with time zone,
    precision text not null,
    approximate boolean not null,
    relation text,
    constraint dates_pkey primary key (article_id, start_char),
    constraint dates_are_ranges check ((((starts_at is null) = (ends_at is null)) and (starts_at <= ends_at))),
    constraint dates_relation_check check ((relation = any (array['since'::text, 'until'::text, 'before'::text, 'after'::text]))),
    constraint dates_article_id_fkey foreign key (article_id) references news.articles(article_id) on delete cascade,
)
index dates_starts ON news.dates USING btree (starts_at, article_id) WHERE (starts_at IS NOT NULL)
grant select to dateline_reader
grant insert, select, update to dateline_worker

table news.entities (
    entity_id bigint not null generated always as identity,
    name text not null,
    label text not null,
    aliases text[] not null default '{}'::text[],
    name_key bytea not null,
    first_seen_at timestamp with time zone not null default now(),
    merged_into bigint,
    wikidata text,
    constraint entities_pkey primary key (entity_id),
    constraint entities_label_name_key_key unique (label, name_key),
    constraint entities_wikidata_check check ((wikidata ~ '^q[1-9][0-9]*$'::text)),
    constraint entities_merged_into_fkey foreign key (merged_into) references news.entities(entity_id),
)
index entities_exact_name ON news.entities USING btree (name)
index entities_merged ON news.entities USING btree (merged_into) WHERE (merged_into IS NOT NULL)
index entities_name ON news.entities USING btree (lower(name) text_pattern_ops)
grant select to dateline_reader
grant insert, select, update to dateline_worker

table news.entity_day_counts (
    entity_id bigint not null,
    day date not null,
    mentions integer not null,
    articles integer not null,
    settled boolean not null default false,
)
index entity_day_counts_day ON news.entity_day_counts USING btree (day, entity_id) INCLUDE (mentions, articles)
index entity_day_counts_open ON news.entity_day_counts USING btree (day) WHERE (NOT settled)
grant select to dateline_reader
grant select to dateline_worker

table news.locations (
    article_id bigint not null,
    mention_no integer not null,
    place_id bigint not null,
    score real not null,
    evidence text not null,
    constraint locations_pkey primary key (article_id, mention_no),
    constraint locations_score_check check (((score >= (0)::double precision) and (score <= (1)::double precision))),
    constraint locations_article_id_mention_no_fkey foreign key (article_id, mention_no) references news.mentions(article_id, mention_no) on delete cascade,
    constraint locations_place_id_fkey foreign key (place_id) references news.places(place_id),
)
index locations_place ON news.locations USING btree (place_id, article_id)
grant select to dateline_reader
grant insert, select, update to dateline_worker

table news.mentions (
    article_id bigint not null,
    mention_no integer not null,
    sentence_no integer not null,
    start_char integer not null,
    end_char integer not null,
    text text not null,
    label text not null,
    entity_id bigint not null,
    score real,
    model text not null,
    tagged_entity_id bigint,
    constraint mentions_pkey primary key (article_id, mention_no),
    constraint mentions_tagged_elsewhere check ((tagged_entity_id <> entity_id)),
    constraint mentions_article_id_fkey foreign key (article_id) references news.articles(article_id) on delete cascade,
    constraint mentions_entity_id_fkey foreign key (entity_id) references news.entities(entity_id),
    constraint mentions_tagged_entity_id_fkey foreign key (tagged_entity_id) references news.entities(entity_id),
)
index mentions_entity ON news.mentions USING btree (entity_id, article_id)
index mentions_sentence ON news.mentions USING btree (article_id, sentence_no, entity_id)
index mentions_tagged ON news.mentions USING btree (tagged_entity_id) WHERE (tagged_entity_id IS NOT NULL)
grant select to dateline_reader
grant insert, select, update to dateline_worker

table news.near_duplicates (
    article_id bigint not null,
    other_id bigint not null,
    kind text not null,
    jaccard real not null,
    containment real not null,
    longer_id bigint not null,
    sketcher text not null,
    noted_at timestamp with time zone not null default now(),
    constraint near_duplicates_pkey primary key (article_id, other_id),
    constraint a_pair_stands_once check ((other_id < article_id)),
    constraint near_duplicates_kind_check check ((kind = any (array['near-text'::text, 'wire-copy'::text]))),
    constraint near_duplicates_note_lost_pair trigger deferrable initially deferred,
    constraint the_longer_is_one_of_them check (((longer_id = article_id) or (longer_id = other_id))),
    constraint near_duplicates_article_id_fkey foreign key (article_id) references news.articles(article_id) on delete cascade,
    constraint near_duplicates_other_id_fkey foreign key (other_id) references news.articles(article_id) on delete cascade,
)
index near_duplicates_other ON news.near_duplicates USING btree (other_id, article_id)
grant select to dateline_reader
grant insert, select, update to dateline_worker

table news.paragraphs (
    article_id bigint not null,
    paragraph_no integer not null,
    kind text not null,
    start_char integer not null,
    end_char integer not null,
    constraint paragraphs_pkey primary key (article_id, paragraph_no),
    constraint paragraphs_article_id_fkey foreign key (article_id) references news.articles(article_id) on delete cascade,
)
grant select to dateline_reader
grant insert, select, update to dateline_worker

table news.past_versions (
    article_id bigint not null,
    version integer not null,
    title text not null,
    authors text[] not null,
    published_at timestamp with time zone,
    modified_at timestamp with time zone,
    language text,
    text text not null,
    text_key bytea not null,
    body_source text not null,
    model text,
    version_reason text not null,
    enriched_at timestamp with time zone not null,
    replaced_at timestamp with time zone not null default now(),
    sentence_starts integer[],
    sentence_ends integer[],
    constraint past_versions_pkey primary key (article_id, version),
    constraint past_versions_article_id_fkey foreign key (article_id) references news.articles(article_id) on delete cascade,
)
grant select to dateline_reader
grant insert, select, update to dateline_worker

table news.places (
    place_id bigint not null generated always as identity,
    place_key text not null,
    name text not null,
    kind text not null,
    country_code text,
    latitude double precision not null,
    longitude double precision not null,
    population integer not null,
    geonames_id bigint,
    constraint places_pkey primary key (place_id),
    constraint places_kind_check check ((kind = any (array['area'::text, 'country'::text, 'region'::text, 'district'::text, 'city'::text]))),
    constraint places_latitude_check check (((latitude >= ('-90'::integer)::double precision) and (latitude <= (90)::double precision))),
    constraint places_longitude_check check (((longitude >= ('-180'::integer)::double precision) and (longitude <= (180)::double precision))),
    constraint places_place_key_key unique (place_key),
)
index places_country ON news.places USING btree (country_code)
index places_name ON news.places USING btree (lower(name) text_pattern_ops)
grant select to dateline_reader
grant insert, select, update to dateline_worker

table news.quantities (
    article_id bigint not null,
    start_char integer not null,
    end_char integer not null,
    text text not null,
    kind text not null,
    value numeric not null,
    high numeric,
    unit text,
    approximate boolean not null,
    bound text,
    constraint quantities_pkey primary key (article_id, start_char),
    constraint quantities_bound_check check ((bound = any (array['at-least'::text, 'at-most'::text]))),
    constraint quantities_check check ((high > value)),
    constraint quantities_kind_check check ((kind = any (array['money'::text, 'percent'::text, 'measure'::text, 'casualties'::text]))),
    constraint quantities_article_id_fkey foreign key (article_id) references news.articles(article_id) on delete cascade,
)
index quantities_kinds ON news.quantities USING btree (kind, unit, article_id)
index quantities_values ON news.quantities USING btree (kind, unit, value)
grant select to dateline_reader
grant insert, select, update to dateline_worker

table news.quotes (
    article_id bigint not null,
    quote_no integer not null,
    start_char integer not null,
    end_char integer not null,
    text text not null,
    kind text not null,
    cue text,
    speaker text,
    speaker_start_char integer,
    mention_no integer,
    constraint quotes_pkey primary key (article_id, quote_no),
    constraint quotes_kind_check check ((kind = any (array['direct'::text, 'reported'::text, 'mixed'::text]))),
    constraint quotes_speakers_have_a_place check (((speaker is null) = (speaker_start_char is null))),
    constraint quotes_article_id_fkey foreign key (article_id) references news.articles(article_id) on delete cascade,
    constraint quotes_article_id_mention_no_fkey foreign key (article_id, mention_no) references news.mentions(article_id, mention_no) on delete cascade,
)
index quotes_speakers ON news.quotes USING btree (article_id, mention_no) WHERE (mention_no IS NOT NULL)
grant select to dateline_reader
grant insert, select, update to dateline_worker

table news.sentences (
    article_id bigint not null,
    sentence_no integer not null,
    paragraph_no integer not null,
    start_char integer not null,
    end_char integer not null,
    text text not null,
    constraint sentences_pkey primary key (article_id, sentence_no),
    constraint sentences_article_id_fkey foreign key (article_id) references news.articles(article_id) on delete cascade,
)
grant select to dateline_reader
grant insert, select, update to dateline_worker

table news.stories (
    story_id bigint not null generated always as identity,
    merged_into bigint,
    opened_at timestamp with time zone not null default now(),
    constraint stories_pkey primary key (story_id),
    constraint stories_merged_into_fkey foreign key (merged_into) references news.stories(story_id),
)
index stories_merged ON news.stories USING btree (merged_into) WHERE (merged_into IS NOT NULL)
grant select to dateline_reader
grant insert, select, update to dateline_worker

table news.story_articles (
    article_id bigint not null,
    story_id bigint not null,
    representative_id bigint not null,
    reason text not null,
    evidence text not null,
    joined_at timestamp with time zone not null default now(),
    constraint story_articles_pkey primary key (article_id),
    constraint story_articles_leave_story trigger deferrable initially deferred,
    constraint story_articles_reason_check check ((reason = any (array['first'::text, 'near-text'::text, 'wire-copy'::text, 'same-event'::text]))),
    constraint story_articles_article_id_fkey foreign key (article_id) references news.articles(article_id) on delete cascade,
    constraint story_articles_story_id_fkey foreign key (story_id) references news.stories(story_id),
)
index story_articles_representative ON news.story_articles USING btree (representative_id, article_id)
index story_articles_story ON news.story_articles USING btree (story_id, article_id)
grant select to dateline_reader
grant insert, select, update to dateline_worker

table news.story_merges (
    from_story_id bigint not null,
    into_story_id bigint not null,
    article_id bigint not null,
    reason text not null,
    merged_at timestamp with time zone not null default now(),
    constraint story_merges_pkey primary key (from_story_id),
    constraint story_merges_reason_check check ((reason = any (array['near-text'::text, 'same-event'::text]))),
    constraint the_older_number_stays check ((into_story_id < from_story_id)),
    constraint story_merges_from_story_id_fkey foreign key (from_story_id) references news.stories(story_id),
    constraint story_merges_into_story_id_fkey foreign key (into_story_id) references news.stories(story_id),
)
grant select to dateline_reader
grant insert, select to dateline_worker

view news.article_companions (
    entity_id bigint,
    name text,
    label text,
    companion_id bigint,
    companion text,
    companion_label text,
    day date,
    articles bigint,
)
grant select to dateline_reader
grant insert, select, update to dateline_worker

view news.article_versions (
    article_id bigint,
    version integer,
    title text,
    authors text[],
    published_at timestamp with time zone,
    modified_at timestamp with time zone,
    language text,
    text text,
    text_key bytea,
    body_source text,
    model text,
    version_reason text,
    enriched_at timestamp with time zone,
    replaced_at timestamp with time zone,
)
grant select to dateline_reader
grant insert, select, update to dateline_worker

view news.coverage (
    hour timestamp with time zone,
    source text,
    language text,
    discovered bigint,
    published bigint,
    with_date bigint,
    with_author bigint,
    with_entities bigint,
    latency_p50_seconds double precision,
    latency_p95_seconds double precision,
    duplicate bigint,
    rejected bigint,
    failed bigint,
    waiting_for_fetch bigint,
    waiting_for_parse bigint,
    waiting_for_enrich bigint,
    source_id bigint,
)
grant select to dateline_reader
grant insert, select, update to dateline_worker

view news.duplicates (
    article_id bigint,
    of_article_id bigint,
    kind text,
    jaccard real,
    containment real,
    longer_id bigint,
    published boolean,
    representative_id bigint,
    source_id bigint,
    url text,
    noted_at timestamp with time zone,
)
grant select to dateline_reader
grant insert, select, update to dateline_worker

view news.edits (
    article_id bigint,
    version integer,
    version_reason text,
    kind text,
    headline_changed boolean,
    kept bigint,
    changed bigint,
    added bigint,
    removed bigint,
    typos bigint,
    title_before text,
    title_after text,
    changed_at timestamp with time zone,
)
grant select to dateline_reader
grant insert, select, update to dateline_worker

view news.entity_days (
    entity_id bigint,
    name text,
    label text,
    day date,
    mentions bigint,
    articles bigint,
)
grant select to dateline_reader
grant insert, select, update to dateline_worker

view news.entity_links (
    entity_id bigint,
    name text,
    label text,
    kind text,
    place_id bigint,
    wikidata text,
    score real,
    evidence text,
    support bigint,
    mentions bigint,
)
grant select to dateline_reader
grant insert, select, update to dateline_worker

view news.gaps (
    source_id bigint,
    source text,
    gap_from timestamp with time zone,
    gap_until timestamp with time zone,
    entries integer,
    filled_at timestamp with time zone,
)
grant select to dateline_reader
grant insert, select, update to dateline_worker

view news.headline_changes (
    article_id bigint,
    version integer,
    title_before text,
    title_after text,
    changed_at timestamp with time zone,
)
grant select to dateline_reader
grant insert, select, update to dateline_worker

view news.images (
    article_id bigint,
    image_no integer,
    url text,
    alt text,
    caption text,
    credit text,
)
grant select to dateline_reader
grant insert, select, update to dateline_worker

view news.movers (
    entity_id bigint,
    name text,
    label text,
    mentions bigint,
    articles bigint,
    weekly_mean numeric,
    weekly_most bigint,
)
grant select to dateline_reader
grant insert, select, update to dateline_worker

view news.place_days (
    day date,
    place_id bigint,
    name text,
    kind text,
    country_code text,
    latitude double precision,
    longitude double precision,
    mentions bigint,
    articles bigint,
)
grant select to dateline_reader
grant insert, select, update to dateline_worker

view news.sentence_companions (
    entity_id bigint,
    name text,
    label text,
    companion_id bigint,
    companion text,
    companion_label text,
    day date,
    sentences bigint,
)
grant select to dateline_reader
grant insert, select, update to dateline_worker

view news.speaker_quotes (
    article_id bigint,
    quote_no integer,
    day date,
    source text,
    url text,
    title text,
    speaker text,
    entity_id bigint,
    name text,
    label text,
    kind text,
    cue text,
    text text,
)
grant select to dateline_reader
grant insert, select, update to dateline_worker

view news.stage_coverage (
    hour timestamp with time zone,
    source_id bigint,
    source text,
    language text,
    stage text,
    entered bigint,
    passed bigint,
    duplicate bigint,
    rejected bigint,
    failed bigint,
    waiting bigint,
    with_date bigint,
    with_author bigint,
    with_entities bigint,
    latency_p50_seconds double precision,
    latency_p95_seconds double precision,
)
grant select to dateline_reader
grant insert, select, update to dateline_worker

view news.story_sums (
    story_id bigint,
    articles bigint,
    tellings bigint,
    sources bigint,
    first_day date,
    last_day date,
    title text,
)
grant select to dateline_reader
grant insert, select, update to dateline_worker
