-- Whom a session waits for right now.
SELECT activity.pid, usename AS role_name, application_name AS application, state,
       extract(epoch FROM clock_timestamp() - xact_start)::bigint AS seconds
FROM unnest(pg_blocking_pids(?)) AS blocking (pid)
JOIN pg_stat_activity AS activity ON activity.pid = blocking.pid
ORDER BY xact_start NULLS LAST
LIMIT 1
