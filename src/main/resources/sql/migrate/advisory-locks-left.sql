-- One row where the session holds an advisory lock beside the migration's. Asked behind every file, in a third of the time that giving
-- them back takes where it holds no other.
SELECT 'advisory locks' AS left
FROM pg_locks
WHERE coalesce(pid, 0) = pg_backend_pid()
  AND locktype = 'advisory'
  AND granted
  AND NOT (objsubid = 1 AND classid = {class}::oid AND objid = {object}::oid)
LIMIT 1
