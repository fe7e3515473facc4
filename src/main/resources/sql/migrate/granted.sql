-- Whether anyone but their owners has been granted more than to read these tables, given by their oids; asked behind every file
-- that may grant, so that who is trusted is asked only where there is something.
SELECT 'granted' AS answer
FROM pg_class AS relation
WHERE relation.oid = ANY (string_to_array(?, ',')::oid[])
  AND (EXISTS (SELECT FROM aclexplode(relation.relacl) AS entry
               WHERE entry.grantee <> relation.relowner AND entry.privilege_type <> 'SELECT')
       OR EXISTS (SELECT FROM pg_attribute WHERE attrelid = relation.oid AND attacl IS NOT NULL))
LIMIT 1
