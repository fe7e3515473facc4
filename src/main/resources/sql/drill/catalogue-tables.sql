-- Those of the names that are tables. TimescaleDB 2.25 moved bgw_job to another schema and left a view of its old name,
-- which would give every job once more. Without the extension they may be
-- another role's, with rules of its own.
SELECT wanted.name
FROM unnest(?::text[]) AS wanted (name)
JOIN pg_namespace AS namespace ON namespace.nspname = split_part(wanted.name, '.', 1)
JOIN pg_class AS relation ON relation.relnamespace = namespace.oid AND relation.relname = split_part(wanted.name, '.', 2)
WHERE relation.relkind = 'r'
  AND EXISTS (SELECT FROM pg_depend AS member
              WHERE member.classid = 'pg_class'::regclass AND member.objid = relation.oid AND member.deptype = 'e')
