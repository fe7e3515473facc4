-- TimescaleDB 2.13 to 2.28: as unbroken-2.29.sql; of a chunk that was dropped no slice is left.
with own as (
    {include timescale/aggregated}
),
place as (
    select slice.dimension_id, slice.range_start, slice.range_end, min(chunk.creation_time) as created
    from _timescaledb_catalog.dimension_slice as slice
    join _timescaledb_catalog.chunk_constraint as bound on bound.dimension_slice_id = slice.id
    join _timescaledb_catalog.chunk as chunk on chunk.id = bound.chunk_id
    where not chunk.osm_chunk and slice.dimension_id in (select source from own union all select target from own)
    group by slice.dimension_id, slice.range_start, slice.range_end
),
{include timescale/unbroken}
