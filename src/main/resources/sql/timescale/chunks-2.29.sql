-- TimescaleDB 2.29: every chunk has slices of its own.
-- Ends are microseconds since 1970, or the integers of the time column; a tiered (OSM) chunk is somebody else's.
select chunk.id,
       chunk.hypertable_id,
       slice.range_end,
       chunk.status,
       chunk.creation_time as created
from _timescaledb_catalog.chunk as chunk
join (
    select distinct on (hypertable_id) hypertable_id, id
    from _timescaledb_catalog.dimension
    where interval_length is not null
    order by hypertable_id, id
) as dimension on dimension.hypertable_id = chunk.hypertable_id
join _timescaledb_catalog.dimension_slice as slice
  on slice.chunk_id = chunk.id and slice.dimension_id = dimension.id
where chunk.hypertable_id = any (?)
  and not chunk.osm_chunk
