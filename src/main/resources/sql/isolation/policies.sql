-- Policies of guarded tables with the tenant's column, as the server writes their conditions for a session that looks in
-- pg_catalog alone. A policy for ALL without a WITH CHECK uses its USING for both. One that is too long to read counts as open: any
-- owner of a table may write hundreds of megabytes. To write one down the server opens the table: where another session has that
-- locked, nothing is waited for, and it counts as unread.
with locked as materialized (
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
       locked.oid is null as readable,
       case when length(said.using_text) > 10000 then 'true' else said.using_text end as using_text,
       case when length(said.check_text) > 10000 then 'true' else said.check_text end as check_text
from pg_policy as policy
join pg_class as relation on relation.oid = policy.polrelid
join pg_namespace as namespace on namespace.oid = relation.relnamespace
left join (select distinct oid from locked) as locked on locked.oid = relation.oid
cross join lateral (
    select case when locked.oid is null then pg_get_expr(policy.polqual, policy.polrelid) end as using_text,
           case when locked.oid is null then pg_get_expr(policy.polwithcheck, policy.polrelid) end as check_text
) as said
where relation.relrowsecurity
  and exists (
      select from pg_attribute where attrelid = relation.oid and attname = ? and not attisdropped
  )
order by namespace.nspname, relation.relname, policy.polname
