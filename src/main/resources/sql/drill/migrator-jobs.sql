-- The table of TimescaleDB's jobs: what superusers own of them is handed to another role.
-- Parameters: the table; the role, quoted; the names of those with a superuser's rights.
SELECT format('UPDATE %s SET owner = %L::regrole WHERE id >= 1000 AND owner::oid = ANY (ARRAY(SELECT oid FROM pg_roles'
              || ' WHERE rolname = ANY (%L::text[])))', asked.jobs, asked.role, asked.powerful) AS statement
FROM (SELECT ?::text AS jobs, ?::text AS role, ?::text[] AS powerful) AS asked
