-- As Flyway's own repair marks a migration whose file is gone; its row stays, for those who look back.
INSERT INTO {history}
    (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success)
SELECT (SELECT max(installed_rank) FROM {history}) + 1, version, description, 'DELETE', script, checksum,
       current_user, now() AT TIME ZONE 'UTC', 0, true
FROM {history}
WHERE version = ?
ORDER BY installed_rank DESC
LIMIT 1
