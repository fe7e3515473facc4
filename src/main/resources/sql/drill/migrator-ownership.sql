-- Gives what superusers own in this database to a role without their rights: schemas, types, routines, relations. What belongs
-- to an extension stays, and so does what goes along with another object: sequences of columns, chunks. TimescaleDB hands on
-- a hypertable's owner to its chunks.
-- Parameters: the role, quoted; the names of those with a superuser's rights; the continuous aggregates, quoted.
WITH asked AS (
    SELECT ?::text AS role, ?::text[] AS powerful, ?::text[] AS aggregates
), powerful AS (
    SELECT pg_roles.oid FROM pg_roles CROSS JOIN asked WHERE rolname = ANY (asked.powerful)
), space AS (
    SELECT oid, nspname, nspowner
    FROM pg_namespace
    WHERE nspname !~ '^(pg_|_timescaledb_)'
      AND nspname NOT IN ('information_schema', 'timescaledb_information', 'timescaledb_experimental', 'toolkit_experimental')
), dependent AS (
    SELECT classid, objid, deptype FROM pg_depend WHERE deptype IN ('e', 'i', 'a')
), owned AS (
    SELECT 1 AS rank, format('SCHEMA %I', space.nspname) AS object
    FROM space
    WHERE nspowner IN (SELECT oid FROM powerful)
      AND NOT EXISTS (SELECT FROM dependent
                      WHERE classid = 'pg_namespace'::regclass AND objid = space.oid AND deptype = 'e')
    UNION ALL
    SELECT 2, format('%s %I.%I',
                     CASE WHEN relation.relkind = 'm'
                              OR format('%I.%I', space.nspname, relation.relname) = ANY (asked.aggregates)
                          THEN 'MATERIALIZED VIEW'
                          WHEN relation.relkind = 'v' THEN 'VIEW'
                          WHEN relation.relkind = 'S' THEN 'SEQUENCE'
                          WHEN relation.relkind = 'f' THEN 'FOREIGN TABLE'
                          WHEN relation.relkind = 'c' THEN 'TYPE'
                          ELSE 'TABLE' END,
                     space.nspname, relation.relname)
    FROM pg_class AS relation
    JOIN space ON space.oid = relation.relnamespace
    CROSS JOIN asked
    WHERE relation.relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c')
      AND relation.relowner IN (SELECT oid FROM powerful)
      AND NOT EXISTS (SELECT FROM dependent
                      WHERE classid = 'pg_class'::regclass
                        AND objid = relation.oid
                        AND (deptype = 'e' OR relation.relkind = 'S' AND deptype IN ('a', 'i')))
    UNION ALL
    SELECT 3, format('ROUTINE %s', routine.oid::regprocedure)
    FROM pg_proc AS routine
    JOIN space ON space.oid = routine.pronamespace
    WHERE routine.proowner IN (SELECT oid FROM powerful)
      AND NOT EXISTS (SELECT FROM dependent
                      WHERE classid = 'pg_proc'::regclass AND objid = routine.oid AND deptype IN ('e', 'i'))
    UNION ALL
    SELECT 4, format('TYPE %I.%I', space.nspname, type.typname)
    FROM pg_type AS type
    JOIN space ON space.oid = type.typnamespace
    WHERE type.typtype IN ('d', 'e', 'r')
      AND type.typowner IN (SELECT oid FROM powerful)
      AND NOT EXISTS (SELECT FROM dependent
                      WHERE classid = 'pg_type'::regclass AND objid = type.oid AND deptype IN ('e', 'i'))
)
SELECT format('ALTER %s OWNER TO %s', owned.object, asked.role) AS statement
FROM owned
CROSS JOIN asked
ORDER BY owned.rank, owned.object
