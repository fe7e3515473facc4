-- What belongs to a superuser here and not there: a script that says nothing of owners leaves all to who restores, and indexes
-- and materialized views would be computed with that one's rights. A table without an owner there carries no code of its own.
-- Parameters: schemas, names and owners of the archive's functions, tables and materialized views.
WITH given AS MATERIALIZED (
    SELECT DISTINCT schema::name, name::name, owner::name
    FROM unnest(?::text[], ?::text[], ?::text[]) AS entry (schema, name, owner)
), made AS (
    SELECT function.oid::regprocedure::text AS quoted, function.pronamespace AS schema, function.proname AS name,
           function.proowner AS owner, false AS bare, 'pg_proc'::regclass AS class, function.oid
    FROM pg_proc AS function
    JOIN pg_language AS language ON language.oid = function.prolang AND language.lanname NOT IN ('c', 'internal')
    WHERE function.oid >= 16384
      AND function.prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype)
    UNION ALL
    SELECT relation.oid::regclass::text, relation.relnamespace, relation.relname, relation.relowner,
           relation.relkind <> 'm', 'pg_class'::regclass, relation.oid
    FROM pg_class AS relation
    WHERE relation.oid >= 16384 AND relation.relkind IN ('r', 'p', 'm')
)
SELECT made.quoted
FROM made
JOIN pg_namespace AS namespace ON namespace.oid = made.schema
JOIN pg_roles AS owner ON owner.oid = made.owner AND owner.rolsuper
WHERE (namespace.nspname, made.name, owner.rolname) NOT IN (SELECT schema, name, owner FROM given)
  AND (NOT made.bare
       OR (namespace.nspname, made.name) IN (SELECT schema, name FROM given WHERE owner NOT IN ('', '-')))
  AND (made.class::oid, made.oid) NOT IN (SELECT classid, objid FROM pg_depend WHERE deptype = 'e')
ORDER BY 1
LIMIT 1
