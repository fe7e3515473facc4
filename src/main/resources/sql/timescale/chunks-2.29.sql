-- TimescaleDB 2.29: every chunk has slices of its own.
with slice as not materialized (
    select chunk.id as chunk_id,
           chunk.hypertable_id,
           chunk.status,
           chunk.creation_time as created,
           slice.dimension_id,
           slice.range_start,
           slice.range_end
    from _timescaledb_catalog.dimension_slice as slice
    join _timescaledb_catalog.chunk as chunk on chunk.id = slice.chunk_id
    where not chunk.osm_chunk
)
{include timescale/chunks}
