-- Where a new session of this role gets a setting from: by the server's own order, what the login brings, then role in
-- database, role, database, all roles, configuration. One row, or none where the server does not know it or it is off.
select placed.value as placed,
       coalesce(placed.value, setting.reset_val || coalesce(setting.unit, '')) as value,
       setting.source = 'client' as by_login,
       coalesce(placed.of_role, false) as of_role,
       coalesce(placed.of_database, false) as of_database,
       session_user::text as role,
       current_database()::text as database
from pg_catalog.pg_settings as setting
left join lateral (
    select substr(entry.text, strpos(entry.text, '=') + 1) as value,
           kept.setrole <> 0 as of_role,
           kept.setdatabase <> 0 as of_database
    from pg_catalog.pg_db_role_setting as kept
    cross join lateral unnest(kept.setconfig) as entry (text)
    where split_part(entry.text, '=', 1) = setting.name
      and (kept.setdatabase = 0
           or kept.setdatabase = (select oid from pg_catalog.pg_database where datname = current_database()))
      and (kept.setrole = 0
           or kept.setrole = (select oid from pg_catalog.pg_roles where rolname = session_user))
    order by kept.setrole <> 0 desc, kept.setdatabase <> 0 desc
    limit 1
) as placed on setting.source <> 'client'
where setting.name = ?
  and setting.reset_val not in ('0', '-1', 'off')
