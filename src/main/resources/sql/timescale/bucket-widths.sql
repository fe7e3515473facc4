-- How wide the buckets of continuous aggregates are, in microseconds or in the time column's own integers. Fixed widths
-- stood in continuous_agg at first, then in a table beside it; where that table is gone a function reads them from the
-- view. Neither can be named in a statement that is to run everywhere: query_to_xml runs one whose text is computed.
with width as (
    select aggregate.mat_hypertable_id,
           coalesce(
               substring(to_jsonb(aggregate) ->> 'bucket_width' from '^[0-9]+$'),
               substring(
                   query_to_xml(
                       format(
                           case
                               when to_regclass('_timescaledb_catalog.continuous_aggs_bucket_function') is not null
                                   then 'select bucket_width as width'
                                       ' from _timescaledb_catalog.continuous_aggs_bucket_function'
                                       ' where mat_hypertable_id = %s'
                               else 'select bucket_width as width'
                                   ' from _timescaledb_functions.cagg_get_bucket_function_info(%s)'
                           end,
                           aggregate.mat_hypertable_id
                       ),
                       true, true, ''
                   )::text
                   from '<width>([^<]*)</width>'
               )
           ) as width
    from _timescaledb_catalog.continuous_agg as aggregate
)
select mat_hypertable_id as id,
       case when width ~ '^[0-9]+$' then width::bigint
            else (extract(epoch from width::interval) * 1000000)::bigint
       end as width
from width
where width is not null
