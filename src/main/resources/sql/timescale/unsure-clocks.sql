-- Functions by which integer hypertables tell the present that may run code of a role that may not act for the one that looks,
-- whoever owns the function: reading a table computes what is constant in its indexes, constraints and statistics, reading a view
-- runs all of it. Where no such role owns anything in this database, nor may make anything, there is no such code. Else a
-- function is sure where its body was parsed when it was made (BEGIN ATOMIC, PostgreSQL 14 and later): what it reaches stands in
-- pg_depend, all of it must belong to roles that may act for this one, and none may take its statement from a text. Asked for by
-- to_jsonb, since PostgreSQL 13 knows no such column. A part of other files.
with recursive able as (
    {include postgres/able}
),
clock as (
    select distinct called.oid
    from _timescaledb_catalog.dimension as dimension
    join pg_namespace as namespace on namespace.nspname = dimension.integer_now_func_schema
    join pg_proc as called
      on called.pronamespace = namespace.oid and called.proname = dimension.integer_now_func and called.pronargs = 0
),
-- What somebody who is not able could come back with between this look and the call counts, too.
maker as (
    select
    from pg_database as database
    where database.datname = current_database()
      and (
          database.datdba not in (select oid from able)
          or exists (
              select
              from aclexplode(database.datacl) as entry
              where entry.privilege_type = 'CREATE' and entry.grantee not in (select oid from able)
          )
          or exists (
              select
              from pg_namespace as namespace
              cross join aclexplode(namespace.nspacl) as entry
              where entry.privilege_type = 'CREATE'
                and entry.grantee not in (select oid from able)
                and pg_get_userbyid(entry.grantee) <> 'pg_database_owner'
          )
          or exists (
              select
              from pg_shdepend as owned
              cross join pg_identify_object(owned.classid, owned.objid, owned.objsubid) as named
              where owned.dbid = database.oid
                and owned.deptype = 'o'
                and owned.refobjid not in (select oid from able)
                and coalesce(named.schema, '') !~ '^pg_temp'
          )
      )
),
root as (
    select oid as id, 'pg_proc'::regclass::oid as classid, oid as objid
    from clock
),
reached as (
    {include timescale/reached}
),
strange as (
    select reached.id as clock
    from reached
    join pg_shdepend as owned on owned.classid = reached.classid and owned.objid = reached.objid
    join pg_database as database on database.oid = owned.dbid
    where database.datname = current_database()
      and owned.deptype = 'o'
      and owned.refobjid not in (select oid from able)
    union all
    select reached.id as clock
    from reached
    join pg_proc as called on called.oid = reached.objid
    join pg_language as language on language.oid = called.prolang
    where reached.classid = 'pg_proc'::regclass
      and language.lanname not in ('c', 'internal')
      and to_jsonb(called) ->> 'prosqlbody' is null
    union all
    select reached.id as clock
    from reached
    left join pg_proc as parsed on reached.classid = 'pg_proc'::regclass and parsed.oid = reached.objid
    left join pg_rewrite as rule on reached.classid = 'pg_rewrite'::regclass and rule.oid = reached.objid
    cross join regexp_matches(
        coalesce(to_jsonb(parsed) ->> 'prosqlbody', rule.ev_action::text), ':(?:funcid|opfuncid) (\d+)', 'g'
    ) as call
    join pg_proc as called on called.oid = call[1]::oid
    where {include postgres/may-execute}
)
select oid
from clock
where exists (select from maker)
  and oid in (select strange.clock from strange)
