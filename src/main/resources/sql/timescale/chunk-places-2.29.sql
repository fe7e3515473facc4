-- TimescaleDB 2.29: as in chunk-places-2.11.sql.
select chunk.id,
       namespace.nspname as schema_name,
       relation.relname as table_name,
       slice.range_start
from _timescaledb_catalog.chunk as chunk
join pg_class as relation on relation.oid = chunk.relid
join pg_namespace as namespace on namespace.oid = relation.relnamespace
join (
    select distinct on (hypertable_id) hypertable_id, id
    from _timescaledb_catalog.dimension
    where interval_length is not null
    order by hypertable_id, id
) as dimension on dimension.hypertable_id = chunk.hypertable_id
join _timescaledb_catalog.dimension_slice as slice
  on slice.chunk_id = chunk.id and slice.dimension_id = dimension.id
where chunk.id = any (?)
