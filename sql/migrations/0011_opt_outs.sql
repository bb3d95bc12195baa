-- Why: publishers may reserve their pages against text and data mining (EU directive 2019/790, article 4); what they say is
-- kept with the document, so that it can be obeyed, and answered for.

alter table ingest.robots add column tdmrep text not null default '';
comment on column ingest.robots.tdmrep is 'The origin''s /.well-known/tdmrep.json, at most 200,000 characters; empty if there is none.';

alter table ingest.documents add column opt_out text;
comment on column ingest.documents.opt_out is 'Where its publisher reserves it against text and data mining: a header, a meta element, the site''s tdmrep.json; null if nowhere.';

alter table news.articles add column opt_out text;
comment on column news.articles.opt_out is 'Where its publisher reserves it against text and data mining; null if nowhere. Filled only where an operator records opt-outs instead of obeying them.';
