-- Whose code may run in this session: of roles that may act for the one that looks anyway, so that it can do nothing new, and of
-- those that the configuration names. A part of other files.
select oid
from pg_roles
where pg_has_role(oid, current_user, 'USAGE') and pg_has_role(oid, session_user, 'USAGE')
   or rolname = any ({trusted-roles})
