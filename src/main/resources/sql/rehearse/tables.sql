-- Tables whose rows are counted: not the system's or an extension's, and not those that belong to another table. What is computed
-- from them, a materialized view, loses nothing.
SELECT relation.oid::bigint AS oid,
       format('%s.%s', namespace.nspname, relation.relname) AS name,
       relation.relrowsecurity AS secured,
       relation.relforcerowsecurity AS forced,
       ARRAY(SELECT attname::text FROM pg_attribute
             WHERE attrelid = relation.oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum) AS columns,
       ARRAY(SELECT policy.polname::text FROM pg_policy AS policy
             WHERE policy.polrelid = relation.oid ORDER BY policy.polname) AS policies
FROM pg_class AS relation
JOIN pg_namespace AS namespace ON namespace.oid = relation.relnamespace
WHERE relation.relkind IN ('r', 'p')
  AND NOT relation.relispartition
  AND relation.relpersistence <> 't'
  AND namespace.nspname !~ '^(pg_|_timescaledb_)'
  AND namespace.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_depend AS depend
                  WHERE depend.classid = 'pg_class'::regclass AND depend.objid = relation.oid AND depend.deptype = 'e')
ORDER BY 1
