-- Guarded tables with the tenant's column whose row security does not hold their owner (no FORCE), where whoever uses them is
-- that owner: a role with a login that acts for the owner and is, or inherits from, one that policies name; or one that acts for the
-- owner where no other role has any right on the table. One row for each role and reason. Superusers and BYPASSRLS roles are past all
-- policies anyway ("above"), and told only as such an owner, with FORCE or without.
select member.rolname as role,
       named.rolname as named,
       member.rolsuper or member.rolbypassrls as above,
       array_agg(distinct format('%I.%I', namespace.nspname, relation.relname)) as identifiers
from pg_class as relation
join pg_namespace as namespace on namespace.oid = relation.relnamespace
join pg_roles as member on member.rolcanlogin and pg_has_role(member.oid, relation.relowner, 'USAGE')
left join (
    select distinct policy.polrelid, role
    from pg_policy as policy
    cross join unnest(policy.polroles) as role
    where role <> 0
) as meant on meant.polrelid = relation.oid and pg_has_role(member.oid, meant.role, 'USAGE')
left join pg_roles as named on named.oid = meant.role
where relation.relkind in ('r', 'p')
  and relation.relrowsecurity
  and namespace.nspname <> 'information_schema'
  and namespace.nspname !~ '^pg_'
  and namespace.oid not in (
      {include postgres/timescale-schemas}
  )
  and case
          when member.rolsuper or member.rolbypassrls then member.oid = relation.relowner and named.rolname is null
          else not relation.relforcerowsecurity
      end
  and exists (
      select from pg_attribute where attrelid = relation.oid and attname = ? and not attisdropped
  )
  and exists (select from pg_policy where polrelid = relation.oid)
  and (
      named.rolname is not null
      or not exists (
          {include isolation/granted-to-others}
      )
  )
group by member.rolname, named.rolname, member.rolsuper or member.rolbypassrls
order by member.rolname, named.rolname
