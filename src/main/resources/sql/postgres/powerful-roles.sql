-- Roles with a superuser's rights: superusers, who can become one, and who may use the server's files or programs.
SELECT role.rolname::text
FROM pg_catalog.pg_roles AS role
WHERE role.rolname NOT LIKE 'pg\_%'
  AND EXISTS (SELECT
              FROM pg_catalog.pg_roles AS granted
              WHERE (granted.rolsuper
                     OR granted.rolname IN ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files'))
                AND pg_catalog.pg_has_role(role.oid, granted.oid, 'MEMBER'))
ORDER BY 1
