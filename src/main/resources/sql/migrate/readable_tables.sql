-- As known_tables.sql, of those that this role may read.
SELECT coalesce(has_table_privilege(to_regclass('flyway_schema_history'), 'SELECT'), false) AS history,
       coalesce(has_table_privilege(to_regclass('schema_migrations'), 'SELECT'), false) AS runner,
       coalesce(has_table_privilege(to_regclass('pulse_migration_log'), 'SELECT'), false) AS log,
       current_schema() AS schema
