-- Every table that holds rows of its own, chunks and partitions too, and by which column they are counted.
-- batches: the column in which TimescaleDB notes how many rows a compressed one stands for.
SELECT relation.oid::bigint AS oid,
       quote_ident(namespace.nspname) || '.' || quote_ident(relation.relname) AS quoted,
       (
           {include postgres/counted-column}
       ) AS copied,
       (
           SELECT quote_ident(own.attname)
           FROM pg_attribute AS own
           WHERE own.attrelid = relation.oid
             AND own.attname = '_ts_meta_count'
             AND own.atttypid = 'integer'::regtype
             AND NOT own.attisdropped
       ) AS batches
FROM pg_class AS relation
JOIN pg_namespace AS namespace ON namespace.oid = relation.relnamespace
WHERE relation.relkind = 'r'
  AND relation.relpersistence <> 't'
  AND namespace.nspname NOT IN ('pg_catalog', 'information_schema')
