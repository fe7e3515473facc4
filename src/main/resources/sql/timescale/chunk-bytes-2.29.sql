-- TimescaleDB 2.29: as in chunk-bytes-2.11.sql, with the halves paired by the compression settings.
with patience as materialized (select set_config('lock_timeout', '2s', true))
select chunk.id,
       coalesce(pg_total_relation_size(chunk.relid), 0)
           + coalesce(pg_total_relation_size(settings.compress_relid), 0) as bytes
from patience
cross join _timescaledb_catalog.chunk as chunk
left join _timescaledb_catalog.compression_settings as settings on settings.relid = chunk.relid
where chunk.id = any (?)
