-- Where the source of an aggregate may lack what the aggregate still holds, and a refresh would delete it: in what waits for a
-- refresh, for whatever takes rows away makes it wait. That is
--   before the first chunk and between two chunks;
--   in a chunk that was made after what the aggregate holds of that place, though later chunks are older than it, or though its
--   time is over: it was dropped, and a late row made it again;
--   in any chunk that was made later than what the aggregate holds there, where what waits reaches to an end of the chunk, as
--   dropping a chunk leaves it: integers come back in their order;
--   in a chunk of which rows were deleted, or of which that is not known ("removed"): a counter says so, or has not seen all of
--   the chunk's life, or no row at all, or the chunk was not written together with its catalogue, as after a restore. Compressing
--   once more deletes, too. TRUNCATE is not counted, but gives a table another file, and lets all of the chunk wait; so does
--   compressing, but of a chunk of which all rows that ever came were compressed.
-- What this session has not told to the counters yet stands in those with xact in their names.
-- What the aggregate holds is told by its own chunks, up to the watermark. Nothing is told of what comes after the present. A part
-- of other files, which give own and piece.
counted as (
    {include timescale/counted}
),
place as (
    select piece.dimension_id,
           piece.range_start,
           piece.range_end,
           min(piece.created) as created,
           not bool_or(piece.written = made.xmin)
               or bool_or(
                   piece.created is null
                   or piece.created <= counted.since
                   or piece.relation < counted.database
                   or pg_stat_get_tuples_deleted(piece.relation) + pg_stat_get_xact_tuples_deleted(piece.relation) > 0
                   or pg_stat_get_tuples_inserted(piece.relation) + pg_stat_get_xact_tuples_inserted(piece.relation)
                       + coalesce(pg_stat_get_tuples_inserted(piece.packed), 0) = 0
                   or coalesce(pg_stat_get_tuples_deleted(piece.packed) > 0, false)
                   or coalesce(pg_stat_get_xact_tuples_deleted(piece.packed) > 0, false)
                   or coalesce(pg_relation_filenode(piece.packed) <> piece.packed, false)
               ) as removed,
           bool_or(
               pg_relation_filenode(piece.relation) <> piece.relation
               and pg_stat_get_tuples_inserted(piece.relation) + pg_stat_get_xact_tuples_inserted(piece.relation)
                   is distinct from piece.packed_rows
           ) as rewritten
    from piece
    cross join counted
    join pg_attribute as made on made.attrelid = piece.relation and made.attname = 'tableoid'
    group by piece.dimension_id, piece.range_start, piece.range_end
),
spread as (
    select own.id,
           own.integers,
           place.range_start,
           place.range_end,
           place.created,
           place.removed,
           place.rewritten,
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
           null::timestamptz as created,
           false as to_the_end,
           false as removed
    from spread
    where coalesce(before, -9223372036854775808) < range_start
    union all
    select id,
           range_start,
           range_end,
           created,
           not (
               coalesce(created > next_created, false)
               or (not integers and extract(epoch from created) * 1000000 > range_end)
           ),
           false
    from spread
    where created is not null
    union all
    select id, range_start, range_end, null, not removed, true
    from spread
    where removed or rewritten
),
entry as (
    select materialization_id as id, lowest_modified_value as lowest, greatest_modified_value as greatest
    from _timescaledb_catalog.continuous_aggs_materialization_invalidation_log
    union all
    select aggregate.mat_hypertable_id, log.lowest_modified_value, log.greatest_modified_value
    from _timescaledb_catalog.continuous_aggs_hypertable_invalidation_log as log
    join _timescaledb_catalog.continuous_agg as aggregate on aggregate.raw_hypertable_id = log.hypertable_id
),
touched as (
    select own.id,
           own.target,
           own.watermark,
           broken.created,
           broken.removed,
           greatest(broken.range_start, entry.lowest) as range_start,
           least(broken.range_end - 1, own.watermark - 1, entry.greatest) as last,
           broken.range_end as broken_end
    from own
    join entry on entry.id = own.id and entry.lowest < own.watermark
    join broken
      on broken.id = own.id
     and broken.range_start < own.watermark
     and (own.integers or broken.range_start < extract(epoch from now()) * 1000000)
     and entry.lowest < broken.range_end
     and entry.greatest >= broken.range_start
     and (not broken.to_the_end or entry.lowest <= broken.range_start or entry.greatest >= broken.range_end - 1)
),
lacking as (
    select touched.id, touched.removed, touched.broken_end, max(least(touched.last, kept.range_end - 1)) as last
    from touched
    join place as kept
      on kept.dimension_id = touched.target
     and kept.range_start <= touched.last
     and kept.range_end > touched.range_start
     and (touched.created is null or kept.created < touched.created)
    group by touched.id, touched.removed, touched.broken_end
)
select own.id,
       exists (select from place where dimension_id = own.target) as materialized,
       (select max(range_end) from place where dimension_id = own.source) as newest,
       coalesce(
           (select max(broken_end) from lacking where id = own.id),
           (select min(range_start) from place where dimension_id = own.source)
       ) as unbroken,
       coalesce(
           (select removed from lacking where id = own.id order by broken_end desc, removed desc limit 1), false
       ) as removed,
       (select max(last) from lacking where id = own.id) as waits
from own
order by own.id
