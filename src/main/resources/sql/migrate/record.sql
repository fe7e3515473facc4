-- Filled in: a row of our log, the two halves of the migration lock's key, and what our tables held at least before the file.
-- No row when the file gave the migration lock away or emptied one of our tables. The embedded database's backend has the
-- process id 0, which pg_locks shows as null. Numbered by hand: a file may restart every sequence of the schema.
INSERT INTO {log} (id, event, version, script, checksum, digest, note) OVERRIDING SYSTEM VALUE
SELECT coalesce((SELECT max(id) FROM {log}), 0) + 1, %s, %s, %s, %s, %s, nullif(%s, '')
WHERE EXISTS (
    SELECT FROM pg_locks
    WHERE coalesce(pid, 0) = pg_backend_pid()
      AND locktype = 'advisory'
      AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND classid = %s
      AND objid = %s
      AND objsubid = 1)
  AND coalesce((SELECT max(id) FROM {log}), 0) >= %s
  AND coalesce((SELECT max(installed_rank) FROM {history}), 0) >= %s
