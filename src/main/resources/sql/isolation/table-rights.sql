-- Rights that row security does not narrow: TRUNCATE takes every tenant's rows, and with TRIGGER, on whatever table, a role has
-- its own function run by whoever writes, with that one's rights. One row for each role and right.
select case entry.grantee when 0 then 'PUBLIC' else pg_get_userbyid(entry.grantee)::text end as grantee,
       entry.privilege_type as privilege,
       array_agg(format('%I.%I', namespace.nspname, relation.relname) order by namespace.nspname, relation.relname)
           as identifiers
from pg_class as relation
join pg_namespace as namespace on namespace.oid = relation.relnamespace
cross join aclexplode(relation.relacl) as entry
left join pg_roles as role on role.oid = entry.grantee
where relation.relkind in ('r', 'p')
  and entry.grantee <> relation.relowner
  and not coalesce(role.rolsuper, false)
  and namespace.nspname <> 'information_schema'
  and namespace.nspname !~ '^pg_'
  and namespace.oid not in (
      {include postgres/timescale-schemas}
  )
  and (
      entry.privilege_type = 'TRIGGER'
      or entry.privilege_type = 'TRUNCATE'
          and relation.relrowsecurity
          and not coalesce(role.rolbypassrls, false)
          and exists (
              select from pg_attribute where attrelid = relation.oid and attname = ? and not attisdropped
          )
  )
group by entry.grantee, entry.privilege_type
order by grantee, privilege
