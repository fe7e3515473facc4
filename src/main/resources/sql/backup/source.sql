-- The clock and not now(): what counts is the time of this statement, not of its transaction. It is read first, so that the
-- size, which takes a look at every file, makes the snapshot no younger than it is.
SELECT clock_timestamp() AS snapshot_time,
       current_database() AS database_name,
       current_setting('server_version') AS server_version,
       (SELECT extversion FROM pg_extension WHERE extname = 'timescaledb') AS timescale_version,
       current_setting('timescaledb.license', true) AS timescale_license,
       pg_database_size(current_database()) AS bytes
