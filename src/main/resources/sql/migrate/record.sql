-- A file may have changed role and search_path; its rows in our tables are ours to write.
RESET ROLE;
RESET search_path;
INSERT INTO schema_migrations (version, filename) VALUES (?, ?) ON CONFLICT (version) DO NOTHING;
INSERT INTO pulse_migration_log (event, version, script, checksum, digest, note) VALUES (?, ?, ?, ?, ?, nullif(?, ''))
