-- The functions by which integer hypertables tell the present, with their owners. They are the users' own code: trusted is one
-- whose owner may act for this role anyway. Another one is never called: even in a session of its own it would see what this role
-- sees, and could end all other sessions of this role. Nor is one that may reach such code, by the table whose time it tells, for
-- example. runner: the table's owner, where that one may not act for this role.
with unsure as (
    {include timescale/other-clocks}
),
able as (
    {include postgres/able}
)
select dimension.hypertable_id,
       clock.oid as function_oid,
       namespace.nspname as schema_name,
       clock.proname as function_name,
       owner.rolname as owner,
       clock.proowner in (select oid from able) as trusted,
       clock.oid in (select oid from unsure) as unsure,
       case
           when relation.relowner not in (select oid from able)
               then pg_get_userbyid(relation.relowner)::text
       end as runner,
       has_schema_privilege(namespace.oid, 'USAGE') as sees_schema,
       has_function_privilege(clock.oid, 'EXECUTE') as may_execute
from _timescaledb_catalog.dimension as dimension
join pg_namespace as namespace on namespace.nspname = dimension.integer_now_func_schema
join pg_proc as clock
  on clock.pronamespace = namespace.oid and clock.proname = dimension.integer_now_func and clock.pronargs = 0
join pg_roles as owner on owner.oid = clock.proowner
join _timescaledb_catalog.hypertable as hypertable on hypertable.id = dimension.hypertable_id
left join pg_namespace as around on around.nspname = hypertable.schema_name
left join pg_class as relation on relation.relnamespace = around.oid and relation.relname = hypertable.table_name
