-- Whether this server takes writes; and from here on it asks after 15 s of silence whether the client is still there, so
-- that the lock of a run that the network has cut off is free again within a minute.
SELECT pg_backend_pid() AS backend,
       pg_is_in_recovery() AS standby,
       current_setting('transaction_read_only')::boolean AS read_only,
       set_config('tcp_keepalives_idle', '15', false),
       set_config('tcp_keepalives_interval', '5', false),
       set_config('tcp_keepalives_count', '3', false),
       set_config('tcp_user_timeout', '30000', false)
