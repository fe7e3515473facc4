-- What new sessions of this role begin with here, but for what the server's configuration says: of each setting the place that
-- counts comes first. The search path is told wherever it is from. What the driver brings to every login is left out.
-- Asked under the role's own search path.
select placed.name, placed.value, placed.place
from (
    select setting.name,
           pg_catalog.current_setting(setting.name) as value,
           'by the options of the login' as place,
           1 as rank
    from pg_catalog.pg_settings as setting
    where setting.source operator(pg_catalog.=) 'client'
      and pg_catalog.lower(setting.name) operator(pg_catalog.<>)
          all (array['application_name', 'client_encoding', 'extra_float_digits']::pg_catalog.text[])
    union all
    select pg_catalog.split_part(entry.text, '=', 1),
           pg_catalog.substr(entry.text, pg_catalog.strpos(entry.text, '=') operator(pg_catalog.+) 1),
           case when role.oid is not null and here.oid is not null
                then pg_catalog.concat('for role ', role.rolname, ' in database ', here.datname)
                when role.oid is not null then pg_catalog.concat('for role ', role.rolname)
                when here.oid is not null then pg_catalog.concat('for database ', here.datname)
                else 'for all roles' end,
           case when role.oid is not null and here.oid is not null then 2
                when role.oid is not null then 3
                when here.oid is not null then 4
                else 5 end
    from pg_catalog.pg_db_role_setting as kept
    cross join lateral pg_catalog.unnest(kept.setconfig) as entry (text)
    left join pg_catalog.pg_database as here on here.oid operator(pg_catalog.=) kept.setdatabase
    left join pg_catalog.pg_roles as role on role.oid operator(pg_catalog.=) kept.setrole
    where (kept.setdatabase operator(pg_catalog.=) 0::pg_catalog.oid
           or here.datname operator(pg_catalog.=) pg_catalog.current_database())
      and (kept.setrole operator(pg_catalog.=) 0::pg_catalog.oid
           or role.rolname operator(pg_catalog.=) session_user)
    union all
    select setting.name, setting.reset_val, 'in the server''s configuration', 6
    from pg_catalog.pg_settings as setting
    where setting.name operator(pg_catalog.=) 'search_path'
) as placed
where pg_catalog.lower(placed.name) operator(pg_catalog.<>)
      all (array['application_name', 'client_encoding']::pg_catalog.text[])
order by pg_catalog.lower(placed.name), placed.rank
