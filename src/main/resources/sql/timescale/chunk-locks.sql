-- For each hypertable what dropping one of its chunks locks: the chunk, its indexes, TOAST with an index, two types, and each
-- constraint with the one that bounds the chunk. Chunks have what their hypertable has; taken from there, none is opened.
select schema.nspname as schema_name,
       relation.relname as table_name,
       1
           + (select count(*) from pg_index as index where index.indrelid = relation.oid)
           + case when relation.reltoastrelid = 0 then 0 else 2 end
           + 2
           + (
               select count(*)
               from pg_constraint as rule
               where rule.conrelid = relation.oid
                 and rule.contype <> 'n'
           )
           + 1 as locks
from pg_class as relation
join pg_namespace as schema on schema.oid = relation.relnamespace
join unnest(?::text[], ?::text[]) as wanted (schema_name, table_name)
  on wanted.schema_name = schema.nspname and wanted.table_name = relation.relname
