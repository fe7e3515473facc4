-- Bytes in the tables of hypertables themselves, above their chunks, where no row belongs. One that another session holds exclusively
-- is not waited for and has no row.
with locked as materialized (
    {include postgres/locked-relations}
)
select hypertable.id,
       hypertable.schema_name,
       hypertable.table_name,
       coalesce(pg_catalog.pg_relation_size(relation.oid), 0) as bytes
from _timescaledb_catalog.hypertable as hypertable
join pg_catalog.pg_namespace as namespace on namespace.nspname = hypertable.schema_name
join pg_catalog.pg_class as relation on relation.relnamespace = namespace.oid and relation.relname = hypertable.table_name
where hypertable.id = any (?)
  and not exists (select from locked where locked.oid = relation.oid)
