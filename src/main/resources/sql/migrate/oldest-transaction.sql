-- The oldest open transaction of this database but our own; what a role may not see of another's is null.
SELECT pid, usename AS role_name, application_name AS application, state,
       extract(epoch FROM clock_timestamp() - xact_start)::bigint AS seconds
FROM pg_stat_activity
WHERE datname = current_database()
  AND xact_start IS NOT NULL
  AND pid NOT IN (pg_backend_pid(), ?)
  AND backend_type = 'client backend'
ORDER BY xact_start
LIMIT 1
