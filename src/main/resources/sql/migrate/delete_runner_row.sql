DELETE FROM schema_migrations WHERE filename = ?
