-- A row for each hypertable, status and length, with its chunks in lists that belong together: of tens of thousands of chunks,
-- rows of their own cost more than the scan. Ends are microseconds since 1970, or the integers of the time column; a
-- tiered (OSM) chunk belongs to another tool. Creation times are read only of hypertables whose policies count from them.
-- A part of other files, which give slice: chunks (chunk_id, hypertable_id, status, created) with their ranges of each dimension
-- (dimension_id, range_start, range_end).
select dimension.hypertable_id,
       slice.status,
       span.length,
       array_agg(slice.chunk_id) as ids,
       array_agg(slice.range_end) as ends,
       array_agg(slice.created) filter (where dimension.hypertable_id = any (?)) as created
from (
    select distinct on (hypertable_id) hypertable_id, id
    from _timescaledb_catalog.dimension
    where interval_length is not null
    order by hypertable_id, id
) as dimension
join slice on slice.dimension_id = dimension.id and slice.hypertable_id = dimension.hypertable_id
cross join lateral (
    {include timescale/chunk-length}
) as span
where dimension.hypertable_id = any (?)
group by dimension.hypertable_id, slice.status, span.length
