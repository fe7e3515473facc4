SELECT to_regclass('flyway_schema_history') IS NOT NULL AS history,
       to_regclass('schema_migrations') IS NOT NULL AS runner,
       to_regclass('pulse_migration_log') IS NOT NULL AS log,
       current_schema() AS schema
