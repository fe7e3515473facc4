-- Who is trusted with what our sessions find by name: superusers, the role itself, the owner of the database, and roles that
-- one of these made the role a member of, and those that the configuration names; whoever may make roles can make anybody a member of his own. A part of other files;
-- also for sessions that have the role's own path.
select role.oid
from pg_catalog.pg_roles as role
where role.rolsuper
   or role.rolname operator(pg_catalog.=) any (array[current_user, 'pg_database_owner']::pg_catalog.name[])
   or role.rolname operator(pg_catalog.=) any ({trusted-roles})
   or role.oid operator(pg_catalog.=) (
       select datdba
       from pg_catalog.pg_database
       where datname operator(pg_catalog.=) pg_catalog.current_database()
   )
   or exists (
       select
       from pg_catalog.pg_auth_members as membership
       join pg_catalog.pg_roles as member on member.oid operator(pg_catalog.=) membership.member
       where membership.roleid operator(pg_catalog.=) role.oid
         and member.rolname operator(pg_catalog.=) current_user
         and exists (
             select
             from pg_catalog.pg_roles as grantor
             where grantor.oid operator(pg_catalog.=) membership.grantor
               and (
                   grantor.rolsuper
                   or grantor.rolname operator(pg_catalog.=) current_user
                   or grantor.oid operator(pg_catalog.=) (
                       select datdba
                       from pg_catalog.pg_database
                       where datname operator(pg_catalog.=) pg_catalog.current_database()
                   )
               )
         )
   )
