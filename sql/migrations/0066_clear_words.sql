-- Why: who asks news.search for too much, or for null, was told what went wrong inside PostgreSQL and not what to ask; where
-- the words asked for stand far apart, its headlines showed none of them; and addresses that hold a user name, a password
-- or a key were shown to every reader.

create or replace function news.search(
    query text, language text default null, entities text[] default '{}', since date default null,
    until date default null, most integer default 20
)
returns table (
    article_id bigint, rank real, day date, language_code text, source text, url text, title text, headline text
)
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan
set client_min_messages = warning as $$
#variable_conflict use_column
declare
    pool constant integer := 2000;
    longest constant integer := 2000;
    most_names constant integer := 50;
    asked constant text := lower(search.language);
    -- A dash with no word or quote behind it excludes nothing ("flood - Vienna"), and 32 of them PostgreSQL cannot read.
    words constant text := regexp_replace(query, '-(?=[-\s!#$%&''()*+,./:;<=>?@\[\]^_`{|}~]|$)', ' ', 'g');
    forms tsquery[];
    wanted tsquery;
    form tsquery;
    filters text := '';
    called text;
begin
    if length(query) > longest then
        raise exception 'the query has % characters, at most % are read: search in parts', length(query), longest
            using errcode = 'invalid_parameter_value';
    end if;
    if cardinality(entities) > most_names then
        raise exception 'entities has % names, at most % are read: search in parts, or join news.mentions',
            cardinality(entities), most_names using errcode = 'invalid_parameter_value';
    end if;
    if array_position(entities, null) is not null then
        raise exception 'a name in entities is null: leave it out' using errcode = 'invalid_parameter_value';
    end if;
    if most < 0 then
        raise exception 'most is %: it is how many articles to give, from 0', most using errcode = 'invalid_parameter_value';
    end if;
    select array_agg(distinct websearch_to_tsquery(news.search_configuration(code), words)) into forms
    from unnest(case when asked is not null then array[asked] else string_to_array(
        'ar ca da de el en es eu fi fr ga hi hu hy id it lt nb ne nl pt ro ru sr sv ta tr yi ?', ' ') end) as code;
    foreach form in array forms loop
        wanted := case when wanted is null then form else wanted || form end;
    end loop;
    if cardinality(forms) > 1 then
        filters := ' and a.stems @@ websearch_to_tsquery(news.search_configuration(a.language), $2)';
    end if;
    if asked is not null then filters := filters || format(' and a.language = %L', asked); end if;
    if since is not null then filters := filters || format(' and a.day >= %L', since); end if;
    if until is not null then filters := filters || format(' and a.day <= %L', until); end if;
    foreach called in array coalesce(entities, '{}') loop
        filters := filters || format(
            ' and a.article_id in (select m.article_id from news.mentions as m where m.entity_id = any (%L::bigint[]))',
            array(select coalesce(e.merged_into, e.entity_id) from news.entities as e where lower(e.name) = lower(called))
        );
    end loop;
    return query execute format($find$
        with matches as materialized (
            select a.article_id from news.articles as a where a.stems @@ $1 %s
            order by a.day desc, a.article_id desc limit %s
        ),
        ranked as materialized (
            select a.article_id, own.form, ts_rank(a.stems, own.form, 1) as rank
            from matches join news.articles as a using (article_id),
                lateral (select websearch_to_tsquery(news.search_configuration(a.language), $2) as form) as own
            order by rank desc, a.article_id desc limit $3
        )
        select a.article_id, r.rank, a.day, a.language, a.source, a.url, a.title,
            regexp_replace(case when strpos(h.headline, '**') > 0 then h.headline else
                -- No piece of the text holds all words: then those that hold one of them.
                ts_headline(h.rules, h.words, coalesce((
                    select string_agg(found[1], ' | ')
                    from regexp_matches(querytree(r.form), $r$('(?:[^'\\]|''|\\.)*')$r$, 'g') as found
                )::tsquery, r.form), h.marks)
            end, '\s+', ' ', 'g')
        from ranked as r join news.articles as a using (article_id)
        cross join lateral (
            select ts_headline(o.rules, o.words, r.form, o.marks) as headline, o.*
            from (
                select news.search_configuration(a.language) as rules, left(a.text, 100000) as words,
                    'StartSel=**, StopSel=**, MaxFragments=2, MinWords=8, MaxWords=25, FragmentDelimiter=" ... "' as marks
            ) as o
        ) as h
        order by r.rank desc, a.article_id desc
    $find$, filters, pool) using wanted, words, most;
end
$$;
comment on function news.search is
    'Articles for words as one types them into a search engine ("exact words", or, -not), the best first, found words between **. Each article is read by the rules of its own language; language, entities (names, all of which it must mention, at most 50), since and until narrow the search, null does not. Of more than 2,000 matches the newest are ranked; a query has at most 2,000 characters.';

-- The part before the last @ of the authority: RFC 3986, section 3.2.1. Browsers read a backslash there as a slash.
create function news.url_without_login(url text) returns text
language sql immutable parallel safe as $$
    select regexp_replace(url, '^(\s*[a-z][a-z0-9+.-]*:)?([/\\]{2})[^/?#\\]*@', '\1\2', 'i')
$$;
comment on function news.url_without_login is 'A URL without the user name and password that it may hold.';

create function news.url_without_secrets(url text) returns text
language sql immutable parallel safe as $$
    select regexp_replace(
        news.url_without_login(url),
        '([?&;][^=&;#]*(?:key|token|secret|auth|passw(?:or)?d|pwd|sig|signature|session|jwt|credential)s?=)[^&;#]+',
        '\1***', 'gi'
    )
$$;
comment on function news.url_without_secrets is
    'A URL without user name and password, and with *** for each value in its query whose name ends in key, token, secret, auth, password, signature and the like.';

-- Here and not in the statement that publishes, so that it holds for programs of the version before as well.
create function ingest.show_no_secrets() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    new.source := news.url_without_secrets(new.source);
    new.url := news.url_without_login(new.url);
    new.canonical_url := news.url_without_login(new.canonical_url);
    new.image_url := news.url_without_login(new.image_url);
    return new;
end
$$;
revoke all on function ingest.show_no_secrets() from public;
create trigger articles_show_no_secrets before insert or update on news.articles
for each row execute function ingest.show_no_secrets();

-- What is there already: consumers hear of these articles as of any other that changes.
update news.articles set source = source
where source <> news.url_without_secrets(source) or url <> news.url_without_login(url)
    or canonical_url <> news.url_without_login(canonical_url);
do $$
begin
    if exists (select from pg_attribute where attrelid = 'news.articles'::regclass and attname = 'image_url') then
        execute 'update news.articles set source = source where image_url <> news.url_without_login(image_url)';
    end if;
end
$$;
comment on column news.articles.source is 'That source''s URL without a user name or password, *** for the values of keys and tokens in its query (news.url_without_secrets).';
comment on column news.articles.url is 'The page or file as announced, without a user name or password.';
