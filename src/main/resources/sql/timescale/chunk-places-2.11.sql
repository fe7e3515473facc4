-- TimescaleDB 2.11 to 2.28: where chunks are kept, and where their ranges begin (see chunks-2.13.sql).
select chunk.id,
       chunk.schema_name,
       chunk.table_name,
       slice.range_start
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
where chunk.id = any (?)
