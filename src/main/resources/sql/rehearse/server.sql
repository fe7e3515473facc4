-- One row: how much the server's shared table of locks holds at least, its version, and what it has written for itself so far.
SELECT current_setting('max_locks_per_transaction')::bigint
           * (current_setting('max_connections')::bigint + current_setting('max_prepared_transactions')::bigint) AS places,
       split_part(current_setting('server_version'), ' ', 1) AS version,
       (SELECT temp_bytes FROM pg_stat_database WHERE datname = current_database()) AS temporary
