-- Why: publishers change their articles; when a source says that it changed an entry, the document goes through the stages
-- again, and a changed text becomes another version of the same article.

alter table ingest.documents add column purpose text check (purpose in ('revise', 'reprocess'));
comment on column ingest.documents.purpose is 'Why a document that had an outcome is on its way again: revise: its source changed the entry; reprocess: an operator asked. Null on its first way, and once it has an outcome.';
