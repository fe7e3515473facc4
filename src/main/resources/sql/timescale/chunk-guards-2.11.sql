-- TimescaleDB 2.11 to 2.28. A chunk that was dropped may be left in the catalogue, without a table.
with piece as not materialized (
    select chunk.id, chunk.hypertable_id, relation.oid, chunk.osm_chunk
    from _timescaledb_catalog.chunk as chunk
    join pg_catalog.pg_namespace as namespace on namespace.nspname = chunk.schema_name
    join pg_catalog.pg_class as relation on relation.relnamespace = namespace.oid and relation.relname = chunk.table_name
),
stranger as materialized (
    select heir.inhrelid as oid, heir.inhparent as parent
    from pg_catalog.pg_inherits as heir
    join pg_catalog.pg_class as relation on relation.oid = heir.inhrelid
    where not exists (
        select
        from _timescaledb_catalog.chunk as chunk
        join pg_catalog.pg_namespace as namespace on namespace.nspname = chunk.schema_name
        where chunk.table_name = relation.relname and namespace.oid = relation.relnamespace
    )
),
slice as (
    select bound.chunk_id, slice.dimension_id, slice.range_start, slice.range_end
    from _timescaledb_catalog.dimension_slice as slice
    join _timescaledb_catalog.chunk_constraint as bound on bound.dimension_slice_id = slice.id
),
{include timescale/chunk-guards}
