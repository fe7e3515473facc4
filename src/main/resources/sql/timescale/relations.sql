-- What stands at the declared names, hypertable or not, with the first column that could be its time.
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
from unnest(?::text[]) as declared (name)
join pg_namespace as namespace on true
join pg_class as relation on relation.relnamespace = namespace.oid
where relation.relkind in ('r', 'p', 'v', 'm', 'f')
  and (
      namespace.nspname || '.' || relation.relname = declared.name
      or namespace.nspname = 'public' and relation.relname = declared.name
  )
