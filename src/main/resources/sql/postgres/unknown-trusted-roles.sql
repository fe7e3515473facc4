-- Roles that the configuration trusts and that this server does not have.
select named
from unnest({trusted-roles}) as named
where named not in (select rolname from pg_roles)
order by named
