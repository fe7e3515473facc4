-- What a role needs to add rows to every table and to set every sequence: no more, for code of the tables' owners runs as it,
-- and rows of others are no business of theirs. TimescaleDB's catalogue least of all: it says which role runs a job.
-- Parameter: the role, quoted.
SELECT format(allowed, namespace.nspname, asked.role) AS statement
FROM pg_namespace AS namespace
CROSS JOIN (SELECT ?::text AS role) AS asked
CROSS JOIN unnest(ARRAY['GRANT USAGE ON SCHEMA %I TO %s',
                        'GRANT INSERT ON ALL TABLES IN SCHEMA %I TO %s',
                        'GRANT UPDATE ON ALL SEQUENCES IN SCHEMA %I TO %s']) AS allowed
WHERE namespace.nspname NOT LIKE 'pg\_%'
  AND namespace.nspname <> 'information_schema'
  AND NOT (namespace.nspname IN ('_timescaledb_catalog', '_timescaledb_config')
           AND EXISTS (SELECT FROM pg_depend AS depend
                       WHERE depend.classid = 'pg_namespace'::regclass
                         AND depend.objid = namespace.oid
                         AND depend.deptype = 'e'))
