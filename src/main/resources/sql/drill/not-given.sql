-- What belongs to a superuser here and not there: a script that says nothing of owners leaves all to who restores, and indexes
-- and materialized views would be computed with that one's rights. In a database for keeps others come later, and what they
-- reach through a view, a rule or a function that runs as its owner they reach with a superuser's rights. A table without an
-- owner there, or a view that reads with its caller's rights, carries no code that is run as its owner, unless one of them acts.
-- Parameters: schemas, names and owners of the archive's functions, tables and views; whether the database is for keeps;
-- whether tables and views act as their owners, by statistics, rules or foreign keys.
WITH given AS MATERIALIZED (
    SELECT DISTINCT schema::name, name::name, owner::name
    FROM unnest(?::text[], ?::text[], ?::text[]) AS entry (schema, name, owner)
), asked AS (
    SELECT ?::boolean AS keeps, ?::boolean AS act
), made AS (
    SELECT function.oid::regprocedure::text AS quoted, 'ROUTINE' AS kind, function.pronamespace AS schema,
           function.proname AS name, function.proowner AS owner, false AS bare, 'pg_proc'::regclass AS class, function.oid
    FROM asked
    CROSS JOIN pg_proc AS function
    JOIN pg_language AS language ON language.oid = function.prolang AND language.lanname NOT IN ('c', 'internal')
    WHERE function.oid >= 16384
      AND (function.prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype)
           OR asked.keeps AND function.prosecdef)
    UNION ALL
    SELECT relation.oid::regclass::text,
           CASE relation.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END,
           relation.relnamespace, relation.relname, relation.relowner,
           relation.relkind IN ('r', 'p') AND NOT asked.act, 'pg_class'::regclass, relation.oid
    FROM asked
    CROSS JOIN pg_class AS relation
    WHERE relation.oid >= 16384
      AND (relation.relkind IN ('r', 'p', 'm')
           OR asked.keeps AND relation.relkind = 'v'
              AND (asked.act OR 'security_invoker=true' <> ALL (coalesce(relation.reloptions, '{}'))))
)
SELECT made.quoted, format('DROP %s IF EXISTS %s CASCADE', made.kind, made.quoted) AS undo
FROM made
JOIN pg_namespace AS namespace ON namespace.oid = made.schema
JOIN pg_roles AS owner ON owner.oid = made.owner AND owner.rolsuper
WHERE (namespace.nspname, made.name, owner.rolname) NOT IN (SELECT schema, name, owner FROM given)
  AND (NOT made.bare
       OR (namespace.nspname, made.name) IN (SELECT schema, name FROM given WHERE owner NOT IN ('', '-')))
  AND (made.class::oid, made.oid) NOT IN (SELECT classid, objid FROM pg_depend WHERE deptype = 'e')
ORDER BY 1
