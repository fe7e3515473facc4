-- How many rows each table holds that holds any. The function goes with the session.
CREATE OR REPLACE FUNCTION pg_temp.row_count(counted regclass) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  rows bigint;
BEGIN
  EXECUTE format('SELECT count(*) FROM %s', counted) INTO rows;
  RETURN rows;
END $$;
SELECT 'rows ' || c.relname AS key, n.rows AS value
  FROM pg_class c CROSS JOIN LATERAL (SELECT pg_temp.row_count(c.oid)) AS n (rows)
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
   AND c.relname NOT IN ('flyway_schema_history', 'schema_migrations', 'pulse_migration_log') AND n.rows > 0
