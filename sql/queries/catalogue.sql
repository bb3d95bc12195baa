-- name: catalogue_relations :many
-- Tables and views of both schemas with their comments, in order of schema, kind and name.
select n.nspname as schema, c.relname as name, c.relkind = 'v' as is_view, obj_description(c.oid, 'pg_class') as comment
from pg_class as c
join pg_namespace as n on n.oid = c.relnamespace
where n.nspname in ('ingest', 'news') and c.relkind in ('r', 'v', 'p')
order by n.nspname, c.relkind = 'v', c.relname;

-- name: catalogue_columns :many
-- Their columns in order, with type, default and comment.
select n.nspname as schema, c.relname as relation, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
    a.attnotnull as not_null, a.attidentity <> '' as is_identity, a.attgenerated <> '' as is_generated,
    pg_get_expr(d.adbin, d.adrelid) as expression, col_description(c.oid, a.attnum) as comment
from pg_class as c
join pg_namespace as n on n.oid = c.relnamespace
join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
left join pg_attrdef as d on d.adrelid = c.oid and d.adnum = a.attnum
where n.nspname in ('ingest', 'news') and c.relkind in ('r', 'v', 'p')
order by n.nspname, c.relkind = 'v', c.relname, a.attnum;

-- name: catalogue_constraints :many
-- Their keys, checks and references; PostgreSQL 18 lists not null among them, which the columns say already.
select n.nspname as schema, c.relname as relation, k.conname as name, pg_get_constraintdef(k.oid) as definition
from pg_constraint as k
join pg_class as c on c.oid = k.conrelid
join pg_namespace as n on n.oid = c.relnamespace
where n.nspname in ('ingest', 'news') and k.contype <> 'n'
order by n.nspname, c.relname, k.contype = 'f', k.contype <> 'p', k.conname;

-- name: catalogue_indexes :many
-- Their indexes but those that a key makes.
select n.nspname as schema, c.relname as relation, i.relname as name, pg_get_indexdef(x.indexrelid) as definition
from pg_index as x
join pg_class as i on i.oid = x.indexrelid
join pg_class as c on c.oid = x.indrelid
join pg_namespace as n on n.oid = c.relnamespace
where n.nspname in ('ingest', 'news') and not exists (select from pg_constraint as k where k.conindid = x.indexrelid)
order by n.nspname, c.relname, i.relname;

-- name: catalogue_grants :many
-- What the two roles may do with each relation.
select table_schema as schema, table_name as relation, grantee as role,
    string_agg(lower(privilege_type), ', ' order by privilege_type) as rights
from information_schema.table_privileges
where table_schema in ('ingest', 'news') and grantee in ('dateline_worker', 'dateline_reader')
group by table_schema, table_name, grantee
order by table_schema, table_name, grantee;

-- name: catalogue_references :many
-- Which table of a schema leads to which: by what columns, whether they may be empty, whether they are a key (one to one).
select c.relname as relation, t.relname as target,
    string_agg(a.attname, ', ' order by k.place) as columns,
    bool_or(not a.attnotnull) as is_optional,
    exists (
        select from pg_constraint as u
        where u.conrelid = r.conrelid and u.contype in ('p', 'u') and u.conkey <@ r.conkey
    ) as is_unique
from pg_constraint as r
join pg_class as c on c.oid = r.conrelid
join pg_class as t on t.oid = r.confrelid
cross join unnest(r.conkey) with ordinality as k (number, place)
join pg_attribute as a on a.attrelid = r.conrelid and a.attnum = k.number
where r.contype = 'f' and r.connamespace = %(schema)s::regnamespace and t.relnamespace = r.connamespace
group by r.oid, r.conrelid, r.conkey, c.relname, t.relname
order by t.relname, c.relname, columns;

-- name: catalogue_functions :many
-- The functions of a schema but those of triggers, with what they take and give.
select p.proname as name, pg_get_function_arguments(p.oid) as arguments, pg_get_function_result(p.oid) as result,
    obj_description(p.oid, 'pg_proc') as comment
from pg_proc as p
where p.pronamespace = %(schema)s::regnamespace and p.prorettype <> 'trigger'::regtype
order by p.proname;

-- name: catalogue_keys :many
-- The columns of each table's primary key.
select c.relname as relation, a.attname as name
from pg_constraint as k
join pg_class as c on c.oid = k.conrelid
join pg_attribute as a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
where k.contype = 'p' and k.connamespace = %(schema)s::regnamespace;

-- name: oldest_transaction :one
-- Of the other sessions' transactions in this database the one that began first: it holds its locks longest.
select pid, coalesce(usename, backend_type) as login, application_name, state, xact_start
from pg_stat_activity
where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null
order by xact_start
limit 1;
