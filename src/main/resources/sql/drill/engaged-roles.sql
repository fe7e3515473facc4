-- Roles that may do something on this server: log in, make roles or databases, replicate, or use what they have there
-- already; and those who may act as one of them. But for those whose names are no text here: no dump names them here.
SELECT said.text AS rolname
FROM (
    SELECT role.rolname::text AS text
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
) AS said
WHERE {include postgres/said-is-text}
ORDER BY 1
