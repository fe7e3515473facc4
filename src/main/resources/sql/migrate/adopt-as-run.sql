-- Applied when the Python runner says so.
INSERT INTO {history}
    (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success)
SELECT coalesce((SELECT max(installed_rank) FROM {history}), 0) + 1, ?, ?, 'SQL', ?, ?, current_user,
       coalesce((SELECT min(applied_at) AT TIME ZONE 'UTC' FROM {runner} WHERE filename = ?), now() AT TIME ZONE 'UTC'), 0, true
