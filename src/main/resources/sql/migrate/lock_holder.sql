SELECT a.application_name, a.pid, a.backend_start, host(a.client_addr) AS client
FROM pg_locks l
JOIN pg_stat_activity a ON a.pid = l.pid
WHERE l.locktype = 'advisory'
  AND l.granted
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND l.classid = ?
  AND l.objid = ?
  AND l.objsubid = 1
  AND a.pid <> pg_backend_pid()
