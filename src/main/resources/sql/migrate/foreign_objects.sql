-- Tables, views and sequences that no extension owns: a schema with any of them is not empty.
SELECT count(*)
FROM pg_class c
WHERE c.relnamespace = current_schema()::regnamespace
  AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
  AND c.relname NOT IN ('flyway_schema_history', 'schema_migrations', 'pulse_migration_log',
                        'pulse_migration_log_id_seq')
  AND NOT EXISTS (SELECT FROM pg_depend d
                  WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
