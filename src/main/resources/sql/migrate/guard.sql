-- What a file did to one of our tables; no row when they are as they were. Filled in: for each of them its oid, its name,
-- its owner before the file, and the schema before that. Asked behind every file, and planning it took longer than all
-- else around one: so there is one join, and what is seldom needed is a subquery behind what the row says already. Who may own
-- them is asked only of one that was given away. What would run with a row of ours is noted for the statement behind this one.
SELECT damaged.name,
       damaged.damage,
       damaged.owner,
       set_config('pulse.damage', nullif(damaged.damage, 'given_away'), true)
FROM (
    SELECT known.name,
           pg_get_userbyid(relation.relowner) AS owner,
           CASE
               WHEN relation.oid IS NULL THEN 'dropped'
               WHEN relation.relnamespace::regnamespace::text <> quote_ident(%s) OR relation.relname <> known.name
                   THEN 'moved'
               WHEN relation.relrowsecurity THEN 'row_security'
               WHEN relation.relhastriggers
                       AND EXISTS (SELECT FROM pg_trigger WHERE tgrelid = relation.oid AND NOT tgisinternal)
                   OR relation.relhasrules AND EXISTS (SELECT FROM pg_rewrite WHERE ev_class = relation.oid) THEN 'trigger'
               WHEN pg_get_userbyid(relation.relowner) NOT IN (known.owner, current_user) THEN 'given_away'
               WHEN NOT has_schema_privilege(relation.relnamespace, 'USAGE')
                   OR NOT has_table_privilege(relation.oid, 'SELECT')
                   OR NOT has_table_privilege(relation.oid, 'INSERT')
                   OR NOT has_table_privilege(relation.oid, 'UPDATE')
                   OR NOT has_table_privilege(relation.oid, 'DELETE') THEN 'right_taken'
           END AS damage
    FROM (VALUES %s) AS known (oid, name, owner)
    LEFT JOIN pg_class AS relation ON relation.oid = known.oid
) AS damaged
WHERE damaged.damage IS NOT NULL
ORDER BY damaged.damage = 'given_away'
LIMIT 1;
