-- Whether this server takes writes.
SELECT pg_backend_pid() AS backend,
       pg_is_in_recovery() AS standby,
       current_setting('transaction_read_only')::boolean AS read_only
