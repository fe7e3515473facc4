-- Who goes past row security although policies are written for them: roles that policies name, and roles with a login that
-- are members of one, with BYPASSRLS and without being superusers.
select distinct member.rolname as role, named.rolname as named
from pg_policy as policy
cross join unnest(policy.polroles) as role
join pg_roles as named on named.oid = role
join pg_roles as member on member.oid = named.oid or member.rolcanlogin and pg_has_role(member.oid, named.oid, 'MEMBER')
where member.rolbypassrls
  and not member.rolsuper
order by member.rolname, named.rolname
