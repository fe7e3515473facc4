-- Continuous aggregates by the name that users know, with the hypertable that keeps what they materialized.
select aggregate.mat_hypertable_id as id,
       aggregate.user_view_schema as schema_name,
       aggregate.user_view_name as table_name,
       listed.compression_enabled,
       dimension.column_name,
       dimension.column_type in ('smallint'::regtype, 'integer'::regtype, 'bigint'::regtype) as counts_integers
from _timescaledb_catalog.continuous_agg as aggregate
join timescaledb_information.continuous_aggregates as listed
  on listed.view_schema = aggregate.user_view_schema and listed.view_name = aggregate.user_view_name
cross join lateral (
    select column_name, column_type
    from _timescaledb_catalog.dimension
    where hypertable_id = aggregate.mat_hypertable_id and interval_length is not null
    order by id
    limit 1
) as dimension
order by aggregate.user_view_schema, aggregate.user_view_name
