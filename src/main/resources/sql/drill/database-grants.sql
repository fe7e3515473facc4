-- Who may what with the session's database: no role where it is PUBLIC. The same may be granted by several.
select coalesce(role.rolname::pg_catalog.text, '') as role,
       item.privilege_type as privilege,
       case when pg_catalog.bool_or(item.is_grantable) then 'yes' end as grantable
from pg_catalog.pg_database as own
cross join lateral pg_catalog.aclexplode(coalesce(own.datacl, pg_catalog.acldefault('d', own.datdba))) as item
left join pg_catalog.pg_roles as role on role.oid operator(pg_catalog.=) item.grantee
where own.datname operator(pg_catalog.=) pg_catalog.current_database()
  and (role.oid is not null or item.grantee operator(pg_catalog.=) 0::pg_catalog.oid)
group by role.rolname, item.privilege_type
