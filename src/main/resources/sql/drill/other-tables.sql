-- Tables with rows of their own that the manifest does not name.
SELECT format('%I.%I', namespace.nspname, relation.relname) AS quoted
FROM pg_class AS relation
JOIN pg_namespace AS namespace ON namespace.oid = relation.relnamespace
WHERE relation.relkind = 'r'
  AND relation.relpersistence <> 't'
  AND namespace.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
  AND NOT EXISTS (SELECT FROM unnest(?::text[]) AS known (name) WHERE to_regclass(known.name) = relation.oid)
  AND NOT EXISTS (SELECT FROM pg_depend AS depend
                  WHERE depend.classid = 'pg_class'::regclass
                    AND depend.objid = relation.oid
                    AND depend.deptype = 'e')
ORDER BY 1
