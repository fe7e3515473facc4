-- By what another session can tell this one from all others, also from a later one of the same process id. Not pg_stat_activity: the
-- view joins databases and roles, which are not asked for here, and is asked at every start.
SELECT pid, extract(epoch FROM backend_start)::text AS since
FROM pg_stat_get_activity(pg_backend_pid())
