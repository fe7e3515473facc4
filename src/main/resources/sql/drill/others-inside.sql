-- Sessions in this database of roles that are no superusers: each could exchange what a superuser is about to read.
SELECT coalesce(session.usename::text, '?') AS role, session.pid
FROM pg_catalog.pg_stat_activity AS session
LEFT JOIN pg_catalog.pg_roles AS role ON role.oid = session.usesysid
WHERE session.datname = current_database()
  AND session.backend_type = 'client backend'
  AND role.rolsuper IS NOT TRUE
ORDER BY session.pid
LIMIT 5
