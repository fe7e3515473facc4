-- Policies of guarded tables with the tenant's column, and of tables that those join, as the server writes their conditions for a
-- session that looks in pg_catalog alone. A policy for ALL without a WITH CHECK uses its USING for both. One that is too long to read
-- counts as open: any owner of a table may write hundreds of megabytes. To write one down the server opens the table and what it
-- joins: where another session has one of them locked, nothing is waited for, and it counts as unread. Unheld are relations that the policy joins whose row security does not
-- hold a role that the policy is for: it acts for their owner, and they do not force it.
with recursive policed as (
    {include isolation/policed-relations}
),
locked as materialized (
    {include postgres/locked-relations}
)
select namespace.nspname as schema_name,
       relation.relname as table_name,
       policy.polname as policy_name,
       policy.polpermissive as permissive,
       policy.polcmd::text as command,
       array(
           select case role when 0 then 'PUBLIC' else pg_get_userbyid(role)::text end
           from unnest(policy.polroles) as role
       ) as roles,
       not said.locked as readable,
       case when length(said.using_text) > 10000 then 'true' else said.using_text end as using_text,
       case when length(said.check_text) > 10000 then 'true' else said.check_text end as check_text,
       array(
           select distinct source.oid::bigint
           from pg_depend as used
           join pg_class as source on source.oid = used.refobjid
           cross join lateral (
               select role from unnest(policy.polroles) as role where role <> 0
               union
               select entry.grantee
               from aclexplode(relation.relacl) as entry
               where 0 = any (policy.polroles) and entry.grantee <> 0
           ) as meant
           join pg_roles as role on role.oid = meant.role and not role.rolsuper
           where used.classid = 'pg_policy'::regclass
             and used.objid = policy.oid
             and used.refclassid = 'pg_class'::regclass
             and source.oid <> relation.oid
             and source.relrowsecurity
             and not source.relforcerowsecurity
             and pg_has_role(role.oid, source.relowner, 'USAGE')
             and not (pg_has_role(role.oid, relation.relowner, 'USAGE') and not relation.relforcerowsecurity)
       ) as unheld
from policed
join pg_policy as policy on policy.polrelid = policed.oid
join pg_class as relation on relation.oid = policy.polrelid
join pg_namespace as namespace on namespace.oid = relation.relnamespace
cross join lateral (
    select relation.oid in (select oid from locked)
               or exists (
                   select
                   from pg_depend as used
                   where used.classid = 'pg_policy'::regclass
                     and used.objid = policy.oid
                     and used.refclassid = 'pg_class'::regclass
                     and used.refobjid in (select oid from locked)
               ) as locked
) as held
cross join lateral (
    select held.locked,
           case when not held.locked then pg_get_expr(policy.polqual, policy.polrelid) end as using_text,
           case when not held.locked then pg_get_expr(policy.polwithcheck, policy.polrelid) end as check_text
) as said
where relation.relrowsecurity
order by namespace.nspname, relation.relname, policy.polname
