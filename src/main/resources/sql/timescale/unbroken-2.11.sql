-- TimescaleDB 2.11 and 2.12: as unbroken-2.13.sql, but chunks do not know when they were made: of none is it known whether it
-- was dropped and made again, or whether rows of it were deleted.
with own as (
    {include timescale/aggregated}
),
piece as (
    select slice.dimension_id,
           slice.range_start,
           slice.range_end,
           slice.xmin as written,
           null::timestamptz as created,
           relation.oid as relation,
           null::oid as packed,
           null::bigint as packed_rows
    from _timescaledb_catalog.dimension_slice as slice
    join _timescaledb_catalog.chunk_constraint as bound on bound.dimension_slice_id = slice.id
    join _timescaledb_catalog.chunk as chunk on chunk.id = bound.chunk_id
    join pg_namespace as namespace on namespace.nspname = chunk.schema_name
    join pg_class as relation on relation.relnamespace = namespace.oid and relation.relname = chunk.table_name
    where not chunk.osm_chunk and slice.dimension_id in (select source from own union all select target from own)
),
{include timescale/unbroken}
