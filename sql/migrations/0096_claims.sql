-- Why: a language that the page declares and its text is not in, the zone of a date, what is known of the day of a
-- change, and a dateline's date were read and then lost.

comment on column news.articles.text_evidence is 'What speaks for the text of a page: blocks of the page, those taken and how likely the least likely of them was (0 to 1); whose the first_reading was and, where it stands, its coverage by blocks; agreement with first-reading, reader-view, json-ld and feed: of_text is the share of the text that it holds, of_it the share of it that the text holds, by words. Where the page says so: declared_language as written, published_offset and modified_offset from UTC (+02:00), modified_precision and modified_source as those of published_at, dateline_date as written.';
