-- TimescaleDB 2.11 to 2.28: chunks whose status says compressed and nothing else, with live rows in their own heap, where a session
-- without TimescaleDB put them (timescaledb.disable_load). Sizes open files, so they are asked only where the server's statistics count other
-- inserts than were compressed. What an honest recompression leaves are dead rows until the next VACUUM, each of
-- which fills a page at most. After a crash of the server, on a standby and in what is locked exclusively nothing is seen.
with locked as materialized (
    {include postgres/locked-relations}
),
hinted as materialized (
    select chunk.id, relation.oid
    from _timescaledb_catalog.chunk as chunk
    join pg_catalog.pg_namespace as namespace on namespace.nspname = chunk.schema_name
    join pg_catalog.pg_class as relation on relation.relnamespace = namespace.oid and relation.relname = chunk.table_name
    left join _timescaledb_catalog.compression_chunk_size as counted on counted.chunk_id = chunk.id
    where chunk.hypertable_id = any (?)
      and chunk.status & 11 = 1
      and not chunk.osm_chunk
      and pg_catalog.pg_stat_get_live_tuples(relation.oid) > 0
      and pg_catalog.pg_stat_get_tuples_inserted(relation.oid) is distinct from counted.numrows_pre_compression
      and not exists (select from locked where locked.oid = relation.oid)
)
select hinted.id
from hinted
where pg_catalog.pg_relation_size(hinted.oid) / pg_catalog.current_setting('block_size')::bigint
    > pg_catalog.pg_stat_get_dead_tuples(hinted.oid)
