-- Where a new session of this role gets a setting from: by the server's own order, what the login brings, then role in
-- database, role, database, all roles, configuration. One row, or none where the server does not know it or it is off.
-- Asked under the role's own search path, too.
select placed.value as placed,
       coalesce(placed.value, pg_catalog.concat(setting.reset_val, setting.unit)) as value,
       setting.source operator(pg_catalog.=) 'client' as by_login,
       coalesce(placed.of_role, false) as of_role,
       coalesce(placed.of_database, false) as of_database,
       session_user::pg_catalog.text as role,
       pg_catalog.current_database()::pg_catalog.text as database
from pg_catalog.pg_settings as setting
left join lateral (
    select pg_catalog.substr(entry.text, pg_catalog.strpos(entry.text, '=') operator(pg_catalog.+) 1) as value,
           kept.setrole operator(pg_catalog.<>) 0::pg_catalog.oid as of_role,
           kept.setdatabase operator(pg_catalog.<>) 0::pg_catalog.oid as of_database
    from pg_catalog.pg_db_role_setting as kept
    cross join lateral pg_catalog.unnest(kept.setconfig) as entry (text)
    left join pg_catalog.pg_database as here on here.oid operator(pg_catalog.=) kept.setdatabase
    left join pg_catalog.pg_roles as role on role.oid operator(pg_catalog.=) kept.setrole
    where pg_catalog.split_part(entry.text, '=', 1) operator(pg_catalog.=) setting.name
      and (kept.setdatabase operator(pg_catalog.=) 0::pg_catalog.oid
           or here.datname operator(pg_catalog.=) pg_catalog.current_database())
      and (kept.setrole operator(pg_catalog.=) 0::pg_catalog.oid
           or role.rolname operator(pg_catalog.=) session_user)
    order by of_role desc, of_database desc
    limit 1
) as placed on setting.source operator(pg_catalog.<>) 'client'
where setting.name operator(pg_catalog.=) ?::pg_catalog.text
  and setting.reset_val operator(pg_catalog.<>) all (?::pg_catalog.text[])
