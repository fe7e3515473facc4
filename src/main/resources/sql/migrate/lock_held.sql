-- Whether this session holds the migration lock. The embedded database's backend has the process id 0, which pg_locks
-- shows as null.
SELECT EXISTS (
    SELECT FROM pg_locks
    WHERE coalesce(pid, 0) = pg_backend_pid()
      AND locktype = 'advisory'
      AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND classid = ?
      AND objid = ?
      AND objsubid = 1)
