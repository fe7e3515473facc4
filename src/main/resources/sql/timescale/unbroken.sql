-- Where the source of an aggregate may lack what the aggregate still holds: before its first chunk, between two chunks, and in
-- a chunk that was made after what the aggregate holds of that place, though later chunks are older than it: it was dropped,
-- and a late row made it again. What the aggregate holds is told by its own chunks, up to the watermark. Nothing is told of what
-- comes after the present. A part of other files, which give own and place.
spread as (
    select own.id,
           own.integers,
           place.range_start,
           place.range_end,
           place.created,
           max(place.range_end) over (
               partition by own.id order by place.range_start rows between unbounded preceding and 1 preceding
           ) as before,
           min(place.created) over (
               partition by own.id order by place.range_start rows between 1 following and unbounded following
           ) as next_created
    from own
    join place on place.dimension_id = own.source
),
broken as (
    select id,
           coalesce(before, -9223372036854775808) as range_start,
           range_start as range_end,
           null::timestamptz as created
    from spread
    where before is null or before < range_start
    union all
    select id, range_start, range_end, created
    from spread
    where created > next_created or (not integers and extract(epoch from created) * 1000000 > range_end)
),
entry as (
    select materialization_id as id, lowest_modified_value as lowest, greatest_modified_value as greatest
    from _timescaledb_catalog.continuous_aggs_materialization_invalidation_log
    union all
    select aggregate.mat_hypertable_id, log.lowest_modified_value, log.greatest_modified_value
    from _timescaledb_catalog.continuous_aggs_hypertable_invalidation_log as log
    join _timescaledb_catalog.continuous_agg as aggregate on aggregate.raw_hypertable_id = log.hypertable_id
),
lacking as (
    select own.id,
           greatest(broken.range_start, kept.range_start) as range_start,
           least(broken.range_end, kept.range_end, own.watermark) as range_end,
           broken.range_end as broken_end
    from own
    join broken
      on broken.id = own.id
     and (own.integers or broken.range_start < extract(epoch from now()) * 1000000)
    join place as kept
      on kept.dimension_id = own.target
     and kept.range_start < least(broken.range_end, own.watermark)
     and kept.range_end > broken.range_start
     and (broken.created is null or kept.created < broken.created)
    where broken.range_start < own.watermark
)
select own.id,
       exists (select from place where dimension_id = own.target) as materialized,
       (select max(range_end) from place where dimension_id = own.source) as newest,
       (select max(broken_end) from lacking where id = own.id) as unbroken,
       (
           select max(least(lacking.range_end - 1, entry.greatest))
           from lacking
           join entry
             on entry.id = lacking.id and entry.lowest < lacking.range_end and entry.greatest >= lacking.range_start
           where lacking.id = own.id
       ) as waits
from own
order by own.id
