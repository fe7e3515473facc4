-- TimescaleDB 2.11 and 2.12: as unbroken-2.13.sql, but chunks do not know when they were made: one that was dropped and made
-- again looks like any other.
with own as (
    {include timescale/aggregated}
),
place as (
    select slice.dimension_id, slice.range_start, slice.range_end, min(null::timestamptz) as created
    from _timescaledb_catalog.dimension_slice as slice
    join _timescaledb_catalog.chunk_constraint as bound on bound.dimension_slice_id = slice.id
    join _timescaledb_catalog.chunk as chunk on chunk.id = bound.chunk_id
    where not chunk.osm_chunk and slice.dimension_id in (select source from own union all select target from own)
    group by slice.dimension_id, slice.range_start, slice.range_end
),
{include timescale/unbroken}
