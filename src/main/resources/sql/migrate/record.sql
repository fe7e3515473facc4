-- Filled in: settings of the commit, version and name for the Python runner's table, then a row of our log and the two
-- halves of the migration lock's key.
-- A file may have changed role and settings; its rows in our tables are ours to write, and a setting such as
-- default_transaction_read_only must be gone before the next file's transaction begins.
RESET ROLE;
RESET ALL;
-- Flyway writes its row next, with a time that knows no zone.
SET TimeZone = 'UTC';
%s
INSERT INTO schema_migrations (version, filename) VALUES (%s, %s) ON CONFLICT (version) DO NOTHING;
-- No row when the file gave the migration lock away. The embedded database's backend has the process id 0, which
-- pg_locks shows as null.
INSERT INTO pulse_migration_log (event, version, script, checksum, digest, note)
SELECT %s, %s, %s, %s, %s, nullif(%s, '')
WHERE EXISTS (
    SELECT FROM pg_locks
    WHERE coalesce(pid, 0) = pg_backend_pid()
      AND locktype = 'advisory'
      AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND classid = %s
      AND objid = %s
      AND objsubid = 1);
