-- Who can log in here, and may neither act as us nor as one whom we trust. A part of other files.
with trusted as (
    {include postgres/trusted}
)
select role.oid
from pg_roles as role
where role.rolcanlogin
  and has_database_privilege(role.oid, current_database(), 'CONNECT')
  and not exists (select from trusted where pg_has_role(role.oid, trusted.oid, 'MEMBER'))
