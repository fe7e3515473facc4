-- TimescaleDB 2.11 to 2.28.
with compressed as (
    select chunk.id, relation.oid
    from _timescaledb_catalog.chunk as chunk
    join pg_catalog.pg_namespace as namespace on namespace.nspname = chunk.schema_name
    join pg_catalog.pg_class as relation on relation.relnamespace = namespace.oid and relation.relname = chunk.table_name
    where chunk.hypertable_id = any (?)
      and chunk.status & 11 = 1
      and not chunk.osm_chunk
),
{include timescale/stray-rows}
