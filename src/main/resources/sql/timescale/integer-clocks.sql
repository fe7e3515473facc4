-- The functions by which integer hypertables tell the present, with their owners and what keeps the role that looks from
-- calling them. They are the users' own code: trusted is one whose owner may act for this role anyway. A role that can do
-- nothing but look (no attribute, owner of nothing, member of the roles for monitoring at most, or of others
-- without their rights, as PostgreSQL 16 has it) may call any: there is
-- nothing to be gained in its session.
with looker as (
    select role.rolname = session_user
           and not (
               role.rolsuper or role.rolcreaterole or role.rolcreatedb or role.rolreplication or role.rolbypassrls
           )
           and not exists (
               select
               from pg_auth_members as membership
               join pg_roles as granted on granted.oid = membership.roleid
               where membership.member = role.oid
                 and granted.rolname not in (
                     'pg_monitor', 'pg_read_all_settings', 'pg_read_all_stats', 'pg_stat_scan_tables'
                 )
                 and (
                     membership.admin_option
                     or coalesce((to_jsonb(membership) ->> 'inherit_option')::boolean, true)
                     or coalesce((to_jsonb(membership) ->> 'set_option')::boolean, true)
                 )
           )
           and not exists (
               select
               from pg_shdepend
               where refclassid = 'pg_authid'::regclass and refobjid = role.oid and deptype = 'o'
           ) as only_looks
    from pg_roles as role
    where role.rolname = current_user
)
select dimension.hypertable_id,
       clock.oid as function_oid,
       namespace.nspname as schema_name,
       clock.proname as function_name,
       owner.rolname as owner,
       pg_has_role(clock.proowner, current_user, 'USAGE') and pg_has_role(clock.proowner, session_user, 'USAGE') as trusted,
       looker.only_looks,
       has_schema_privilege(namespace.oid, 'USAGE') as sees_schema,
       has_function_privilege(clock.oid, 'EXECUTE') as may_execute
from looker
cross join _timescaledb_catalog.dimension as dimension
join pg_namespace as namespace on namespace.nspname = dimension.integer_now_func_schema
join pg_proc as clock
  on clock.pronamespace = namespace.oid and clock.proname = dimension.integer_now_func and clock.pronargs = 0
join pg_roles as owner on owner.oid = clock.proowner
