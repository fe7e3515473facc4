-- First the role's own path, as its sessions begin with it; then those that are stored for roles, here or in all databases. Every
-- role may store one of hundreds of megabytes for itself: no more of it is read than 10,000 characters, and cut says so.
select role, left(path, 10000) as path, length(path) > 10000 as cut
from (
    select 0 as place, current_user::text as role, reset_val as path
    from pg_settings
    where name = 'search_path'
    union all
    select 1, owner.rolname::text, substr(setting, length('search_path=') + 1)
    from pg_db_role_setting as stored
    left join pg_roles as owner on owner.oid = stored.setrole
    cross join unnest(stored.setconfig) as setting
    where stored.setdatabase in (0, (select oid from pg_database where datname = current_database()))
      and starts_with(setting, 'search_path=')
) as paths
order by place, role
