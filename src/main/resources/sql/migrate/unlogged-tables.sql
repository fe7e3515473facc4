-- Ordinary tables whose rows are not in the write-ahead log, partitions among them, and which of these each one references:
-- the server refuses SET LOGGED for one that references another that is still unlogged. What belongs to an extension and a superuser is left
-- out: any owner may make a table of hers a part of an extension of hers. A partitioned table itself has no rows, and TimescaleDB makes no hypertable of an unlogged table.
-- code: of a role that is not trusted, which SET LOGGED would run as one that is: it builds the indexes anew.
WITH RECURSIVE {include postgres/rebuilt-code}
SELECT format('%I.%I', namespace.nspname, relation.relname) AS name,
       (SELECT min(code) FROM rebuilt WHERE rebuilt.table IN (0, relation.oid)) AS code,
       ARRAY(SELECT DISTINCT format('%I.%I', referenced_namespace.nspname, referenced.relname)
             FROM pg_constraint
             JOIN pg_class AS referenced ON referenced.oid = confrelid
             JOIN pg_namespace AS referenced_namespace ON referenced_namespace.oid = referenced.relnamespace
             WHERE conrelid = relation.oid
               AND contype = 'f'
               AND confrelid <> conrelid
               AND referenced.relkind = 'r'
               AND referenced.relpersistence = 'u') AS referenced
FROM pg_class AS relation
JOIN pg_namespace AS namespace ON namespace.oid = relation.relnamespace
WHERE relation.relkind = 'r'
  AND relation.relpersistence = 'u'
  AND NOT (
    EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = relation.oid AND deptype = 'e')
    AND (SELECT rolsuper FROM pg_roles WHERE oid = relation.relowner))
ORDER BY name
