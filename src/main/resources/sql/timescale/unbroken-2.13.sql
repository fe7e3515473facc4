-- TimescaleDB 2.13 to 2.28: as unbroken-2.29.sql; of a chunk that was dropped no slice is left. A slice that several chunks
-- share was written with the first of them.
with own as (
    {include timescale/aggregated}
),
piece as (
    select slice.dimension_id,
           slice.range_start,
           slice.range_end,
           slice.xmin as written,
           chunk.creation_time as created,
           relation.oid as relation,
           packed.oid as packed,
           size.numrows_pre_compression as packed_rows
    from _timescaledb_catalog.dimension_slice as slice
    join _timescaledb_catalog.chunk_constraint as bound on bound.dimension_slice_id = slice.id
    join _timescaledb_catalog.chunk as chunk on chunk.id = bound.chunk_id
    join pg_namespace as namespace on namespace.nspname = chunk.schema_name
    join pg_class as relation on relation.relnamespace = namespace.oid and relation.relname = chunk.table_name
    left join _timescaledb_catalog.chunk as compressed on compressed.id = chunk.compressed_chunk_id
    left join pg_namespace as room on room.nspname = compressed.schema_name
    left join pg_class as packed on packed.relnamespace = room.oid and packed.relname = compressed.table_name
    left join _timescaledb_catalog.compression_chunk_size as size on size.chunk_id = chunk.id
    where not chunk.osm_chunk and slice.dimension_id in (select source from own union all select target from own)
),
{include timescale/unbroken}
