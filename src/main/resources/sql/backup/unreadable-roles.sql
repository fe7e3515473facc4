-- Roles whose names are in bytes of another database's encoding: pg_dumpall asks for each by its name, and the server refuses that.
SELECT role.oid::bigint AS oid
FROM pg_roles AS role
CROSS JOIN LATERAL (SELECT role.rolname::text AS text) AS said
WHERE NOT (
    {include postgres/said-is-text}
)
ORDER BY role.oid
