-- By number, then letter: 036a comes after 036, 1000 after 999.
SELECT version AS schema_version
FROM schema_migrations
ORDER BY substring(version FROM '^\d+')::numeric DESC NULLS LAST, version COLLATE "C" DESC
LIMIT 1
