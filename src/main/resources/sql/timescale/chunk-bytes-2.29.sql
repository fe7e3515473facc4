-- TimescaleDB 2.29: as in chunk-bytes-2.11.sql, with the halves paired by the compression settings.
with locked as materialized (
    {include postgres/locked-relations}
)
select chunk.id,
       coalesce(pg_total_relation_size(chunk.relid), 0)
           + coalesce(pg_total_relation_size(settings.compress_relid), 0) as bytes
from _timescaledb_catalog.chunk as chunk
left join _timescaledb_catalog.compression_settings as settings on settings.relid = chunk.relid
where chunk.id = any (?)
  and not exists (select from locked where locked.oid in (chunk.relid, settings.compress_relid))
