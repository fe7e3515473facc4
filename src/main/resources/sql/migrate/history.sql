SELECT version, description, script,
       -- Written by adopt_skipped.sql: to Flyway a migration that is not applied, to us one that is not pending either.
       CASE WHEN type = 'DELETE' AND description = 'skipped by the Python runner' THEN 'SKIPPED' ELSE type END AS type,
       checksum, installed_on AT TIME ZONE 'UTC' AS applied_at, execution_time, success
FROM {history}
WHERE version IS NOT NULL
ORDER BY installed_rank
