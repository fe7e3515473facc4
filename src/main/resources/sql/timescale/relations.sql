-- What stands at the declared names, hypertable or not, with the first column that could be its time. A name is that of a
-- table in public, or a schema and a table with a dot between them; either may hold more dots. Looked up by name: a
-- database may have a hundred thousand relations.
with declared as (
    select name from unnest(?::text[]) as given (name)
),
candidate as (
    select 'public' as schema_name, name as table_name
    from declared
    union
    select left(name, dot - 1), substr(name, dot + 1)
    from declared
    cross join generate_series(2, length(name) - 1) as dot
    where substr(name, dot, 1) = '.'
)
select namespace.nspname as schema_name,
       relation.relname as table_name,
       relation.relkind in ('r', 'p') as is_table,
       (
           select attname
           from pg_attribute
           where attrelid = relation.oid
             and attnum > 0
             and not attisdropped
             and atttypid in ('timestamptz'::regtype, 'timestamp'::regtype, 'date'::regtype)
           order by attnum
           limit 1
       ) as time_column
from candidate
join pg_namespace as namespace on namespace.nspname = candidate.schema_name collate "C"
join pg_class as relation
  on relation.relnamespace = namespace.oid and relation.relname = candidate.table_name collate "C"
where relation.relkind in ('r', 'p', 'v', 'm', 'f')
