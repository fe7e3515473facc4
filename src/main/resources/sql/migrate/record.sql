-- Filled in: a row of our log, the oid of the database and the two halves of the migration lock's key, and what our tables held at
-- least before the file.
-- No row when the file gave the migration lock away or emptied one of our tables. The embedded database's backend has the
-- process id 0, which pg_locks shows as null. Numbered by hand: a file may restart every sequence of the schema.
INSERT INTO {log} (id, event, version, script, checksum, digest, note) OVERRIDING SYSTEM VALUE
SELECT counted.logged + 1, %s, %s, %s, %s, %s, nullif(%s, '')
FROM (SELECT coalesce(max(id), 0) AS logged FROM {log}) AS counted
WHERE EXISTS (
    SELECT FROM pg_locks
    WHERE coalesce(pid, 0) = pg_backend_pid()
      AND locktype = 'advisory'
      AND granted
      AND database = %s
      AND classid = %s
      AND objid = %s
      AND objsubid = 1)
  AND counted.logged >= %s
  AND coalesce((SELECT max(installed_rank) FROM {history}), 0) >= %s
