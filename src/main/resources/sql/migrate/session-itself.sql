-- By what another session can tell this one from all others, also from a later one of the same process id.
SELECT pid, extract(epoch FROM backend_start)::text AS since
FROM pg_stat_activity
WHERE pid = pg_backend_pid()
