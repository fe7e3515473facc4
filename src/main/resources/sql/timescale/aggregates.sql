-- Continuous aggregates by the names that users know, with the hypertable that keeps what they materialized, the one they
-- read (of an aggregate on an aggregate, again the materialized one), the end of what is materialized, and the end of
-- the oldest chunk that begins after it. A slice exists as long as a chunk does, in all layouts. The lowest watermarks
-- stand for "nothing yet". A refresh plans a query of the tables below, which computes in this session what is constant in their
-- indexes, constraints and statistics: so the owners of all that is below are asked for, too, of an aggregate on an aggregate down to
-- the tables, and those of the functions that it calls.
with recursive trusted_role as (
    {include postgres/trusted}
),
able as (
    {include postgres/able}
),
root as (
    select aggregate.mat_hypertable_id as id, 'pg_class'::regclass::oid as classid, direct.oid as objid
    from _timescaledb_catalog.continuous_agg as aggregate
    join pg_namespace as place on place.nspname = aggregate.direct_view_schema
    join pg_class as direct on direct.relnamespace = place.oid and direct.relname = aggregate.direct_view_name
),
reached as (
    {include timescale/reached}
),
stranger as (
    select reached.id, min(pg_get_userbyid(owned.refobjid)::text) as name
    from reached
    join pg_shdepend as owned on owned.classid = reached.classid and owned.objid = reached.objid
    join pg_database as database on database.oid = owned.dbid
    where database.datname = current_database()
      and owned.deptype = 'o'
      and owned.refobjid not in (select oid from trusted_role)
    group by reached.id
)
select aggregate.mat_hypertable_id as id,
       aggregate.raw_hypertable_id as source_id,
       aggregate.user_view_schema as schema_name,
       aggregate.user_view_name as table_name,
       listed.compression_enabled,
       dimension.column_name,
       dimension.column_type in ('smallint'::regtype, 'integer'::regtype, 'bigint'::regtype) as counts_integers,
       mark.watermark,
       coalesce(case when allowed.trusted then stranger.name end, owner.rolname::text) as owner,
       allowed.trusted and stranger.name is null as trusted,
       (
           select min(slice.range_end)
           from _timescaledb_catalog.dimension_slice as slice
           where slice.dimension_id = source.id and slice.range_start >= coalesce(mark.watermark, slice.range_start)
       ) as missed_end
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
cross join lateral (
    select id
    from _timescaledb_catalog.dimension
    where hypertable_id = aggregate.raw_hypertable_id and interval_length is not null
    order by id
    limit 1
) as source
join pg_namespace as namespace on namespace.nspname = aggregate.user_view_schema
join pg_class as view on view.relnamespace = namespace.oid and view.relname = aggregate.user_view_name
join pg_roles as owner on owner.oid = view.relowner
cross join lateral (
    select owner.oid in (select oid from able) as trusted
) as allowed
left join stranger on stranger.id = aggregate.mat_hypertable_id
left join lateral (
    select nullif(nullif(nullif(nullif(
               watermark, -210866803200000000), -9223372036854775808), -2147483648), -32768) as watermark
    from _timescaledb_catalog.continuous_aggs_watermark
    where mat_hypertable_id = aggregate.mat_hypertable_id
) as mark on true
order by aggregate.mat_hypertable_id
