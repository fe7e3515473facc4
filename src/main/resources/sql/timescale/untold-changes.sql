-- Sources of continuous aggregates on which the trigger that writes TimescaleDB's log of changes is not as TimescaleDB made it, and
-- how many of their chunks are alike. Its owner may drop it, or put another in its place that is never called or writes of another
-- hypertable. Up to 2.22: later ones have no such function and write the log themselves. 2.22 may read the changes from a
-- replication slot instead ("wal"), and whether that is meant for this table nothing tells. Aggregates on aggregates read what
-- the lower one materialized.
with called as (
    select function.oid, namespace.nspname as schema_name
    from pg_proc as function
    join pg_namespace as namespace on namespace.oid = function.pronamespace
    join pg_depend as member
      on member.classid = 'pg_proc'::regclass and member.objid = function.oid and member.deptype = 'e'
    join pg_extension as extension on extension.oid = member.refobjid and extension.extname = 'timescaledb'
    where function.proname = 'continuous_agg_invalidation_trigger' and function.pronargs = 0
),
source as (
    select hypertable.id,
           hypertable.schema_name,
           hypertable.table_name,
           relation.oid,
           array_agg(aggregate.user_view_schema::text order by aggregate.mat_hypertable_id) as view_schemas,
           array_agg(aggregate.user_view_name::text order by aggregate.mat_hypertable_id) as views,
           decode(encode(convert_to(hypertable.id::text, 'SQL_ASCII'), 'hex') || '00', 'hex') as arguments
    from _timescaledb_catalog.continuous_agg as aggregate
    join _timescaledb_catalog.hypertable as hypertable on hypertable.id = aggregate.raw_hypertable_id
    join pg_namespace as namespace on namespace.nspname = hypertable.schema_name
    join pg_class as relation on relation.relnamespace = namespace.oid and relation.relname = hypertable.table_name
    group by hypertable.id, relation.oid
),
part as (
    select source.id, source.oid as relation, true as root, source.arguments
    from source
    union all
    select source.id, chunk.oid, false, source.arguments
    from source
    join pg_inherits as child on child.inhparent = source.oid
    join pg_class as chunk on chunk.oid = child.inhrelid and chunk.relkind = 'r'
),
silent as (
    select part.id, bool_or(part.root) as root, count(*) filter (where not part.root) as chunks
    from part
    where not exists (
        select
        from pg_trigger as attached
        where attached.tgrelid = part.relation
          and attached.tgfoid in (select oid from called)
          and attached.tgtype = 29
          and attached.tgenabled in ('O', 'A')
          and attached.tgqual is null
          and attached.tgattr = ''
          and attached.tgargs = part.arguments
    )
    group by part.id
)
select source.id,
       source.schema_name,
       source.table_name,
       source.view_schemas,
       source.views,
       silent.root,
       silent.chunks,
       (select min(schema_name) from called) as function_schema,
       exists (
           select
           from pg_replication_slots
           where plugin = 'timescaledb-invalidations' and database = current_database()
       ) as by_slot
from silent
join source on source.id = silent.id
where exists (select from called)
order by source.id
