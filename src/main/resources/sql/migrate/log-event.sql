-- Numbered by hand: only one run at a time writes here, and a file may restart every sequence of the schema.
INSERT INTO {log} (id, event, version, script, checksum, digest, note) OVERRIDING SYSTEM VALUE
SELECT coalesce((SELECT max(id) FROM {log}), 0) + 1, ?, ?, ?, ?, ?, nullif(?, '')
