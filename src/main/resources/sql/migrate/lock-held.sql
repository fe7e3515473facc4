-- Whether this session has the migration lock.
SELECT EXISTS (
    SELECT FROM pg_locks
    WHERE coalesce(pid, 0) = pg_backend_pid()
      AND locktype = 'advisory'
      AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND classid = ?
      AND objid = ?
      AND objsubid = 1)
