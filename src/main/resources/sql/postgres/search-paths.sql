-- First the role's own path, as its sessions begin with it; then those that are stored for roles, here or in all databases. Every
-- role may store one of hundreds of megabytes for itself, or one in the bytes of another database's encoding: neither is read, and cut
-- and foreign say so, foreign also where the role's name cannot be read, which $user stands for. What cannot be read counts only for
-- those who may log in here.
with trusted as (
    {include postgres/trusted}
),
path as (
    select 0 as place, myself.oid, myself.rolname::text as role, setting.reset_val as text,
           octet_length(setting.reset_val) > 10000 as cut
    from pg_settings as setting
    join pg_roles as myself on myself.rolname = current_user
    where setting.name = 'search_path'
    union all
    select 1, owner.oid, owner.rolname::text, entry.text, octet_length(entry.text) > 10000
    from pg_db_role_setting as stored
    left join pg_roles as owner on owner.oid = stored.setrole
    cross join unnest(stored.setconfig) as entry (text)
    where stored.setdatabase in (0, (select oid from pg_database where datname = current_database()))
      and entry.text like 'search\_path=%'
),
told as (
    select path.place, path.oid, path.role, path.text, path.cut,
           (
               select {include postgres/said-is-text}
               from (select path.role as text) as said
           ) as named,
           case
               when path.cut then false
               else (
                   select {include postgres/said-is-text}
                   from (select path.text as text) as said
               )
           end as readable
    from path
)
select place,
       coalesce(oid, 0)::bigint as role_oid,
       case when named or place = 0 then role end as role,
       case
           when not readable or not coalesce(named, true) then ''
           when place = 0 then text
           else substr(text, length('search_path=') + 1)
       end as path,
       cut,
       not cut and not (readable and coalesce(named, true)) as foreign,
       oid is null or oid in (select trusted.oid from trusted) as trusted
from told
where place = 0
   or oid is null
   or readable and named
   or exists (
       select
       from pg_roles as login
       where login.oid = told.oid
         and login.rolcanlogin
         and has_database_privilege(login.oid, current_database(), 'CONNECT')
   )
order by place, role, role_oid
