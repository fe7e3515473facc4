-- A server of a single backend (PGlite) shows no pid.
SELECT EXISTS (
    SELECT FROM pg_locks
    WHERE coalesce(pid, pg_backend_pid()) = pg_backend_pid()
      AND locktype = 'advisory'
      AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND classid = ?
      AND objid = ?
      AND objsubid = 1)
