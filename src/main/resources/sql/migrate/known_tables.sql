SELECT to_regclass('flyway_schema_history') IS NOT NULL AS history,
       to_regclass('schema_migrations') IS NOT NULL AS runner,
       current_schema() AS schema
