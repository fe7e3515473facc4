-- Who may enter this database: the statements that close it to all but superusers, and those that open it again as it was. It is
-- given to the superuser who asks, or its owner could open it meanwhile, and owns the schema public by pg_database_owner. First it
-- is noted who may enter; where a killed restore left it closed, its note says who is to be let in at the end.
WITH closed AS (
    {include drill/closed-note}
), own AS (
    SELECT database.datname, database.datdba, owner.rolname AS owner, owner.rolsuper AS of_superuser,
           coalesce(database.datacl, acldefault('d', database.datdba)) AS acl, closed.note
    FROM pg_catalog.pg_database AS database
    JOIN pg_catalog.pg_roles AS owner ON owner.oid = database.datdba
    LEFT JOIN closed ON closed.setdatabase = database.oid
    WHERE database.datname = current_database()
), found AS (
    SELECT item.grantee, bool_or(item.is_grantable) AS grantable
    FROM own
    CROSS JOIN LATERAL aclexplode(own.acl) AS item
    LEFT JOIN pg_catalog.pg_roles AS role ON role.oid = item.grantee
    WHERE item.privilege_type = 'CONNECT' AND item.grantee <> own.datdba AND (item.grantee = 0 OR role.oid IS NOT NULL)
    GROUP BY item.grantee
), before AS (
    SELECT own.datname, own.note, own.of_superuser AND NOT EXISTS (SELECT FROM found) AND own.note IS NOT NULL AS killed,
           CASE WHEN own.of_superuser AND NOT EXISTS (SELECT FROM found) THEN own.note
                ELSE own.datdba || coalesce((SELECT ' ' || string_agg(grantee || CASE WHEN grantable THEN '*' ELSE '' END, ' ')
                                             FROM found), '') END AS kept
    FROM own
), entrant AS (
    SELECT grantee::bigint AS grantee, grantable FROM found
    UNION ALL
    SELECT rtrim(entry, '*')::bigint, entry LIKE '%*'
    FROM before
    CROSS JOIN LATERAL unnest((string_to_array(before.note, ' '))[2:]) AS entry
    WHERE before.killed
), named AS (
    SELECT CASE WHEN entrant.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(role.rolname) END AS grantee, entrant.grantable
    FROM entrant
    LEFT JOIN pg_catalog.pg_roles AS role ON role.oid::bigint = entrant.grantee
    WHERE entrant.grantee = 0 OR role.oid IS NOT NULL
)
SELECT 0 AS step,
       format('ALTER DATABASE %I SET pulse_db.closed = %L', datname, kept) AS closing,
       format('ALTER DATABASE %I RESET pulse_db.closed', datname) AS opening
FROM before
WHERE kept IS NOT NULL
UNION ALL
SELECT 1,
       format('ALTER DATABASE %I OWNER TO %I', own.datname, current_user),
       format('ALTER DATABASE %I OWNER TO %I', own.datname, owner.rolname)
FROM own
CROSS JOIN before
JOIN pg_catalog.pg_roles AS owner
  ON owner.oid::bigint = CASE WHEN before.killed THEN split_part(before.note, ' ', 1)::bigint ELSE own.datdba::bigint END
WHERE before.killed OR NOT own.of_superuser
UNION ALL
SELECT 2,
       format('REVOKE CONNECT ON DATABASE %I FROM %s CASCADE', datname, grantee),
       format('GRANT CONNECT ON DATABASE %I TO %s%s', datname, grantee, CASE WHEN grantable THEN ' WITH GRANT OPTION' ELSE '' END)
FROM named
CROSS JOIN before
ORDER BY 1
