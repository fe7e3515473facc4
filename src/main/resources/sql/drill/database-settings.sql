-- Settings stored for the session's database, and for roles in it: no role where it is for all.
select coalesce(role.rolname::pg_catalog.text, '') as role,
       pg_catalog.split_part(entry.text, '=', 1) as name,
       pg_catalog.substr(entry.text, pg_catalog.strpos(entry.text, '=') operator(pg_catalog.+) 1) as value
from pg_catalog.pg_db_role_setting as kept
join pg_catalog.pg_database as own on own.oid operator(pg_catalog.=) kept.setdatabase
cross join lateral pg_catalog.unnest(kept.setconfig) as entry (text)
left join pg_catalog.pg_roles as role on role.oid operator(pg_catalog.=) kept.setrole
where own.datname operator(pg_catalog.=) pg_catalog.current_database()
  and (role.oid is not null or kept.setrole operator(pg_catalog.=) 0::pg_catalog.oid)
