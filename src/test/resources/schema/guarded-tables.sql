-- Every table with row security, and every view of them that shows a tenant: which column tells whose a row is, and of
-- which table it is the key where it is not the tenant itself.
SELECT c.relname AS name, c.relkind = 'v' AS view, coalesce(t.attname, f.name) AS owner_column, f.parent,
    (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
    (SELECT string_agg(quote_ident(a.attname), ', ') FROM pg_index i
       JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
      WHERE i.indrelid = c.oid AND i.indisprimary) AS key
  FROM pg_class c
  LEFT JOIN pg_attribute t ON t.attrelid = c.oid AND t.attname = 'tenant_id' AND NOT t.attisdropped
  LEFT JOIN LATERAL (
    SELECT a.attname AS name, p.relname AS parent
      FROM pg_constraint k JOIN pg_class p ON p.oid = k.confrelid
      JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
     WHERE t.attname IS NULL AND k.conrelid = c.oid AND k.contype = 'f'
       AND EXISTS (SELECT FROM pg_attribute o WHERE o.attrelid = p.oid AND o.attname = 'tenant_id')) AS f ON true
 WHERE c.relnamespace = 'public'::regnamespace
   AND (c.relrowsecurity
     OR c.relkind = 'v' AND t.attname IS NOT NULL AND 'security_invoker=true' = ANY (c.reloptions))
 ORDER BY c.relname
