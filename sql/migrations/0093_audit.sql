-- Why: held against their text all at once, millions of mentions and sentences do not fit into memory, and the audit of a
-- million articles took minutes. Some thousands of articles at a time do.

-- A mention is looked for in its sentence where it lies in it, and in the whole text elsewhere: sentences are held to the
-- text below, and cutting thirty pieces out of a text costs ten times as much as out of its sentences.
create function ingest.misplaced_mentions(low bigint, high bigint)
returns table (article_id bigint, mention_no integer, start_char integer, end_char integer, text text)
language sql stable parallel safe
as $$
    select m.article_id, m.mention_no, m.start_char, m.end_char, m.text
    from news.mentions as m
    left join news.sentences as s
        on s.article_id = m.article_id and s.sentence_no = m.sentence_no and s.article_id between low and high
    where m.article_id between low and high
        and case
            when m.start_char >= s.start_char and m.end_char <= s.end_char
                then substr(s.text, m.start_char - s.start_char + 1, m.end_char - m.start_char)
            else (
                select substr(a.text, m.start_char + 1, m.end_char - m.start_char)
                from news.articles as a where a.article_id = m.article_id
            )
        end is distinct from m.text
$$;
comment on function ingest.misplaced_mentions is
'Mentions of the articles from low to high whose text is not what stands at their offsets: none, ever.';

create function ingest.misplaced_sentences(low bigint, high bigint)
returns table (article_id bigint, sentence_no integer, start_char integer, end_char integer, text text)
language sql stable parallel safe
as $$
    select s.article_id, s.sentence_no, s.start_char, s.end_char, s.text
    from news.sentences as s
    join news.articles as a on a.article_id = s.article_id and a.article_id between low and high
    where s.article_id between low and high
        and substr(a.text, s.start_char + 1, s.end_char - s.start_char) is distinct from s.text
$$;
comment on function ingest.misplaced_sentences is
'Sentences of the articles from low to high whose text is not what stands at their offsets: none, ever.';

create function ingest.misplaced_paragraphs(low bigint, high bigint)
returns table (article_id bigint, paragraphs bigint)
language sql stable parallel safe
as $$
    select a.article_id, p.paragraphs
    from news.articles as a
    join lateral (
        select count(*) as paragraphs, array_agg(p.start_char order by p.paragraph_no) as starts,
            array_agg(p.end_char order by p.paragraph_no) as ends
        from news.paragraphs as p where p.article_id = a.article_id
    ) as p on p.paragraphs > 0
    cross join lateral (
        select array_agg((t.upto - t.size)::integer order by t.number) as starts,
            array_agg(t.upto::integer order by t.number) as ends
        from (
            select number, length(piece) as size, sum(length(piece) + 2) over (order by number) - 2 as upto
            from string_to_table(a.text, E'\n\n') with ordinality as cut (piece, number)
        ) as t
    ) as t
    where a.article_id between low and high
        and (
            p.starts <> t.starts or p.ends <> t.ends
            or a.article_id in (
                select s.article_id
                from news.sentences as s
                left join news.paragraphs as q
                    on q.article_id = s.article_id and q.paragraph_no = s.paragraph_no
                    and q.article_id between low and high
                where s.article_id between low and high
                    and (q.article_id is null or s.start_char < q.start_char or s.end_char > q.end_char)
            )
        )
$$;
comment on function ingest.misplaced_paragraphs is
'Articles from low to high whose paragraphs are not the pieces of their text, or do not hold their sentences: none, ever.';

create function ingest.misfiled_mentions(low bigint, high bigint)
returns table (article_id bigint, mention_no integer)
language sql stable parallel safe
as $$
    select m.article_id, m.mention_no
    from news.mentions as m
    left join news.sentences as s
        on s.article_id = m.article_id and s.sentence_no = m.sentence_no and s.article_id between low and high
    where m.article_id between low and high
        and (s.article_id is null or m.start_char < s.start_char or m.start_char >= s.end_char)
$$;
comment on function ingest.misfiled_mentions is
'Mentions of the articles from low to high that do not start in the sentence they are filed under: none, ever.';
