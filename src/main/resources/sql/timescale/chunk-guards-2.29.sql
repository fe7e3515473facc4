-- TimescaleDB 2.29: a chunk names its table by its oid, and has slices of its own.
with piece as (
    select chunk.id, chunk.hypertable_id, chunk.relid::oid as oid, chunk.osm_chunk
    from _timescaledb_catalog.chunk as chunk
),
slice as (
    select chunk_id, dimension_id, range_start, range_end
    from _timescaledb_catalog.dimension_slice
),
{include timescale/chunk-guards}
