-- The functions by which integer hypertables tell the present, with their owners and what keeps the role that looks from
-- calling them. They are the users' own code: trusted is one whose owner may act for this role anyway. Another one is called by a
-- role that lends it nothing: no attribute, owner of nothing, and neither a membership (but one without the other role's rights,
-- as PostgreSQL 16 has it) nor a right on a table, nor one on a function that runs as its owner, that the clock's owner lacks.
-- Whoever may read the statistics would show it what all others send to the server, for example.
with looker as (
    select role.rolname = session_user
           and not (
               role.rolsuper or role.rolcreaterole or role.rolcreatedb or role.rolreplication or role.rolbypassrls
           )
           and not exists (
               select
               from pg_shdepend
               where refclassid = 'pg_authid'::regclass and refobjid = role.oid and deptype = 'o'
           ) as only_looks,
           role.oid
    from pg_roles as role
    where role.rolname = current_user
),
membership as (
    select roleid
    from looker
    join pg_auth_members as membership on membership.member = looker.oid
    where membership.admin_option
       or coalesce((to_jsonb(membership) ->> 'inherit_option')::boolean, true)
       or coalesce((to_jsonb(membership) ->> 'set_option')::boolean, true)
),
-- A right on a column counts as one that nobody else has.
granted as (
    select lent.classid, lent.objid, lent.objsubid
    from looker
    join pg_shdepend as lent
      on lent.refclassid = 'pg_authid'::regclass and lent.refobjid = looker.oid and lent.deptype = 'a'
    where lent.dbid in (0, (select oid from pg_database where datname = current_database()))
      and lent.classid not in ('pg_database'::regclass, 'pg_namespace'::regclass)
      and not (
          lent.classid = 'pg_proc'::regclass and not (select prosecdef from pg_proc where pg_proc.oid = lent.objid)
      )
)
select dimension.hypertable_id,
       clock.oid as function_oid,
       namespace.nspname as schema_name,
       clock.proname as function_name,
       owner.rolname as owner,
       pg_has_role(clock.proowner, current_user, 'USAGE') and pg_has_role(clock.proowner, session_user, 'USAGE') as trusted,
       looker.only_looks
           and not exists (
               select from membership where not pg_has_role(clock.proowner, membership.roleid, 'USAGE')
           )
           and not exists (
               select
               from granted
               where not (
                   classid = 'pg_class'::regclass
                   and objsubid = 0
                   and (
                       select coalesce(bool_and(has_table_privilege(clock.proowner, relation.oid, acl.privilege_type)), false)
                       from pg_class as relation
                       cross join aclexplode(relation.relacl) as acl
                       where relation.oid = objid
                         and acl.grantee = looker.oid
                         and relation.relkind <> 'S'
                   )
               )
           ) as only_looks,
       has_schema_privilege(namespace.oid, 'USAGE') as sees_schema,
       has_function_privilege(clock.oid, 'EXECUTE') as may_execute
from looker
cross join _timescaledb_catalog.dimension as dimension
join pg_namespace as namespace on namespace.nspname = dimension.integer_now_func_schema
join pg_proc as clock
  on clock.pronamespace = namespace.oid and clock.proname = dimension.integer_now_func and clock.pronargs = 0
join pg_roles as owner on owner.oid = clock.proowner
