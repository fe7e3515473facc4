SELECT filename FROM schema_migrations WHERE filename IS NOT NULL
