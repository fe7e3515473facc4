INSERT INTO pulse_migration_log (event, version, script, checksum, digest, note) VALUES (?, ?, ?, ?, ?, nullif(?, ''))
