-- Of one continuous aggregate: where its source has chunks, where it has chunks itself, and what waits for a refresh, in
-- microseconds since 1970 or integers; ends are exclusive. What is being materialized just now waits, too.
with own as (
    select mat_hypertable_id as id, raw_hypertable_id as source
    from _timescaledb_catalog.continuous_agg
    where mat_hypertable_id = ?
),
waiting as (
    select log.lowest_modified_value as lowest, log.greatest_modified_value as greatest
    from _timescaledb_catalog.continuous_aggs_materialization_invalidation_log as log
    join own on own.id = log.materialization_id
    union all
    select log.lowest_modified_value, log.greatest_modified_value
    from _timescaledb_catalog.continuous_aggs_hypertable_invalidation_log as log
    join own on own.source = log.hypertable_id
    union all
    select range.lowest, range.greatest
    from own
    cross join lateral xmltable(
        '//row'
        passing case
            when to_regclass('_timescaledb_catalog.continuous_aggs_materialization_ranges') is not null
                then query_to_xml(
                    format(
                        'select lowest_modified_value as lowest, greatest_modified_value as greatest'
                        ' from _timescaledb_catalog.continuous_aggs_materialization_ranges where materialization_id = %s',
                        own.id
                    ),
                    false, false, ''
                )
        end
        columns lowest bigint path 'lowest', greatest bigint path 'greatest'
    ) as range
)
select case when dimension.hypertable_id = own.source then 'source' else 'kept' end as what, slice.range_start, slice.range_end
from own
join _timescaledb_catalog.dimension as dimension
  on dimension.hypertable_id in (own.id, own.source) and dimension.interval_length is not null
join _timescaledb_catalog.dimension_slice as slice on slice.dimension_id = dimension.id
union
select 'waiting', lowest, case when greatest < 9223372036854775807 then greatest + 1 else greatest end
from waiting
