-- One row: what matters of the server before anything is restored there.
SELECT role.rolname AS role_name,
       current_setting('server_version') AS server_version,
       has_function_privilege('pg_control_system()', 'execute') AS may_identify,
       role.rolsuper OR role.rolcreatedb AS may_create_database,
       role.rolsuper OR role.rolcreaterole AS may_create_role,
       role.rolsuper AS superuser,
       EXISTS (SELECT FROM pg_roles AS granted
               WHERE granted.rolname IN ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files')
                 AND pg_has_role(role.oid, granted.oid, 'MEMBER')) AS reaches_host
FROM pg_roles AS role
WHERE role.rolname = current_user
