-- Views on the machine room; made anew by every migration.

create view ingest.balance as
select
    s.source_id,
    s.url as source,
    count(d.document_id) as discovered,
    count(*) filter (where d.state = 'enriched') as published,
    count(*) filter (where d.state = 'duplicate') as duplicate,
    count(*) filter (where d.state = 'rejected') as rejected,
    count(*) filter (where d.state = 'failed') as failed,
    count(*) filter (where d.state in ('discovered', 'fetched', 'parsed')) as waiting
from ingest.sources as s
left join ingest.documents as d using (source_id)
group by s.source_id, s.url;

comment on view ingest.balance is 'The books: for each source discovered = published + duplicate + rejected + failed + waiting, exactly.';
comment on column ingest.balance.source_id is 'The source.';
comment on column ingest.balance.source is 'Its URL.';
comment on column ingest.balance.discovered is 'Documents that it ever announced.';
comment on column ingest.balance.published is 'Of these, articles in news.articles.';
comment on column ingest.balance.duplicate is 'Of these, the same as another document.';
comment on column ingest.balance.rejected is 'Of these, refused: not an article.';
comment on column ingest.balance.failed is 'Of these, not to be had.';
comment on column ingest.balance.waiting is 'Of these, still on their way.';

create view ingest.misplaced_mentions as
select m.article_id, m.mention_no, m.start_char, m.end_char, m.text
from news.mentions as m
join news.articles as a using (article_id)
where substr(a.text, m.start_char + 1, m.end_char - m.start_char) is distinct from m.text;

comment on view ingest.misplaced_mentions is 'Mentions whose text is not what stands at their offsets: always empty.';
comment on column ingest.misplaced_mentions.article_id is 'The article.';
comment on column ingest.misplaced_mentions.mention_no is 'The mention.';
comment on column ingest.misplaced_mentions.start_char is 'Its first character.';
comment on column ingest.misplaced_mentions.end_char is 'One past its last character.';
comment on column ingest.misplaced_mentions.text is 'What it claims to be.';

create view ingest.misplaced_sentences as
select s.article_id, s.sentence_no, s.start_char, s.end_char, s.text
from news.sentences as s
join news.articles as a using (article_id)
where substr(a.text, s.start_char + 1, s.end_char - s.start_char) is distinct from s.text;

comment on view ingest.misplaced_sentences is 'Sentences whose text is not what stands at their offsets: always empty.';
comment on column ingest.misplaced_sentences.article_id is 'The article.';
comment on column ingest.misplaced_sentences.sentence_no is 'The sentence.';
comment on column ingest.misplaced_sentences.start_char is 'Its first character.';
comment on column ingest.misplaced_sentences.end_char is 'One past its last character.';
comment on column ingest.misplaced_sentences.text is 'What it claims to be.';
