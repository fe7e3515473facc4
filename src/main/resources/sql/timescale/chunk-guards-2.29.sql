-- TimescaleDB 2.29: a chunk names its table by its oid, and has slices of its own.
with piece as not materialized (
    select chunk.id, chunk.hypertable_id, chunk.relid::oid as oid, chunk.osm_chunk
    from _timescaledb_catalog.chunk as chunk
),
stranger as materialized (
    select heir.inhrelid as oid, heir.inhparent as parent
    from pg_catalog.pg_inherits as heir
    where not exists (select from _timescaledb_catalog.chunk as chunk where chunk.relid::oid = heir.inhrelid)
),
slice as (
    select chunk_id, dimension_id, range_start, range_end
    from _timescaledb_catalog.dimension_slice
),
{include timescale/chunk-guards}
