-- Tables whose rows are not in the write-ahead log: pg_dump does not ask a standby for them.
SELECT format('%I.%I', namespace.nspname, relation.relname) AS identifier
FROM pg_class AS relation
JOIN pg_namespace AS namespace ON namespace.oid = relation.relnamespace
WHERE relation.relkind = 'r' AND relation.relpersistence = 'u'
ORDER BY identifier
