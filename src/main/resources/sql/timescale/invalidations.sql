-- What was changed below what is materialized and waits in TimescaleDB's logs for a refresh, as far as chunks of the source
-- are there: from the first to the last place, in microseconds or integers. The lowest values stand for "everything before
-- the first refresh": of those, first_chunk_end tells whether a whole chunk lies there. Alike from 2.11 to 2.29.
with entry as (
    select materialization_id as aggregate_id, lowest_modified_value as lowest, greatest_modified_value as greatest
    from _timescaledb_catalog.continuous_aggs_materialization_invalidation_log
    union all
    select aggregate.mat_hypertable_id, log.lowest_modified_value, log.greatest_modified_value
    from _timescaledb_catalog.continuous_aggs_hypertable_invalidation_log as log
    join _timescaledb_catalog.continuous_agg as aggregate on aggregate.raw_hypertable_id = log.hypertable_id
)
select entry.aggregate_id,
       entry.lowest in (-9223372036854775808, -210866803200000000, -2147483648, -32768) as from_the_beginning,
       greatest(entry.lowest, min(slice.range_start)) as first_place,
       least(entry.greatest, max(slice.range_end) - 1) as last_place,
       min(slice.range_end) as first_chunk_end,
       (
           select min(range_start) from _timescaledb_catalog.dimension_slice where dimension_id = source.id
       ) as oldest
from entry
join _timescaledb_catalog.continuous_agg as aggregate on aggregate.mat_hypertable_id = entry.aggregate_id
cross join lateral (
    select id
    from _timescaledb_catalog.dimension
    where hypertable_id = aggregate.raw_hypertable_id and interval_length is not null
    order by id
    limit 1
) as source
join _timescaledb_catalog.dimension_slice as slice
  on slice.dimension_id = source.id and slice.range_start <= entry.greatest and slice.range_end > entry.lowest
group by entry.aggregate_id, entry.lowest, entry.greatest, source.id
order by entry.aggregate_id, entry.lowest
