-- Of chunks whose status says compressed and nothing else, those with live rows in their own heap, where a session without
-- TimescaleDB put them (timescaledb.disable_load). Sizes open files, so they are asked only where something hints at rows:
--   the server's statistics count other inserts than were compressed;
--   they count as many, which are other rows where the statistics began anew since, or where the owner named the number
--   (create_compressed_chunk): then VACUUM or ANALYZE found pages, or the heap was never emptied, as compressing does.
-- What an honest recompression leaves are dead rows until the next VACUUM, each of which fills a page at most. After a crash of the
-- server, on a standby and in what is locked exclusively nothing is seen. A part of other files, which give compressed (id, oid).
locked as materialized (
    {include postgres/locked-relations}
),
hinted as materialized (
    select compressed.id, compressed.oid
    from compressed
    join pg_catalog.pg_class as heap on heap.oid = compressed.oid
    left join _timescaledb_catalog.compression_chunk_size as counted on counted.chunk_id = compressed.id
    where pg_catalog.pg_stat_get_live_tuples(compressed.oid) > 0
      and (
          pg_catalog.pg_stat_get_tuples_inserted(compressed.oid) is distinct from counted.numrows_pre_compression
          or heap.relpages > 0
          or heap.relfilenode = heap.oid
      )
      and not exists (select from locked where locked.oid = compressed.oid)
)
select hinted.id
from hinted
where pg_catalog.pg_relation_size(hinted.oid) / pg_catalog.current_setting('block_size')::bigint
    > pg_catalog.pg_stat_get_dead_tuples(hinted.oid)
