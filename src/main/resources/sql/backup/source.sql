-- The clock and not now(): what counts is the time of this statement, not of its transaction. It is read first, so that the
-- size, which takes a look at every file, makes the snapshot no younger than it is. A
-- standby holds what was committed until the last transaction it has replayed, whatever its clock says.
SELECT clock_timestamp() AS server_time,
       CASE WHEN pg_is_in_recovery() THEN pg_last_xact_replay_timestamp() END AS replayed,
       pg_is_in_recovery() AS standby,
       current_database() AS database_name,
       current_setting('server_version') AS server_version,
       (SELECT extversion FROM pg_extension WHERE extname = 'timescaledb') AS timescale_version,
       current_setting('timescaledb.license', true) AS timescale_license,
       pg_database_size(current_database()) AS bytes
