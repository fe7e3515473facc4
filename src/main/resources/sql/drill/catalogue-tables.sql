-- Those of the names that are tables. TimescaleDB 2.25 moved bgw_job to another schema and left a view of its old name,
-- which would give every job once more.
SELECT wanted.name
FROM unnest(?::text[]) AS wanted (name)
JOIN pg_namespace AS namespace ON namespace.nspname = split_part(wanted.name, '.', 1)
JOIN pg_class AS relation ON relation.relnamespace = namespace.oid AND relation.relname = split_part(wanted.name, '.', 2)
WHERE relation.relkind = 'r'
