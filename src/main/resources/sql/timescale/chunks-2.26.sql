-- TimescaleDB 2.26 to 2.28: a dropped chunk is gone.
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
join _timescaledb_catalog.dimension_slice as slice on slice.dimension_id = dimension.id
join _timescaledb_catalog.chunk_constraint as bound
  on bound.chunk_id = chunk.id and bound.dimension_slice_id = slice.id
where chunk.hypertable_id = any (?)
  and not chunk.osm_chunk
