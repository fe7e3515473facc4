SELECT version, script, type, checksum, installed_on::timestamptz AS applied_at, execution_time, success
FROM flyway_schema_history
WHERE version IS NOT NULL
ORDER BY installed_rank
