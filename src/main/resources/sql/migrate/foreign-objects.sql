-- Tables, views and sequences that no extension owns, in the schema of the history and in the one that files without a
-- schema's name create in: a schema with any of them is not empty. The history's own are given by their oids.
SELECT count(*)
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN (SELECT ? AS one, ? AS two, string_to_array(?, ',')::oid[] AS tables) AS asked
WHERE n.nspname IN (asked.one, asked.two)
  AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
  AND c.oid <> ALL (asked.tables)
  AND NOT EXISTS (SELECT FROM pg_depend d
                  WHERE d.classid = 'pg_class'::regclass
                    AND d.objid = c.oid
                    AND (d.deptype = 'e' OR d.refclassid = 'pg_class'::regclass AND d.refobjid = ANY (asked.tables)))
