-- Why: a version that changes views alone brings no migration, and a database that had all of them kept its old views.

create table ingest.made_views (
    one boolean primary key default true check (one),
    digest text not null
);
comment on table ingest.made_views is 'What the views of this database were made from: they are made anew where it changed. One row.';
comment on column ingest.made_views.one is 'There is one row.';
comment on column ingest.made_views.digest is 'SHA-256 of the files of sql/views, in hex.';
