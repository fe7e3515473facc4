-- TimescaleDB 2.29: as in stray-rows-2.11.sql.
with locked as materialized (
    {include postgres/locked-relations}
),
hinted as materialized (
    select chunk.id, chunk.relid as oid
    from _timescaledb_catalog.chunk as chunk
    left join _timescaledb_catalog.compression_chunk_size as counted on counted.chunk_id = chunk.id
    where chunk.hypertable_id = any (?)
      and chunk.status & 11 = 1
      and not chunk.osm_chunk
      and pg_catalog.pg_stat_get_live_tuples(chunk.relid) > 0
      and pg_catalog.pg_stat_get_tuples_inserted(chunk.relid) is distinct from counted.numrows_pre_compression
      and not exists (select from locked where locked.oid = chunk.relid)
)
select hinted.id
from hinted
where pg_catalog.pg_relation_size(hinted.oid) / pg_catalog.current_setting('block_size')::bigint
    > pg_catalog.pg_stat_get_dead_tuples(hinted.oid)
