-- What a file did to one of our tables; no row when they are as they were. Filled in: for each of them its oid, its name,
-- its owner before the file, and then the schema.
SELECT damaged.name, damaged.damage, damaged.owner
FROM (
    SELECT known.name,
           owner.rolname AS owner,
           CASE
               WHEN relation.oid IS NULL THEN 'dropped'
               WHEN namespace.nspname <> %s OR relation.relname <> known.name THEN 'moved'
               WHEN owner.rolname <> known.owner
                   AND NOT owner.rolsuper
                   AND owner.rolname <> current_user
                   AND NOT EXISTS (SELECT
                                   FROM pg_auth_members
                                   JOIN pg_roles AS myself ON myself.oid = member
                                   WHERE roleid = owner.oid AND myself.rolname = current_user)
                   AND owner.oid <> (SELECT datdba FROM pg_database WHERE datname = current_database()) THEN 'given_away'
               WHEN relation.relrowsecurity THEN 'row_security'
               WHEN EXISTS (SELECT FROM pg_trigger WHERE tgrelid = relation.oid AND NOT tgisinternal)
                   OR EXISTS (SELECT FROM pg_rewrite WHERE ev_class = relation.oid) THEN 'trigger'
               WHEN NOT has_schema_privilege(namespace.oid, 'USAGE')
                   OR NOT has_table_privilege(relation.oid, 'SELECT')
                   OR NOT has_table_privilege(relation.oid, 'INSERT') THEN 'right_taken'
           END AS damage
    FROM (VALUES %s) AS known (oid, name, owner)
    LEFT JOIN pg_class AS relation ON relation.oid = known.oid
    LEFT JOIN pg_namespace AS namespace ON namespace.oid = relation.relnamespace
    LEFT JOIN pg_roles AS owner ON owner.oid = relation.relowner
) AS damaged
WHERE damaged.damage IS NOT NULL
LIMIT 1;
