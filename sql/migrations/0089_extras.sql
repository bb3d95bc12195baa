-- Why: analysts sort by section and tags, show the lead image, and must know which texts are only the free beginning.

alter table news.articles
    add column standfirst text,
    add column section text,
    add column tags text[] not null default '{}',
    add column image_url text,
    add column image_alt text,
    add column truncated boolean not null default false;
comment on column news.articles.standfirst is 'What the page says of the article in a line or two; null if nothing.';
comment on column news.articles.section is 'The section that the page names, as written; null if none.';
comment on column news.articles.tags is 'The tags or keywords that the page, else the feed, names, as written.';
comment on column news.articles.image_url is 'The lead image; null if none. It is not fetched.';
comment on column news.articles.image_alt is 'What the page says that the lead image shows; null if nothing.';
comment on column news.articles.truncated is 'Whether the page says that its text must be paid for, and the text is plainly only its beginning.';
