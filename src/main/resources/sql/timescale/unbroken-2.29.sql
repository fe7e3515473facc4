-- TimescaleDB 2.29: every chunk has slices of its own. From where on the source of each continuous aggregate holds all that
-- was materialized from it; a tiered (OSM) chunk belongs to another tool.
with own as (
    {include timescale/aggregated}
),
piece as (
    select slice.dimension_id,
           slice.range_start,
           slice.range_end,
           slice.xmin as written,
           chunk.creation_time as created,
           chunk.relid::oid as relation,
           packed.compress_relid::oid as packed,
           size.numrows_pre_compression as packed_rows
    from _timescaledb_catalog.dimension_slice as slice
    join _timescaledb_catalog.chunk as chunk on chunk.id = slice.chunk_id
    left join _timescaledb_catalog.compression_settings as packed on packed.relid = chunk.relid
    left join _timescaledb_catalog.compression_chunk_size as size on size.chunk_id = chunk.id
    where not chunk.osm_chunk and slice.dimension_id in (select source from own union all select target from own)
),
{include timescale/unbroken}
