-- What a server knows about these settings in this database, and whether a schema of that name is there.
-- Parameters: the role after which a schema may be called; the settings' names in small letters.
SELECT asked.name,
       COALESCE(setting.context, '') AS context,
       EXISTS (SELECT FROM pg_namespace WHERE nspname = given.role) AS schema
FROM (SELECT ?::text AS role, ?::text[] AS names) AS given
CROSS JOIN LATERAL unnest(given.names) AS asked (name)
LEFT JOIN pg_settings AS setting ON lower(setting.name) = asked.name
