-- TimescaleDB 2.13 to 2.25: dropped chunks are kept as rows for continuous aggregates.
-- A row for each hypertable, status and length, with its chunks in lists that belong together: of tens of thousands of chunks,
-- rows of their own cost more than the scan. Ends are microseconds since 1970, or the integers of the time column; a
-- tiered (OSM) chunk belongs to another tool. Creation times are read only of hypertables whose policies count from them.
select dimension.hypertable_id,
       chunk.status,
       span.length,
       array_agg(chunk.id) as ids,
       array_agg(slice.range_end) as ends,
       array_agg(chunk.creation_time) filter (where dimension.hypertable_id = any (?)) as created
from (
    select distinct on (hypertable_id) hypertable_id, id
    from _timescaledb_catalog.dimension
    where interval_length is not null
    order by hypertable_id, id
) as dimension
join _timescaledb_catalog.dimension_slice as slice on slice.dimension_id = dimension.id
join _timescaledb_catalog.chunk_constraint as bound on bound.dimension_slice_id = slice.id
join _timescaledb_catalog.chunk as chunk on chunk.id = bound.chunk_id
cross join lateral (
    {include timescale/chunk-length}
) as span
where dimension.hypertable_id = any (?)
  and chunk.hypertable_id = dimension.hypertable_id
  and not chunk.osm_chunk
  and not chunk.dropped
group by dimension.hypertable_id, chunk.status, span.length
