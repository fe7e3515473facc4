-- TimescaleDB 2.13 to 2.25: dropped chunks are kept as rows for continuous aggregates.
with slice as not materialized (
    select chunk.id as chunk_id,
           chunk.hypertable_id,
           chunk.status,
           chunk.creation_time as created,
           slice.dimension_id,
           slice.range_start,
           slice.range_end
    from _timescaledb_catalog.dimension_slice as slice
    join _timescaledb_catalog.chunk_constraint as bound on bound.dimension_slice_id = slice.id
    join _timescaledb_catalog.chunk as chunk on chunk.id = bound.chunk_id
    where not chunk.osm_chunk and not chunk.dropped
)
{include timescale/chunks}
