-- pg_dump leaves out those that are invalid where it dumps; on a partitioned table one is until it has all its parts.
SELECT format('%I.%I', namespace.nspname, index.relname) AS quoted
FROM pg_index AS entry
JOIN pg_class AS index ON index.oid = entry.indexrelid
JOIN pg_namespace AS namespace ON namespace.oid = index.relnamespace
WHERE NOT entry.indisvalid AND index.relkind = 'i'
ORDER BY 1
