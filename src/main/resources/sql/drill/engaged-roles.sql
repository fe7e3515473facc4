-- Roles that may do something on this server: log in, make roles or databases, replicate, or use what they have there
-- already; and those who may act as one of them.
SELECT role.rolname::text
FROM pg_roles AS role
WHERE EXISTS (SELECT
              FROM pg_roles AS granted
              WHERE pg_has_role(role.oid, granted.oid, 'MEMBER')
                AND (granted.rolcanlogin
                     OR granted.rolcreaterole
                     OR granted.rolcreatedb
                     OR granted.rolreplication
                     OR granted.rolname LIKE 'pg\_%'
                     OR EXISTS (SELECT FROM pg_shdepend
                                WHERE refclassid = 'pg_authid'::regclass AND refobjid = granted.oid)))
ORDER BY 1
