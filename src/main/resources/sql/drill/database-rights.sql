-- Who may enter this database: the statements that close it to all but superusers, and those that open it again as it was. It is
-- given to the superuser who asks, or its owner could open it meanwhile, and owns the schema public by pg_database_owner.
WITH own AS (
    SELECT database.datname, database.datdba, owner.rolname AS owner, owner.rolsuper AS of_superuser,
           coalesce(database.datacl, acldefault('d', database.datdba)) AS acl
    FROM pg_catalog.pg_database AS database
    JOIN pg_catalog.pg_roles AS owner ON owner.oid = database.datdba
    WHERE database.datname = current_database()
), entrant AS (
    SELECT own.datname, own.datdba,
           CASE WHEN item.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(role.rolname) END AS grantee,
           bool_or(item.is_grantable) AS grantable
    FROM own
    CROSS JOIN LATERAL aclexplode(own.acl) AS item
    LEFT JOIN pg_catalog.pg_roles AS role ON role.oid = item.grantee
    WHERE item.privilege_type = 'CONNECT' AND item.grantee <> own.datdba AND (item.grantee = 0 OR role.oid IS NOT NULL)
    GROUP BY own.datname, own.datdba, item.grantee, role.rolname
)
SELECT 0 AS step,
       format('ALTER DATABASE %I OWNER TO %I', datname, current_user) AS closing,
       format('ALTER DATABASE %I OWNER TO %I', datname, owner) AS opening
FROM own WHERE NOT of_superuser
UNION ALL
SELECT 1,
       format('REVOKE CONNECT ON DATABASE %I FROM %s CASCADE', datname, grantee),
       format('GRANT CONNECT ON DATABASE %I TO %s%s', datname, grantee, CASE WHEN grantable THEN ' WITH GRANT OPTION' ELSE '' END)
FROM entrant
ORDER BY 1
