-- What each root reads or calls, with what belongs to it: indexes, constraints, rules, policies, statistics, types, children. Of
-- chunks all is copied from their table; of what a continuous aggregate materializes into, what it materializes. A part of other
-- files, which name it reached and begin with root (id, classid, objid).
select id, classid, objid
from root
union
select reached.id, next.classid, next.objid
from reached
cross join lateral (
    select refclassid as classid, refobjid as objid
    from pg_depend
    where pg_depend.classid = reached.classid and pg_depend.objid = reached.objid
    union all
    select part.classid, part.objid
    from pg_depend as part
    left join pg_constraint as keyed
      on part.classid = 'pg_constraint'::regclass and keyed.oid = part.objid and keyed.contype = 'f'
    where part.refclassid = reached.classid
      and part.refobjid = reached.objid
      and part.deptype in ('a', 'i')
      and part.classid <> 'pg_trigger'::regclass
      and keyed.oid is null
    union all
    select inheriting.classid, pg_inherits.inhrelid
    from pg_inherits
    join pg_class as parent on parent.oid = pg_inherits.inhparent
    join pg_namespace as namespace on namespace.oid = parent.relnamespace
    cross join (select 'pg_class'::regclass::oid as classid) as inheriting
    where reached.classid = inheriting.classid
      and parent.oid = reached.objid
      and not exists (
          select
          from _timescaledb_catalog.hypertable as hypertable
          where hypertable.schema_name = namespace.nspname and hypertable.table_name = parent.relname
      )
    union all
    select 'pg_class'::regclass, direct.oid
    from pg_class as materialized
    join pg_namespace as namespace on namespace.oid = materialized.relnamespace
    join _timescaledb_catalog.hypertable as hypertable
      on hypertable.schema_name = namespace.nspname and hypertable.table_name = materialized.relname
    join _timescaledb_catalog.continuous_agg as aggregate on aggregate.mat_hypertable_id = hypertable.id
    join pg_namespace as place on place.nspname = aggregate.direct_view_schema
    join pg_class as direct on direct.relnamespace = place.oid and direct.relname = aggregate.direct_view_name
    where reached.classid = 'pg_class'::regclass and materialized.oid = reached.objid
) as next
where next.classid not in ('pg_namespace'::regclass, 'pg_extension'::regclass)
