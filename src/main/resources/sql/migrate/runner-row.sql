INSERT INTO {runner} (version, filename) VALUES (?, ?) ON CONFLICT (version) DO NOTHING
