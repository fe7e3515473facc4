-- Tables without the tenant's column and without row security whose rows belong to a tenant all the same, by a foreign key
-- (over several tables, too) to a table that has it; and that others than their owner may read or write.
with recursive tenancy as (
    select relation.oid
    from pg_attribute as attribute
    join pg_class as relation on relation.oid = attribute.attrelid
    where attribute.attname = ? and not attribute.attisdropped and relation.relkind in ('r', 'p')
    union
    select reference.conrelid
    from tenancy
    join pg_constraint as reference on reference.confrelid = tenancy.oid and reference.contype = 'f'
)
select namespace.nspname as schema_name,
       relation.relname as table_name,
       format('%I.%I', namespace.nspname, relation.relname) as identifier,
       array_agg(distinct case entry.grantee when 0 then 'PUBLIC' else pg_get_userbyid(entry.grantee)::text end) as grantees
from tenancy
join pg_class as relation on relation.oid = tenancy.oid
join pg_namespace as namespace on namespace.oid = relation.relnamespace
cross join aclexplode(relation.relacl) as entry
left join pg_roles as role on role.oid = entry.grantee
where not relation.relrowsecurity
  and not relation.relispartition
  and namespace.nspname !~ '^pg_'
  and namespace.oid not in (
      {include postgres/timescale-schemas}
  )
  and entry.privilege_type in ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
  and entry.grantee <> relation.relowner
  and not coalesce(role.rolsuper or role.rolbypassrls, false)
  and not exists (
      select from pg_attribute where attrelid = relation.oid and attname = ? and not attisdropped
  )
group by namespace.nspname, relation.relname
order by namespace.nspname, relation.relname
