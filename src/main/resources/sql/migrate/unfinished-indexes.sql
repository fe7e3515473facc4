-- Indexes that are not valid and that no session is building. stranger: the table's owner, who may not act for this role: what
-- it wrote into the definition is computed by whoever creates the index anew. That one is only remembered, and may be cut.
-- code: of a role that is not trusted, which building it would run as one that is.
-- The size of one that another session has locked is not waited for, and 0.
WITH RECURSIVE {include postgres/rebuilt-code},
able AS (
    {include postgres/able}
),
locked AS MATERIALIZED (
    {include postgres/locked-relations}
)
SELECT format('%I.%I', index_schema.nspname, index.relname) AS name,
       format('%I.%I', table_schema.nspname, table_.relname) AS on_table,
       CASE WHEN pg_has_role(table_.relowner, current_user, 'USAGE') THEN pg_get_indexdef(x.indexrelid)
            ELSE left(pg_get_indexdef(x.indexrelid), 10000) END AS definition,
       CASE WHEN index.relkind = 'i' AND index.oid NOT IN (SELECT oid FROM locked) THEN pg_relation_size(x.indexrelid)
            ELSE 0 END AS bytes,
       EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = x.indexrelid AND c.contype IN ('p', 'u', 'x'))
         AS backs_constraint,
       index.relkind = 'I' AS partitioned,
       table_.relhassubclass AS has_children,
       x.indislive AS live,
       CASE WHEN table_.relowner NOT IN (SELECT oid FROM able)
            THEN pg_get_userbyid(table_.relowner)::text END AS stranger,
       (SELECT min(code) FROM rebuilt WHERE index IN (0, x.indexrelid)) AS code
FROM pg_index x
JOIN pg_class index ON index.oid = x.indexrelid
JOIN pg_namespace index_schema ON index_schema.oid = index.relnamespace
JOIN pg_class table_ ON table_.oid = x.indrelid
JOIN pg_namespace table_schema ON table_schema.oid = table_.relnamespace
WHERE NOT x.indisvalid
  -- CREATE INDEX CONCURRENTLY. Who may not read the other role's progress sees its pid all the same, and its lock.
  AND NOT EXISTS (
    SELECT FROM pg_stat_progress_create_index builder
    WHERE builder.index_relid = x.indexrelid
       OR builder.index_relid IS NULL
      AND EXISTS (SELECT FROM pg_locks l
                  WHERE l.pid = builder.pid AND l.relation = x.indrelid AND l.mode = 'ShareUpdateExclusiveLock'))
  -- REINDEX and DROP INDEX CONCURRENTLY lock the index itself from beginning to end.
  AND NOT EXISTS (
    SELECT FROM pg_locks l
    WHERE l.relation = x.indexrelid AND l.mode = 'ShareUpdateExclusiveLock' AND l.granted
      AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()))
ORDER BY name
