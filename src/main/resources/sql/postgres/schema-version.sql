-- Filled in: the table. By number, then letter: 036a comes after 036, 1000 after 999.
SELECT version::text AS schema_version
FROM ONLY %s
ORDER BY substring(version::text FROM '^\d+')::numeric DESC NULLS LAST, version::text COLLATE "C" DESC
LIMIT 1
