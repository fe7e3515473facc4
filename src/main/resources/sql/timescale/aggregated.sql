-- Each continuous aggregate with the dimension of time of its source and of the hypertable that keeps what it materialized.
-- Without a watermark all of that counts. A part of other files.
select aggregate.mat_hypertable_id as id,
       source.id as source,
       source.integers,
       target.id as target,
       coalesce(mark.watermark, 9223372036854775807) as watermark
from _timescaledb_catalog.continuous_agg as aggregate
cross join lateral (
    select id, column_type in ('smallint'::regtype, 'integer'::regtype, 'bigint'::regtype) as integers
    from _timescaledb_catalog.dimension
    where hypertable_id = aggregate.raw_hypertable_id and interval_length is not null
    order by id
    limit 1
) as source
cross join lateral (
    select id
    from _timescaledb_catalog.dimension
    where hypertable_id = aggregate.mat_hypertable_id and interval_length is not null
    order by id
    limit 1
) as target
left join _timescaledb_catalog.continuous_aggs_watermark as mark
  on mark.mat_hypertable_id = aggregate.mat_hypertable_id
