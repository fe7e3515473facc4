-- A file may have changed role and settings; its rows in our tables are ours to write, and a setting such as
-- default_transaction_read_only must be gone before the next file's transaction begins.
RESET ROLE;
RESET ALL;
-- Flyway writes its row next, with a time that knows no zone.
SET TimeZone = 'UTC';
-- Only the last file of a run waits for the disk; its commit record comes after all others.
SELECT set_config('synchronous_commit', coalesce(?, current_setting('synchronous_commit')), true);
INSERT INTO schema_migrations (version, filename) VALUES (?, ?) ON CONFLICT (version) DO NOTHING;
INSERT INTO pulse_migration_log (event, version, script, checksum, digest, note) VALUES (?, ?, ?, ?, ?, nullif(?, ''))
