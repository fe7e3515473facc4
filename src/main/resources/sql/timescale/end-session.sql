-- Ends a session of our own that waits for another role's function: it would go on without a listener.
select pg_terminate_backend(pid) from pg_stat_activity where pid = ?::integer and usename = current_user
