SELECT coalesce(filename, version) FROM schema_migrations
