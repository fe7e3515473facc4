-- Invalid indexes that a script names. An index on a partitioned table is left out: it is invalid by design until each
-- partition has its own.
SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE NOT i.indisvalid
  AND c.relkind = 'i'
  AND position(lower(c.relname) IN lower(?)) > 0
ORDER BY 1
