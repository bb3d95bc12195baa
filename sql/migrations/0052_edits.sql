-- Why: analysts ask what a publisher changed in an article, sentence by sentence, and whether it is a typo or another story.

alter table news.past_versions
    add column sentence_starts integer[],
    add column sentence_ends integer[];
comment on column news.past_versions.sentence_starts is 'First characters of its sentences, from 0, in order; null where it was replaced before they were kept: its paragraphs stand in for them.';
comment on column news.past_versions.sentence_ends is 'One past their last characters.';

create function news.version_sentences(article_id bigint, version integer)
returns table (sentence_no integer, start_char integer, end_char integer, text text)
language sql stable parallel safe set search_path = pg_catalog, pg_temp as $$
    select s.sentence_no, s.start_char, s.end_char, s.text
    from news.articles as a join news.sentences as s using (article_id)
    where a.article_id = version_sentences.article_id and a.version = version_sentences.version
    union all
    select (s.no - 1)::integer, s.start_char, s.end_char, substr(p.text, s.start_char + 1, s.end_char - s.start_char)
    from news.past_versions as p
    cross join lateral unnest(p.sentence_starts, p.sentence_ends) with ordinality as s (start_char, end_char, no)
    where p.article_id = version_sentences.article_id and p.version = version_sentences.version
    union all
    select (s.no - 1)::integer, (sum(length(s.words) + 2) over (order by s.no) - length(s.words) - 2)::integer,
        (sum(length(s.words) + 2) over (order by s.no) - 2)::integer, s.words
    from news.past_versions as p
    cross join lateral unnest(string_to_array(p.text, E'\n\n')) with ordinality as s (words, no)
    where p.article_id = version_sentences.article_id and p.version = version_sentences.version
        and p.sentence_starts is null
    order by 1
$$;
comment on function news.version_sentences is
    'The sentences of any version of an article, with their offsets in its text.';

create function news.is_typo(before text, after text) returns boolean
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
declare
    a constant text[] := array(select lower(m[1]) from regexp_matches(before, '\w+', 'g') as m);
    b constant text[] := array(select lower(m[1]) from regexp_matches(after, '\w+', 'g') as m);
    odd integer := 0;
    head integer;
    tail integer;
begin
    if a = b or array_to_string(a, '') = array_to_string(b, '') then
        return before <> after;
    end if;
    if cardinality(a) <> cardinality(b) then
        return false;
    end if;
    for n in 1 .. cardinality(a) loop
        continue when a[n] = b[n];
        odd := odd + 1;
        head := 0;
        tail := 0;
        while substr(a[n], head + 1, 1) = substr(b[n], head + 1, 1) loop head := head + 1; end loop;
        while tail < least(length(a[n]), length(b[n])) - head
            and substr(a[n], length(a[n]) - tail, 1) = substr(b[n], length(b[n]) - tail, 1) loop tail := tail + 1; end loop;
        if odd > 2 or greatest(length(a[n]), length(b[n])) < 4 or a[n] || b[n] ~ '[0-9]|illion'
            or greatest(length(a[n]), length(b[n])) - head - tail > 2 then
            return false;
        end if;
    end loop;
    return true;
end
$$;
comment on function news.is_typo is
    'Whether one sentence corrects a typo of the other: case, marks and spaces, or one or two words of four letters or more in which no more than two letters in a row differ. Figures, millions and billions are no typos. A rule of form: it does not know what words mean.';

create function news.is_retraction(title text, text text) returns boolean
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
    select title ~* '^\W*(retracted|retraction|withdrawn|withdrawal|article removed|story removed)\W*([:|–—\]-]|$)'
        or left(text, 500) ~* (
            '\m(story|article|report|post|piece|page)\M[^.!?]{0,80}\m(has been|have been|was|is)\s+(\w+\s+){0,2}'
            || '(retracted|withdrawn|removed|taken down|deleted|unpublished)\M'
        )
        or left(text, 500) ~* '\mwe (have |hereby )?(retract|withdraw|retracted|withdrawn)\M[^.!?]{0,40}\m(story|article|report|post|piece|it)\M'
$$;
comment on function news.is_retraction is
    'Whether a headline opens with, or the head of a text says, that this article is retracted, withdrawn or removed (English only).';

-- Longest common subsequence of what lies between the sentences that both begin and end with; where that is very much,
-- the next equal sentence is taken each time.
create function news.sentence_edits(article_id bigint, version integer)
returns table (
    edit_no integer, change text, start_before integer, end_before integer, text_before text, start_after integer,
    end_after integer, text_after text
)
language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    most constant integer := 250000;
    a text[]; b text[]; a_starts integer[]; a_ends integer[]; b_starts integer[]; b_ends integer[];
    n integer; m integer; head integer := 0; tail integer := 0; wide integer; i integer; j integer; at integer;
    common integer[];
    pairs integer[] := '{}'; -- for each sentence after, the equal one before; 0 where there is none
    gap integer[];
begin
    select array_agg(s.text order by s.sentence_no), array_agg(s.start_char order by s.sentence_no),
        array_agg(s.end_char order by s.sentence_no) into a, a_starts, a_ends
    from news.version_sentences(sentence_edits.article_id, (
        select max(v.version) from news.past_versions as v
        where v.article_id = sentence_edits.article_id and v.version < sentence_edits.version
    )) as s;
    select array_agg(s.text order by s.sentence_no), array_agg(s.start_char order by s.sentence_no),
        array_agg(s.end_char order by s.sentence_no) into b, b_starts, b_ends
    from news.version_sentences(sentence_edits.article_id, sentence_edits.version) as s;
    if a is null or b is null then return; end if;
    n := cardinality(a);
    m := cardinality(b);
    pairs := array_fill(0, array[m]);
    while head < least(n, m) and a[head + 1] = b[head + 1] loop
        head := head + 1;
        pairs[head] := head;
    end loop;
    while tail < least(n, m) - head and a[n - tail] = b[m - tail] loop
        pairs[m - tail] := n - tail;
        tail := tail + 1;
    end loop;
    if (n - head - tail)::bigint * (m - head - tail) <= most then
        wide := m - head - tail + 1;
        common := array_fill(0, array[(n - head - tail + 1) * wide]);
        for x in reverse n - head - tail - 1 .. 0 loop
            for y in reverse m - head - tail - 1 .. 0 loop
                common[x * wide + y + 1] := case
                    when a[head + x + 1] = b[head + y + 1] then 1 + common[(x + 1) * wide + y + 2]
                    else greatest(common[(x + 1) * wide + y + 1], common[x * wide + y + 2])
                end;
            end loop;
        end loop;
        i := 0;
        j := 0;
        while i < n - head - tail and j < m - head - tail loop
            if a[head + i + 1] = b[head + j + 1] then
                pairs[head + j + 1] := head + i + 1;
                i := i + 1;
                j := j + 1;
            elsif common[(i + 1) * wide + j + 1] >= common[i * wide + j + 2] then i := i + 1;
            else j := j + 1;
            end if;
        end loop;
    else
        i := head + 1;
        for y in head + 1 .. m - tail loop
            at := array_position(a, b[y], i);
            if at <= n - tail then
                pairs[y] := at;
                i := at + 1;
            end if;
        end loop;
    end if;
    edit_no := 0;
    i := 1;
    for y in 1 .. m + 1 loop
        if y <= m and pairs[y] = 0 then
            gap := gap || y;
            continue;
        end if;
        at := case when y > m then n + 1 else pairs[y] end;
        -- Between two sentences that stayed: what went and what came, in order, joined where half of the words are the same.
        while i < at or cardinality(gap) > 0 loop
            start_before := null; end_before := null; text_before := null;
            start_after := null; end_after := null; text_after := null;
            j := null;
            if i < at then
                select g.place into j from unnest(gap) with ordinality as g (no, place)
                where news.shared_words(a[i], b[g.no]) >= 0.5 order by g.place limit 1;
            end if;
            if i < at and (j is null or j = 1) then
                start_before := a_starts[i]; end_before := a_ends[i]; text_before := a[i];
            end if;
            if coalesce(j, 0) >= 1 or i >= at then
                start_after := b_starts[gap[1]]; end_after := b_ends[gap[1]]; text_after := b[gap[1]];
                gap := gap[2:];
            end if;
            i := i + (text_before is not null)::integer;
            change := case when text_before is null then 'added' when text_after is null then 'removed' else 'changed' end;
            edit_no := edit_no + 1;
            return next;
        end loop;
        exit when y > m;
        start_before := a_starts[at]; end_before := a_ends[at]; text_before := a[at];
        start_after := b_starts[y]; end_after := b_ends[y]; text_after := b[y];
        change := 'kept';
        edit_no := edit_no + 1;
        return next;
        i := at + 1;
    end loop;
end
$$;
comment on function news.sentence_edits is
    'What a version changed in the one before it, sentence by sentence in order: kept, changed (half of the words or more are the same), added or removed, with offsets in either text. No rows for the first version.';

create function news.shared_words(one text, other text) returns real
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
    select (count(*) filter (where in_one and in_other))::real / greatest(count(*) filter (where in_one), count(*) filter (where in_other), 1)
    from (
        select bool_or(first) as in_one, bool_or(not first) as in_other
        from (
            select lower(m[1]) as word, true as first from regexp_matches(one, '\w+', 'g') as m
            union all
            select lower(m[1]), false from regexp_matches(other, '\w+', 'g') as m
        ) as w
        group by word
    ) as w
$$;
comment on function news.shared_words is
    'Different words that two sentences share, of those of the one that has more, from 0 to 1.';
