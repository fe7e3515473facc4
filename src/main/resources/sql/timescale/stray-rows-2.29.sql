-- TimescaleDB 2.29: a chunk names its table by its oid.
with compressed as (
    select chunk.id, chunk.relid as oid
    from _timescaledb_catalog.chunk as chunk
    where chunk.hypertable_id = any (?)
      and chunk.status & 11 = 1
      and not chunk.osm_chunk
),
{include timescale/stray-rows}
