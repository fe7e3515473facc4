-- Every relation with storage that is not the system's or an extension's, with what it belongs to: an index to its table, what is
-- too long for a table to that table, a partition to its partitioned table, a chunk to its hypertable.
SELECT relation.oid::bigint AS oid,
       relation.relkind::text AS kind,
       format('%s.%s', namespace.nspname, relation.relname) AS name,
       relation.relfilenode::bigint AS file,
       coalesce(pg_relation_size(relation.oid), 0) AS bytes,
       coalesce(index.indrelid, overlong.oid, inherits.inhparent)::bigint AS parent,
       coalesce(NOT index.indisvalid, false) AS invalid
FROM pg_class AS relation
JOIN pg_namespace AS namespace ON namespace.oid = relation.relnamespace
LEFT JOIN pg_index AS index ON index.indexrelid = relation.oid
LEFT JOIN pg_class AS overlong ON overlong.reltoastrelid = relation.oid
LEFT JOIN pg_inherits AS inherits
       ON inherits.inhrelid = relation.oid AND inherits.inhseqno = 1
      AND (relation.relispartition OR namespace.nspname = '_timescaledb_internal')
WHERE relation.relkind IN ('r', 'p', 'm', 't', 'i', 'I', 'v', 'f', 'S')
  AND relation.relpersistence <> 't'
  AND namespace.nspname NOT IN ('pg_catalog', 'information_schema')
  AND coalesce(overlong.relnamespace, 0) <> 'pg_catalog'::regnamespace
  AND NOT EXISTS (SELECT FROM pg_depend AS depend
                  WHERE depend.classid = 'pg_class'::regclass AND depend.objid = relation.oid AND depend.deptype = 'e')
