-- Who migrates, and where a statement that names no schema would go: read before the session has a path of our own, so that
-- everything is written with its schema. Strangers are those who can log in here and make objects in a schema of the path,
-- and may act neither as one who is trusted nor as the schema's owner.
with trusted as (
    {include postgres/trusted}
)
select current_user::pg_catalog.text as role_name,
       pg_catalog.current_schema() as creates_in,
       entry.name as path_schema,
       owner.rolname::pg_catalog.text as path_owner,
       owner.oid operator(pg_catalog.=) any (array(select oid from trusted)) as owner_trusted,
       (select pg_catalog.min(stranger.rolname::pg_catalog.text)
        from pg_catalog.pg_roles as stranger
        where stranger.rolcanlogin
          and not exists (select from trusted where pg_catalog.pg_has_role(stranger.oid, trusted.oid, 'MEMBER'))
          and not pg_catalog.pg_has_role(stranger.oid, owner.oid, 'MEMBER')
          and pg_catalog.has_database_privilege(stranger.oid, current_database.oid, 'CONNECT')
          and exists (select from pg_catalog.aclexplode(namespace.nspacl) as granted
                      where granted.privilege_type operator(pg_catalog.=) 'CREATE'
                        and (granted.grantee operator(pg_catalog.=) 0::pg_catalog.oid
                             or pg_catalog.pg_has_role(stranger.oid, granted.grantee, 'MEMBER')))) as stranger
from pg_catalog.pg_database as current_database
left join pg_catalog.unnest(pg_catalog.current_schemas(false)) with ordinality as entry (name, place) on true
left join pg_catalog.pg_namespace as namespace on namespace.nspname operator(pg_catalog.=) entry.name
left join pg_catalog.pg_roles as owner on owner.oid operator(pg_catalog.=) namespace.nspowner
where current_database.datname operator(pg_catalog.=) pg_catalog.current_database()
order by entry.place
