-- What keeps a database from being empty: anything that neither PostgreSQL nor an extension made.
SELECT kind || ' ' || name AS occupant
FROM (
    SELECT 'relation' AS kind, relation.oid::regclass::text AS name, 'pg_class'::regclass AS class, relation.oid,
           relation.relnamespace AS schema
    FROM pg_class AS relation
    WHERE relation.relkind IN ('r', 'v', 'm', 'S', 'f', 'p')
    UNION ALL
    SELECT 'function', function.oid::regprocedure::text, 'pg_proc'::regclass, function.oid, function.pronamespace
    FROM pg_proc AS function
    UNION ALL
    SELECT 'schema', quote_ident(namespace.nspname), 'pg_namespace'::regclass, namespace.oid, namespace.oid
    FROM pg_namespace AS namespace
    WHERE namespace.nspname <> 'public'
) AS object
JOIN pg_namespace AS namespace ON namespace.oid = object.schema
WHERE namespace.nspname <> 'information_schema'
  AND namespace.nspname NOT LIKE 'pg\_%'
  AND NOT EXISTS (SELECT FROM pg_depend AS depend
                  WHERE depend.classid = object.class AND depend.objid = object.oid AND depend.deptype = 'e')
ORDER BY namespace.nspname LIKE '\_timescaledb\_%', object.kind DESC, object.name
LIMIT 5
