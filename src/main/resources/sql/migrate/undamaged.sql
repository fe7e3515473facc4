-- Ends the transaction where a file may have done to one of our tables what guard.sql tells of: sent behind every file, and in a third
-- of the time of that question, which is asked only then, from the savepoint before this on. Filled in: the tables' oids, the
-- schema before the file, for each of them oid, name and owner before the file, and how many they are.
SELECT WHERE 1 / ((
    SELECT count(*)
    FROM pg_class AS relation
    WHERE relation.oid = ANY (%s::oid[])
      AND relation.relnamespace = to_regnamespace(quote_ident(%s))
      AND (%s)
      AND NOT relation.relrowsecurity
      AND NOT relation.relhastriggers
      AND NOT relation.relhasrules
      AND has_schema_privilege(relation.relnamespace, 'USAGE')
      AND has_table_privilege(relation.oid, 'SELECT')
      AND has_table_privilege(relation.oid, 'INSERT')
      AND has_table_privilege(relation.oid, 'UPDATE')
      AND has_table_privilege(relation.oid, 'DELETE')
) = %s)::int = 0
