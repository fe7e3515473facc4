-- Who goes past row security although policies are written for them: roles that policies name, and roles with a login that
-- may act as one, with BYPASSRLS and without being superusers. Since PostgreSQL 16 who makes a role is a member of it that may grant
-- it, and no more. One that acts for the owner of a table or of the database administers it.
select member.rolname as role,
       named.rolname as named,
       bool_or(
           pg_has_role(member.oid, relation.relowner, 'USAGE')
           or pg_has_role(
               member.oid,
               (select datdba from pg_database where datname = current_database()),
               'USAGE'
           )
       ) as administers
from pg_policy as policy
join pg_class as relation on relation.oid = policy.polrelid
cross join unnest(policy.polroles) as role
join pg_roles as named on named.oid = role
join pg_roles as member
  on member.oid = named.oid
  or member.rolcanlogin
 and case
         when current_setting('server_version_num')::integer >= 160000
             then pg_has_role(member.oid, named.oid, 'USAGE') or pg_has_role(member.oid, named.oid, 'SET')
         else pg_has_role(member.oid, named.oid, 'MEMBER')
     end
where member.rolbypassrls
  and not member.rolsuper
group by member.rolname, named.rolname
order by member.rolname, named.rolname
