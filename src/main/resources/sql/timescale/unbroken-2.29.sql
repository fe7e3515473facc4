-- TimescaleDB 2.29: every chunk has slices of its own. From where on the source of each continuous aggregate holds all that
-- was materialized from it; a tiered (OSM) chunk belongs to another tool.
with own as (
    {include timescale/aggregated}
),
place as (
    select slice.dimension_id, slice.range_start, slice.range_end, min(chunk.creation_time) as created
    from _timescaledb_catalog.dimension_slice as slice
    join _timescaledb_catalog.chunk as chunk on chunk.id = slice.chunk_id
    where not chunk.osm_chunk and slice.dimension_id in (select source from own union all select target from own)
    group by slice.dimension_id, slice.range_start, slice.range_end
),
{include timescale/unbroken}
