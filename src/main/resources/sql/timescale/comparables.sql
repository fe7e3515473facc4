-- What it takes to compare buckets of continuous aggregates with what the aggregate's own query gives: where both are, which columns
-- of the server's own types they share ("exact", and "rounded" of floating point), the end of what is materialized, in the
-- aggregates that this one reads as well, for what they show beyond theirs is in no log; and whether chunks lie elsewhere or the
-- aggregate keeps parts of results, as those do that TimescaleDB made before 2.7. What PostgreSQL's own aggregates give does not depend
-- on the order of rows, but for a few; of others that is not known ("settled": no others are called).
with recursive reading as (
    select mat_hypertable_id as id, raw_hypertable_id as source
    from _timescaledb_catalog.continuous_agg
    union
    select reading.id, lower.raw_hypertable_id
    from reading
    join _timescaledb_catalog.continuous_agg as lower on lower.mat_hypertable_id = reading.source
),
mark as (
    select reading.id, min(coalesce(watermark.watermark, -9223372036854775808)) as watermark
    from (select id, id as materialized from reading union select id, source from reading) as reading
    join _timescaledb_catalog.continuous_agg as aggregate on aggregate.mat_hypertable_id = reading.materialized
    left join _timescaledb_catalog.continuous_aggs_watermark as watermark
      on watermark.mat_hypertable_id = aggregate.mat_hypertable_id
    group by reading.id
),
shared as (
    select aggregate.mat_hypertable_id as id,
           array_agg(kept.attname::text order by kept.attnum) filter (where type.oid <> 'double precision'::regtype) as exact,
           array_agg(kept.attname::text order by kept.attnum) filter (where type.oid = 'double precision'::regtype) as rounded,
           not exists (
               select
               from pg_rewrite as rule
               join pg_depend as used
                 on used.classid = 'pg_rewrite'::regclass and used.objid = rule.oid and used.refclassid = 'pg_proc'::regclass
               join pg_proc as called on called.oid = used.refobjid and called.prokind = 'a'
               where rule.ev_class = view.oid
           ) as settled,
           exists (
               select
               from pg_rewrite as rule
               join pg_depend as used
                 on used.classid = 'pg_rewrite'::regclass and used.objid = rule.oid and used.refclassid = 'pg_proc'::regclass
               join pg_proc as called
                 on called.oid = used.refobjid
                and called.proname in ('time_bucket', 'time_bucket_ng')
                and 'text'::regtype = any (called.proargtypes)
               where rule.ev_class = view.oid
           ) as zoned
    from _timescaledb_catalog.continuous_agg as aggregate
    join _timescaledb_catalog.hypertable as hypertable on hypertable.id = aggregate.mat_hypertable_id
    join pg_namespace as kept_place on kept_place.nspname = hypertable.schema_name
    join pg_class as kept_table on kept_table.relnamespace = kept_place.oid and kept_table.relname = hypertable.table_name
    join pg_attribute as kept on kept.attrelid = kept_table.oid and kept.attnum > 0 and not kept.attisdropped
    join pg_namespace as place on place.nspname = aggregate.direct_view_schema
    join pg_class as view on view.relnamespace = place.oid and view.relname = aggregate.direct_view_name
    join pg_attribute as given
      on given.attrelid = view.oid and given.attname = kept.attname and given.atttypid = kept.atttypid
    join pg_type as type on type.oid = kept.atttypid
    where type.oid in (
        'boolean'::regtype, 'smallint'::regtype, 'integer'::regtype, 'bigint'::regtype, 'numeric'::regtype,
        'double precision'::regtype, 'text'::regtype, 'varchar'::regtype, 'bpchar'::regtype, 'name'::regtype, 'uuid'::regtype,
        'date'::regtype, 'timestamp'::regtype, 'timestamptz'::regtype, 'interval'::regtype
    )
    group by aggregate.mat_hypertable_id, view.oid
)
select aggregate.mat_hypertable_id as id,
       hypertable.schema_name as kept_schema,
       hypertable.table_name as kept_table,
       aggregate.direct_view_schema as query_schema,
       aggregate.direct_view_name as query_view,
       shared.exact,
       coalesce(shared.rounded, '{}') as rounded,
       shared.settled,
       shared.zoned,
       mark.watermark,
       coalesce(to_jsonb(aggregate) ->> 'finalized' = 'false', false) as partial,
       exists (
           select
           from reading
           join _timescaledb_catalog.chunk as chunk on chunk.hypertable_id in (reading.id, reading.source)
           where reading.id = aggregate.mat_hypertable_id and chunk.osm_chunk
       ) as elsewhere,
       exists (
           select
           from pg_proc
           join pg_depend as member
             on member.classid = 'pg_proc'::regclass and member.objid = pg_proc.oid and member.deptype = 'e'
           join pg_extension as extension on extension.oid = member.refobjid and extension.extname = 'timescaledb'
           where pg_proc.proname = 'refresh_continuous_aggregate' and 'force' = any (pg_proc.proargnames)
       ) as forced,
       (
           {include postgres/hiding-here}
       ) as hiding
from _timescaledb_catalog.continuous_agg as aggregate
join _timescaledb_catalog.hypertable as hypertable on hypertable.id = aggregate.mat_hypertable_id
join shared on shared.id = aggregate.mat_hypertable_id
join mark on mark.id = aggregate.mat_hypertable_id
order by aggregate.mat_hypertable_id
