-- Chunks, partitions and other children of guarded tables with the tenant's column, on which others than their owner have
-- rights: a statement that names such a child meets no policy of its parent. Rights on the parent do not need those on its
-- children. Left out: children with row security of their own, and rights of superusers and BYPASSRLS roles, who are past it
-- anyway. A foreign table cannot have row security.
with recursive guarded as (
    select relation.oid, relation.oid as root
    from pg_attribute as attribute
    join pg_class as relation on relation.oid = attribute.attrelid
    where attribute.attname = ?
      and not attribute.attisdropped
      and relation.relkind in ('r', 'p')
      and relation.relrowsecurity
      and not relation.relispartition
    union
    select inheritance.inhrelid, guarded.root
    from guarded
    join pg_inherits as inheritance on inheritance.inhparent = guarded.oid
),
granted as (
    select guarded.root, child.oid as child, entry.grantee
    from guarded
    join pg_class as child on child.oid = guarded.oid and child.oid <> guarded.root
    cross join lateral (select child.oid, child.relacl) as relation
    cross join lateral (
        {include isolation/grants}
    ) as entry
    left join pg_roles as role on role.oid = entry.grantee
    where child.relkind in ('r', 'p', 'f')
      and not child.relrowsecurity
      and entry.grantee <> child.relowner
      and not coalesce(role.rolsuper or role.rolbypassrls, false)
)
select namespace.nspname as schema_name,
       parent.relname as table_name,
       count(distinct granted.child) as children,
       array_agg(distinct format('%I.%I', child_namespace.nspname, child.relname)) as identifiers,
       array_agg(distinct case granted.grantee when 0 then 'PUBLIC' else pg_get_userbyid(granted.grantee)::text end)
           as grantees
from granted
join pg_class as parent on parent.oid = granted.root
join pg_namespace as namespace on namespace.oid = parent.relnamespace
join pg_class as child on child.oid = granted.child
join pg_namespace as child_namespace on child_namespace.oid = child.relnamespace
where namespace.nspname <> 'information_schema'
  and namespace.nspname !~ '^pg_'
  and namespace.oid not in (
      {include postgres/timescale-schemas}
  )
group by namespace.nspname, parent.relname
order by namespace.nspname, parent.relname
