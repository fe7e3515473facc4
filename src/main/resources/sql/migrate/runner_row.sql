INSERT INTO schema_migrations (version, filename) VALUES (?, ?) ON CONFLICT (version) DO NOTHING
