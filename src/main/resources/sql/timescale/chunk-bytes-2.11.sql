-- TimescaleDB 2.11 to 2.28: a chunk with its indexes, its TOAST and its compressed half. One that
-- another session holds exclusively is not waited for: like one that is gone it has no row.
with locked as materialized (
    {include postgres/locked-relations}
)
select chunk.id,
       coalesce(pg_total_relation_size(relation.oid), 0) + coalesce(pg_total_relation_size(half.oid), 0) as bytes
from _timescaledb_catalog.chunk as chunk
join pg_namespace as namespace on namespace.nspname = chunk.schema_name
join pg_class as relation on relation.relnamespace = namespace.oid and relation.relname = chunk.table_name
left join _timescaledb_catalog.chunk as compressed on compressed.id = chunk.compressed_chunk_id
left join pg_namespace as half_namespace on half_namespace.nspname = compressed.schema_name
left join pg_class as half on half.relnamespace = half_namespace.oid and half.relname = compressed.table_name
where chunk.id = any (?)
  and not exists (select from locked where locked.oid in (relation.oid, half.oid))
