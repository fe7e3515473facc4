-- TimescaleDB 2.11 to 2.28: compressed tables are chunks of a hypertable of their own, from which new ones take their rights.
with packed as (
    select chunk.hypertable_id as id, compressed.schema_name, compressed.table_name
    from _timescaledb_catalog.chunk as chunk
    join _timescaledb_catalog.chunk as compressed on compressed.id = chunk.compressed_chunk_id
    -- Says what the join says already, and spares it where nothing is compressed.
    where chunk.compressed_chunk_id is not null
    union all
    select hypertable.id, above.schema_name, above.table_name
    from _timescaledb_catalog.hypertable as hypertable
    join _timescaledb_catalog.hypertable as above on above.id = hypertable.compressed_hypertable_id
),
piece as materialized (
    select packed.id, relation.oid, relation.relowner, relation.relacl
    from packed
    join pg_namespace as namespace on namespace.nspname = packed.schema_name
    join pg_class as relation on relation.relnamespace = namespace.oid and relation.relname = packed.table_name
    where packed.id = any (?)
),
{include timescale/open-batches}
