-- Tables, materialized views and foreign tables with the tenant's column, and how row security stands on each. Left out:
-- chunks (their hypertable stands for them) and partitions (their parent does), unless they have row security of their own and
-- others than the owner may name them. What an owner made a part of an extension stays in.
select namespace.nspname as schema_name,
       relation.relname as table_name,
       format('%I.%I', namespace.nspname, relation.relname) as identifier,
       relation.relkind in ('r', 'p') as can_be_guarded,
       relation.relrowsecurity as guarded,
       exists (
           select
           from pg_inherits
           join pg_class as child on child.oid = inhrelid
           join pg_namespace as internal on internal.oid = child.relnamespace
           where inhparent = relation.oid and internal.nspname = '_timescaledb_internal'
       ) as has_chunks
from pg_attribute as attribute
join pg_class as relation on relation.oid = attribute.attrelid
join pg_namespace as namespace on namespace.oid = relation.relnamespace
where attribute.attname = ?
  and not attribute.attisdropped
  and relation.relkind in ('r', 'p', 'm', 'f')
  and (
      not relation.relispartition
      or relation.relrowsecurity
          and exists (
              {include isolation/granted-to-others}
          )
  )
  and namespace.nspname <> 'information_schema'
  and namespace.nspname !~ '^pg_'
  and namespace.oid not in (
      {include postgres/timescale-schemas}
  )
order by namespace.nspname, relation.relname
