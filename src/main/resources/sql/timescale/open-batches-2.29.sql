-- TimescaleDB 2.29: a chunk's settings name its compressed table, which takes its rights from the hypertable whenever it is made.
with piece as materialized (
    select chunk.hypertable_id as id, relation.oid, relation.relowner, relation.relacl
    from _timescaledb_catalog.chunk as chunk
    join _timescaledb_catalog.compression_settings as settings on settings.relid = chunk.relid
    join pg_class as relation on relation.oid = settings.compress_relid
    where chunk.hypertable_id = any (?)
),
{include timescale/open-batches}
