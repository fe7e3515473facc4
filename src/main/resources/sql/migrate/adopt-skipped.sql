-- Remembers what the Python runner never ran: once the history has rows, that runner's table no longer counts.
INSERT INTO {history}
    (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success)
SELECT coalesce((SELECT max(installed_rank) FROM {history}), 0) + 1, ?, 'skipped by the Python runner',
       'DELETE', ?, ?, current_user, now() AT TIME ZONE 'UTC', 0, true
