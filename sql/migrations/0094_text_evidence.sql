-- Why: whose reading of a page its text is, and what speaks for it, has to be seen where the text is; captions and
-- credits are no part of the text, and were lost.

alter table news.articles
    add column text_source text not null default '',
    add column text_evidence jsonb not null default '{}',
    add column images jsonb not null default '[]';
comment on column news.articles.text_source is 'Whose reading the text is: blocks (chosen block by block), trafilatura, readability, paragraphs (of one element of the page), json-ld (as the page declares it), script (out of one), bare (all words, of what nests too deep); feed; pdf, docx, newsroom, mail, json, markdown or plain for files; empty for what an earlier version read.';
comment on column news.articles.text_evidence is 'What speaks for the text of a page: blocks of the page, those taken and how likely the least likely of them was (0 to 1); whose the first_reading was and, where it stands, its coverage by blocks; agreement with first-reading, reader-view, json-ld and feed: of_text is the share of the text that it holds, of_it the share of it that the text holds, by words.';
comment on column news.articles.images is 'The pictures with it, the lead image first: objects of url, alt, caption and credit. As rows: news.images.';
