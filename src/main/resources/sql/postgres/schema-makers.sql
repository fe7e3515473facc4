-- Who has been granted to make schemas in this database and is not trusted.
with trusted as (
    {include postgres/trusted}
)
select distinct case entry.grantee when 0 then 'PUBLIC' else pg_get_userbyid(entry.grantee)::text end as maker
from pg_database as database
cross join aclexplode(database.datacl) as entry
where database.datname = current_database()
  and entry.privilege_type = 'CREATE'
  and entry.grantee <> database.datdba
  and entry.grantee not in (select oid from trusted)
  and exists (
      select
      from pg_roles as stranger
      where stranger.rolcanlogin
        and has_database_privilege(stranger.oid, database.oid, 'CONNECT')
        and (entry.grantee = 0 or pg_has_role(stranger.oid, entry.grantee, 'MEMBER'))
        and not exists (select from trusted where pg_has_role(stranger.oid, trusted.oid, 'MEMBER'))
  )
order by maker
