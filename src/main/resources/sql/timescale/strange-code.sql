-- Hypertables on whose chunks this role must not work: compressing a chunk plans queries of it and of its compressed half,
-- which computes in this session what is constant in their indexes, constraints and statistics. Those of a role that is not
-- trusted, for which this one may act: it could add such an index at any moment; and those that call functions by now of a role
-- that may not act for this one. owner: nothing where it is trusted, so that a login as it helps nothing.
with trusted as (
    {include postgres/trusted}
),
able as (
    {include postgres/able}
),
strange as (
    select oid
    from pg_proc
    where proowner not in (select oid from able)
),
used as (
    select needed.classid, needed.objid
    from strange
    join pg_depend as needed on needed.refclassid = 'pg_proc'::regclass and needed.refobjid = strange.oid
    union
    select needed.classid, needed.objid
    from strange
    join pg_operator as operator on operator.oprcode = strange.oid
    join pg_depend as needed on needed.refclassid = 'pg_operator'::regclass and needed.refobjid = operator.oid
),
relation as (
    select pg_index.indrelid as oid
    from used
    join pg_index on used.classid = 'pg_class'::regclass and pg_index.indexrelid = used.objid
    union
    select pg_constraint.conrelid
    from used
    join pg_constraint on used.classid = 'pg_constraint'::regclass and pg_constraint.oid = used.objid
    union
    select pg_statistic_ext.stxrelid
    from used
    join pg_statistic_ext on used.classid = 'pg_statistic_ext'::regclass and pg_statistic_ext.oid = used.objid
)
select distinct hypertable.id,
       case when parent.relowner in (select oid from trusted) then '' else pg_get_userbyid(parent.relowner)::text end as owner
from relation
left join pg_inherits on pg_inherits.inhrelid = relation.oid
join pg_class as parent on parent.oid in (relation.oid, pg_inherits.inhparent)
join pg_namespace as namespace on namespace.oid = parent.relnamespace
join _timescaledb_catalog.hypertable as hypertable
  on hypertable.schema_name = namespace.nspname and hypertable.table_name = parent.relname
union
select hypertable.id, pg_get_userbyid(parent.relowner)::text as owner
from _timescaledb_catalog.hypertable as hypertable
join pg_namespace as namespace on namespace.nspname = hypertable.schema_name
join pg_class as parent on parent.relnamespace = namespace.oid and parent.relname = hypertable.table_name
where pg_has_role(current_user, parent.relowner, 'USAGE')
  and parent.relowner not in (select oid from trusted)
